"""What somebody should do, would do and may do: whether training or leeway is what is missing."""

from enum import StrEnum

INVITING_FROM = 2


class May(StrEnum):
    """Whether somebody may decide this here."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class Gap(StrEnum):
    """What keeps somebody from the inviting answer.

    `MANDATE`: knows what to do, would not, and may not decide it. `SKILL`: knows it and may, and
    still would not. `UNSURE`: does not know whether it may be decided here. `NORM`: does not see
    the inviting answer as what one should do. `NONE`: would do it.
    """

    NONE = "none"
    MANDATE = "mandate"
    SKILL = "skill"
    UNSURE = "unsure"
    NORM = "norm"


def gap_of(should: int, would: int, may: May) -> Gap:
    """Tell what is missing from the levels of what one should and would do."""
    if would >= INVITING_FROM:
        return Gap.NONE
    if should < INVITING_FROM:
        return Gap.NORM
    return {May.NO: Gap.MANDATE, May.YES: Gap.SKILL, May.UNKNOWN: Gap.UNSURE}[may]
