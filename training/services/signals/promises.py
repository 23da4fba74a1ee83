"""How often what was promised was kept, by quarter, as everybody may read it."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from training.domain.disclosure import Shown
from training.domain.disclosure_signals import FEWEST_PUBLIC, table, total
from training.domain.signal import Pledge, State, is_missed
from training.services.library import Library
from training.store import signal as store
from training.store.signal import Signal

QUARTERS = 8
SETTLED_AFTER = timedelta(weeks=9)
"""After the last promise of a quarter, and the days in which it is looked at."""
KEPT, MISSED = "kept", "missed"
MONTHS = 3


@dataclass(frozen=True, slots=True)
class KeptPledge:
    """How often a promise was kept, and how often not."""

    pledge: str
    kept: Shown[int]
    missed: Shown[int]
    number: Shown[int]


@dataclass(frozen=True, slots=True)
class Quarter:
    """A quarter of which every promise has been kept or missed."""

    year: int
    quarter: int
    number: Shown[int]
    pledges: tuple[KeptPledge, ...]
    lessons: Shown[int]


def list_quarters(library: Library, *, today: date) -> tuple[Quarter, ...]:
    """List the closed quarters, the newest first; signals of colleagues are not counted."""
    start = quarter_start(today)
    found = []
    for _ in range(QUARTERS + 1):
        end, start = start, quarter_start(start - timedelta(days=1))
        if end + SETTLED_AFTER > today:
            continue
        signals = store.list_received(library.session, start, end, is_staff=False)
        if signals:
            found.append(_quarter(start, signals, today))
    return tuple(found)


def quarter_start(day: date) -> date:
    """Give the first day of the quarter that a day is in."""
    return date(day.year, (day.month - 1) // MONTHS * MONTHS + 1, 1)


def kept_days(signal: Signal) -> Mapping[Pledge, tuple[date | None, date | None]]:
    """Give by when each promise had to be kept, and when it was; none that does not hold."""
    is_legal = bool(signal.legal_kind)  # the terms of the law took over
    return {
        Pledge.SEEN: (signal.seen_due, signal.seen_on),
        Pledge.CONTACT: (None if is_legal else signal.contact_due, signal.contact_on),
        Pledge.ANSWER: (None if is_legal else signal.answer_due, signal.answer_on),
        Pledge.OUTCOME: (None if is_legal else signal.outcome_due, signal.told_on),
    }


def _quarter(start: date, signals: Iterable[Signal], today: date) -> Quarter:
    left = {State.MERGED, State.WITHDRAWN}
    counted = [signal for signal in signals if State(signal.state) not in left]
    counts: dict[Pledge, Counter[str]] = {pledge: Counter() for pledge in Pledge}
    for signal in counted:
        for pledge, (due, kept_on) in kept_days(signal).items():
            if due:
                counts[pledge][MISSED if is_missed(due, kept_on, today) else KEPT] += 1
    lessons = sum(signal.lesson == "lesson" for signal in counted)
    return Quarter(
        start.year,
        (start.month - 1) // MONTHS + 1,
        total(len(counted), FEWEST_PUBLIC),
        tuple(_pledge(pledge, found) for pledge, found in counts.items()),
        total(lessons, FEWEST_PUBLIC),
    )


def _pledge(pledge: Pledge, found: Counter[str]) -> KeptPledge:
    shown = table({KEPT: found[KEPT], MISSED: found[MISSED]}, FEWEST_PUBLIC)
    return KeptPledge(pledge, shown[KEPT], shown[MISSED], total(found.total(), FEWEST_PUBLIC))
