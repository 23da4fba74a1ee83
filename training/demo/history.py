"""Adds up, for each month end of the past years, who stood where."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from itertools import accumulate
from uuid import UUID

from sqlalchemy.orm import Session

from training.demo.cycles import Course, turns
from training.demo.days import MONTHS, Days
from training.demo.people import Placed, Worker
from training.store.tally import Point, add_history

LARGE = 500
"""A unit has a history when it holds at least one in so many of all people."""
CHUNK = 20_000


class History:
    """Changes by month, for the larger units; small ones in a large body have no trend."""

    def __init__(self, days: Days, people: int) -> None:
        """Begin without any."""
        self._days = days
        self._least = people // LARGE
        self._paths: dict[str, tuple[str, ...]] = {}
        self._changes: defaultdict[tuple[str, str, str], list[int]] = defaultdict(
            lambda: [0] * (MONTHS + 1)
        )

    def place(self, path: tuple[Placed, ...], root: str) -> None:
        """Say which units above a unit keep a history; `path` begins with the unit itself."""
        large = [unit.id for unit in path if unit.post.people >= self._least]
        self._paths[path[0].id] = (*large, root)

    def add(self, worker: Worker, course: Course) -> None:
        """Add one person in one course."""
        nearest = self._paths[worker.unit.id][0]
        course_id = course.rule.course_id
        month = self._days.month
        earlier = None
        for day, standing in turns(course, worker.stay.until):
            place = month(day)
            if earlier:
                self._changes[nearest, course_id, earlier][place] -= 1
            self._changes[nearest, course_id, standing][place] += 1
            earlier = standing
        left = worker.left_on
        if earlier and left:
            self._changes[nearest, course_id, earlier][month(left)] -= 1

    def write(self, session: Session) -> None:
        """Write all points; what is there already for a day and unit is added to."""
        points: list[Point] = []
        for point in self._points():
            points.append(point)
            if len(points) == CHUNK:
                add_history(session, points)
                points = []
        add_history(session, points)

    def _points(self) -> Iterator[Point]:
        above = {path[0]: path for path in self._paths.values()}
        totals: defaultdict[tuple[str, str, str], list[int]] = defaultdict(lambda: [0] * MONTHS)
        for (unit, course, standing), changes in self._changes.items():
            counts = list(accumulate(changes[:MONTHS]))
            for unit_above in above[unit]:
                total = totals[unit_above, course, standing]
                for place, people in enumerate(counts):
                    total[place] += people
        days = [date.fromordinal(day) for day in self._days.month_ends]
        for (unit, course, standing), counts in totals.items():
            unit_id, course_id = UUID(unit), UUID(course)
            for day, people in zip(days, counts, strict=True):
                if people:
                    yield day, unit_id, course_id, standing, people
