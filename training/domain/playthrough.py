"""An immutable position in a scenario: choose to move on, replay a record to come back."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from training.domain.judgement import NO_COST, Cost
from training.domain.scenario import Choice, Scenario, Scene


class IllegalChoice(Exception):
    """The present scene has no choice at that position."""


@dataclass(frozen=True, slots=True)
class Step:
    """One decision: the scene, and the choice that was taken there."""

    scene: Scene
    choice: Choice


@dataclass(frozen=True, slots=True)
class Playthrough:
    """The path so far; the present scene follows from it."""

    scenario: Scenario
    steps: tuple[Step, ...] = ()

    @property
    def scene(self) -> Scene:
        """Give the scene that the learner is in now."""
        if not self.steps:
            return self.scenario.start
        return self.scenario.scene(self.steps[-1].choice.target)

    @property
    def is_finished(self) -> bool:
        """Tell whether an ending was reached: there is nothing left to choose."""
        return not self.scene.choices

    @property
    def odometer(self) -> Cost:
        """Sum what the path has cost the citizen; a loop counts each pass."""
        return sum((cost_of(step.choice) for step in self.steps), NO_COST)

    def has_been_in(self, scene: Scene) -> bool:
        """Tell whether a choice was taken in a scene before."""
        return any(step.scene.name == scene.name for step in self.steps)

    def choose(self, index: int) -> "Playthrough":
        """Take the choice at `index`, counted from 0 in the author's order.

        Raises `IllegalChoice` when the scene has no such choice.
        """
        scene = self.scene
        if not 0 <= index < len(scene.choices):
            raise IllegalChoice(index)
        return replace(self, steps=(*self.steps, Step(scene, scene.choices[index])))

    def first_steps(self) -> tuple[Step, ...]:
        """Give the first choice at each scene: the measurement, where later ones are practice."""
        first: dict[str, Step] = {}
        for step in self.steps:
            first.setdefault(step.scene.name, step)
        return tuple(first.values())


def replay(scenario: Scenario, choices: Iterable[int]) -> Playthrough:
    """Rebuild the position from recorded choices; raises `IllegalChoice` for a foreign record."""
    position = Playthrough(scenario)
    for index in choices:
        position = position.choose(index)
    return position


def cost_of(choice: Choice) -> Cost:
    """Give what a choice costs the citizen."""
    return choice.judgement.cost if choice.judgement else NO_COST
