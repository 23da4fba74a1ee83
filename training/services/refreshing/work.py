"""The daily round of refreshers, in steps: begin what was completed, let go, make, write."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from training.services.jobs import NewJob, Stage, Step, Task, Transactions
from training.services.library import Library
from training.services.refreshing.beginning import begin_next
from training.services.refreshing.making import (
    AT_ONCE,
    Desk,
    Lowest,
    Write,
    keep,
    let_past_go,
    none_lowest,
    prepare_next,
)
from training.services.refreshing.siblings import Pool, find_pool, warm_next

KIND = "refresh"
WARM, BEGIN, PAST, MAKE = "warm", "begin", "past", "make"
OFF = "off"


def due_job(local_now: datetime, spacing: str) -> NewJob | None:
    """Give the round of this day; a day has one, by its key. With refreshers off there is none."""
    if spacing == OFF:
        return None
    return NewJob(KIND, key=f"{KIND}:{local_now.date().isoformat()}")


class RefreshWork:
    """Does the round of this worker; what all its steps share is found once for each library."""

    def __init__(self, write: Write, lowest: Lowest = none_lowest) -> None:
        """Take what writes a mail, and what gives the sub-points that come back more often."""
        self._write, self._lowest = write, lowest
        self._pool: tuple[frozenset[UUID], Pool] | None = None

    def think(self, reading: Transactions, task: Task, at: datetime) -> Step:
        """Read texts, choose questions and write mails; give the step that keeps them."""
        phase, _, place = (task.stage.cursor or f"{WARM}|").partition("|")
        if phase == WARM:
            with reading() as library:
                rest, count = warm_next(library, place)
            return _going_on(phase, BEGIN, lambda library, at: (rest, count))
        if phase == BEGIN:
            return _going_on(phase, PAST, lambda library, at: begin_next(library, place, at=at))
        if phase == PAST:
            return _going_on(phase, MAKE, _let_past_go)
        with reading() as library:
            desk = Desk(
                library, self._write, at, frozenset(self._lowest(library)), self._find_pool(library)
            )
            portion = prepare_next(desk, place)

        def made(library: Library, at: datetime) -> tuple[str | None, int]:
            keep(library, portion, at=at)
            return portion.rest, portion.many

        return _going_on(phase, "", made)

    def _find_pool(self, library: Library) -> Pool:
        """Give the questions that there are; anew when other texts are in force."""
        texts = frozenset(entry.revision_id for entry in library.catalogue.entries)
        if self._pool is None or self._pool[0] != texts:
            self._pool = texts, find_pool(library)
        return self._pool[1]


Part = Callable[[Library, datetime], tuple[str | None, int]]
"""Does something; gives where to go on, none at the end, and how much it did."""


def _let_past_go(library: Library, at: datetime) -> tuple[str | None, int]:
    count = let_past_go(library, at)
    return ("" if count == AT_ONCE else None), count


def _going_on(phase: str, following: str, part: Part) -> Step:
    """Give the step that does a part of a phase, and goes on to the next phase at its end."""

    def step(library: Library, task: Task, at: datetime) -> Stage:
        rest, count = part(library, at)
        done = task.stage.done + count
        if rest is not None:
            return Stage(f"{phase}|{rest}", done, done)
        return Stage(f"{following}|" if following else "", done, done, is_finished=not following)

    return step
