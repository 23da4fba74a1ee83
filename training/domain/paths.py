"""Every path through a story: how many, the shortest and longest, and what they cost the citizen.

A path goes from the start to an ending and comes by no scene twice. Going round again is possible
for a learner, but would make the number of paths of any story with a loop endless.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from training.domain.judgement import NO_COST, Cost, Level
from training.domain.playthrough import Step, cost_of
from training.domain.scenario import Scenario, Scene
from training.domain.story_graph import exits_of, inviting_path, reachable

MOST_PATHS = 10_000
"""More than this is only called more; where a story goes round, the rest is not looked at."""
MOST_STEPS = 200_000
"""How many steps are tried and told at most in a story that goes round."""

Ways = Mapping[str, tuple[Step, ...]]
"""For every scene the choices that lie on a way from the start to an ending."""


class Blocked(StrEnum):
    """Why a choice lies on no path."""

    UNREACHED = "unreached"
    ASTRAY = "astray"
    CAUGHT = "caught"


@dataclass(frozen=True, slots=True)
class Tally:
    """Some paths together; least and most are of each counter by itself."""

    count: int = 1
    least: Cost = NO_COST
    most: Cost = NO_COST
    shortest: tuple[Step, ...] = ()
    longest: tuple[Step, ...] = ()

    def then(self, step: Step) -> "Tally":
        """Let every path take one step more."""
        cost = cost_of(step.choice)
        shortest, longest = (*self.shortest, step), (*self.longest, step)
        return Tally(self.count, self.least + cost, self.most + cost, shortest, longest)

    def plus(self, other: "Tally | None") -> "Tally":
        """Take other paths to the same place together with these."""
        if other is None:
            return self
        return Tally(
            self.count + other.count,
            _each(min, self.least, other.least),
            _each(max, self.most, other.most),
            min(self.shortest, other.shortest, key=len),
            max(self.longest, other.longest, key=len),
        )


@dataclass(frozen=True, slots=True)
class Ending:
    """An ending: the paths to it, none where it cannot be reached, and the last choices before."""

    scene: Scene
    paths: Tally | None
    before: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Survey:
    """What all paths of a story say together.

    `paths` is none without a single path. `is_more` tells that there are more than `MOST_PATHS`;
    `is_partial` that figures are of the first paths only. `unmet` are the levels that no choice
    on a path has; `blocked` the choices that lie on none.
    """

    paths: Tally | None
    is_more: bool
    is_partial: bool
    inviting: tuple[Step, ...]
    unmet: tuple[Level, ...]
    blocked: tuple[tuple[Step, Blocked], ...]
    endings: tuple[Ending, ...]


def survey(scenario: Scenario, most: int = MOST_PATHS) -> Survey:
    """Walk all paths; where nothing goes round they are counted exactly, however many they are."""
    ways, blocked = _sort(scenario)
    order = _in_order(ways, scenario.start.name)
    is_partial = False
    if order is not None:
        found = _count(ways, order)
    else:
        found, is_partial = _walk(ways, scenario.start, most)
    total: Tally | None = None
    for scene in scenario.scenes:
        if scene.is_ending and scene.name in found:
            total = found[scene.name].plus(total)
    on_a_path = [step for steps in ways.values() for step in steps]
    met = {step.choice.judgement.level for step in on_a_path if step.choice.judgement}
    return Survey(
        paths=total,
        is_more=is_partial or (total is not None and total.count > most),
        is_partial=is_partial,
        inviting=tuple(Step(*pair) for pair in inviting_path(scenario)),
        unmet=tuple(level for level in Level if level not in met),
        blocked=blocked,
        endings=tuple(
            Ending(
                scene,
                found.get(scene.name),
                tuple(step for step in on_a_path if step.choice.target == scene.name),
            )
            for scene in scenario.scenes
            if scene.is_ending
        ),
    )


def _each(pick: Callable[[int, int], int], one: Cost, other: Cost) -> Cost:
    return Cost(
        pick(one.referrals, other.referrals),
        pick(one.days, other.days),
        pick(one.retellings, other.retellings),
    )


def _sort(
    scenario: Scenario,
) -> tuple[dict[str, tuple[Step, ...]], tuple[tuple[Step, Blocked], ...]]:
    """Part the choices that can be made on the way to an ending from those that cannot."""
    exits = exits_of(scenario.scenes)
    met = reachable(exits, [scenario.start.name])
    entries: dict[str, tuple[str, ...]] = dict.fromkeys(exits, ())
    for name, targets in exits.items():
        for target in targets:
            entries[target] += (name,)
    alive = reachable(entries, [scene.name for scene in scenario.scenes if scene.is_ending])
    ways: dict[str, tuple[Step, ...]] = dict.fromkeys(exits, ())
    blocked: list[tuple[Step, Blocked]] = []
    for step in (Step(scene, choice) for scene in scenario.scenes for choice in scene.choices):
        name, target = step.scene.name, step.choice.target
        if name not in met:
            blocked.append((step, Blocked.UNREACHED))
        elif target not in alive:
            reason = Blocked.CAUGHT if target in exits else Blocked.ASTRAY
            blocked.append((step, reason))
        elif not step.scene.is_ending:
            ways[name] += (step,)
    return ways, tuple(blocked)


def _in_order(ways: Ways, start: str) -> list[str] | None:
    """Put scenes after all that lead to them; `None` where the story goes round."""
    order: list[str] = []
    open_scenes, closed = {start}, set[str]()
    waiting = [(start, iter(ways[start]))]
    while waiting:
        name, steps = waiting[-1]
        step = next(steps, None)
        if step is None:
            waiting.pop()
            open_scenes.discard(name)
            closed.add(name)
            order.append(name)
        elif step.choice.target in open_scenes:
            return None
        elif step.choice.target not in closed:
            open_scenes.add(step.choice.target)
            waiting.append((step.choice.target, iter(ways[step.choice.target])))
    return order[::-1]


def _count(ways: Ways, order: list[str]) -> dict[str, Tally]:
    """Add up, scene after scene, all paths that come there."""
    found = {order[0]: Tally()}
    for name in order:
        for step in ways[name]:
            target = step.choice.target
            found[target] = found[name].then(step).plus(found.get(target))
    return found


def _walk(ways: Ways, start: Scene, most: int) -> tuple[dict[str, Tally], bool]:
    """Walk one path after another; tell whether there were too many."""
    found: dict[str, Tally] = {}
    for count, path in enumerate(_paths(ways, start)):
        if path is None or count == most:
            return found, True
        name = path[-1].choice.target if path else start.name
        cost = sum((cost_of(step.choice) for step in path), NO_COST)
        found[name] = Tally(1, cost, cost, path, path).plus(found.get(name))
    return found, False


def _paths(ways: Ways, start: Scene) -> Iterator[tuple[Step, ...] | None]:
    """Give every path that comes by no scene twice; `None` when too many steps were tried."""
    path: list[Step] = []
    visited = {start.name}
    waiting = [iter(ways[start.name])]
    left = MOST_STEPS
    while left > 0:
        left -= 1
        step = next(waiting[-1], None)
        if step is None:
            waiting.pop()
            if not waiting:
                return
            visited.discard(path.pop().choice.target)
        elif step.choice.target not in visited:
            path.append(step)
            visited.add(step.choice.target)
            if not ways[step.choice.target]:  # alive, and nothing leads on: an ending
                yield tuple(path)
                left -= len(path)
            waiting.append(iter(ways[step.choice.target]))
    yield None
