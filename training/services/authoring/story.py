"""A story as its writer sees it on the map: each scene with its marks, each choice, all paths."""

from collections.abc import Mapping
from dataclasses import dataclass

from training.domain.judgement import NO_COST, Cost, Level
from training.domain.paths import Blocked, Survey, survey
from training.domain.playthrough import Step
from training.domain.scenario import Choice, Scenario, Scene
from training.domain.story_graph import exits_of, reachable


@dataclass(frozen=True, slots=True)
class StoryChoice:
    """A choice with what it is worth and where it leads; `target_title` is empty for nowhere."""

    number: int
    text: str
    level: Level | None
    limit: str
    cost: Cost
    target: str
    target_title: str
    line: int
    blocked: Blocked | None


@dataclass(frozen=True, slots=True)
class StoryScene:
    """A scene with what is said of it: on every path, never reached, or no way out to an ending."""

    name: str
    title: str
    line: int
    is_start: bool
    is_ending: bool
    is_common: bool
    is_unreached: bool
    is_caught: bool
    choices: tuple[StoryChoice, ...]


@dataclass(frozen=True, slots=True)
class Story:
    """All scenes in the order of the text, and what all paths say together."""

    scenes: tuple[StoryScene, ...]
    survey: Survey


def tell(scenario: Scenario) -> Story:
    """Look at a story as a whole."""
    found = survey(scenario)
    teller = _Teller(
        scenario,
        {scene.name: scene.title for scene in scenario.scenes},
        dict(found.blocked),
        reachable(exits_of(scenario.scenes), [scenario.start.name]),
    )
    return Story(tuple(teller.scene(scene) for scene in scenario.scenes), found)


@dataclass(frozen=True, slots=True)
class _Teller:
    scenario: Scenario
    titles: Mapping[str, str]
    blocked: Mapping[Step, Blocked]
    met: frozenset[str]

    def scene(self, scene: Scene) -> StoryScene:
        reasons = [self.blocked.get(Step(scene, choice)) for choice in scene.choices]
        return StoryScene(
            name=scene.name,
            title=scene.title,
            line=scene.line,
            is_start=scene is self.scenario.start,
            is_ending=scene.is_ending,
            is_common=scene.name in self.scenario.common,
            is_unreached=scene.name not in self.met,
            is_caught=scene.name in self.met and not scene.is_ending and all(reasons),
            choices=tuple(
                self.choice(number, choice, reason)
                for number, (choice, reason) in enumerate(
                    zip(scene.choices, reasons, strict=True), start=1
                )
            ),
        )

    def choice(self, number: int, choice: Choice, blocked: Blocked | None) -> StoryChoice:
        judgement = choice.judgement
        return StoryChoice(
            number=number,
            text=choice.text,
            level=judgement.level if judgement else None,
            limit=(judgement.limit or "") if judgement else "",
            cost=judgement.cost if judgement else NO_COST,
            target=choice.target,
            target_title=self.titles.get(choice.target, ""),
            line=choice.line,
            blocked=blocked,
        )
