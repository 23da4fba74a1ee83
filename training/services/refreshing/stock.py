"""Of which sub-points the questions for refreshers run out: for trainers, who write them."""

from dataclasses import dataclass
from datetime import date, timedelta

from training.domain.competency import Framework
from training.domain.disclosure_groups import FEWEST_FOR_SCORES
from training.domain.document import Kind
from training.domain.spacing import DAYS
from training.services.library import Library
from training.services.refreshing.siblings import find_pool
from training.store import review as store

LOOK_BACK = timedelta(days=35)


@dataclass(frozen=True, slots=True)
class StockLine:
    """A sub-point: how many questions can come back, and how many stand outside every course.

    Only the latter are new to who did the courses. `has_run_out` when at least ten people met all.
    """

    code: str
    name: str
    questions: int
    free: int
    has_run_out: bool

    @property
    def missing(self) -> int:
        """Give how many more are needed for one in each refresher of the schedule."""
        return max(0, len(DAYS) - self.free)


def list_stock(library: Library, language: str, *, today: date) -> tuple[StockLine, ...]:
    """Count the questions of each sub-point, in the order of the competency list."""
    listed = library.catalogue.framework()
    if listed is None:
        return ()
    entry = library.catalogue.find(Kind.COMPETENCIES, listed.slug, language) or listed
    pool = find_pool(library)
    skipped = store.count_skipped(library.session, today - LOOK_BACK)
    in_courses = frozenset().union(*pool.of_course.values())
    return tuple(
        StockLine(
            each.code,
            each.name,
            len(pool.siblings.get(each.code, ())),
            len([s for s in pool.siblings.get(each.code, ()) if s.digest not in in_courses]),
            skipped.get(each.code, 0) >= FEWEST_FOR_SCORES,
        )
        for each in library.take(entry.revision_id, Framework).competencies
        if not each.is_principle
    )
