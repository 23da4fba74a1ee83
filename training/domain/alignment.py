"""Where a group stands: how alike people answer, and how inviting. Always both.

One without the other misleads, since all may agree to send people away.
"""

from enum import StrEnum

HALF = 50
"""Per cents: above it a group is called inviting, from it on alike."""


class Quadrant(StrEnum):
    """Where a group stands on both axes."""

    TOGETHER = "together"
    """Alike and inviting."""
    OWN_WAYS = "own-ways"
    """Inviting, each in a way of their own."""
    UNITED_AWAY = "united-away"
    """Alike in sending people away: united, and not inviting."""
    DIVIDED = "divided"
    """Neither."""


def quadrant(share: int, same: int) -> Quadrant:
    """Say where a group stands, from both shares in per cents."""
    if share > HALF:
        return Quadrant.TOGETHER if same >= HALF else Quadrant.OWN_WAYS
    return Quadrant.UNITED_AWAY if same >= HALF else Quadrant.DIVIDED
