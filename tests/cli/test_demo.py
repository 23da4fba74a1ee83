"""`training demo`: a municipality that hangs together, and never among real people."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests.conftest import FreshDatabase
from tests.world import LIBRARY, MOMENT, World, light_passwords, read_files
from training.cli import main
from training.cli.demo import welcome_demo_people
from training.config import Settings
from training.demo.fill import Order, fill
from training.domain.access import Role
from training.domain.organisation import ROOT_ID, Layer
from training.domain.standing import Standing
from training.services.library import Library, Shelf
from training.services.loading import load
from training.services.people import NewPerson, add
from training.services.standing import derive, recount
from training.store import migrate
from training.store.attempts import Attempt
from training.store.base import Base
from training.store.engine import Database, open_database
from training.store.enrolment import Enrolment
from training.store.organisation import OrgUnit, UnitAncestor, UnitLead, list_led, units_below
from training.store.people import Learner, Person
from training.store.tally import (
    Place,
    StandingChange,
    StandingCount,
    StandingHistory,
    fold,
)

ROOT = Path(__file__).parents[2]
PEOPLE = 700
Places = dict[Place, int]


def prepare_demo(url: str) -> None:
    """Publish the library that is shipped, and fill a small municipality in two goes."""
    database = open_database(url)
    migrate.upgrade(database.engine)
    with database.writing() as session, session.begin():
        load(Library(session, Shelf()), read_files(ROOT), at=MOMENT, today=MOMENT.date())
    welcome_demo_people(database, light_passwords(), Settings(), at=MOMENT)
    fill(transactions(database), Order(PEOPLE, 7, MOMENT))
    database.close()


def transactions(database: Database) -> Callable[[], AbstractContextManager[Library]]:
    return World(database).transaction


@pytest.fixture
def municipality(fresh_database: FreshDatabase) -> Iterator[Database]:
    database = open_database(fresh_database(prepare_demo))
    yield database
    database.close()


def count(session: Session, model: type[Base]) -> int:
    return session.scalars(select(func.count()).select_from(model)).one()


def counts(session: Session) -> Places:
    rows = session.execute(
        select(
            StandingCount.unit_id,
            StandingCount.course_id,
            StandingCount.standing,
            StandingCount.people,
        ).where(StandingCount.people != 0)
    )
    return {(unit, course, standing): people for unit, course, standing, people in rows}


def test_there_are_as_many_people_as_asked_for(municipality: Database) -> None:
    assert fill(transactions(municipality), Order(PEOPLE, 7, MOMENT)) == 0
    with municipality.reading() as session:
        assert count(session, Person) == count(session, Learner) == PEOPLE
        assert set(session.scalars(select(OrgUnit.layer))) == set(Layer)
        leavers = session.scalars(select(Person.left_on).where(Person.is_active.is_(False))).all()
        assert len(leavers) > PEOPLE / 50
        assert all(day and day < MOMENT.date() for day in leavers)


def test_every_count_equals_a_recount_from_the_facts(municipality: Database) -> None:
    with municipality.writing() as session, session.begin():
        assert fold(session) > 0  # what the known people were given last
        kept = counts(session)
        assert {standing for _, _, standing in kept} == set(Standing)
        courses = {course_id for _, course_id, _ in kept}
        assert [recount(session, course_id) for course_id in courses] == [[]] * len(courses)
        assert counts(session) == kept


def test_every_standing_is_what_the_rules_of_the_domain_make_of_the_facts(
    municipality: Database,
) -> None:
    with municipality.writing() as session, session.begin():
        pairs = session.execute(
            select(Enrolment.learner_key, Enrolment.course_id).distinct().limit(400)
        ).all()
        before = count(session, StandingChange)
        for key, course_id in pairs:
            derive(session, key, course_id, today=MOMENT.date(), at=MOMENT)
        assert count(session, StandingChange) == before


def test_the_last_month_of_the_history_is_nearly_the_present(municipality: Database) -> None:
    with municipality.reading() as session:
        last = session.scalars(select(func.max(StandingHistory.day))).one()
        assert last == MOMENT.date().replace(day=1) - timedelta(days=1)
        history: Counter[str] = Counter()
        present: Counter[str] = Counter()
        for row in session.scalars(
            select(StandingHistory).where(
                StandingHistory.day == last, StandingHistory.unit_id == ROOT_ID
            )
        ):
            history[row.standing] += row.people
        for (unit_id, _course_id, standing), people in counts(session).items():
            if unit_id == ROOT_ID:
                present[str(standing)] += people
    assert history[Standing.COMPLETED] == pytest.approx(present[Standing.COMPLETED], rel=0.1)
    assert sum(history.values()) == pytest.approx(sum(present.values()), rel=0.1)


def test_mo_leads_a_department_that_hanne_and_all_others_have_a_place_beside(
    municipality: Database,
) -> None:
    with municipality.reading() as session:
        people = {
            person.email.partition("@")[0]: person
            for person in session.scalars(select(Person).where(Person.password_digest.is_not(None)))
        }
        assert set(people) == {"lena", "mo", "hanne", "tom", "ada"}
        assert all(person.unit_id != ROOT_ID for person in people.values())
        [led] = list_led(session, people["mo"].id)
        team = session.scalars(select(Person).where(Person.unit_id.in_(units_below(led)))).all()
        assert 40 <= len(team) <= 60
        assert people["lena"] in team
        assert people["hanne"] not in team
        mine = session.scalars(
            select(Enrolment.reason)
            .join(Learner, Learner.key == Enrolment.learner_key)
            .where(Learner.person_id == people["lena"].id)
        ).all()
        assert sorted(mine) == ["everyone", "unit"]


def test_nobody_who_was_made_up_answered_anything_or_can_log_in(municipality: Database) -> None:
    with municipality.reading() as session:
        assert count(session, Attempt) == 0
        roles = Counter(session.scalars(select(Person.role)))
        assert roles[Role.HR] == roles[Role.ADMIN] == roles[Role.TRAINER] == 1
        assert count(session, UnitLead) == roles[Role.MANAGER]


def test_the_tree_is_closed_under_above(municipality: Database) -> None:
    with municipality.reading() as session:
        units = count(session, OrgUnit)
        assert (
            session.scalars(select(func.count()).where(UnitAncestor.ancestor_id == ROOT_ID)).one()
            == units
        )
        own = select(func.count()).where(UnitAncestor.depth == 0)
        assert session.scalars(own).one() == units


def test_the_same_seed_makes_the_same_people(tmp_path: Path) -> None:
    def made(name: str, seed: int) -> list[str]:
        url = f"sqlite:///{tmp_path / name}.db"
        prepare_empty(url)
        database = open_database(url)
        fill(transactions(database), Order(200, seed, MOMENT))
        with database.reading() as session:
            found = session.execute(select(Person.id, Person.name, Person.unit_id, Person.hired_on))
            people = sorted(map(str, found))
        database.close()
        return people

    assert made("one", 3) == made("two", 3) != made("three", 4)


def prepare_empty(url: str) -> None:
    database = open_database(url)
    migrate.upgrade(database.engine)
    with database.writing() as session, session.begin():
        load(Library(session, Shelf()), read_files(LIBRARY), at=MOMENT, today=MOMENT.date())
    database.close()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    tmp_path.chmod(0o700)
    monkeypatch.setenv("TRAINING_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("TRAINING_LIBRARY", str(LIBRARY))
    monkeypatch.delenv("TRAINING_DATABASE_URL", raising=False)
    return tmp_path


def people_in(folder: Path) -> int:
    database = open_database(f"sqlite:///{folder / 'training.db'}")
    with database.reading() as session:
        found = count(session, Person)
    database.close()
    return found


def test_the_command_fills_and_then_fills_up(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["demo", "--people", "60"]) == 0
    assert "People added: 55." in capsys.readouterr().out  # five of them one can log in as
    assert main(["demo", "--people", "90", "--seed", "5"]) == 0
    assert main(["demo", "--people", "10"]) == 0
    assert "People added: 0." in capsys.readouterr().out
    assert people_in(folder) == 90


@pytest.mark.parametrize("people", [6, 7, 9, 12, 20, 33, 51])
def test_a_tiny_body_has_its_people_too(folder: Path, people: int) -> None:
    assert main(["demo", "--people", str(people)]) == 0
    assert people_in(folder) == people


def test_it_never_mixes_with_real_people(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["demo", "--people", "20"]) == 0
    database = open_database(f"sqlite:///{folder / 'training.db'}")
    with database.writing() as session, session.begin():
        add(session, NewPerson("echt@gemeente.example", "Echt Mens"), at=MOMENT)
    database.close()
    capsys.readouterr()
    assert main(["demo", "--people", "40"]) == 1
    assert "1 people here have an address outside voorbeeld.example" in capsys.readouterr().err
    assert people_in(folder) == 21


def test_it_needs_leave(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TRAINING_DEMO", "no")
    assert main(["demo"]) == 1
    assert "TRAINING_DEMO does not allow" in capsys.readouterr().err
    assert not (folder / "training.db").exists()


@pytest.mark.parametrize("number", ["0", "-3", "veel", "2000001"])
def test_a_number_that_is_none_is_told(
    folder: Path, number: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        main(["demo", "--people", number])
    assert "write a number from 1 to" in capsys.readouterr().err
