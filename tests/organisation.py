"""A small organisation for tests of reports: a tree of units, people in it, and their duties."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import select

from tests.world import MOMENT, PERSONS, World
from training.domain.access import Role
from training.domain.organisation import ROOT_ID, Layer
from training.domain.progress import CompletionStatus
from training.domain.standing import Standing
from training.services.enrolment import Duty, enrol
from training.services.library import Library
from training.services.people import NewPerson, add
from training.services.standing import derive
from training.store.base import new_id
from training.store.dispensation import Exemption
from training.store.organisation import OrgUnit, UnitAncestor, UnitLead
from training.store.people import Person, find_by_learner

TREE: tuple[tuple[str, str, Layer], ...] = (
    ("Raad", "", Layer.COUNCIL),
    ("Griffie", "Raad", Layer.OFFICIALS),
    ("College", "", Layer.EXECUTIVE),
    ("Dienstverlening", "", Layer.OFFICIALS),
    ("Burgerzaken", "Dienstverlening", Layer.OFFICIALS),
    ("Balie", "Burgerzaken", Layer.OFFICIALS),
    ("Vergunningen", "Dienstverlening", Layer.OFFICIALS),
)
TODAY = MOMENT.date()
LATE = TODAY - timedelta(days=10)
SOON = TODAY + timedelta(days=20)


@dataclass
class Organisation:
    """The tree in a world; people are added by name, with a standing for the trial course."""

    world: World
    units: dict[str, UUID] = field(default_factory=lambda: {"": ROOT_ID})
    people: dict[str, UUID] = field(default_factory=dict)

    def build(self) -> "Organisation":
        with self.world.transaction() as library:
            for name, parent, layer in TREE:
                self._add_unit(library, name, parent, layer)
        return self

    def _add_unit(self, library: Library, name: str, parent: str, layer: Layer) -> None:
        unit_id, parent_id = new_id(MOMENT), self.units[parent]
        self.units[name] = unit_id
        library.session.add(OrgUnit(id=unit_id, parent_id=parent_id, name=name, layer=layer))
        library.session.flush()
        query = select(UnitAncestor).where(UnitAncestor.unit_id == parent_id)
        library.session.add(UnitAncestor(unit_id=unit_id, ancestor_id=unit_id, depth=0))
        for above in library.session.scalars(query).all():
            library.session.add(
                UnitAncestor(unit_id=unit_id, ancestor_id=above.ancestor_id, depth=above.depth + 1)
            )
        library.session.flush()

    def person(
        self, name: str, unit: str, standing: Standing | None = None, *, course: str = "proef"
    ) -> UUID:
        """Add somebody who stands so, through the use cases that a real one goes through."""
        with self.world.transaction() as library:
            return self._add(library, name, unit, standing, course)

    def _add(
        self, library: Library, name: str, unit: str, standing: Standing | None, course: str
    ) -> UUID:
        number = len(self.people)
        new = NewPerson(f"p{number}@voorbeeld.example", name)
        key = add(library.session, new, at=self.world.clock())
        person = find_by_learner(library.session, key)
        person.unit_id, person.staff_number = self.units[unit], f"{number:05}"
        library.session.flush()
        if standing:
            due = LATE if standing is Standing.OVERDUE else SOON
            self._lay(library, key, course, standing, due)
        self.people[name] = key
        return key

    def duty(self, name: str, standing: Standing, course: str) -> None:
        """Give somebody another course."""
        with self.world.transaction() as library:
            self._lay(library, self.people[name], course, standing, SOON)

    def _lay(
        self, library: Library, key: UUID, course: str, standing: Standing, due: date | None
    ) -> None:
        at, session = self.world.clock(), library.session
        late = due + timedelta(days=1) if due else None
        duty = Duty("unit", "Burgerzaken", due_on=due, late_from=late)
        enrolment = enrol(library, learner_key=key, course_slug=course, at=at, duty=duty)
        if standing is Standing.EXEMPT:
            session.add(_exemption(key, enrolment.course_id))
        if standing is Standing.COMPLETED:
            enrolment.completion, enrolment.completed_at = CompletionStatus.COMPLETED, at
        if standing is Standing.IN_PROGRESS:
            enrolment.completion = CompletionStatus.IN_PROGRESS
        derive(session, key, enrolment.course_id, today=library.day_of(at), at=at)
        assert enrolment.standing == standing

    def leave(self, name: str) -> None:
        """Let somebody leave."""
        with self.world.transaction() as library:
            key = self.people[name]
            person = find_by_learner(library.session, key)
            person.is_active, person.left_on = False, TODAY
            course_id = self.course_id(library)
            derive(library.session, key, course_id, today=TODAY, at=self.world.clock())

    def lead(self, name: str, *units: str, role: Role = Role.MANAGER) -> UUID:
        """Make one of the four persons of the world a manager of units."""
        with self.world.transaction() as library:
            query = select(Person).where(Person.email == PERSONS[name].email)
            person = library.session.scalars(query).one()
            person.role = role
            for unit in units:
                library.session.add(UnitLead(unit_id=self.units[unit], person_id=person.id))
            return person.id

    def course_id(self, library: Library, slug: str = "proef") -> UUID:
        return next(e.document_id for e in library.catalogue.entries if e.slug == slug)

    def fill(self) -> "Organisation":
        """Put a handful of people everywhere, one of each standing in most units."""
        numbers = Counter[str]()
        with self.world.transaction() as library:
            for unit, standing in PEOPLE:
                numbers[unit] += 1
                self._add(library, f"{unit} {numbers[unit]}", unit, standing, "proef")
        return self


DONE, BUSY, NEW = Standing.COMPLETED, Standing.IN_PROGRESS, Standing.NOT_STARTED
PEOPLE = (
    ("Raad", DONE),
    ("Raad", NEW),
    ("Griffie", DONE),
    ("College", Standing.OVERDUE),
    ("Dienstverlening", DONE),
    ("Burgerzaken", DONE),
    ("Burgerzaken", Standing.OVERDUE),
    ("Burgerzaken", Standing.EXEMPT),
    ("Balie", DONE),
    ("Balie", BUSY),
    ("Vergunningen", DONE),
    ("Vergunningen", Standing.OVERDUE),
    ("Vergunningen", None),
)


def _exemption(key: UUID, course_id: UUID) -> Exemption:
    return Exemption(
        id=new_id(MOMENT),
        learner_key=key,
        course_id=course_id,
        reason="ouderschapsverlof",
        granted_at=MOMENT,
    )
