"""The daily round of refreshers, in steps: begin what was completed, let go, make, write."""

from datetime import datetime

from training.services.jobs import NewJob, Stage, Step, Task
from training.services.library import Library
from training.services.refreshing.beginning import begin_next
from training.services.refreshing.making import (
    AT_ONCE,
    Lowest,
    Write,
    desk_of,
    let_past_go,
    make_next,
    none_lowest,
)
from training.services.refreshing.siblings import warm_next

KIND = "refresh"
WARM, BEGIN, PAST, MAKE = "warm", "begin", "past", "make"
OFF = "off"


def due_job(local_now: datetime, spacing: str) -> NewJob | None:
    """Give the round of this day; a day has one, by its key. With refreshers off there is none."""
    if spacing == OFF:
        return None
    return NewJob(KIND, key=f"{KIND}:{local_now.date().isoformat()}")


def step_with(write: Write, lowest: Lowest = none_lowest) -> Step:
    """Make the step of a round; `lowest` gives the sub-points that come back more often."""

    def step(library: Library, task: Task, at: datetime) -> Stage:
        phase, _, place = (task.stage.cursor or f"{WARM}|").partition("|")
        rest: str | None
        if phase == WARM:
            rest, count = warm_next(library, place)
            following = BEGIN
        elif phase == BEGIN:
            rest, count = begin_next(library, place, at=at)
            following = PAST
        elif phase == PAST:
            count = let_past_go(library, at)
            rest, following = ("" if count == AT_ONCE else None), MAKE
        else:
            rest, count = make_next(desk_of(library, write, lowest, at), place)
            following = ""
        done = task.stage.done + count
        if rest is not None:
            return Stage(f"{phase}|{rest}", done, done)
        return Stage(f"{following}|" if following else "", done, done, is_finished=not following)

    return step
