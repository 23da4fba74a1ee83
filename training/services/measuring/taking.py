"""Takes part in a measurement: what it is for, then the form, at once or in parts."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from training.domain.forms import is_drawn
from training.domain.measuring import Wave
from training.domain.quiz import Quiz
from training.services.errors import Conflict, NotFound
from training.services.library import Library
from training.services.measuring.inviting import invite_newcomer
from training.services.measuring.planning import get
from training.store import measurement as store
from training.store.attempts import Attempt
from training.store.base import new_id
from training.store.measurement import Measurement, Participation


@dataclass(frozen=True, slots=True)
class Invitation:
    """A measurement that somebody is asked for; `has_met_both` is who cannot take part."""

    number: int
    is_blind: bool
    closes_on: date
    is_started: bool
    is_finished: bool
    has_met_both: bool
    questions: int = 0
    minutes: int = 0


def list_invitations(library: Library, learner_key: UUID, today: date) -> tuple[Invitation, ...]:
    """List the measurements that somebody is asked for and has not finished."""
    return tuple(
        _shown(library, measurement, part)
        for measurement, part in store.list_open(library.session, learner_key)
        if _is_asked(measurement, part, learner_key, today)
        and not (part and (part.finished_on or not part.form))
    )


def read(library: Library, number: int, learner_key: UUID, today: date) -> Invitation:
    """Tell what a measurement asks of somebody; raises `NotFound` for who is not asked."""
    measurement = get(library, number)
    part = store.find_part(library.session, number, learner_key)
    if measurement.closed_at or not _is_asked(measurement, part, learner_key, today):
        raise NotFound("measurement-closed")
    return _shown(library, measurement, part)


def enter(
    library: Library, number: int, learner_key: UUID, *, seed: int, today: date, at: datetime
) -> UUID:
    """Begin the form, or go on with it; gives the attempt.

    Raises `NotFound` for a measurement that is closed or did not ask, `Conflict` for who has met
    both forms: nobody gets one twice.
    """
    measurement = get(library, number)
    part = store.find_part(library.session, number, learner_key)
    if measurement.closed_at or not _is_asked(measurement, part, learner_key, today):
        raise NotFound("measurement-closed")
    part = invite_newcomer(library, number, learner_key)
    if not part.form:
        raise Conflict("measurement-both-met")
    if part.attempt_id is None:
        if _has_met_since(library, measurement, part):
            raise Conflict("measurement-both-met")
        attempt = _attempt(measurement, part, learner_key, seed=seed, at=at)
        library.session.add(attempt)
        library.session.flush()
        part.attempt_id, part.started_on = attempt.id, library.day_of(at)
        library.session.flush()
        return attempt.id
    return part.attempt_id


def _has_met_since(library: Library, measurement: Measurement, part: Participation) -> bool:
    """Look whether the form was met in a course after it was handed out; take the other if so."""
    assert part.learner_key is not None  # noqa: S101 -- it was found by it
    letters = {measurement.form_a_id: "A", measurement.form_b_id: "B"}
    met = store.forms_met(library.session, [part.learner_key], letters).get(
        part.learner_key, frozenset()
    )
    left = sorted({"A", "B"} - met)
    if part.form not in left:
        part.form = left[0] if left else ""
    return not left


def _attempt(
    measurement: Measurement,
    part: Participation,
    learner_key: UUID,
    *,
    seed: int,
    at: datetime,
) -> Attempt:
    is_a = part.form == "A"
    return Attempt(
        id=new_id(at),
        learner_key=learner_key,
        document_id=measurement.form_a_id if is_a else measurement.form_b_id,
        revision_id=measurement.text_a_id if is_a else measurement.text_b_id,
        framework_id=measurement.framework_id,
        course_id=None,
        is_practice=False,
        seed=seed,
        reached=0,
        round=1,
        started_at=at,
        # No slot: the same quiz in a course is another attempt, and this one is one by its part.
        open_slot=None,
    )


def _is_asked(
    measurement: Measurement, part: Participation | None, learner_key: UUID, today: date
) -> bool:
    is_running = measurement.prepared_at is not None and measurement.closed_at is None
    if not is_running or today > measurement.closes_on:
        return False
    return part is not None or is_drawn(measurement.seed, learner_key.hex, measurement.percent)


def _shown(library: Library, measurement: Measurement, part: Participation | None) -> Invitation:
    text_id = measurement.text_b_id if part and part.form == "B" else measurement.text_a_id
    quiz = library.take(text_id, Quiz) if text_id else None
    return Invitation(
        number=measurement.id,
        is_blind=measurement.kind == Wave.BASELINE,
        closes_on=measurement.closes_on,
        is_started=bool(part and part.attempt_id),
        is_finished=bool(part and part.finished_on),
        has_met_both=part is not None and not part.form,
        questions=len(quiz.items) if quiz else 0,
        minutes=quiz.header.minutes if quiz else 0,
    )
