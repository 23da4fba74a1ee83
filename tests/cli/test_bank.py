"""Questions in and out from the command line, with the report of the browser."""

from pathlib import Path

import pytest

from training.cli import main
from training.compiler.quiz import compile_quiz
from training.domain.quiz import ItemKind

GIFT = "::Aan de balie:: Wat zegt u? {=Ik bel u ~Bel zelf}\n\n::Stuk\x1b[2J:: Kies {=a ~b\n"


@pytest.fixture
def bank(tmp_path: Path) -> Path:
    (tmp_path / "quizzes").mkdir()
    file = tmp_path / "vragen.txt"
    file.write_text(GIFT)
    return file


def test_every_question_is_told_and_the_rest_is_written(
    bank: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = bank.parent / "quizzes" / "balie.md"
    arguments = ["bank", "import", str(bank), "--to", str(target), "--competency", "2.1"]
    assert main(arguments) == 0
    out = capsys.readouterr().out
    assert "overgenomen: Aan de balie" in out
    assert "3:19: Deze { is niet afgesloten" in out
    assert "\x1b" not in out
    value = compile_quiz(target.read_text()).value
    assert value
    assert [item.kind for item in value.items] == [ItemKind.SINGLE]
    assert main(arguments) == 2  # nothing is written over


def test_without_a_place_it_is_only_told(bank: Path) -> None:
    assert main(["bank", "import", str(bank)]) == 0
    assert not list((bank.parent / "quizzes").iterdir())
    assert main(["bank", "import", str(bank.parent / "geen.txt")]) == 2


@pytest.mark.parametrize("name", ["gift", "moodle", "qti"])
def test_a_quiz_is_written_for_another_system(
    bank: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    target = bank.parent / "uit"
    quiz = Path("tests/library/quizzes/vragen.md")
    assert main(["bank", "export", str(quiz), "--format", name, "--to", str(target)]) == 0
    assert target.stat().st_size > 500
    assert "De slaaggrens van 80 procent" in capsys.readouterr().out
    assert main(["bank", "export", str(quiz), "--format", name, "--to", str(target)]) == 2


def test_a_broken_quiz_is_not_written(bank: Path, capsys: pytest.CaptureFixture[str]) -> None:
    broken = bank.parent / "quizzes" / "stuk.md"
    broken.write_text("# Zomaar\n\n## Vraag\n\n- [x] een\n")
    assert main(["bank", "export", str(broken), "--format", "gift"]) == 1
    assert "E20" in capsys.readouterr().out
