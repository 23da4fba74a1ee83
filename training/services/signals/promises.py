"""Whether what was promised was kept, as everybody may read it: from reports, made once."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from training.domain.disclosure import Shown, load
from training.domain.disclosure_signals import FEWEST_PUBLIC, table, total
from training.domain.signal import Pledge, is_missed
from training.services.library import Library
from training.store import signal_report as store
from training.store.signal import Signal
from training.store.signal_report import Kept

PERIODS = 8
IN_TIME, LATE, NOT_PROMISED = "kept", "late", "none"


@dataclass(frozen=True, slots=True)
class KeptPledge:
    """How often a promise was kept, how often not, and how often it was not made.

    The three are parts of all signals of the period: every row is of the same ones.
    """

    pledge: str
    kept: Shown[int]
    late: Shown[int]
    not_promised: Shown[int]


@dataclass(frozen=True, slots=True)
class Period:
    """Closed quarters of which every promise fell due before they were counted."""

    starts_on: date
    ends_on: date
    number: Shown[int]
    pledges: tuple[KeptPledge, ...]
    lessons: Shown[int]


def list_periods(library: Library, *, limit: int = PERIODS) -> tuple[Period, ...]:
    """List the periods that were counted, the newest first."""
    return tuple(_period(row) for row in store.list_promises(library.session, limit))


def kept_days(signal: Signal) -> Mapping[Pledge, tuple[date | None, date | None]]:
    """Give by when each promise had to be kept, and when it was; none that does not hold."""
    is_legal = bool(signal.legal_kind)  # the terms of the law took over
    return {
        Pledge.SEEN: (signal.seen_due, signal.seen_on),
        Pledge.CONTACT: (None if is_legal else signal.contact_due, signal.contact_on),
        Pledge.ANSWER: (None if is_legal else signal.answer_due, signal.answer_on),
        Pledge.OUTCOME: (None if is_legal else signal.outcome_due, signal.told_on),
    }


def is_settled(signal: Signal, today: date) -> bool:
    """Tell whether all that was promised fell due; not so where it was opened again of late."""
    return all(due is None or due < today for due, _ in kept_days(signal).values())


def count(signals: Sequence[Signal], today: date) -> dict[str, Any]:
    """Count what was kept of signals of a closed period, to keep: only what may be shown."""
    cells: dict[Pledge, Counter[str]] = {pledge: Counter() for pledge in Pledge}
    for signal in signals:
        for pledge, (due, kept_on) in kept_days(signal).items():
            cells[pledge][_cell(due, kept_on, today)] += 1
    lessons = sum(signal.lesson == "lesson" for signal in signals)
    split = {"lesson": lessons, "rest": len(signals) - lessons}
    return {
        "number": total(len(signals), FEWEST_PUBLIC).value,
        "pledges": {pledge.value: _shown(found) for pledge, found in cells.items()},
        "lessons": table(split, FEWEST_PUBLIC)["lesson"].value,
    }


def _cell(due: date | None, kept_on: date | None, today: date) -> str:
    if due is None:
        return NOT_PROMISED
    return LATE if is_missed(due, kept_on, today) else IN_TIME


def _shown(found: Counter[str]) -> dict[str, int | None]:
    cells = {key: found[key] for key in (IN_TIME, LATE, NOT_PROMISED)}
    return {key: shown.value for key, shown in table(cells, FEWEST_PUBLIC).items()}


def _period(row: Kept) -> Period:
    told = row.told
    return Period(
        row.starts_on,
        row.ends_on,
        load(told["number"]),
        tuple(
            KeptPledge(key, load(cells[IN_TIME]), load(cells[LATE]), load(cells[NOT_PROMISED]))
            for key, cells in told["pledges"].items()
        ),
        load(told["lessons"]),
    )
