"""Keeps what somebody says one should do, would do and may do at a pivotal scene: never graded."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from training.domain.playthrough import replay
from training.domain.scenario import Scenario
from training.domain.stance import May, gap_of
from training.services import answers, attempts
from training.services.errors import Conflict, Invalid
from training.services.library import Library
from training.services.play import order_of, pivot_of
from training.store.answer import keep_respondent
from training.store.attempts import list_choices
from training.store.stance import Stance, has_stance


@dataclass(frozen=True, slots=True)
class Given:
    """What was sent: the positions of two choices as they were shown, and whether one may."""

    should: int
    would: int
    may: str


def give(
    library: Library, *, attempt_id: UUID, learner_key: UUID, given: Given, at: datetime
) -> bool:
    """Keep it once; tells whether it was new.

    Raises `Invalid` for an answer that is missing, `Conflict` where nothing is asked (any more),
    `NotFound` for another person's attempt.
    """
    attempt = attempts.lock(library.session, attempt_id=attempt_id, learner_key=learner_key)
    scenario = library.take(attempt.revision_id, Scenario)
    present = replay(scenario, list_choices(library.session, attempt_id))
    place = pivot_of(scenario, present)
    if place is None or attempt.is_practice:
        raise Conflict("stance-over")
    scene = scenario.scenes[place]
    if has_stance(library.session, learner_key, attempt.document_id, scene.name):
        return False
    asked = answers.asked_of_scene(attempt, scene)
    if asked is None:
        raise Conflict("stance-over")
    order = order_of(scenario, place, attempt.seed)
    if not (0 < given.should <= len(order) and 0 < given.would <= len(order)):
        raise Invalid("stance-missing")
    if given.may not in set(May):
        raise Invalid("stance-missing")
    should, would = asked.levels[order[given.should - 1]], asked.levels[order[given.would - 1]]
    day = library.day_of(at)
    stance = Stance(
        respondent_id=keep_respondent(library.session, learner_key, day.year),
        question_id=answers.number_of(library, asked),
        should_level=should,
        would_level=would,
        may=given.may,
        gap=gap_of(should, would, May(given.may)).value,
        answered_on=day,
    )
    library.session.add(stance)
    library.session.flush()
    return True
