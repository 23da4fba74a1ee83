"""What citizens meet, by sub-point and period, and whether that changed after a lesson."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from training.domain.disclosure import Shown, load
from training.domain.disclosure_signals import per_hundred, together
from training.domain.quarter import quarter_before, quarter_of
from training.domain.rate import Rate, differ, poisson
from training.domain.signal import CARDS
from training.services import audit
from training.services.audit import Actor
from training.services.errors import Invalid
from training.services.library import Library
from training.services.signals.counting import codes_of
from training.store import signal_counts as counts
from training.store import signal_report as store
from training.store.signal_report import ContactCount, Kept

PERIODS = 8
BESIDE = 2
"""How many periods are laid beside each other, before a lesson and after it."""

ONE_DAY = timedelta(days=1)
MOST_CONTACTS = 1_000_000
LESS, MORE, SAME = "less", "more", "unclear"


@dataclass(frozen=True, slots=True)
class PeriodFigures:
    """What a report tells of the signals of a period; `contacts` is what was typed in for it."""

    starts_on: date
    ends_on: date
    number: Shown[int]
    of_staff: Shown[int]
    by_code: Mapping[str, Shown[int]]
    told: Shown[int]
    lessons: Shown[int]
    reopened: Shown[int]
    days_to_contact: Shown[float]
    usefulness: Shown[float]
    sender_and_handler: Shown[float]
    handler_and_second: Shown[float]
    contacts: int | None
    rate: Shown[Rate]


@dataclass(frozen=True, slots=True)
class AfterLesson:
    """Signals about a sub-point in the periods before its first lesson and in those after."""

    code: str
    published_on: date
    before: Shown[int]
    after: Shown[int]
    change: str


@dataclass(frozen=True, slots=True)
class Figures:
    """All that the organisation may know of its signals together, the newest period first."""

    periods: tuple[PeriodFigures, ...]
    after: tuple[AfterLesson, ...]


@dataclass(frozen=True, slots=True)
class QuarterContacts:
    """A quarter that is over, and how many contacts were typed in for it."""

    starts_on: date
    ends_on: date
    number: int | None


def read(library: Library) -> Figures:
    """Read what was counted; nothing of it is counted here."""
    contacts = store.map_contacts(library.session)
    rows = store.list_figures(library.session, PERIODS)
    periods = tuple(_period(row, contacts) for row in rows)
    return Figures(periods, _after(library, tuple(reversed(periods))))


def list_contacts(library: Library, *, today: date) -> tuple[QuarterContacts, ...]:
    """List the quarters that are over, the newest first, with what was typed in for each."""
    typed = store.map_contacts(library.session)
    found, quarter = [], quarter_before(today)
    for _ in range(PERIODS):
        found.append(QuarterContacts(quarter.first, quarter.last, typed.get(quarter.first)))
        quarter = quarter_before(quarter.first)
    return tuple(found)


def keep_contacts(
    library: Library, starts_on: date, number: int, actor: Actor, *, today: date, at: datetime
) -> None:
    """Keep how many contacts with initiatives a quarter that is over had; raises `Invalid`."""
    if starts_on not in {one.starts_on for one in list_contacts(library, today=today)}:
        raise Invalid("contacts-quarter")
    if not 0 < number <= MOST_CONTACTS:
        raise Invalid("contacts-number")
    session = library.session
    row = session.get(ContactCount, starts_on)
    before = row.number if row else 0
    session.merge(
        ContactCount(starts_on=starts_on, number=number, typed_at=at, typed_by=actor.person_id)
    )
    details = {"from": str(before), "to": str(number)}
    about = audit.About(None, details)
    audit.note(session, actor, "contacts-typed", f"quarter:{starts_on}", "ok", at=at, about=about)
    session.flush()


def _period(row: Kept, contacts: Mapping[date, int]) -> PeriodFigures:
    told, met = row.told, _contacts(row, contacts)
    number: Shown[int] = load(told["number"])
    return PeriodFigures(
        row.starts_on,
        row.ends_on,
        number,
        load(told["of_staff"]),
        {code: load(told["by_code"].get(code)) for code in CARDS},
        load(told["told"]),
        load(told["lessons"]),
        load(told["reopened"]),
        load(told["days_to_contact"]),
        load(told["usefulness"]),
        load(told["sender_and_handler"]),
        load(told["handler_and_second"]),
        met,
        per_hundred(number, met),
    )


def _contacts(row: Kept, contacts: Mapping[date, int]) -> int | None:
    """Add the contacts of the quarters of a period; none as soon as one was not typed in."""
    found, day = 0, row.starts_on
    while day <= row.ends_on:
        if day not in contacts:
            return None
        found += contacts[day]
        day = quarter_of(day).last + ONE_DAY
    return found


def _after(library: Library, periods: Sequence[PeriodFigures]) -> tuple[AfterLesson, ...]:
    """Lay the periods around the first lesson of a sub-point side by side: sums of shown cells."""
    rows = []
    for code, day in sorted(_first_lessons(library).items()):
        before = [one for one in periods if one.ends_on < day][-BESIDE:]
        after = [one for one in periods if one.starts_on > day][:BESIDE]
        if len(before) == len(after) == BESIDE:
            rows.append(_row(code, day, before, after))
    return tuple(rows)


def _first_lessons(library: Library) -> Mapping[str, date]:
    found: dict[str, date] = {}
    codes = counts.map_codes_of_lessons(library.session)
    for signal_id, published_on in counts.list_published(library.session):
        for code in codes_of(codes, signal_id):
            found[code] = min(found.get(code, published_on), published_on)
    return found


def _row(
    code: str, day: date, before: Sequence[PeriodFigures], after: Sequence[PeriodFigures]
) -> AfterLesson:
    one, other = _sum(code, before), _sum(code, after)
    rates = _rate(one, before), _rate(other, after)
    change = SAME
    if rates[0] and rates[1] and differ(rates[0], rates[1]):
        change = LESS if rates[1].value < rates[0].value else MORE
    return AfterLesson(code, day, one, other, change)


def _sum(code: str, periods: Sequence[PeriodFigures]) -> Shown[int]:
    return together([one.by_code[code] for one in periods])


def _rate(shown: Shown[int], periods: Sequence[PeriodFigures]) -> Rate | None:
    """Give the rate by day: periods are of one quarter or of more."""
    days = sum((one.ends_on - one.starts_on).days + 1 for one in periods)
    return poisson(shown.value, days) if shown.value is not None else None
