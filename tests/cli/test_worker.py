"""`training worker`: a whole round does all that is due, whatever goes wrong in a part of it."""

from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from tests.services.reminding.office import Office
from tests.services.test_mail import LETTER
from tests.world import MOMENT, World, prepare
from training.cli import main, worker
from training.services.mail import queue
from training.store.engine import open_database
from training.store.job import Job


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    """Make an installation that sends mail to a folder, on a Monday morning."""
    tmp_path.chmod(0o700)
    file = tmp_path / "training.db"
    prepare(f"sqlite:///{file}")
    file.chmod(0o600)
    monkeypatch.setenv("TRAINING_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("TRAINING_MAIL", f"file:{tmp_path / 'mail'}")
    monkeypatch.setattr(worker, "now", moment)
    return Office(World(open_database(f"sqlite:///{file}")))


def moment() -> datetime:
    return MOMENT


def sent(folder: Path) -> list[str]:
    return [file.read_text("utf-8") for file in (folder / "mail").glob("*.txt")]


def test_a_whole_round_finds_who_is_due_and_sends_the_mail(office: Office, tmp_path: Path) -> None:
    office.oblige("lena", 3)
    for _ in range(2):
        assert main(["worker", "--once"]) == 0
    (mail,) = sent(tmp_path)
    assert "To: lena@voorbeeld.example" in mail
    assert "/learn/courses/proef" in mail
    with office.world.session() as session:
        keys = {job.key for job in session.scalars(select(Job))}
    kinds = ("evidence", "night", "refresh", "remind", "reports", "retention", "texts-due")
    daily = {f"{kind}:2026-11-23" for kind in kinds}
    assert daily | {"drift:2026-48", "signals:2026-11-23:1"} <= keys


@pytest.mark.parametrize("part", ["run_next", "fold", "sweep.due_today"])
def test_a_part_that_fails_does_not_keep_the_mail_in(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, part: str
) -> None:
    with office.world.session() as session:
        queue(session, LETTER, at=MOMENT)
    monkeypatch.setattr(f"training.cli.worker.{part}", fails)
    assert main(["worker", "--once"]) == 1
    assert len(sent(tmp_path)) == 1


def fails(*arguments: object, **values: object) -> bool:
    raise RuntimeError


def test_a_full_outbox_is_emptied_in_portions_with_other_work_between(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with office.world.session() as session:
        for _ in range(5):
            queue(session, LETTER, at=MOMENT)
    folded: list[object] = []
    monkeypatch.setattr(worker, "MAILS_A_ROUND", 2)
    monkeypatch.setattr(worker, "fold", folded.append)
    assert main(["worker", "--once"]) == 0
    assert len(sent(tmp_path)) == 5
    assert len(folded) == 3
