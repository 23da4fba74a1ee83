"""Imports point inward: the contracts in pyproject.toml hold, and would tell if they did not."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.source import ROOT

LINT = (
    "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))"
)


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", LINT], cwd=folder, capture_output=True, text=True, check=False
    )


def test_contracts_are_kept() -> None:
    done = lint(ROOT)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(
    ("module", "statement", "contract"),
    [
        ("domain/quiz.py", "import flask", "The domain knows no framework"),
        ("domain/quiz.py", "import training.compiler", "Imports point inward"),
        ("store/__init__.py", "import training.services", "Imports point inward"),
        ("web/learn.py", "import sqlalchemy", "Views never touch tables"),
        ("stray.py", "", "Imports point inward"),
    ],
)
def test_planted_violation_is_reported(
    tmp_path: Path, module: str, statement: str, contract: str
) -> None:
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    shutil.copytree(ROOT / "training", tmp_path / "training")
    with (tmp_path / "training" / module).open("a") as planted:
        planted.write(f"\n\n{statement}\n")
    done = lint(tmp_path)
    assert done.returncode != 0
    assert f"{contract} BROKEN" in " ".join(done.stdout.split())
