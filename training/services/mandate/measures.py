"""What the leadership does about a mandate gap, and the warning while there is only training."""

from dataclasses import dataclass
from datetime import date, datetime

from training.services.audit import Actor, note
from training.services.errors import Invalid, NotFound
from training.services.library import Library
from training.services.mandate.reporting import Quarterly
from training.store import stance as store
from training.store.assignment import list_in_force
from training.store.stance import MandateMeasure

LONGEST, LONGEST_OWNER = 500, 120
GAP = 20
"""From this share on, in per cents, leeway is missing and not training."""


@dataclass(frozen=True, slots=True)
class NewMeasure:
    """What will be done, by whom, and by when."""

    text: str
    owner: str
    due_on: date


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """A measure as its page shows it."""

    number: int
    text: str
    owner: str
    due_on: date
    done_on: date | None
    evidence: str


def list_measures(library: Library) -> tuple[MeasureRow, ...]:
    """List the measures, the newest first."""
    return tuple(
        MeasureRow(row.id, row.text, row.owner, row.due_on, row.done_on, row.evidence)
        for row in store.list_measures(library.session)
    )


def add(library: Library, new: NewMeasure, *, actor: Actor, at: datetime) -> None:
    """Record a measure; raises `Invalid` for a part that is missing or too long."""
    text, owner = _line(new.text, LONGEST), _line(new.owner, LONGEST_OWNER)
    today = library.day_of(at)
    if new.due_on < today:
        raise Invalid("measure-day")
    measure = MandateMeasure(text=text, owner=owner, due_on=new.due_on, made_on=today, evidence="")
    library.session.add(measure)
    library.session.flush()
    note(library.session, actor, "measure-made", f"measure:{measure.id}", "ok", at=at)


def finish(library: Library, number: int, evidence: str, *, actor: Actor, at: datetime) -> None:
    """Record that a measure was taken, and how one can see that; raises `NotFound`, `Invalid`."""
    measure = store.find_measure(library.session, number)
    if measure is None:
        raise NotFound("measure")
    if measure.done_on:
        return
    measure.evidence = _line(evidence, LONGEST)
    measure.done_on = library.day_of(at)
    library.session.flush()
    note(library.session, actor, "measure-done", f"measure:{number}", "ok", at=at)


def is_training_alone(library: Library, newest: Quarterly | None) -> bool:
    """Tell whether leeway is missing somewhere, training is asked, and nothing else is done."""
    if newest is None or not any((group.mandate.value or 0) >= GAP for group in newest.groups):
        return False
    has_measure = any(
        row.made_on >= newest.first or (row.done_on or row.due_on) >= newest.first
        for row in store.list_measures(library.session)
    )
    return bool(list_in_force(library.session)) and not has_measure


def _line(text: str, limit: int) -> str:
    words = " ".join(text.replace("\0", "").split())
    if not words or len(words) > limit:
        raise Invalid("measure-words")
    return words
