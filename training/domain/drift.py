"""Tells a drop of the share of inviting answers in a group from chance: a lower-sided CUSUM.

Each wave of refreshers is held against all waves of the group before it (self-starting: Hawkins,
1987), standardised by the binomial variance of both. What a wave is lower than chance explains is
added up (Page, 1954); the sum that reaches the limit is an alarm. The figures that go in are those
that anybody may see, rounded, so that an alarm tells nothing besides; their rounding is part of the
variance.

Allowance and limit are chosen by simulation (tests/domain/test_drift.py): in a year of weekly waves
without a change at most five of a hundred groups are accused.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from math import sqrt

from training.domain.disclosure_groups import POINTS

FIRST_WAVES = 4
"""So many waves say only how a group answers after its course; from the next on it is watched."""

ALLOWANCE = 1.0
"""What chance does in one wave, in standard errors: it is taken off before adding up."""

LIMIT = 3.5

ROUNDING = (POINTS / 100) ** 2 / 12
"""The variance that rounding to a step adds: that of a uniform distribution as wide as the step."""


@dataclass(frozen=True, slots=True)
class Wave:
    """What may be seen of a group in one wave: how many answered, and the share at level 2 or 3."""

    answered: int
    share: float


@dataclass(frozen=True, slots=True)
class _Pool:
    """The waves before, together: how many, and how many answered and fitted in all of them."""

    waves: int = 0
    answered: int = 0
    hits: float = 0.0

    def with_wave(self, wave: Wave) -> "_Pool":
        hits = self.hits + wave.answered * wave.share
        return _Pool(self.waves + 1, self.answered + wave.answered, hits)

    @property
    def share(self) -> float:
        """One answer of either kind more, so that it is never exactly nobody or all."""
        return (self.hits + 1) / (self.answered + 2)


@dataclass(frozen=True, slots=True)
class Reading:
    """A wave beside what was to be expected; `expected` is none while there is too little before.

    `is_low` holds from an alarm until a wave is as it was before; `is_alarm` in its first wave.
    """

    wave: Wave
    expected: float | None
    total: float
    is_low: bool
    is_alarm: bool


def watch(waves: Iterable[Wave]) -> tuple[Reading, ...]:
    """Read the waves of one group in their order."""
    readings: list[Reading] = []
    before = _Pool()
    total, is_low = 0.0, False
    for wave in waves:
        if before.waves < FIRST_WAVES:
            before = before.with_wave(wave)
            readings.append(Reading(wave, None, 0.0, is_low=False, is_alarm=False))
            continue
        distance = _distance(wave, before)
        was_low = is_low
        is_back = was_low and distance < ALLOWANCE
        total = 0.0 if is_back else max(0.0, total + distance - ALLOWANCE)
        is_low = not is_back and (was_low or total >= LIMIT)
        readings.append(
            Reading(wave, before.share, total, is_low=is_low, is_alarm=is_low and not was_low)
        )
        # While a group is low, what it fell from stays what it is held against.
        if not is_low:
            before = before.with_wave(wave)
    return tuple(readings)


def _distance(wave: Wave, before: _Pool) -> float:
    """Give by how many standard errors a wave is below those before it."""
    share = before.share
    variance = share * (1 - share) * (1 / wave.answered + 1 / before.answered) + ROUNDING
    return (share - wave.share) / sqrt(variance)
