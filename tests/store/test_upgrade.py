"""An installation of the first schema with people, work and mail in it loses nothing on its way."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from uuid import UUID

import pytest
from alembic import command
from sqlalchemy import insert, select

from tests.world import MOMENT
from training.domain.organisation import ROOT_ID
from training.domain.standing import Tally
from training.services.people import sort_name
from training.services.standing import recount
from training.store import migrate
from training.store.audit import AuditEvent
from training.store.base import Base, new_id
from training.store.engine import Database, open_database
from training.store.enrolment import Enrolment
from training.store.library import Document
from training.store.mail import Mail
from training.store.people import Learner, Person
from training.store.tally import StandingChange, StandingCount, list_tallies

DUE = date(2026, 12, 31)
ZOE, OTTO, GONE = (new_id(MOMENT) for _ in range(3))
COURSE, OTHER = new_id(MOMENT), new_id(MOMENT)
NAMES = {ZOE: "Zoë ÖZTÜRK", OTTO: "Otto Vos", GONE: "Gé Oud"}
MAILS = {"sent": (None, MOMENT), "failed": (None, None), "waiting": (MOMENT, None)}

Rows = list[dict[str, object]]


def first_schema() -> dict[type[Base], Rows]:
    """Give the rows of tables as version 0001 knew them."""
    return {
        Document: [
            {"id": id_, "kind": "course", "slug": f"cursus-{number}", "language": "nl"}
            for number, id_ in enumerate((COURSE, OTHER))
        ],
        Person: [
            {
                "id": id_,
                "email": f"{number}@voorbeeld.example",
                "name": name,
                "password_digest": "digest",
                "role": "learner",
                "language": "nl",
                "is_active": id_ != GONE,
                "created_at": MOMENT,
            }
            for number, (id_, name) in enumerate(NAMES.items())
        ],
        Learner: [{"key": id_, "person_id": id_} for id_ in NAMES],
        Enrolment: [
            enrolment(ZOE, COURSE, "completed", DUE),
            enrolment(OTTO, COURSE, "in-progress", DUE),
            enrolment(GONE, COURSE, "not-started", DUE),
            enrolment(OTTO, OTHER, "completed", None),
        ],
        Mail: [mail(*moments, subject=outcome) for outcome, moments in MAILS.items()],
        AuditEvent: [
            {
                "id": new_id(MOMENT),
                "at": MOMENT,
                "actor_id": actor,
                "action": "login",
                "object": str(actor),
                "result": "ok",
                "origin": "127.0.0.1",
            }
            for actor in (ZOE, None)
        ],
    }


def mail(due_at: datetime | None, sent_at: datetime | None, *, subject: str) -> dict[str, object]:
    return {
        "id": new_id(MOMENT),
        "recipient": "0@voorbeeld.example",
        "subject": subject,
        "body": "",
        "queued_at": MOMENT,
        "due_at": due_at,
        "sent_at": sent_at,
        "tries": 1,
    }


def enrolment(
    key: UUID, course_id: UUID, completion: str, due_on: date | None
) -> dict[str, object]:
    is_done = completion == "completed"
    return {
        "id": new_id(MOMENT),
        "learner_key": key,
        "course_id": course_id,
        "cycle": 1,
        "enrolled_at": MOMENT - timedelta(days=30),
        "due_on": due_on,
        "completion": completion,
        "success": "passed" if is_done else "unknown",
        "completed_at": MOMENT if is_done else None,
        "receipt_number": f"2026-{new_id(MOMENT).hex[-12:]}" if is_done else None,
    }


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    opened = open_database(database_url)
    with opened.engine.begin() as connection:
        command.upgrade(migrate._config(connection), "0001")
        for model, rows in first_schema().items():
            for row in rows:
                connection.execute(insert(model.__table__).values(row))  # type: ignore[arg-type]
    yield opened
    opened.close()


def test_everything_that_was_there_is_there(database: Database) -> None:
    migrate.upgrade(database.engine)
    migrate.check(database.engine)
    with database.reading() as session:
        for model, rows in first_schema().items():
            kept = session.execute(select(*model.__table__.columns)).mappings().all()
            assert len(kept) == len(rows)
            for name in rows[0].keys() - {"id", "receipt_number"}:
                found = sorted(str(row[name]) for row in kept)
                assert found == sorted(str(row[name]) for row in rows), name


def test_people_get_a_place_and_a_name_to_sort_by(database: Database) -> None:
    migrate.upgrade(database.engine)
    with database.reading() as session:
        people = {person.id: person for person in session.scalars(select(Person))}
    assert {person.unit_id for person in people.values()} == {ROOT_ID}
    assert {person.function for person in people.values()} == {""}
    assert {person.staff_number for person in people.values()} == {None}
    for person in people.values():
        assert person.sort_name == sort_name(person.name)


def test_what_had_a_date_is_a_duty_that_is_counted(database: Database) -> None:
    migrate.upgrade(database.engine)
    with database.writing() as session:
        rows = {(row.learner_key, row.course_id): row for row in session.scalars(select(Enrolment))}
        duty, free = rows[OTTO, COURSE], rows[OTTO, OTHER]
        assert (duty.is_required, duty.reason, duty.standing) == (True, "hr", "in-progress")
        assert duty.late_from == DUE + timedelta(days=1)
        assert (free.is_required, free.reason, free.standing) == (False, "", None)
        assert rows[GONE, COURSE].is_required
        assert rows[GONE, COURSE].standing is None
        found = list_tallies(session, [ROOT_ID], [COURSE, OTHER])
        assert found == {(ROOT_ID, COURSE): Tally(in_progress=1, completed=1)}
        assert [recount(session, course_id) for course_id in (COURSE, OTHER)] == [[], []]
        assert session.scalars(select(StandingChange)).all() == []


def test_mail_knows_what_became_of_it_and_the_trail_stays(database: Database) -> None:
    migrate.upgrade(database.engine)
    with database.reading() as session:
        mails = session.scalars(select(Mail)).all()
        assert {mail.subject: mail.outcome for mail in mails} == {name: name for name in MAILS}
        assert {(mail.kind, mail.is_quiet, mail.person_id) for mail in mails} == {
            ("account", False, None)
        }
        trail = session.scalars(select(AuditEvent)).all()
        assert [(event.details, event.subject_id) for event in trail] == [({}, None)] * 2


def test_the_way_back_keeps_what_the_first_schema_knew(database: Database) -> None:
    migrate.upgrade(database.engine)
    with (
        database.engine.connect() as connection,
        migrate._loose_references(connection),
        connection.begin(),
    ):
        command.downgrade(migrate._config(connection), "0001")
    migrate.upgrade(database.engine)
    migrate.check(database.engine)
    with database.reading() as session:
        assert set(session.scalars(select(Person.name))) == set(NAMES.values())
        assert len(session.scalars(select(Enrolment.id)).all()) == 4
        assert {row.people for row in session.scalars(select(StandingCount))} == {1}
