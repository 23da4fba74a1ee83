"""Plays a scenario: read the position, choose."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from training.domain.competency import Framework
from training.domain.document import Kind
from training.domain.judgement import Cost, Level
from training.domain.playthrough import Playthrough, replay
from training.domain.prose import NO_PROSE, Prose
from training.domain.scenario import Choice, Scenario, Scene
from training.domain.scoring import score_playthrough
from training.domain.shuffling import shuffled
from training.services import answers, attempts
from training.services.errors import Conflict, Invalid
from training.services.library import Library
from training.services.links import CourseLink, course_link
from training.services.recap import Recap, recap_of
from training.store import attempts as store
from training.store.attempts import Attempt, Decision, Running
from training.store.stance import has_stance


class Recorded(StrEnum):
    """What became of a click: stored now, stored before, or overtaken by an earlier one."""

    NOW = "now"
    BEFORE = "already-recorded"
    OVERTAKEN = "stale"


@dataclass(frozen=True, slots=True)
class ShownChoice:
    """A choice as a page may show it: nothing tells its level or where it leads."""

    position: int
    text: str


@dataclass(frozen=True, slots=True)
class ShownFeedback:
    """What the learner reads after a choice; the limit is empty where none was crossed."""

    level: Level
    competency_code: str
    competency_name: str
    tempting: Prose
    objection: Prose
    inviting: Prose
    remark: Prose
    limit_code: str
    limit_name: str
    limit_explanation: Prose
    cost: Cost


@dataclass(frozen=True, slots=True)
class ScenePage:
    """Where the learner is in the story, and what the previous choice brought about.

    A trainer who tries a text out has no attempt.
    """

    attempt_id: UUID | None
    slug: str
    title: str
    course: CourseLink | None
    role: str
    introduction: Prose
    step: int
    scene_title: str
    body: Prose
    choices: tuple[ShownChoice, ...]
    feedback: ShownFeedback | None
    chosen_text: str
    odometer: Cost
    dots: tuple[Level | None, ...]
    is_practice: bool
    recap: Recap | None
    stance: tuple[ShownChoice, ...] = ()
    """What one could do in the pivotal scene just left, when three questions are asked of it."""


def position(library: Library, *, attempt_id: UUID, learner_key: UUID, language: str) -> ScenePage:
    """Read where a learner is, in the reader's language; raises `NotFound`."""
    running = attempts.find_running(
        library.session,
        attempt_id=attempt_id,
        learner_key=learner_key,
        kind=Kind.SCENARIO,
        language=language,
    )
    present = playthrough_of(library, running)
    pinned = library.take(running.revision_id, Scenario)
    place = present.scenario.scenes.index(present.scene)
    order = order_of(pinned, place, running.seed)
    page = show(present, order, attempts.framework_of(library, running))
    return replace(
        page,
        attempt_id=attempt_id,
        slug=running.slug,
        course=course_link(running),
        is_practice=running.is_practice,
        recap=recap_of(library, running, present, language) if present.is_finished else None,
        stance=_stance_choices(library, running, pinned, present),
    )


def show(present: Playthrough, order: tuple[int, ...], framework: Framework | None) -> ScenePage:
    """Show a position in a story, whoever plays it; `order` is that of the choices on the page."""
    scene, last = present.scene, present.steps[-1].choice if present.steps else None
    scenario = present.scenario
    return ScenePage(
        attempt_id=None,
        slug=scenario.header.slug,
        title=scenario.header.title,
        course=None,
        role=scenario.role,
        introduction=scenario.introduction if not present.steps else NO_PROSE,
        step=len(present.steps),
        scene_title=scene.title,
        body=scene.body,
        choices=shown_choices(scene, order),
        feedback=feedback_of(last, framework) if last else None,
        chosen_text=last.text if last else "",
        odometer=present.odometer,
        dots=tuple(
            step.choice.judgement.level if step.choice.judgement else None for step in present.steps
        ),
        is_practice=False,
        recap=None,
    )


