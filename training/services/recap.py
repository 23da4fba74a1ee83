"""The recap at an ending: my path, beside the shortest inviting path."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from training.domain.competency import Framework
from training.domain.judgement import Cost, Level
from training.domain.playthrough import Playthrough, Step
from training.domain.story_graph import inviting_path
from training.services.attempts import framework_of
from training.services.library import Library
from training.services.links import NO_STEP, NextStep, UnitLink, next_step
from training.store.attempts import Running


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """One decision as the recap tells it."""

    scene_title: str
    choice_text: str
    level: Level
    competency_code: str
    cost: Cost


@dataclass(frozen=True, slots=True)
class Practised:
    """A sub-point that was exercised, and how often."""

    code: str
    name: str
    count: int


@dataclass(frozen=True, slots=True)
class Recap:
    """My path, the shortest inviting path, and what comes next."""

    timeline: tuple[TimelineEntry, ...]
    odometer: Cost
    inviting_path: tuple[TimelineEntry, ...]
    inviting_odometer: Cost
    practised: tuple[Practised, ...]
    next_unit: UnitLink | None
    is_course_done: bool


def recap_of(library: Library, running: Running, present: Playthrough, language: str) -> Recap:
    """Look back on a finished playthrough."""
    following = next_step(library, running, language)
    return look_back(present, framework_of(library, running), following)


def look_back(
    present: Playthrough, framework: Framework | None, following: NextStep = NO_STEP
) -> Recap:
    """Look back on a finished playthrough, whoever played it."""
    inviting = tuple(Step(*pair) for pair in inviting_path(present.scenario))
    return Recap(
        timeline=_timeline(present.steps),
        odometer=present.odometer,
        inviting_path=_timeline(inviting),
        inviting_odometer=Playthrough(present.scenario, inviting).odometer,
        practised=_practised(present, framework),
        next_unit=following.unit,
        is_course_done=following.is_course_done,
    )


def _timeline(steps: Iterable[Step]) -> tuple[TimelineEntry, ...]:
    """Tell the choices that said something; where the story just went on there is no entry."""
    return tuple(
        TimelineEntry(
            scene_title=step.scene.title,
            choice_text=step.choice.text,
            level=judgement.level,
            competency_code=judgement.competency,
            cost=judgement.cost,
        )
        for step in steps
        if (judgement := step.choice.judgement)
    )


def _practised(present: Playthrough, framework: Framework | None) -> tuple[Practised, ...]:
    codes = Counter(
        step.choice.judgement.competency for step in present.steps if step.choice.judgement
    )
    found = []
    for code, count in sorted(codes.items()):
        competency = framework.find_competency(code) if framework else None
        found.append(Practised(code, competency.name if competency else "", count))
    return tuple(found)
