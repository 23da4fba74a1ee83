"""`training enrol`: whom, from when, until when; what is wrong is told and nothing is done."""

from pathlib import Path

import pytest

from tests.world import PERSONS, prepare
from training.cli import main

LENA = PERSONS["lena"].email


@pytest.fixture(autouse=True)
def installation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tmp_path.chmod(0o700)
    prepare(f"sqlite:///{tmp_path / 'training.db'}")
    (tmp_path / "training.db").chmod(0o600)
    monkeypatch.setenv("TRAINING_DATA_DIR", str(tmp_path))


def test_it_tells_how_many_were_enrolled(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["enrol", "proef", LENA, "--due", "2027-01-31"]) == 0
    assert capsys.readouterr().out == (
        "Enrolled: 1. Enrolled already, and given this duty or its sooner date: 0. "
        "Enrolled already, and left as they were: 0.\n"
    )
    assert main(["enrol", "proef", "--everyone"]) == 0
    others = len(PERSONS) - 1
    assert f"Enrolled: {others}. Enrolled already" in capsys.readouterr().out


def test_it_tells_who_got_a_sooner_date(capsys: pytest.CaptureFixture[str]) -> None:
    main(["enrol", "proef", LENA, "--due", "2027-01-31"])
    main(["enrol", "proef", LENA, "--due", "2027-02-28"])
    assert "sooner date: 0. Enrolled already, and left as they were: 1." in capsys.readouterr().out
    main(["enrol", "proef", LENA, "--due", "2027-01-15"])
    assert "sooner date: 1. Enrolled already, and left as they were: 0." in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["proef"], "Name addresses, or ask for --everyone."),
        (["proef", LENA, "--everyone"], "Name addresses, or ask for --everyone."),
        (["nergens", LENA], "nergens: not found."),
        (["proef", LENA, "niemand@voorbeeld.example"], "niemand@voorbeeld.example: not found."),
        (
            ["proef", LENA, "--starts", "2027-02-01", "--due", "2027-01-01"],
            "The course would be due before it starts.",
        ),
    ],
)
def test_what_is_wrong_is_told_and_nothing_is_done(
    arguments: list[str], reason: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["enrol", *arguments]) == 1
    assert capsys.readouterr().err == f"{reason} Nothing was done.\n"
    assert main(["enrol", "proef", LENA]) == 0
    assert "Enrolled: 1." in capsys.readouterr().out


def test_a_day_that_is_none_is_told_with_an_example(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["enrol", "proef", LENA, "--due", "31-01-2027"])
    assert "write a day as 2027-01-31" in capsys.readouterr().err
