"""From facts about attempts to completion and success, two separate things."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from training.domain.course import MoveOn


class CompletionStatus(StrEnum):
    """Did someone do everything?"""

    NOT_STARTED = "not-started"
    IN_PROGRESS = "in-progress"
    COMPLETED = "completed"


class SuccessStatus(StrEnum):
    """Was it good enough? `UNKNOWN` where nothing is measured or nothing is finished."""

    UNKNOWN = "unknown"
    PASSED = "passed"
    FAILED = "failed"


class DueState(StrEnum):
    """How someone stands against a due date."""

    NONE = "none"
    ON_TIME = "on-time"
    DUE_SOON = "due-soon"
    OVERDUE = "overdue"


DUE_SOON_DAYS = 7


@dataclass(frozen=True, slots=True)
class Status:
    """Completion and success of a unit or a course."""

    completion: CompletionStatus = CompletionStatus.NOT_STARTED
    success: SuccessStatus = SuccessStatus.UNKNOWN


NOT_STARTED = Status()


def is_done(rule: MoveOn, status: Status) -> bool:
    """Tell whether a unit counts as done by its move-on rule (cmi5, section 10.2.4)."""
    completed = status.completion is CompletionStatus.COMPLETED
    passed = status.success is SuccessStatus.PASSED
    return {
        MoveOn.COMPLETED: completed,
        MoveOn.PASSED: passed,
        MoveOn.COMPLETED_AND_PASSED: completed and passed,
        MoveOn.COMPLETED_OR_PASSED: completed or passed,
        MoveOn.NOT_APPLICABLE: True,
    }[rule]


def merged(earlier: Status, later: Status) -> Status:
    """Keep the best of two: practice after completion never takes anything away."""
    return Status(
        max(earlier.completion, later.completion, key=_COMPLETION_ORDER.index),
        max(earlier.success, later.success, key=_SUCCESS_ORDER.index),
    )


def rank(status: Status) -> tuple[int, int]:
    """Give a key to sort by: completion counts first, then success."""
    return _COMPLETION_ORDER.index(status.completion), _SUCCESS_ORDER.index(status.success)


def course_status(units: Iterable[tuple[MoveOn, Status]]) -> Status:
    """Combine the units: completed when every rule is met, passed when no measured unit is open.

    Measured are the units that the author wants passed, or all that are needed where there are
    none. A course without units is never begun.
    """
    rules = list(units)
    needed = [(rule, status) for rule, status in rules if rule is not MoveOn.NOT_APPLICABLE]
    if rules and all(is_done(rule, status) for rule, status in needed):
        return Status(CompletionStatus.COMPLETED, _course_success(needed))
    if any(status.completion is not CompletionStatus.NOT_STARTED for _, status in rules):
        return Status(CompletionStatus.IN_PROGRESS)
    return NOT_STARTED


def _course_success(needed: Sequence[tuple[MoveOn, Status]]) -> SuccessStatus:
    wanted = [status.success for rule, status in needed if rule is not MoveOn.COMPLETED]
    measured = wanted or [status.success for _, status in needed]
    for success in (SuccessStatus.FAILED, SuccessStatus.PASSED):
        if success in measured:
            return success
    return SuccessStatus.UNKNOWN


def due_state(due_on: date | None, *, today: date, is_completed: bool) -> DueState:
    """Tell how someone stands; what is completed is never overdue."""
    if due_on is None:
        return DueState.NONE
    days_left = (due_on - today).days
    if is_completed or days_left > DUE_SOON_DAYS:
        return DueState.ON_TIME
    return DueState.DUE_SOON if days_left >= 0 else DueState.OVERDUE


_COMPLETION_ORDER = list(CompletionStatus)
_SUCCESS_ORDER = [SuccessStatus.UNKNOWN, SuccessStatus.FAILED, SuccessStatus.PASSED]
