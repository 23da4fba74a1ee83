"""How connections are opened: durable, strict, and no reader holds a writer up."""

from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from tests.world import MOMENT, World
from training.store.base import new_id
from training.store.engine import Database, open_database
from training.store.people import Learner


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "training.db"


@pytest.fixture
def sqlite(file: Path) -> Iterator[Database]:
    database = open_database(f"sqlite:///{file}")
    yield database
    database.close()


@pytest.mark.parametrize(
    ("pragma", "value"),
    [
        ("journal_mode", "wal"),
        ("synchronous", 2),
        ("foreign_keys", 1),
        ("secure_delete", 1),
        ("busy_timeout", 10_000),
    ],
)
def test_every_connection_is_durable_and_strict(
    sqlite: Database, pragma: str, value: object
) -> None:
    for sessions in (sqlite.writing, sqlite.reading):
        with sessions() as one, sessions() as other:
            for session in (one, other) if sessions is sqlite.reading else (one,):
                assert session.execute(text(f"PRAGMA {pragma}")).scalar_one() == value


def test_a_key_to_nothing_is_refused(world: World) -> None:
    with world.database.writing() as session:
        session.add(Learner(key=new_id(MOMENT), person_id=new_id(MOMENT)))
        with pytest.raises(IntegrityError):
            session.flush()


def test_readers_go_on_while_someone_writes(world: World) -> None:
    with world.session() as writer:
        writer.execute(text("UPDATE person SET name = 'Anders'"))
        with world.database.reading() as reader:
            names = reader.execute(text("SELECT DISTINCT name FROM person")).scalars().all()
    assert "Anders" not in names


def test_a_writer_waits_for_another_instead_of_failing(world: World) -> None:
    order: list[str] = []

    def late() -> None:
        with world.session() as session:
            add_name(session, " laat")
            order.append("late")

    with world.session() as session:
        add_name(session, " vroeg")
        thread = Thread(target=late)
        thread.start()
        thread.join(timeout=0.3)
        order.append("early")
    thread.join()
    assert order == ["early", "late"]
    with world.database.reading() as session:
        name = session.execute(text("SELECT name FROM person WHERE email LIKE 'lena%'")).scalar()
    assert name == "Lena de Wit vroeg laat"


def add_name(session: Session, words: str) -> None:
    statement = text("UPDATE person SET name = name || :words WHERE email LIKE 'lena%'")
    session.execute(statement, {"words": words})


def test_reads_outlive_the_last_writer(sqlite: Database, file: Path) -> None:
    """The -wal file stays as long as the database is open, also when the disk fills up."""
    with sqlite.writing.begin() as session:
        session.execute(text("CREATE TABLE t (x)"))
    sqlite.engine.dispose()
    assert file.with_name("training.db-wal").exists()
    with sqlite.reading() as session:
        assert session.execute(text("SELECT count(*) FROM t")).scalar_one() == 0


def test_what_was_deleted_is_gone_from_the_file(sqlite: Database, file: Path) -> None:
    secret = "een-geheim-plan-" * 40
    with sqlite.writing.begin() as session:
        session.execute(text("CREATE TABLE t (x)"))
        session.execute(text("INSERT INTO t VALUES (:x)"), {"x": secret})
    with sqlite.writing.begin() as session:
        session.execute(text("DELETE FROM t"))
    sqlite.close()
    assert secret[:32].encode() not in file.read_bytes()
