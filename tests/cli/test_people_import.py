"""`training people import` and `training people role`."""

from pathlib import Path

import pytest
from sqlalchemy import select

from tests.services.organisation.imports import ANNA, BAS, CARLA, csv
from training.cli import main
from training.store.audit import AuditEvent
from training.store.engine import open_database
from training.store.people import Person


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TRAINING_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.delenv("TRAINING_DATABASE_URL", raising=False)
    return tmp_path


def bring_in(folder: Path, content: bytes, *options: str) -> int:
    file = folder / "mensen.csv"
    file.write_bytes(content)
    return main(["people", "import", str(file), *options])


def people(folder: Path) -> dict[str | None, str]:
    database = open_database(f"sqlite:///{folder / 'data' / 'training.db'}")
    with database.reading() as session:
        query = select(Person.staff_number, Person.role).where(Person.is_active)
        found = {number: role for number, role in session.execute(query)}  # noqa: C416 -- rows
    database.close()
    return found


def test_a_file_is_brought_in(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert bring_in(folder, csv(ANNA, BAS, CARLA)) == 0
    assert "nieuw 3, uit dienst 0" in capsys.readouterr().out
    assert people(folder) == {"1": "learner", "2": "manager", "3": "learner"}


def test_a_dry_run_changes_nothing(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert bring_in(folder, csv(ANNA), "--dry-run", "--language", "en") == 0
    assert capsys.readouterr().out == (
        "new 1, left 0, back 0, another unit 0, other details 0, unchanged 0.\n"
        "Nothing was brought in.\n"
    )
    assert people(folder) == {}


def test_errors_are_told_by_line(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    wrong = csv(ANNA.replace("anna@", "\x1b[31manna"), BAS.replace("ja", "soms"))
    assert bring_in(folder, wrong) == 1
    told = capsys.readouterr().out
    assert "mensen.csv:3: leidinggevende “soms”: Hier past alleen ja of nee." in told
    assert told.endswith("Er is niets ingelezen.\n")
    assert "\x1b" not in told
    assert people(folder) == {}


def test_many_leavers_are_confirmed(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bring_in(folder, csv(ANNA, BAS))
    assert bring_in(folder, csv(ANNA)) == 1
    assert "--leavers 1" in capsys.readouterr().err
    assert len(people(folder)) == 2
    assert bring_in(folder, csv(ANNA), "--leavers", "1") == 0
    assert list(people(folder)) == ["1"]


def test_a_file_that_is_not_there_is_said_so(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["people", "import", str(folder / "geen.csv")]) == 2
    assert "geen.csv: No such file" in capsys.readouterr().err


def test_a_role_is_changed_and_put_on_the_trail(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bring_in(folder, csv(ANNA))
    assert main(["people", "role", "ANNA@stad.example", "trainer", "--reason", "Nieuw werk"]) == 0
    assert people(folder) == {"1": "trainer"}
    database = open_database(f"sqlite:///{folder / 'data' / 'training.db'}")
    with database.reading() as session:
        query = select(AuditEvent.details).where(AuditEvent.action == "role-changed")
        assert session.scalars(query).all() == [
            {"from": "learner", "to": "trainer", "reason": "Nieuw werk"}
        ]
    database.close()
    assert main(["people", "role", "niemand@stad.example", "hr"]) == 1
    assert "has no account; nothing was done." in capsys.readouterr().err
