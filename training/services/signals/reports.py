"""Makes the reports of signals: each closed period is counted once, by a job, and then kept."""

from datetime import date, datetime, timedelta

from training.domain.disclosure_signals import closed_period
from training.domain.quarter import quarter_of
from training.domain.signal import Terms
from training.services.library import Library
from training.services.signals import counting, promises
from training.services.signals.office import Office
from training.store import signal as signals
from training.store import signal_counts
from training.store import signal_report as store
from training.store.signal import Signal
from training.store.signal_report import SignalReport

ONE_DAY = timedelta(days=1)
TO_LOOK = timedelta(weeks=3)
"""After the last promise of a period: the days in which what was done is still written down."""


def settled_after(terms: Terms) -> timedelta:
    """Give how long after its last day a period is counted."""
    return timedelta(weeks=terms.outcome_weeks) + TO_LOOK


def make_next(library: Library, office: Office, *, at: datetime) -> int:
    """Count the next period that is over; gives how many reports were made, one or none."""
    session, today = library.session, library.day_of(at)
    last = store.last_day(session)
    first = last + ONE_DAY if last else store.first_received(session)
    if first is None:
        return 0
    begin = quarter_of(first).first
    received = _received(library, begin, today, is_staff=False)

    def number(start: date, end: date) -> int:
        return sum(counting.is_counted(signal, start, end) for signal in received)

    found = closed_period(begin, today, settled_after(office.terms), number)
    if found is None:
        return 0
    start, end = found
    of_staff = [
        one
        for one in _received(library, begin, today, is_staff=True)
        if counting.is_counted(one, start, end)
    ]
    counted = [signal for signal in received if counting.is_counted(signal, start, end)]
    codes = signal_counts.map_codes(session, start, end + ONE_DAY)
    session.add(
        SignalReport(
            starts_on=start,
            ends_on=end,
            promises=promises.count(counted, today),
            figures=counting.count(counted, len(of_staff), codes, office.country),
            made_at=at,
        )
    )
    session.flush()
    return 1


def _received(library: Library, start: date, today: date, *, is_staff: bool) -> list[Signal]:
    """List signals that stand for themselves and of which all that was promised fell due."""
    found = signals.list_received(library.session, start, today, is_staff=is_staff)
    return [
        signal
        for signal in found
        if signal.state not in signal_counts.NOT_COUNTED and promises.is_settled(signal, today)
    ]
