"""Accounts made on the command line: with a password that the log-in page takes."""

import io
import sys
from pathlib import Path

import pytest

from training.cli import main
from training.services.passwords import MAXIMUM, MINIMUM


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
