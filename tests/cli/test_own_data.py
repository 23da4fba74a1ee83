"""`training own-data`: who left still gets all that is kept, from whoever runs the installation."""

import json
from pathlib import Path

import pytest
from sqlalchemy import select, update

from tests.world import PERSONS, prepare
from training.cli import main
from training.store.audit import AuditEvent
from training.store.engine import open_database
from training.store.people import Person

LENA = PERSONS["lena"]


@pytest.fixture
def url(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    tmp_path.chmod(0o700)
    url = f"sqlite:///{tmp_path / 'training.db'}"
    prepare(url)
    (tmp_path / "training.db").chmod(0o600)
    monkeypatch.setenv("TRAINING_DATA_DIR", str(tmp_path))
    database = open_database(url)
    with database.writing() as session, session.begin():
        gone = update(Person).where(Person.email == LENA.email)
        session.execute(gone.values(is_active=False, password_digest=None, language="en"))
    database.close()
    return url


def test_who_left_gets_the_same_file_and_it_is_on_the_trail(
    url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["own-data", LENA.email]) == 0
    kept = json.loads(capsys.readouterr().out)["kept"]
    assert kept["person"]["rows"][0]["name"] == LENA.name
    assert kept["person"]["what"] == "Your name, work address, role and department"
    assert PERSONS["otto"].name not in str(kept)
    assert [row["action"] for row in kept["audit_event"]["rows"]] == ["own-data-given"]
    database = open_database(url)
    with database.reading() as session:
        about = AuditEvent.subject_id == Person.id
        line = select(AuditEvent.origin, Person.email).join(Person, about)
        given = AuditEvent.action == "own-data-given"
        found = session.execute(line.where(given))
        assert found.one() == ("system", LENA.email)
    database.close()


def test_nothing_is_given_of_an_unknown_address(
    url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert url
    assert main(["own-data", "nobody@voorbeeld.example"]) == 1
    assert capsys.readouterr().out == ""
