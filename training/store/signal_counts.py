"""Reads of signals to count: what they are about, and which became a lesson."""

from collections.abc import Iterable, Mapping
from datetime import date
from uuid import UUID

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from training.store.signal import Signal, SignalCode, SignalLesson

NOT_COUNTED = ("merged", "withdrawn")


def map_codes(
    session: Session, start: date, end: date
) -> Mapping[UUID, Mapping[str, tuple[str, ...]]]:
    """Map the signals of citizens in a period to what each hand said they are about."""
    query = (
        select(SignalCode.signal_id, SignalCode.by, SignalCode.code)
        .join(Signal, Signal.id == SignalCode.signal_id)
        .where(
            Signal.received_on >= start,
            Signal.received_on < end,
            Signal.is_staff.is_(False),
            Signal.state.not_in(NOT_COUNTED),
        )
        .order_by(SignalCode.code)
    )
    return _by_hand(session.execute(query))


def map_codes_of_lessons(session: Session) -> Mapping[UUID, Mapping[str, tuple[str, ...]]]:
    """Map the signals whose lesson is in force to what each hand said they are about."""
    query = (
        select(SignalCode.signal_id, SignalCode.by, SignalCode.code)
        .join(SignalLesson, SignalLesson.signal_id == SignalCode.signal_id)
        .where(SignalLesson.published_on.is_not(None))
        .order_by(SignalCode.code)
    )
    return _by_hand(session.execute(query))


def list_published(session: Session) -> list[tuple[UUID, date]]:
    """List the signals whose lesson is in force, with the day since when."""
    query = select(SignalLesson.signal_id, SignalLesson.published_on).where(
        SignalLesson.published_on.is_not(None)
    )
    return [(row.signal_id, row.published_on) for row in session.execute(query)]


def _by_hand(
    rows: Iterable[Row[tuple[UUID, str, str]]],
) -> Mapping[UUID, Mapping[str, tuple[str, ...]]]:
    found: dict[UUID, dict[str, tuple[str, ...]]] = {}
    for row in rows:
        hands = found.setdefault(row.signal_id, {})
        hands[row.by] = (*hands.get(row.by, ()), row.code)
    return found
