"""The statements of the manual that erase a person leave nothing that names or refers to one."""

import re
from datetime import datetime
from uuid import UUID

import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from tests.manuals import read
from tests.world import PERSONS, World
from training.domain.organisation import ROOT_ID
from training.services.audit import About, Actor, note
from training.services.enrolment import duty_by, enrol
from training.services.mail import Letter, queue
from training.services.standing import recount
from training.store.answer import keep_respondent
from training.store.base import new_id
from training.store.dispensation import Exemption, Extension
from training.store.measurement import Measurement, Participation
from training.store.organisation import UnitLead
from training.store.people import find_by_email
from training.store.reminder import Reminder
from training.store.schema import metadata

LENA = PERSONS["lena"]


def statements(number: int) -> list[str]:
    """Give the statements of one of the two ways, without their transaction."""
    part = read("docs/operations.md").text.partition("## Erase a person")[2]
    block = re.findall(r"```sql\n(.*?)```", part, re.DOTALL)[number]
    return [one.strip() for one in block.split(";") if one.strip() not in {"", "BEGIN", "COMMIT"}]


def take_part(session: Session, key: UUID, document_id: UUID, at: datetime) -> None:
    """Let her be asked for a measurement, with an answer that counts."""
    measurement = Measurement(
        kind="baseline",
        title="Nulmeting",
        opens_on=at.date(),
        closes_on=at.date(),
        percent=100,
        seed=1,
        form_a_id=document_id,
        form_b_id=document_id,
    )
    session.add(measurement)
    session.flush()
    keep_respondent(session, key, at.year)
    hers = {"learner_key": key, "unit_id": ROOT_ID, "layer": "officials", "form": "A"}
    session.add(Participation(measurement_id=measurement.id, **hers))
    session.flush()


@pytest.fixture
def course(world: World) -> UUID:
    """Leave traces of Lena everywhere that the application puts them; give her course."""
    with world.transaction() as library:
        session, at = library.session, world.clock()
        key, lena = world.learner("lena"), find_by_email(library.session, LENA.email)
        assert lena
        duty = duty_by(at.date())
        row = enrol(library, learner_key=key, course_slug="proef", at=at, duty=duty)
        mail = queue(session, Letter(LENA.email, LENA.name, LENA.name, person_id=lena.id), at=at)
        given = {"reason": LENA.name, "granted_at": at, "granted_by": lena.id}
        session.add_all(
            [
                Exemption(id=new_id(at), learner_key=key, course_id=row.course_id, **given),
                Extension(id=new_id(at), enrolment_id=row.id, due_on=at.date(), **given),
                UnitLead(unit_id=ROOT_ID, person_id=lena.id),
                Reminder(
                    id=new_id(at),
                    enrolment_id=row.id,
                    moment="before-3",
                    recipient_id=lena.id,
                    mail_id=mail,
                    created_at=at,
                ),
            ]
        )
        about = About(lena.id, {"reason": LENA.name})
        note(
            session,
            Actor(lena.id, "here"),
            "extended",
            f"person:{lena.id}",
            "ok",
            at=at,
            about=about,
        )
        lena.staff_number = LENA.name
        take_part(session, key, row.course_id, at)
        return row.course_id


@pytest.mark.parametrize("number", [0, 1])
def test_nothing_names_an_erased_person(world: World, course: UUID, number: int) -> None:
    with world.session() as session:
        for one in statements(number):
            session.execute(text(one))
    with world.session() as session:
        for table in metadata.sorted_tables:
            rows = [str(tuple(row)).casefold() for row in session.execute(select(table))]
            assert not [row for row in rows if LENA.name.casefold() in row or LENA.email in row]
    with world.transaction() as library:
        assert [found.actual for found in recount(library.session, course)] == [0]


def test_the_traces_are_there_before(world: World, course: UUID) -> None:
    with world.session() as session:
        rows = [
            str(tuple(row))
            for table in metadata.sorted_tables
            for row in session.execute(select(table))
        ]
    assert sum(LENA.name in row for row in rows) >= 5
