"""Where somebody stands with a course that must be done, as HR sees it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from training.domain.progress import CompletionStatus


class Standing(StrEnum):
    """One of these for everyone who must do a course; never anything of an answer."""

    NOT_STARTED = "not-started"
    IN_PROGRESS = "in-progress"
    COMPLETED = "completed"
    OVERDUE = "overdue"
    EXEMPT = "exempt"


OPEN = (Standing.NOT_STARTED, Standing.IN_PROGRESS)
"""What turns into overdue once its day has come."""


def standing_of(
    completion: CompletionStatus, *, late_from: date | None, is_exempt: bool, today: date
) -> Standing:
    """Derive the standing; what is completed is neither overdue nor exempt.

    `late_from` is the first day on which it is too late: the day after the due date and its grace.
    """
    if completion is CompletionStatus.COMPLETED:
        return Standing.COMPLETED
    if is_exempt:
        return Standing.EXEMPT
    if late_from and late_from <= today:
        return Standing.OVERDUE
    if completion is CompletionStatus.IN_PROGRESS:
        return Standing.IN_PROGRESS
    return Standing.NOT_STARTED


def after_progress(standing: Standing, completion: CompletionStatus) -> Standing:
    """Move on at a click of the learner, which needs no calendar: only completion ends lateness."""
    if completion is CompletionStatus.COMPLETED:
        return Standing.COMPLETED
    if standing is Standing.NOT_STARTED and completion is CompletionStatus.IN_PROGRESS:
        return Standing.IN_PROGRESS
    return standing


@dataclass(frozen=True, slots=True)
class Tally:
    """How many people stand where; every figure of HR is one of these or a sum of them."""

    not_started: int = 0
    in_progress: int = 0
    completed: int = 0
    overdue: int = 0
    exempt: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        """Add up two groups that share nobody."""
        return Tally(
            self.not_started + other.not_started,
            self.in_progress + other.in_progress,
            self.completed + other.completed,
            self.overdue + other.overdue,
            self.exempt + other.exempt,
        )

    @property
    def required(self) -> int:
        """Count the denominator: everyone who must do it, without those who are exempt."""
        return self.not_started + self.in_progress + self.completed + self.overdue

    @property
    def share(self) -> float | None:
        """Give completed over required, from 0 to 1; none when nobody has to do it."""
        return self.completed / self.required if self.required else None

    @classmethod
    def of(cls, counts: dict[str, int]) -> "Tally":
        """Make one from counts by the value of their standing."""
        return cls(**{standing.name.lower(): counts.get(standing, 0) for standing in Standing})
