"""The statements of the manual that erase a person leave nothing that names or refers to one."""

import re
from datetime import date, datetime
from uuid import UUID

import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from tests.manuals import read
from tests.world import MOMENT, PERSONS, World
from training.domain.document import Kind
from training.domain.organisation import ROOT_ID
from training.services.audit import About, Actor, note
from training.services.enrolment import duty_by, enrol
from training.services.library import Library
from training.services.mail import Letter, queue
from training.services.standing import recount
from training.store.answer import keep_respondent
from training.store.base import new_id
from training.store.dispensation import Exemption, Extension
from training.store.measurement import Measurement, Participation
from training.store.organisation import UnitLead
from training.store.people import find_by_email
from training.store.plan import Plan, PlanAnswer
from training.store.reminder import Reminder
from training.store.review import RefresherQuestion, RefresherSitting, RefresherWish, ReviewState
from training.store.schema import metadata
from training.store.signal import Signal, SignalLesson, SignalStep
from training.store.signal_report import ContactCount

LENA = PERSONS["lena"]
DAY = date(2026, 11, 23)
SIGNAL: dict[str, object] = {
    **dict.fromkeys(("code_digest", "channel", "language", "goal", "story", "wish"), "x"),
    **dict.fromkeys(("duration", "phase", "subject_area", "area", "consent", "wanted_kind"), ""),
    **dict.fromkeys(("state", "legal_kind", "lesson", "lesson_reason"), ""),
    **dict.fromkeys(("received_on", "seen_due", "answer_due", "outcome_due"), DAY),
    **dict.fromkeys(("is_staff", "is_urgent", "has_contact"), False),
    **{"year": 2026, "number": 1, "reopened": 0, "found": {}, "contacted": []},
}


def statements(number: int) -> list[str]:
    """Give the statements of one of the two ways, without their transaction."""
    part = read("docs/operations.md").text.partition("## Erase a person")[2]
    block = re.findall(r"```sql\n(.*?)```", part, re.DOTALL)[number]
    return [one.strip() for one in block.split(";") if one.strip() not in {"", "BEGIN", "COMMIT"}]


def leave_signal(session: Session, person_id: UUID, at: datetime) -> None:
    """Let somebody be everything that one can be in a signal."""
    people = dict.fromkeys(
        ("typed_by", "masked_by", "handler_id", "standin_id", "next_handler_id", "subject_id"),
        person_id,
    )
    signal = Signal(id=new_id(at), **SIGNAL, **people, arrived_at=at, consent_at=at, state_at=at)
    lesson = SignalLesson(signal_id=signal.id, path="x", changed=[], begun_at=at)
    lesson.begun_by = lesson.reader_id = person_id
    step = SignalStep(id=new_id(at), signal_id=signal.id, at=at, step="seen", message="", note="")
    step.by_id = step.other_id = person_id
    session.add(signal)
    session.add(ContactCount(starts_on=DAY, number=1, typed_at=at, typed_by=person_id))
    session.flush()
    session.add_all([lesson, step])


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
        leave_signal(session, lena.id, at)
        come_back(library, key)
        take_part(session, key, row.course_id, at)
        return row.course_id


def come_back(library: Library, key: UUID) -> None:
    """Leave a refresher with an answer, a wish, and a plan that was looked back on."""
    session, at = library.session, MOMENT
    day, entry = at.date(), library.catalogue.original(Kind.QUIZ, "vragen")
    assert entry
    plan_id, sitting_id = new_id(at), new_id(at)
    session.add_all(
        [
            ReviewState(learner_key=key, competency="1.1", begun_on=day, stage=0, card=""),
            RefresherSitting(id=sitting_id, learner_key=key, made_on=day, ends_on=day),
            RefresherWish(learner_key=key, is_mailed=True),
            Plan(id=plan_id, learner_key=key, text=LENA.name, made_on=day, asked=1),
        ]
    )
    session.flush()
    asked = {"item": "x", "competency": "1.1", "digest": "", "answer": 0, "answered_at": at}
    session.add_all(
        [
            PlanAnswer(plan_id=plan_id, asked=0, outcome="yes", answered_on=day),
            RefresherQuestion(
                sitting_id=sitting_id,
                place=1,
                document_id=entry.document_id,
                revision_id=entry.revision_id,
                **asked,
            ),
        ]
    )


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
