"""What is wrong with a story as a whole: loose ends, scenes nobody finds, give-away choices."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from difflib import get_close_matches
from itertools import islice

from training.domain.diagnostics import Diagnostic, by_place
from training.domain.judgement import Level
from training.domain.scenario import Scenario, Scene
from training.domain.story_graph import caught_loops, exits_of, reachable

MAX_CHOICES = 5
MIN_SCENES_TO_COMPARE = 2
MAX_SUGGESTIONS = 20
MAX_SIMILAR = 100
"""Likeness costs the product of two lengths: it is only asked for names a person would type."""


def check_scenario(scenario: Scenario) -> tuple[Diagnostic, ...]:
    """Give everything that can be said about the story without its source."""
    lines = {scene.name: scene.line for scene in scenario.scenes}
    meant = _meant(scenario, lines)
    found = [*_check_targets(scenario, lines, meant), *_check_graph(scenario, lines, meant)]
    for scene in scenario.scenes:
        found.extend(_check_scene(scene))
    found.extend(_check_lengths(scenario))
    return by_place(found)


def _meant(scenario: Scenario, lines: Mapping[str, int]) -> Mapping[str, str]:
    """Guess for targets that do not exist which scene was meant; not for ever more of them."""
    targets = (choice.target for scene in scenario.scenes for choice in scene.choices)
    lost = dict.fromkeys(t for t in targets if t not in lines and len(t) <= MAX_SIMILAR)
    names = [name for name in lines if len(name) <= MAX_SIMILAR]
    close = {
        target: get_close_matches(target.lower(), names, n=1, cutoff=0.7)
        for target in islice(lost, MAX_SUGGESTIONS)
    }
    return {target: names[0] for target, names in close.items() if names}


def _check_targets(
    scenario: Scenario, lines: Mapping[str, int], meant: Mapping[str, str]
) -> Iterator[Diagnostic]:
    for scene in scenario.scenes:
        for choice in scene.choices:
            if choice.target in lines:
                continue
            values = {"target": choice.target}
            if name := meant.get(choice.target, ""):
                values |= {"suggestion": name, "line": str(lines[name])}
            yield Diagnostic(
                "E08", choice.line, choice.column, values, "suggestion" if name else ""
            )


def _check_graph(
    scenario: Scenario, lines: Mapping[str, int], meant: Mapping[str, str]
) -> Iterator[Diagnostic]:
    scenes = _mended(scenario, meant)
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


def _mended(scenario: Scenario, meant: Mapping[str, str]) -> tuple[Scene, ...]:
    """Follow a mistyped target to what was probably meant: one slip of the pen is one message."""
    return tuple(
        replace(
            scene,
            choices=tuple(
                replace(choice, target=meant.get(choice.target, choice.target))
                for choice in scene.choices
            ),
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
    return all(level == best for level, length in ranked if length == longest)
