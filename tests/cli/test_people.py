"""Accounts made on the command line: with a password that the log-in page takes."""

import io
import sys
from pathlib import Path

import pytest
from sqlalchemy import select

from tests.services.duties.office import Office
from tests.world import World, prepare
from training.cli import main
from training.services.passwords import MAXIMUM, MINIMUM
from training.store.engine import open_database
from training.store.enrolment import Enrolment
from training.store.people import Learner, Person


def add(monkeypatch: pytest.MonkeyPatch, folder: Path, password: str) -> int:
    monkeypatch.setenv("TRAINING_DATA_DIR", str(folder))
    monkeypatch.delenv("TRAINING_DATABASE_URL", raising=False)
    monkeypatch.setattr(sys, "stdin", io.StringIO(f"{password}\n"))
    return main(["people", "add", "nieuw@voorbeeld.example", "Nieuw Mens"])


@pytest.mark.parametrize("length", [MINIMUM - 1, MAXIMUM + 1])
def test_a_password_that_nobody_could_log_in_with_is_refused(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    length: int,
) -> None:
    assert add(monkeypatch, tmp_path, "x" * length) == 1
    assert f"{MINIMUM} to {MAXIMUM} characters; nothing was done." in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


def test_an_address_has_one_account(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert add(monkeypatch, tmp_path, "x" * MAXIMUM) == 0
    assert add(monkeypatch, tmp_path, "x" * MINIMUM) == 1
    assert "has an account already; nothing was done." in capsys.readouterr().err


def test_a_rule_in_force_reaches_the_new_account(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tmp_path.chmod(0o700)
    url = f"sqlite:///{tmp_path / 'training.db'}"
    prepare(url)
    (tmp_path / "training.db").chmod(0o600)
    database = open_database(url)
    office = Office(World(database))
    rule_id = office.rule()
    assert add(monkeypatch, tmp_path, "x" * MAXIMUM) == 0
    with office.world.session() as session:
        reached = session.scalars(
            select(Enrolment.assignment_id)
            .join(Learner, Learner.key == Enrolment.learner_key)
            .join(Person, Person.id == Learner.person_id)
            .where(Person.email == "nieuw@voorbeeld.example")
        ).all()
    database.close()
    assert reached == [rule_id]