def choose(
    library: Library,
    *,
    attempt_id: UUID,
    learner_key: UUID,
    step: int,
    shown_position: int,
    at: datetime,
) -> Recorded:
    """Record the choice shown at a position of a step, exactly once.

    A step that was recorded before is left as it is. Raises `Conflict` for a step that has not
    been reached, `Invalid` for a choice that the scene does not have, `NotFound`.
    """
    attempt = attempts.lock(library.session, attempt_id=attempt_id, learner_key=learner_key)
    scenario = library.take(attempt.revision_id, Scenario)
    made = store.list_choices(library.session, attempt_id)
    if not 0 <= step <= len(made):
        raise Conflict("step-ahead")
    scene = replay(scenario, made[:step]).scene
    choice = _author_position(scenario, scene, attempt.seed, shown_position)
    if step < len(made):
        return Recorded.BEFORE if made[step] == choice else Recorded.OVERTAKEN
    before = replay(scenario, made)
    present = before.choose(choice)
    library.session.add(
        Decision(attempt_id=attempt_id, step=step, scene=scene.name, choice=choice, decided_at=at)
    )
    if not attempt.is_practice and not before.has_been_in(scene):
        answers.count_choice(library, attempt, scene, choice, at=at)
    if present.is_finished:
        _finish(library, attempt, present, at)
    library.session.flush()
    return Recorded.NOW


def pivot_of(pinned: Scenario, present: Playthrough) -> int | None:
    """Give the place of the pivotal scene when a first choice was just taken there, else none."""
    if not pinned.pivot or not present.steps:
        return None
    last = present.steps[-1].scene
    place = present.scenario.scenes.index(last)
    is_first = [step.scene.name for step in present.steps].count(last.name) == 1
    return place if is_first and pinned.scenes[place].name == pinned.pivot else None


def playthrough_of(library: Library, running: Running) -> Playthrough:
    """Rebuild the position in the text that the reader gets."""
    made = store.list_choices(library.session, running.id)
    return replay(library.take(running.shown_id, Scenario), made)


def feedback_of(choice: Choice, framework: Framework | None) -> ShownFeedback | None:
    """Give what may be read after a choice; none where the story just continued."""
    judgement = choice.judgement
    if judgement is None:
        return None
    competency = framework.find_competency(judgement.competency) if framework else None
    limit = framework.find_limit(judgement.limit) if framework else None
    return ShownFeedback(
        level=judgement.level,
        competency_code=judgement.competency,
        competency_name=competency.name if competency else "",
        tempting=choice.feedback.tempting,
        objection=choice.feedback.objection,
        inviting=choice.feedback.inviting,
        remark=choice.feedback.remark,
        limit_code=judgement.limit or "",
        limit_name=limit.name if limit else "",
        limit_explanation=limit.explanation if limit else NO_PROSE,
        cost=judgement.cost,
    )


def order_of(scenario: Scenario, place: int, seed: int) -> tuple[int, ...]:
    """Give the order in which the choices of the scene at a place are shown.

    `scenario` is the pinned text, whatever the language of the reader: a position that is clicked
    must mean the choice that was shown there. The place of the scene counts and not its name,
    which differs in a translation.
    """
    size = len(scenario.scenes[place].choices)
    if not scenario.is_shuffled:
        return tuple(range(size))
    return shuffled(size, seed=seed, salt=f"scene {place}")


def shown_choices(scene: Scene, order: tuple[int, ...]) -> tuple[ShownChoice, ...]:
    return tuple(
        ShownChoice(position, scene.choices[index].text)
        for position, index in enumerate(order, start=1)
    )


def _stance_choices(
    library: Library, running: Running, pinned: Scenario, present: Playthrough
) -> tuple[ShownChoice, ...]:
    place = pivot_of(pinned, present)
    if place is None or running.is_practice:
        return ()
    if has_stance(library.session, running.learner_key, running.document_id, pinned.pivot):
        return ()
    return shown_choices(present.scenario.scenes[place], order_of(pinned, place, running.seed))


def _author_position(scenario: Scenario, scene: Scene, seed: int, shown_position: int) -> int:
    order = order_of(scenario, scenario.scenes.index(scene), seed)
    if not 1 <= shown_position <= len(order):
        raise Invalid("choice-unknown")
    return order[shown_position - 1]


def _finish(library: Library, attempt: Attempt, present: Playthrough, at: datetime) -> None:
    score = score_playthrough(present)
    attempt.score_raw, attempt.score_maximum = score.raw, score.maximum
    attempts.finish(attempt, at=at)
    attempts.record_end(library, attempt, score, at=at)
