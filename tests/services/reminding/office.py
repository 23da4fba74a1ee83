"""A small organisation in which reminders are sent: units, leaders, duties and an outbox."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.web.conftest import SETTINGS
from tests.world import PERSONS, World, read_files
from training.app import create_app
from training.domain.organisation import ROOT_ID
from training.domain.reminder import Policy
from training.services import jobs
from training.services.enrolment import duty_by, enrol
from training.services.people import NewPerson, add
from training.services.reminding import sweep
from training.store import reminder as store
from training.store.base import new_id
from training.store.enrolment import Enrolment, find_enrolment
from training.store.job import Job
from training.store.mail import Mail
from training.store.organisation import OrgUnit, UnitAncestor, UnitLead
from training.store.people import Learner, Person, find_by_email
from training.store.reminder import Reminder
from training.web.mailing import Writer, writer_of


@dataclass
class Office:
    """Acts on a world as HR and the night do, and looks at what is in the outbox."""

    world: World
    addresses: dict[str, str] = field(
        default_factory=lambda: {name: person.email for name, person in PERSONS.items()}
    )

    @cached_property
    def write(self) -> Writer:
        """Writes letters as the worker does; made late, for it takes longer than most tests."""
        app = create_app(SETTINGS, self.world.database, clock=self.world.clock)
        return writer_of(app, "https://training.voorbeeld.example")

    @property
    def today(self) -> date:
        return self.world.clock().date()

    def person(self, name: str) -> UUID:
        with self.world.session() as session:
            return self.person_in(session, name)

    def person_in(self, session: Session, name: str) -> UUID:
        found = find_by_email(session, self.addresses[name])
        assert found
        return found.id

    def hire(self, name: str, full_name: str = "") -> None:
        self.addresses[name] = f"{name}@voorbeeld.example"
        new = NewPerson(self.addresses[name], full_name or name.capitalize())
        with self.world.session() as session:
            add(session, new, at=self.world.clock())

    def change(self, name: str, **values: Any) -> None:  # Any: the columns of a person
        person_id = self.person(name)
        with self.world.session() as session:
            person = session.get_one(Person, person_id)
            for column, value in values.items():
                setattr(person, column, value)

    def unit(self, parent_id: UUID = ROOT_ID, *leaders: str) -> UUID:
        """Make a unit below another one."""
        with self.world.session() as session:
            unit = OrgUnit(
                id=new_id(self.world.clock()), parent_id=parent_id, name="Team", layer="officials"
            )
            session.add(unit)
            session.flush()
            above = select(UnitAncestor).where(UnitAncestor.unit_id == parent_id)
            rows = [(row.ancestor_id, row.depth + 1) for row in session.scalars(above)]
            for ancestor_id, depth in [(unit.id, 0), *rows]:
                session.add(UnitAncestor(unit_id=unit.id, ancestor_id=ancestor_id, depth=depth))
        for leader in leaders:
            self.lead(unit.id, leader)
        return unit.id

    def lead(self, unit_id: UUID, name: str) -> None:
        person_id = self.person(name)
        with self.world.session() as session:
            session.add(UnitLead(unit_id=unit_id, person_id=person_id))

    def oblige(self, name: str, days: int, course: str = "proef") -> UUID:
        """Lay a course on somebody, due so many days from now."""
        key = self.learner(name)
        with self.world.transaction() as library:
            person = find_by_email(library.session, self.addresses[name])
            assert person
            duty = duty_by(self.today + timedelta(days=days))
            row = enrol(
                library, learner_key=key, course_slug=course, at=self.world.clock(), duty=duty
            )
            row.unit_id = person.unit_id
            return row.id

    def learner(self, name: str) -> UUID:
        with self.world.session() as session:
            query = select(Learner.key).join(Person, Person.id == Learner.person_id)
            return session.scalars(query.where(Person.email == self.addresses[name])).one()

    def alter(self, enrolment_id: UUID, **values: Any) -> None:  # Any: columns of an enrolment
        with self.world.session() as session:
            row = session.get_one(Enrolment, enrolment_id)
            for column, value in values.items():
                setattr(row, column, value)

    def offer(self, *slugs: str) -> None:
        """Publish more courses, of the same units as the first."""
        files = read_files()
        text = files["content/courses/proef.md"].decode()
        for slug in slugs:
            more = text.replace("Proefcursus", slug.capitalize()).replace(
                "id: proef", f"id: {slug}"
            )
            files[f"content/courses/{slug}.md"] = more.encode()
        report = self.world.load(files)
        assert not report.refused, report.refused

    def extend(self, enrolment_id: UUID, days: int) -> None:
        due_on = self.today + timedelta(days=days)
        self.alter(enrolment_id, due_on=due_on, late_from=due_on + timedelta(days=1))

    def policy(self, policy: Policy) -> None:
        with self.world.session() as session:
            store.save_policy(session, policy, at=self.world.clock(), by=None)

    def plan(self) -> None:
        """Put the round of today in the queue, as the worker does."""
        with self.world.transaction() as library:
            job = sweep.due_today(library, self.world.clock())
            if job:
                jobs.enqueue(library.session, job, at=self.world.clock())

    def step(self) -> bool:
        steps: Mapping[str, jobs.Step] = {sweep.KIND: sweep.sweep_with(self.write)}
        return jobs.run_next(self.world.transaction, steps, at=self.world.clock())

    def sweep(self) -> None:
        """Do the round of today to its end."""
        self.plan()
        while self.step():
            pass
        with self.world.session() as session:
            states = set(session.scalars(select(Job.state)))
        assert states <= {jobs.DONE}, states

    def pass_days(self, days: int, *, is_sweeping: bool = True) -> None:
        """Let days go by, with or without the rounds that belong to them."""
        for _ in range(days):
            self.world.clock.advance(days=1)
            if is_sweeping:
                self.sweep()

    def reminders(self) -> list[tuple[str, str]]:
        """List the first name of who was reminded, and of which moment."""
        query = (
            select(Person.email, Reminder.moment)
            .join(Reminder, Reminder.recipient_id == Person.id)
            .order_by(Reminder.created_at, Person.email, Reminder.moment)
        )
        with self.world.session() as session:
            return [
                (email.partition("@")[0], moment.partition(":")[0])
                for email, moment in session.execute(query)
            ]

    def mails(self) -> list[Mail]:
        with self.world.session() as session:
            return list(session.scalars(select(Mail).order_by(Mail.queued_at, Mail.id)))

    def enrolment(self, name: str, course: str = "proef") -> Enrolment:
        key = self.learner(name)
        with self.world.transaction() as library:
            entry = next(e for e in library.catalogue.courses("nl") if e.slug == course)
            found = find_enrolment(library.session, key, entry.document_id)
            assert found
            return found
