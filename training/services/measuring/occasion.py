"""To which measurement an attempt belongs: where its answers count, and whether it is blind."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from training.domain.measuring import Wave
from training.services.answers import IN_COURSE, During, Occasion
from training.services.library import Library
from training.store import measurement as store
from training.store.attempts import Attempt, Running


@dataclass(frozen=True, slots=True)
class Taken:
    """An attempt as part of a measurement; a blind one is never told what its answers are worth."""

    number: int
    is_blind: bool
    is_closed: bool


def find_taken(library: Library, attempt: Attempt | Running) -> Taken | None:
    """Find the measurement that an attempt is part of; none for one of a course."""
    if attempt.course_id is not None:
        return None
    found = store.find_by_attempt(library.session, attempt.id)
    if found is None:
        return None
    measurement, _ = found
    is_closed = measurement.closed_at is not None
    return Taken(measurement.id, measurement.kind == Wave.BASELINE, is_closed)


def during(taken: Taken | None) -> During:
    """Tell on which occasion the answers of an attempt count."""
    return During(Occasion.MEASUREMENT, taken.number) if taken else IN_COURSE


def finish(library: Library, attempt_id: UUID, day: date) -> None:
    """Note that somebody answered all questions of a measurement."""
    found = store.find_by_attempt(library.session, attempt_id)
    if found and found[1].finished_on is None:
        found[1].finished_on = day
