"""`training recount`: wrong counts are named and mended; right ones are left in peace."""

from pathlib import Path

import pytest
from sqlalchemy import select, update

from tests.services.improving.crowd import play_many
from tests.world import MOMENT, PERSONS, World, prepare
from training.cli import main
from training.domain.organisation import ROOT_ID
from training.services.enrolment import duty_by, enrol
from training.store.engine import open_database
from training.store.tally import StandingCount, fold


@pytest.fixture
def url(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    tmp_path.chmod(0o700)
    url = f"sqlite:///{tmp_path / 'training.db'}"
    prepare(url)
    (tmp_path / "training.db").chmod(0o600)
    monkeypatch.setenv("TRAINING_DATA_DIR", str(tmp_path))
    database = open_database(url)
    world = World(database)
    for name in PERSONS:
        with world.transaction() as library:
            key = world.learner(name)
            duty = duty_by(MOMENT.date())
            enrol(library, learner_key=key, course_slug="proef", at=MOMENT, duty=duty)
    database.close()
    return url


def alter(url: str, people: int) -> None:
    database = open_database(url)
    with database.writing() as session, session.begin():
        fold(session)
        session.execute(update(StandingCount).values(people=people))
    database.close()


def counted(url: str) -> list[int]:
    database = open_database(url)
    with database.reading() as session:
        query = select(StandingCount.people).where(StandingCount.unit_id == ROOT_ID)
        found = list(session.scalars(query))
    database.close()
    return found


def test_right_counts_are_no_news_even_before_they_are_folded(
    url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["recount"]) == 0
    assert capsys.readouterr().out == "Counts that were wrong, and are right now: 0.\n"
    assert counted(url) == [len(PERSONS)]


def test_a_wrong_count_is_told_and_mended(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    alter(url, 7)
    assert main(["recount"]) == 1
    told = capsys.readouterr().out
    assert "proef not-started: 7 -> 4" in told
    assert "wrong, and are right now: 1." in told
    assert counted(url) == [len(PERSONS)]
    assert main(["recount"]) == 0


def test_answers_of_before_are_told_once(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    database = open_database(url)
    play_many(World(database), [(("de-vraag", 0), ("het-plan", 1))] * 3)
    database.close()
    main(["recount"])
    assert "First answers of before that count now: 6.\n" in capsys.readouterr().out
    main(["recount"])
    assert "First answers" not in capsys.readouterr().out
