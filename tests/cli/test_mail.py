"""`training mail bounced`: reads what a mail server pipes in, and marks the mail."""

import io
import sys
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import select

from tests.services.test_bounces import report
from tests.services.test_mail import LETTER
from tests.world import MOMENT, prepare
from training.cli import main
from training.services.mail import queue
from training.store.engine import open_database
from training.store.mail import Mail


@pytest.fixture
def mail_id(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> UUID:
    """Put a mail in the outbox of an installation, and give its id."""
    tmp_path.chmod(0o700)
    prepare(f"sqlite:///{tmp_path / 'training.db'}")
    (tmp_path / "training.db").chmod(0o600)
    monkeypatch.setenv("TRAINING_DATA_DIR", str(tmp_path))
    database = open_database(f"sqlite:///{tmp_path / 'training.db'}")
    with database.writing.begin() as session:
        found = queue(session, LETTER, at=MOMENT)
    database.close()
    return found


def pipe(monkeypatch: pytest.MonkeyPatch, source: bytes) -> int:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(source)))
    return main(["mail", "bounced"])


def outcome(folder: Path) -> str:
    database = open_database(f"sqlite:///{folder / 'training.db'}")
    with database.reading() as session:
        found = session.scalars(select(Mail.outcome)).one()
    database.close()
    return found


def test_a_report_marks_the_mail(
    mail_id: UUID,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert pipe(monkeypatch, report(id_=str(mail_id))) == 0
    assert capsys.readouterr().out == f"Bounced: mail {mail_id}.\n"
    assert outcome(tmp_path) == "bounced"


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        (b"Subject: vakantie\r\n\r\nIk ben er niet.", "No report of a mail"),
        (report(), "is not of here"),
    ],
)
@pytest.mark.usefixtures("mail_id")
def test_anything_else_is_told_and_changes_nothing(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    source: bytes,
    reason: str,
) -> None:
    assert pipe(monkeypatch, source) == 1
    assert reason in capsys.readouterr().err
    assert outcome(tmp_path) == "waiting"
