"""An organisation to measure on: its database, and the units, courses and learner to look at."""

from collections import Counter
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import delete, func, select

from benchmarks.municipality import AT
from tests.world import World
from training.domain.document import Kind
from training.domain.organisation import ROOT_ID
from training.domain.standing import Standing
from training.services import attempts
from training.services.attempts import UnitAddress
from training.store.attempts import Attempt
from training.store.engine import Database, open_database
from training.store.library import Document
from training.store.organisation import OrgUnit, UnitAncestor, list_led
from training.store.people import find_by_email, find_learner_key
from training.store.tally import StandingChange, add_changes

BENCH = UnitAddress("proef", Kind.SCENARIO, "bank")
CHANGES = 1_000


@dataclass
class Scene:
    """What the measurements share."""

    world: World
    learner: UUID
    lead: UUID
    department: UUID
    directorate: UUID
    late_course: str
    courses: list[UUID]
    units: list[UUID]
    attempt: UUID | None = None
    seed: int = 0

    @property
    def database(self) -> Database:
        """Give the database."""
        return self.world.database

    def prepare(self) -> None:
        """Lay ready what a turn uses up: an attempt without answers, and changes to fold."""
        self.seed += 1
        with self.world.transaction() as library:
            session = library.session
            if self.attempt:
                row = session.get_one(Attempt, self.attempt)
                row.open_slot = None  # it stays playable, and another can be started
                session.flush()
            self.attempt = attempts.start(
                library, learner_key=self.learner, address=BENCH, seed=self.seed, at=AT
            )
            session.execute(delete(StandingChange))
            changes = Counter(
                {
                    (unit_id, course_id, Standing.COMPLETED): 1
                    for unit_id in self.units
                    for course_id in self.courses
                }
            )
            add_changes(session, dict(list(changes.items())[:CHANGES]), at=AT)


def open_scene(url: str) -> Scene:
    """Open a database that `benchmarks.municipality` made."""
    world = World(open_database(url))
    with world.database.reading() as session:
        lead = find_by_email(session, "mo@voorbeeld.example")
        learner = find_learner_key(session, "lena@voorbeeld.example")
        if lead is None or learner is None:
            raise SystemExit("this database was not made by benchmarks.municipality")
        [department] = list_led(session, lead.id)
        largest = (
            select(UnitAncestor.ancestor_id)
            .join(OrgUnit, OrgUnit.id == UnitAncestor.ancestor_id)
            .where(OrgUnit.parent_id == ROOT_ID)
            .group_by(UnitAncestor.ancestor_id)
            .order_by(func.count().desc(), UnitAncestor.ancestor_id)
        )
        directorate = session.scalars(largest.limit(1)).one()
        slugs = select(func.max(Document.slug)).where(Document.slug.like("cursus-%"))
        late_course = session.scalar(slugs) or "proef"
        courses = list(session.scalars(select(Document.id).where(Document.kind == Kind.COURSE)))
        teams = select(OrgUnit.id).where(OrgUnit.code.like("D%.%.%")).order_by(OrgUnit.code.desc())
        units = list(session.scalars(teams.limit(200)))
    return Scene(world, learner, lead.id, department, directorate, late_course, courses, units)
