"""`training check` in a terminal."""

import json
from datetime import date
from pathlib import Path

import pytest

from training.cli import check, main
from training.cli.check import excerpt, run

TODAY = date(2026, 11, 23)
GOOD = "---\ntitel: Les\nid: les\n---\n\nTekst.\n"
BAD = "---\ntitel: Les\nid: les\n---\n\nEen\n\n- <b>vet</b>\n"
WARNED = GOOD.replace("Tekst.", "Mail jan@gemeente.nl.")


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    lessons = tmp_path / "content" / "lessons"
    lessons.mkdir(parents=True)
    (tmp_path / "quizzes").mkdir()
    (lessons / "goed.md").write_text(GOOD.replace("id: les", "id: goed"), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def lesson(library: Path, name: str, text: str) -> Path:
    path = library / "content" / "lessons" / name
    path.write_text(text, encoding="utf-8")
    return path


def test_sound_library_passes(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run([], "text", "nl", TODAY, None) == 0
    assert capsys.readouterr().out == "Bestanden nagekeken: 1. Fouten: 0. Waarschuwingen: 0.\n"


def test_error_is_shown_with_its_place_its_line_and_a_caret(
    library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lesson(library, "fout.md", BAD)
    assert run([], "text", "nl", TODAY, None) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == (
        "content/lessons/fout.md:8:3: E24 HTML mag hier niet: <b>. Gebruik gewone Markdown."
    )
    assert lines[1:3] == ["    - <b>vet</b>", "      ^"]
    assert lines[-1] == "Bestanden nagekeken: 2. Fouten: 2. Waarschuwingen: 0."


def test_warning_does_not_fail(library: Path) -> None:
    lesson(library, "let-op.md", WARNED)
    assert run([], "text", "nl", TODAY, None) == 0


def test_reader_may_ask_for_english(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lesson(library, "fout.md", BAD)
    run([], "text", "en", TODAY, None)
    assert "E24 HTML is not allowed here: <b>." in capsys.readouterr().out


def test_only_what_was_asked_for_is_shown(
    library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lesson(library, "fout.md", BAD)
    assert run([Path("content/lessons/goed.md")], "text", "nl", TODAY, None) == 0
    assert run([Path("content/lessons")], "text", "nl", TODAY, None) == 1
    assert run([Path("quizzes")], "text", "nl", TODAY, None) == 0
    assert "fout.md" in capsys.readouterr().out


def test_machine_reads_json(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lesson(library, "fout.md", BAD)
    assert run([], "json", "nl", TODAY, None) == 1
    first = json.loads(capsys.readouterr().out)[0]
    assert first.pop("sentence").startswith("HTML mag hier niet")
    assert first == {
        "path": "content/lessons/fout.md",
        "line": 8,
        "column": 3,
        "code": "E24",
        "severity": "error",
    }


@pytest.mark.parametrize("path", ["weg", "content/lessons/weg.md", "/"])
def test_path_outside_a_library_is_refused(
    library: Path, path: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run([Path(path)], "text", "nl", TODAY, None) == 2
    assert path in capsys.readouterr().err


def test_cache_changes_nothing_but_the_time(
    library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = lesson(library, "fout.md", BAD)
    cache = library / "cache"
    assert run([], "text", "nl", TODAY, cache) == 1
    first = capsys.readouterr().out
    assert run([], "text", "nl", TODAY, cache) == 1
    assert capsys.readouterr().out == first
    path.write_text(GOOD, encoding="utf-8")
    assert run([], "text", "nl", TODAY, cache) == 0


def test_damaged_cache_is_ignored(library: Path) -> None:
    cache = library / "cache"
    run([], "text", "nl", TODAY, cache)
    (store,) = cache.iterdir()
    store.write_bytes(b"{nonsense")
    lesson(library, "fout.md", BAD)
    assert run([], "text", "nl", TODAY, cache) == 1


def test_cache_that_cannot_be_written_is_no_obstacle(library: Path) -> None:
    (library / "cache").write_text("a file where the folder should be", encoding="utf-8")
    assert run([], "text", "nl", TODAY, library / "cache") == 0


def test_command_line_knows_check(library: Path) -> None:
    lesson(library, "fout.md", BAD)
    assert main(["check", "--no-cache", "--format", "json"]) == 1
    assert main(["check"]) == 1
    assert (library / check.CACHE).is_dir()


def test_long_line_is_cut_around_the_caret() -> None:
    line = "a" * 300 + "X" + "b" * 300
    text, caret = excerpt([line], 1, 301).splitlines()
    assert text[caret.index("^")] == "X"
    assert len(text) < 120


def test_tab_takes_one_place() -> None:
    text, caret = excerpt(["\tX"], 1, 2).splitlines()
    assert text[caret.index("^")] == "X"


def test_control_characters_do_not_reach_the_terminal() -> None:
    assert "\x1b" not in excerpt(["a\x1b[31mb"], 1, 1)


def test_place_without_a_line_shows_nothing() -> None:
    assert excerpt([], 1, 1) == ""
    assert excerpt(["", "a"], 1, 1) == ""
