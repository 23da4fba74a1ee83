"""What a choice or an option says about our attitude, and what it costs the citizen."""

from dataclasses import dataclass
from enum import IntEnum


class Level(IntEnum):
    """The four general anchors of the rubric, from closing the door to closing the loop."""

    DISMISSIVE = 0
    PASSIVE = 1
    HELPFUL = 2
    INVITING = 3


LIMIT_CAP = Level.PASSIVE
"""An answer that crosses a limit is never worth more than this, however friendly it sounds."""


@dataclass(frozen=True, slots=True)
class Cost:
    """The citizen's odometer: times referred, days waited, times the story was told again."""

    referrals: int = 0
    days: int = 0
    retellings: int = 0

    def __add__(self, other: "Cost") -> "Cost":
        """Add what two steps cost."""
        return Cost(
            self.referrals + other.referrals,
            self.days + other.days,
            self.retellings + other.retellings,
        )

    def __bool__(self) -> bool:
        """Tell whether it costs the citizen anything."""
        return bool(self.referrals or self.days or self.retellings)


NO_COST = Cost()


@dataclass(frozen=True, slots=True)
class Judgement:
    """Level and sub-point of a choice; `limit` names the limit that it crosses, if any."""

    level: Level
    competency: str
    limit: str | None = None
    cost: Cost = NO_COST
