"""Counts what signals of a closed period are about and what came of them, to keep and not again."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from statistics import median
from typing import Any
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
from training.domain.signal import CARDS
from training.domain.workdays import Country, count_workdays
from training.store.signal import Signal

FEWEST_CODED = 10
Codes = Mapping[UUID, Mapping[str, tuple[str, ...]]]
"""What each hand said that signals are about."""


def count(
    signals: Sequence[Signal], of_staff: int, codes: Codes, country: Country
) -> dict[str, Any]:
    """Count signals of a period, all figures over the same ones: only what may be shown."""
    by_code = Counter(code for signal in signals for code in codes_of(codes, signal.id))
    hands = [codes.get(signal.id, {}) for signal in signals]
    return {
        "number": total(len(signals), FEWEST_INTERNAL).value,
        "of_staff": total(of_staff, FEWEST_INTERNAL).value,
        "by_code": _values(table({code: by_code[code] for code in CARDS}, FEWEST_INTERNAL)),
        "told": _part(signals, sum(signal.told_on is not None for signal in signals)),
        "lessons": _part(signals, sum(signal.lesson == "lesson" for signal in signals)),
        "reopened": _part(signals, sum(signal.reopened > 0 for signal in signals)),
        "days_to_contact": _days_to_contact(signals, country),
        "usefulness": _usefulness(signals),
        "sender_and_handler": _alpha(hands, "reporter", "handler"),
        "handler_and_second": _alpha(hands, "handler", "second"),
    }


def codes_of(codes: Codes, signal_id: UUID) -> tuple[str, ...]:
    """Give what a signal is about: by the handler, else a second reader, else the sender."""
    hands = codes.get(signal_id, {})
    return hands.get("handler") or hands.get("second") or hands.get("reporter", ())


def _alpha(coded: Sequence[Mapping[str, tuple[str, ...]]], one: str, other: str) -> float | None:
    """Compare the first choice of two hands: nominal alpha over signals that both coded."""
    units = [
        (CARDS.index(hands[one][0]), CARDS.index(hands[other][0]))
        for hands in coded
        if hands.get(one) and hands.get(other)
    ]
    found = reliability(units, Metric.NOMINAL)
    return measure(found.alpha, found.units, FEWEST_CODED, digits=2).value


def _days_to_contact(signals: Sequence[Signal], country: Country) -> float | None:
    days = [
        count_workdays(country, signal.received_on, signal.contact_on)
        for signal in signals
        if signal.contact_on
    ]
    return measure(median(days) if days else None, len(days), FEWEST_PUBLIC).value


def _usefulness(signals: Sequence[Signal]) -> float | None:
    found = [signal.useful for signal in signals if signal.useful]
    mean = sum(found) / len(found) if found else None
    return measure(mean, len(found), FEWEST_PUBLIC, digits=1).value


def _part(signals: Sequence[Signal], part: int) -> int | None:
    """Count a part of the signals, where neither it nor the rest is a few."""
    return table({"part": part, "rest": len(signals) - part}, FEWEST_INTERNAL)["part"].value


def _values(shown: Mapping[str, Shown[int]]) -> dict[str, int | None]:
    return {key: cell.value for key, cell in shown.items()}


def is_counted(signal: Signal, first: date, last: date) -> bool:
    """Tell whether a signal came in in a period."""
    return first <= signal.received_on <= last
