"""An organisation for tests of duties: units, people in them, rules, and nights that pass."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import select

from tests.services.learner import Learner
from tests.world import PERSONS, World
from training.domain.assignment import Target
from training.domain.organisation import ROOT_ID, Layer, ancestry
from training.domain.standing import Standing
from training.services import nightly, standing
from training.services.audit import Actor
from training.services.duties import rule_job, rules
from training.services.duties.application import apply_rules
from training.services.duties.completion import Done, complete
from training.services.duties.dispensation import exempt
from training.services.duties.person_course import Decision
from training.services.duties.rules import NewRule
from training.services.jobs import enqueue, run_next
from training.store.audit import AuditEvent
from training.store.base import new_id
from training.store.enrolment import Enrolment, lock_cycles
from training.store.library import find_document
from training.store.organisation import OrgUnit, UnitAncestor, UnitLead, list_units
from training.store.people import Learner as LearnerRow
from training.store.people import Person, find_by_email, find_by_learner
from training.store.tally import list_tallies

EVERYONE = NewRule("proef", Target.EVERYONE)


@dataclass
class Office:
    """HR of a world: everything a test asks of it is a transaction of its own."""

    world: World

    @property
    def today(self) -> date:
        return self.world.clock().date()

    @property
    def hanne(self) -> Actor:
        return Actor(self.person_id("hanne"))

    def person_id(self, name: str) -> UUID:
        with self.world.session() as session:
            person = find_by_email(session, PERSONS[name].email)
            assert person
            return person.id

    def course_id(self, slug: str = "proef") -> UUID:
        with self.world.session() as session:
            document = find_document(session, "course", slug)
            assert document
            return document.id

    def unit(self, name: str, parent: UUID = ROOT_ID, layer: Layer = Layer.OFFICIALS) -> UUID:
        """Make a unit, and the ancestry of all anew."""
        at = self.world.clock()
        with self.world.session() as session:
            unit = OrgUnit(id=new_id(at), parent_id=parent, name=name, layer=layer)
            session.add(unit)
            session.flush()
            session.query(UnitAncestor).delete()
            parents = {row.id: row.parent_id for row in list_units(session)}
            for unit_id, ancestor_id, depth in ancestry(parents):
                session.add(UnitAncestor(unit_id=unit_id, ancestor_id=ancestor_id, depth=depth))
            return unit.id

    def place(self, name: str, /, **changes: object) -> None:
        """Change something of a person, as an import does: counted rows move along."""
        at, key = self.world.clock(), self.key(name)
        with self.world.transaction() as library:
            session = library.session
            for row in session.scalars(select(Enrolment).where(Enrolment.learner_key == key)):
                counted = Standing(row.standing) if row.standing else None
                standing.move(session, row, None, at=at)
                row.unit_id = UUID(str(changes.get("unit_id", row.unit_id)))
                standing.move(session, row, counted, at=at)
            person = find_by_learner(session, key)
            for field, value in changes.items():
                setattr(person, field, value)

    def lead(self, name: str, unit_id: UUID) -> None:
        person_id = self.person_id(name)
        with self.world.session() as session:
            session.add(UnitLead(unit_id=unit_id, person_id=person_id))

    def key(self, name: str) -> UUID:
        """Give the learner key of a person, also of one who left."""
        with self.world.session() as session:
            query = select(LearnerRow.key).join(Person, Person.id == LearnerRow.person_id)
            return session.scalars(query.where(Person.email == PERSONS[name].email)).one()

    def rule(self, new: NewRule = EVERYONE) -> UUID:
        """Make a rule and do the work that it asks for."""
        hanne = self.hanne
        with self.world.transaction() as library:
            made = rules.make(library, new, actor=hanne, today=self.today, at=self.world.clock())
        self.work()
        return made.rule_id

    def end(self, rule_id: UUID, *, keeps_duties: bool = False) -> None:
        hanne, at = self.hanne, self.world.clock()
        with self.world.transaction() as library:
            rules.end(library, rule_id, keeps_duties=keeps_duties, actor=hanne, at=at)
        self.work()

    def apply(self, *names: str) -> None:
        keys = [self.key(name) for name in names or PERSONS]
        with self.world.transaction() as library:
            apply_rules(library, keys, today=self.today, at=self.world.clock())

    def work(self) -> None:
        """Do all work that waits."""
        while self.work_once():
            pass

    def work_once(self) -> bool:
        """Do one step of the work that waits."""
        steps = {nightly.KIND: nightly.step, rule_job.KIND: rule_job.step}
        return run_next(self.world.transaction, steps, at=self.world.clock())

    def night(self, *, days: int = 1) -> None:
        """Let days pass, and do the work of the last night."""
        self.world.clock.now += timedelta(days=days)
        with self.world.transaction() as library:
            new = nightly.due_job(self.world.clock())
            enqueue(library.session, new, at=self.world.clock())
        self.work()

    def decision(self, reason: str = "Langdurig ziek") -> Decision:
        return Decision(self.hanne, reason, self.today, self.world.clock())

    def exempt(self, name: str = "lena", until: date | None = None) -> UUID:
        person_id, decision = self.person_id(name), self.decision()
        with self.world.transaction() as library:
            return exempt(library, person_id, "proef", until=until, decision=decision)

    def complete(self, name: str = "lena", on: date | None = None) -> None:
        person_id, done = self.person_id(name), Done(on or self.today)
        decision = self.decision("Bij een andere gemeente gedaan")
        with self.world.transaction() as library:
            complete(library, person_id, "proef", done=done, decision=decision)

    def cycles(self, name: str = "lena", course: str = "proef") -> list[Enrolment]:
        key, course_id = self.key(name), self.course_id(course)
        with self.world.session() as session:
            return lock_cycles(session, key, course_id)

    def row(self, name: str = "lena", course: str = "proef") -> Enrolment:
        """Give the only enrolment of somebody in a course."""
        [found] = self.cycles(name, course)
        return found

    def standing(self, name: str = "lena", course: str = "proef") -> str | None:
        """Tell how somebody stands, as HR sees it."""
        return next((row.standing for row in self.cycles(name, course) if row.standing), None)

    def counts(self, unit_id: UUID = ROOT_ID, course: str = "proef") -> dict[str, int]:
        """Give the figures that are not 0, and check that a recount gives the same."""
        place = unit_id, self.course_id(course)
        with self.world.transaction() as library:
            kept = list_tallies(library.session, *([part] for part in place)).get(place)
            assert standing.recount(library.session, place[1]) == []
            counted = list_tallies(library.session, *([part] for part in place)).get(place)
        assert kept == counted or not (counted or (kept and kept.required + kept.exempt))
        names = ("not_started", "in_progress", "completed", "overdue", "exempt")
        found = {name: getattr(counted, name) for name in names} if counted else {}
        return {name: people for name, people in found.items() if people}

    def trail(self, action: str) -> list[AuditEvent]:
        with self.world.session() as session:
            query = select(AuditEvent).where(AuditEvent.action == action)
            return list(session.scalars(query.order_by(AuditEvent.at, AuditEvent.id)))

    def learner(self, name: str = "lena") -> Learner:
        return Learner(self.world, name)
