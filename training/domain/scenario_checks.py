"""What is wrong with a story as a whole: loose ends, scenes nobody finds, give-away choices."""

from collections.abc import Iterator
from difflib import get_close_matches

from training.domain.diagnostics import Diagnostic, by_place
from training.domain.judgement import Level
from training.domain.scenario import Choice, Scenario, Scene
from training.domain.story_graph import caught_loops, exits_of, reachable

MAX_CHOICES = 5
MIN_SCENES_TO_COMPARE = 2


def check_scenario(scenario: Scenario) -> tuple[Diagnostic, ...]:
    """Give everything that can be said about the story without its source."""
    lines = {scene.name: scene.line for scene in scenario.scenes}
    found = [*_check_targets(scenario, lines), *_check_graph(scenario, lines)]
    for scene in scenario.scenes:
        found.extend(_check_scene(scene))
    found.extend(_check_lengths(scenario))
    return by_place(found)


def _check_targets(scenario: Scenario, lines: dict[str, int]) -> Iterator[Diagnostic]:
    for scene in scenario.scenes:
        for choice in scene.choices:
            if choice.target in lines:
                continue
            values = {"target": choice.target}
            suggestion = _similar(choice.target, lines)
            if suggestion:
                values |= {"suggestion": suggestion, "line": str(lines[suggestion])}
            variant = "suggestion" if suggestion else ""
            yield Diagnostic("E08", choice.line, choice.column, values, variant)


def _similar(target: str, names: dict[str, int]) -> str:
    return next(iter(get_close_matches(target.lower(), names, n=1, cutoff=0.7)), "")


def _check_graph(scenario: Scenario, lines: dict[str, int]) -> Iterator[Diagnostic]:
    scenes = _mended(scenario, lines)
    met = reachable(exits_of(scenes), [scenes[0].name])
    for scene in scenes:
        if not scene.is_ending and not scene.choices:
            yield Diagnostic("E11", scene.line, values={"title": scene.title})
        if scene.name not in met:
            yield Diagnostic("E12", scene.line, values={"title": scene.title})
    if not any(scene.is_ending for scene in scenes):
        yield Diagnostic("E14", scenes[0].line)
        return
    titles = {scene.name: scene.title for scene in scenes}
    for loop in caught_loops(scenes):
        path = " → ".join(titles[name] for name in [*loop, loop[0]])
        yield Diagnostic("E13", lines[loop[0]], values={"loop": path})


def _mended(scenario: Scenario, lines: dict[str, int]) -> tuple[Scene, ...]:
    """Follow a mistyped target to what was probably meant: one slip of the pen is one message."""
    return tuple(
        Scene(
            name=scene.name,
            title=scene.title,
            choices=tuple(
                choice
                if choice.target in lines
                else Choice(choice.text, _similar(choice.target, lines))
                for choice in scene.choices
            ),
            is_ending=scene.is_ending,
            line=scene.line,
        )
        for scene in scenario.scenes
    )


def _check_scene(scene: Scene) -> Iterator[Diagnostic]:
    if len(scene.choices) > MAX_CHOICES:
        values = {"count": str(len(scene.choices)), "limit": str(MAX_CHOICES)}
        yield Diagnostic("W16", scene.line, values=values)
    levels = [choice.judgement.level for choice in scene.choices if choice.judgement]
    if len(levels) == 1:
        yield Diagnostic("W15", scene.line, values={"title": scene.title})
    elif levels and Level.INVITING not in levels:
        yield Diagnostic("W19", scene.line, values={"title": scene.title}, variant="none")
    elif levels and set(levels) == {Level.INVITING}:
        yield Diagnostic("W19", scene.line, values={"title": scene.title}, variant="all")


def _check_lengths(scenario: Scenario) -> Iterator[Diagnostic]:
    """Warn where whoever picks the longest text is right in most scenes."""
    compared = [scene for scene in scenario.scenes if _is_comparable(scene)]
    given_away = [scene for scene in compared if _is_longest_best(scene)]
    if len(compared) >= MIN_SCENES_TO_COMPARE and 2 * len(given_away) > len(compared):
        values = {"count": str(len(given_away)), "total": str(len(compared))}
        yield Diagnostic("W28", given_away[0].line, values=values)


def _is_comparable(scene: Scene) -> bool:
    return len({choice.judgement.level for choice in scene.choices if choice.judgement}) > 1


def _is_longest_best(scene: Scene) -> bool:
    ranked = [(c.judgement.level, len(c.text)) for c in scene.choices if c.judgement]
    best = max(level for level, _ in ranked)
    longest = max(length for _, length in ranked)
    return all(
        (level == best) == (length == longest) for level, length in ranked if length == longest
    )
