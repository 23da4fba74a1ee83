"""A start in steps, in an order drawn by lot: who starts later is the control of who starts first.

The stepped wedge: every unit gets the training, and chance alone decides when (Hussey & Hughes
2007, Contemporary Clinical Trials 28, 182-191).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from training.domain.shuffling import shuffled


@dataclass(frozen=True, slots=True)
class Start:
    """A unit with its place in the order, its step, and its first day; both count from 1."""

    unit_id: UUID
    place: int
    step: int
    starts_on: date


def draw(
    unit_ids: Sequence[UUID], *, seed: int, steps: int, first_on: date, days_between: int
) -> tuple[Start, ...]:
    """Draw the order of units and spread it over the steps: sizes differ by at most one.

    The order depends on the units and the seed only, so that anybody can draw it again.
    """
    units = sorted(unit_ids)
    order = shuffled(len(units), seed=seed, salt="start order")
    used = min(steps, len(units))
    found = []
    for place, position in enumerate(order):
        step = place * used // len(units)
        day = first_on + timedelta(days=step * days_between)
        found.append(Start(units[position], place + 1, step + 1, day))
    return tuple(found)
