"""What citizens meet, by sub-point and quarter, and whether that changed after a lesson."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median
from uuid import UUID

from training.domain.disclosure import Shown
from training.domain.disclosure_signals import (
    FEWEST_INTERNAL,
    FEWEST_PUBLIC,
    measure,
    table,
    total,
)
from training.domain.krippendorff import Metric, reliability
from training.domain.rate import differ, poisson
from training.domain.signal import CARDS, State
from training.domain.workdays import Country, count_workdays
from training.services.library import Library
from training.services.signals.office import Office
from training.services.signals.promises import QUARTERS, quarter_start
from training.store import signal as store
from training.store import signal_counts as counts
from training.store.signal import Signal

HALF_YEAR = timedelta(days=182)
LEFT_OUT = frozenset({State.MERGED, State.WITHDRAWN})
FEWEST_CODED = 10
LESS, MORE, SAME = "less", "more", "unclear"


@dataclass(frozen=True, slots=True)
class QuarterCounts:
    """How many signals a closed quarter had, by what they are about; few are not told."""

    year: int
    quarter: int
    number: Shown[int]
    by_code: Mapping[str, Shown[int]]
    of_staff: Shown[int]


@dataclass(frozen=True, slots=True)
class AfterLesson:
    """Signals about a sub-point in the half year before its first lesson and in the one after."""

    code: str
    published_on: date
    before: Shown[int]
    after: Shown[int]
    change: str


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far two hands chose alike what signals are about: alpha, of so many signals."""

    number: Shown[int]
    alpha: Shown[float]


@dataclass(frozen=True, slots=True)
class Figures:
    """All that the organisation may know of its signals together."""

    quarters: tuple[QuarterCounts, ...]
    after: tuple[AfterLesson, ...]
    sender_and_handler: Agreement
    handler_and_second: Agreement
    days_to_contact: Shown[float]
    told: Shown[int]
    lessons: Shown[int]
    reopened: Shown[int]
    usefulness: Shown[float]
    number: Shown[int]


def collect(library: Library, office: Office, *, today: date) -> Figures:
    """Count what closed quarters had; an open one is not told, or tomorrow could be subtracted."""
    end = quarter_start(today)
    start = end
    for _ in range(QUARTERS):
        start = quarter_start(start - timedelta(days=1))
    citizens = _counted(library, start, end, is_staff=False)
    staff = _counted(library, start, end, is_staff=True)
    codes = counts.map_codes(library.session, start, end)
    return Figures(
        quarters=_quarters(citizens, staff, codes),
        after=_after(library, codes, start, end),
        sender_and_handler=_agreement(codes.values(), "reporter", "handler"),
        handler_and_second=_agreement(codes.values(), "handler", "second"),
        days_to_contact=_days_to_contact(citizens, office.country),
        told=_share(citizens, sum(signal.told_on is not None for signal in citizens)),
        lessons=_share(citizens, sum(signal.lesson == "lesson" for signal in citizens)),
        reopened=_share(citizens, sum(signal.reopened > 0 for signal in citizens)),
        usefulness=_usefulness(citizens),
        number=total(len(citizens), FEWEST_INTERNAL),
    )


def _counted(library: Library, start: date, end: date, *, is_staff: bool) -> list[Signal]:
    found = store.list_received(library.session, start, end, is_staff=is_staff)
    return [signal for signal in found if State(signal.state) not in LEFT_OUT]


def _quarters(
    citizens: Iterable[Signal],
    staff: Iterable[Signal],
    codes: Mapping[UUID, Mapping[str, tuple[str, ...]]],
) -> tuple[QuarterCounts, ...]:
    by_start: dict[date, list[Signal]] = defaultdict(list)
    for signal in citizens:
        by_start[quarter_start(signal.received_on)].append(signal)
    of_staff = Counter(quarter_start(signal.received_on) for signal in staff)
    return tuple(
        _quarter(start, by_start.get(start, []), of_staff[start], codes)
        for start in sorted(by_start.keys() | of_staff.keys(), reverse=True)
    )


def _quarter(
    start: date,
    signals: list[Signal],
    of_staff: int,
    codes: Mapping[UUID, Mapping[str, tuple[str, ...]]],
) -> QuarterCounts:
    found = Counter(code for signal in signals for code in _codes_of(codes, signal.id))
    cells = {code: found[code] for code in CARDS}
    return QuarterCounts(
        start.year,
        (start.month - 1) // 3 + 1,
        total(len(signals), FEWEST_INTERNAL),
        table(cells, FEWEST_INTERNAL),
        total(of_staff, FEWEST_INTERNAL),
    )


def _codes_of(
    codes: Mapping[UUID, Mapping[str, tuple[str, ...]]], signal_id: UUID
) -> tuple[str, ...]:
    """Give what a signal is about: by the handler, else a second reader, else the sender."""
    hands = codes.get(signal_id, {})
    return hands.get("handler") or hands.get("second") or hands.get("reporter", ())


def _after(
    library: Library,
    codes: Mapping[UUID, Mapping[str, tuple[str, ...]]],
    start: date,
    end: date,
) -> tuple[AfterLesson, ...]:
    """Lay the half years around the first lesson of a sub-point side by side, once both passed."""
    days = counts.map_days(library.session, start, end)
    found: dict[str, date] = {}
    for signal_id, published_on in counts.list_published(library.session):
        for code in _codes_of(codes, signal_id):
            found[code] = min(found.get(code, published_on), published_on)
    rows = []
    for code, day in sorted(found.items()):
        if day - HALF_YEAR < start or day + HALF_YEAR > end:
            continue
        about = [days[key] for key in days if code in _codes_of(codes, key)]
        before = sum(day - HALF_YEAR <= one < day for one in about)
        after = sum(day <= one < day + HALF_YEAR for one in about)
        rows.append(_row(code, day, before, after))
    return tuple(rows)


def _row(code: str, day: date, before: int, after: int) -> AfterLesson:
    shown = table({"before": before, "after": after}, FEWEST_PUBLIC)
    one, other = poisson(before, 1, per=1), poisson(after, 1, per=1)
    is_shown = shown["before"].value is not None and shown["after"].value is not None
    change = SAME
    if is_shown and one and other and differ(one, other):
        change = LESS if after < before else MORE
    return AfterLesson(code, day, shown["before"], shown["after"], change)


def _agreement(coded: Iterable[Mapping[str, tuple[str, ...]]], one: str, other: str) -> Agreement:
    """Compare the first choice of two hands: nominal alpha over signals that both coded."""
    units = [
        (CARDS.index(hands[one][0]), CARDS.index(hands[other][0]))
        for hands in coded
        if hands.get(one) and hands.get(other)
    ]
    found = reliability(units, Metric.NOMINAL)
    return Agreement(
        total(found.units, FEWEST_CODED),
        measure(found.alpha, found.units, FEWEST_CODED, digits=2),
    )


def _days_to_contact(signals: list[Signal], country: Country) -> Shown[float]:
    days = [
        count_workdays(country, signal.received_on, signal.contact_on)
        for signal in signals
        if signal.contact_on
    ]
    return measure(median(days) if days else None, len(days), FEWEST_PUBLIC)


def _usefulness(signals: list[Signal]) -> Shown[float]:
    found = [signal.useful for signal in signals if signal.useful]
    return measure(sum(found) / len(found) if found else None, len(found), FEWEST_PUBLIC, digits=1)


def _share(signals: list[Signal], part: int) -> Shown[int]:
    """Count a part of the signals, where neither it nor the rest is a few."""
    return table({"part": part, "rest": len(signals) - part}, FEWEST_INTERNAL)["part"]
