"""The story as a graph: what can be reached, what everybody meets, where one is caught."""

from collections import deque
from collections.abc import Iterable, Mapping, Sequence

from training.domain.judgement import Level
from training.domain.scenario import Choice, Scenario, Scene

Exits = Mapping[str, tuple[str, ...]]
"""For every scene the scenes that its choices lead to; a choice that leads nowhere is left out."""


def exits_of(scenes: Iterable[Scene]) -> dict[str, tuple[str, ...]]:
    """Draw the graph."""
    scenes = tuple(scenes)
    names = {scene.name for scene in scenes}
    return {
        scene.name: tuple(choice.target for choice in scene.choices if choice.target in names)
        for scene in scenes
    }


def reachable(exits: Exits, starts: Iterable[str]) -> frozenset[str]:
    """Give every scene that a path from the starts comes by, the starts included."""
    seen = set(starts)
    waiting = list(seen)
    while waiting:
        for target in exits[waiting.pop()]:
            if target not in seen:
                seen.add(target)
                waiting.append(target)
    return frozenset(seen)


def common_scenes(scenes: Sequence[Scene]) -> frozenset[str]:
    """Give the scenes on every path from the start to any ending: the dominators of all endings.

    Follow one path to an ending. A scene of it is common unless something before it leads around
    it, directly or through scenes off the path. Every scene is visited once.
    """
    if not scenes:
        return frozenset()
    exits = exits_of(scenes)
    finish = "\n"  # no name has a line break: one finish behind all endings makes them one question
    for scene in scenes:
        exits[scene.name] += (finish,) if scene.is_ending else ()
    exits[finish] = ()
    path = _shortest(exits, scenes[0].name, finish)
    places = {name: place for place, name in enumerate(path)}
    common, seen, furthest = set(), set(path), 0
    for place, name in enumerate(path):
        if furthest <= place:
            common.add(name)
        waiting = [name]
        while waiting:
            for target in exits[waiting.pop()]:
                furthest = max(furthest, places.get(target, 0))
                if target not in seen:
                    seen.add(target)
                    waiting.append(target)
    return frozenset(common - {finish})


def caught_loops(scenes: Sequence[Scene]) -> tuple[tuple[str, ...], ...]:
    """Give each loop that no path leaves, by the names of its scenes in order of walking."""
    exits = exits_of(scenes)
    entries = _reversed(exits)
    outs = [scene.name for scene in scenes if scene.is_ending or not exits[scene.name]]
    caught = reachable(exits, [scenes[0].name]) - reachable(entries, outs)
    loops: list[tuple[str, ...]] = []
    explained: set[str] = set()
    for scene in scenes:
        if scene.name not in caught or scene.name in explained:
            continue
        walk = _walk(exits, scene.name, explained)
        explained.update(walk)
        if exits[walk[-1]][0] in walk:
            loops.append(tuple(walk[walk.index(exits[walk[-1]][0]) :]))
    return tuple(loops)


def inviting_path(scenario: Scenario) -> tuple[tuple[Scene, Choice], ...]:
    """Give the shortest path to an ending on which no choice is below the highest level possible.

    With only inviting and unscored choices where that can be done, else with the least low ones.
    Empty for a story without an ending that can be reached.
    """
    for level in sorted(Level, reverse=True):
        path = _path_at(scenario, level)
        if path:
            return path
    return ()


def _path_at(scenario: Scenario, level: Level) -> tuple[tuple[Scene, Choice], ...]:
    scenes = {scene.name: scene for scene in scenario.scenes}
    came_by: dict[str, tuple[Scene, Choice]] = {}
    waiting = deque([scenario.start])
    while waiting:
        scene = waiting.popleft()
        if scene.is_ending:
            return _trace(came_by, scenario.start, scene)
        for choice in scene.choices:
            is_low = choice.judgement is not None and choice.judgement.level < level
            if is_low or choice.target not in scenes or choice.target in came_by:
                continue
            came_by[choice.target] = (scene, choice)
            waiting.append(scenes[choice.target])
    return ()


def _trace(
    came_by: Mapping[str, tuple[Scene, Choice]], start: Scene, end: Scene
) -> tuple[tuple[Scene, Choice], ...]:
    steps: list[tuple[Scene, Choice]] = []
    scene = end
    while scene.name != start.name:
        steps.append(came_by[scene.name])
        scene = steps[-1][0]
    return tuple(reversed(steps))


def _shortest(exits: Exits, start: str, finish: str) -> list[str]:
    came_from = {start: start}
    waiting = deque([start])
    while waiting and finish not in came_from:
        name = waiting.popleft()
        for target in exits[name]:
            if target not in came_from:
                came_from[target] = name
                waiting.append(target)
    if finish not in came_from:
        return []
    path = [finish]
    while path[-1] != start:
        path.append(came_from[path[-1]])
    return path[::-1]


def _walk(exits: Exits, start: str, explained: set[str]) -> list[str]:
    """Take the first way out again and again, until a scene comes back or was explained before."""
    walk: list[str] = []
    seen: set[str] = set()
    name = start
    while name not in seen and name not in explained:
        seen.add(name)
        walk.append(name)
        name = exits[name][0]
    return walk


def _reversed(exits: Exits) -> dict[str, tuple[str, ...]]:
    entries: dict[str, list[str]] = {name: [] for name in exits}
    for name, targets in exits.items():
        for target in targets:
            entries[target].append(name)
    return {name: tuple(sources) for name, sources in entries.items()}
