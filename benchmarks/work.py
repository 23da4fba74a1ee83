"""The kinds of work to measure: each a small function of a scene."""

from collections.abc import Callable, Mapping
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from benchmarks.municipality import AT
from benchmarks.scene import Scene
from training.domain.organisation import ROOT_ID
from training.domain.standing import Standing
from training.services import play
from training.services.audit import SYSTEM, note
from training.services.standing import recount
from training.store import job as jobs
from training.store.enrolment import Enrolment
from training.store.organisation import units_below
from training.store.people import Learner, Person, find_person
from training.store.tally import fold, list_tallies

FLOOR = "floor: one SELECT by key"
WRITING_FLOOR = "floor: one INSERT and COMMIT"
PAGE = 50


def floor(scene: Scene) -> object:
    """Do the least that a page can do."""
    with scene.database.reading() as session:
        return find_person(session, scene.lead)


def writing_floor(scene: Scene) -> None:
    """Do the least that a click can do: what is committed is on disk."""
    with scene.world.session() as session:
        note(session, SYSTEM, "floor", "", "", at=AT)


def dashboard(unit_id: UUID | None) -> Callable[[Scene], object]:
    """Make the work of a dashboard: a unit and those directly below it, by all courses."""

    def work(scene: Scene) -> object:
        shown = scene.shown[unit_id or scene.department]
        with scene.database.reading() as session:
            return list_tallies(session, shown, scene.courses)

    return work


def matrix(unit_id: UUID | None) -> Callable[[Scene], object]:
    """Make the work of a page of people by course, in the order of names."""

    def work(scene: Scene) -> object:
        with scene.database.reading() as session:
            query = select(Person.id, Person.sort_name)
            if unit_id == ROOT_ID:
                query = query.where(Person.is_active)
            else:  # spelt so that no index on it is walked from end to end
                query = query.where(Person.is_active.is_not(False))
                query = query.where(Person.unit_id.in_(units_below(scene.department)))
            page = query.order_by(Person.sort_name, Person.id).limit(PAGE)
            return _cells(session, [row.id for row in session.execute(page)])

    return work


def _cells(session: Session, people: list[UUID]) -> object:
    query = select(Learner.person_id, Enrolment.course_id, Enrolment.standing).join(
        Enrolment, Enrolment.learner_key == Learner.key
    )
    query = query.where(Learner.person_id.in_(people), Enrolment.standing.is_not(None))
    return session.execute(query).all()


def overdue(scene: Scene) -> object:
    """List who is late the longest."""
    with scene.database.reading() as session:
        query = select(Enrolment.id, Enrolment.late_from).where(
            Enrolment.standing == Standing.OVERDUE
        )
        return session.execute(query.order_by(Enrolment.late_from).limit(PAGE)).all()


def click(scene: Scene) -> object:
    """Record a choice of a learner, with all that is derived from it, and commit."""
    if scene.attempt is None:
        return None
    with scene.world.transaction() as library:
        return play.choose(
            library,
            attempt_id=scene.attempt,
            learner_key=scene.learner,
            step=0,
            shown_position=1,
            at=AT,
        )


def fold_changes(scene: Scene) -> object:
    """Fold a thousand changes into the counts of their units and all above."""
    with scene.world.session() as session:
        return fold(session)


def idle_worker(scene: Scene) -> object:
    """Look for work where there is none, as a worker does every two seconds."""
    with scene.world.session() as session:
        fold(session)
        return jobs.claim_next(session, AT)


def recount_course(scene: Scene) -> object:
    """Count one course anew from the facts."""
    with scene.world.session() as session:
        return recount(session, scene.courses[0])


WORK: Mapping[str, Callable[[Scene], object]] = {
    FLOOR: floor,
    WRITING_FLOOR: writing_floor,
    "dashboard figures, whole organisation": dashboard(ROOT_ID),
    "dashboard figures, one department": dashboard(None),
    "50 people by 20 courses, whole organisation": matrix(ROOT_ID),
    "50 people by 20 courses, one department": matrix(None),
    "50 who are late the longest": overdue,
    "a learner's click": click,
    "fold 1,000 changes": fold_changes,
    "a worker without work": idle_worker,
}
"""What is measured each turn, by its name in the table."""

WRITING = ("a learner's click", "fold 1,000 changes", "a worker without work")
"""What is held against the other floor, because it ends on disk."""

ONCE: Mapping[str, Callable[[Scene], object]] = {"recount one course": recount_course}
"""What takes too long for each turn, and is measured once."""
