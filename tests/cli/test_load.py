"""`training export`, `training load` and `training watch`: out, changed, and in again."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from watchfiles import Change as Saved

from tests.services.media.samples import picture
from tests.world import LIBRARY, MOMENT, PERSONS
from training.cli import main, watch
from training.cli.load import Asked, Opened
from training.compiler.lesson import compile_lesson
from training.services.audit import Actor
from training.services.exchange import incoming
from training.services.library import Library, Shelf
from training.services.people import add
from training.services.publication import Text, put_in_force
from training.store.engine import Database, open_database
from training.store.library import Revision, list_current
from training.store.people import find_by_email

LESSON = "content/lessons/lezen.md"
Told = pytest.CaptureFixture[str]


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the library of the tests, loaded as a start does."""
    folder = tmp_path / "map"
    shutil.copytree(LIBRARY, folder)
    monkeypatch.setenv("TRAINING_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("TRAINING_LIBRARY", str(folder))
    monkeypatch.delenv("TRAINING_DATABASE_URL", raising=False)
    assert main(["publish"]) == 0
    return tmp_path


def database(library: Path) -> Database:
    return open_database(f"sqlite:///{library / 'data' / 'training.db'}")


def in_force(library: Path) -> dict[str, bytes]:
    opened = database(library)
    with opened.reading() as session:
        entries = list_current(session)
        texts = {each.path: session.get_one(Revision, each.revision_id) for each in entries}
        found = {path: revision.source.encode() for path, revision in texts.items()}
    opened.close()
    return found


def tree(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def rewrite(folder: Path, old: str, new: str, path: str = LESSON) -> None:
    text = (folder / path).read_text("utf-8")
    assert old in text
    (folder / path).write_text(text.replace(old, new), "utf-8")


def publish_as_trainer(library: Path, text: str) -> None:
    opened = database(library)
    with opened.writing() as session, session.begin():
        add(session, PERSONS["tom"], at=MOMENT)
        person = find_by_email(session, PERSONS["tom"].email)
        assert person is not None
        value = compile_lesson(text).value
        assert value is not None
        actor = Actor(person.id, "here")
        put_in_force(
            Library(session, Shelf()), Text(LESSON, text.encode(), value), actor, at=MOMENT
        )
    opened.close()


@pytest.fixture
def exported(library: Path, capsys: Told) -> Path:
    out = library / "uit"
    assert main(["export", str(out)]) == 0
    capsys.readouterr()
    return out


def test_everything_goes_out_and_comes_in_byte_for_byte(library: Path, exported: Path) -> None:
    manifest = exported / ".uitnodigend.json"
    files = tree(exported)
    assert {p: d for p, d in files.items() if p != manifest.name} == in_force(library)
    before = in_force(library)
    assert main(["load", str(exported)]) == 0
    assert in_force(library) == before
    assert main(["export", str(exported)]) == 0
    assert tree(exported) == files


def test_what_the_author_changed_is_published_and_a_start_leaves_it(
    library: Path, exported: Path, capsys: Told
) -> None:
    rewrite(exported, "titel: Lezen", "titel: Leren")
    (exported / "content/lessons/nieuw.md").write_text("---\ntitel: N\nid: n\n---\n\nTekst.\n")
    assert main(["load", str(exported)]) == 0
    told = capsys.readouterr().out
    assert f"{LESSON}: veranderd, gepubliceerd" in told
    assert "content/lessons/nieuw.md: nieuw, gepubliceerd" in told
    after = in_force(library)
    assert b"titel: Leren" in after[LESSON]
    assert main(["publish"]) == 0
    assert in_force(library) == after


def test_one_error_stops_all_unless_told_to_go_on(
    library: Path, exported: Path, capsys: Told
) -> None:
    rewrite(exported, "titel: Lezen", "titel: Leren")
    rewrite(exported, "](#het-plan ", "](#nergens ", "content/scenarios/bank.md")
    before = in_force(library)
    assert main(["load", str(exported)]) == 1
    told = capsys.readouterr()
    assert "content/scenarios/bank.md" in told.out
    assert "E08" in told.out
    assert "Er is niets gepubliceerd" in told.err
    assert in_force(library) == before
    assert main(["load", str(exported), "--keep-going", "--language", "en"]) == 1
    assert b"titel: Leren" in in_force(library)[LESSON]


def test_what_a_trainer_wrote_is_not_written_over(
    library: Path, exported: Path, capsys: Told
) -> None:
    ours = (exported / LESSON).read_text("utf-8").replace("een les", "onze les")
    publish_as_trainer(library, ours)
    assert main(["load", str(exported)]) == 0  # an older text, that nobody changed
    assert "in de studio staat een nieuwere tekst" in capsys.readouterr().out
    rewrite(exported, "titel: Lezen", "titel: Leren")
    assert main(["load", str(exported)]) == 0
    assert f"{LESSON}: aangeboden" in capsys.readouterr().out
    assert in_force(library)[LESSON] == ours.encode()
    assert main(["publish"]) == 0  # a start does not take the offer away
    opened = database(library)
    with opened.reading() as session:
        (line,) = incoming.list_incoming(Library(session, Shelf()))
    opened.close()
    assert (line.path, line.is_loaded) == (LESSON, True)


def test_a_copied_file_with_the_same_id_is_refused_clearly(
    library: Path, exported: Path, capsys: Told
) -> None:
    shutil.copy(exported / LESSON, exported / "content/lessons/kopie.md")
    assert main(["load", str(exported)]) == 1
    told = capsys.readouterr().out
    assert "content/lessons/kopie.md" in told
    assert "E02" in told
    assert LESSON in told


def test_a_renamed_file_keeps_its_history(library: Path, exported: Path, capsys: Told) -> None:
    (exported / "quizzes/vragen.md").rename(exported / "quizzes/anders.md")
    (exported / "quizzes/vragen.en.md").rename(exported / "quizzes/anders.en.md")
    for course in ("proef.md", "proef.en.md"):
        rewrite(exported, "quizzes/vragen.md", "quizzes/anders.md", f"content/courses/{course}")
    assert main(["load", str(exported)]) == 0, capsys.readouterr()
    assert "quizzes/anders.md: andere bestandsnaam" in capsys.readouterr().out
    opened = database(library)
    with opened.reading() as session:
        entry = next(each for each in list_current(session) if each.path == "quizzes/anders.md")
    opened.close()
    assert entry.number == 2
    assert main(["publish"]) == 0
    assert "quizzes/anders.md" in in_force(library)


def test_a_file_that_the_author_threw_away_is_taken_out(library: Path, exported: Path) -> None:
    for name in ("phrases.md", "phrases.en.md"):
        (exported / "content" / name).unlink(missing_ok=True)
    assert main(["load", str(exported)]) == 0
    assert "content/phrases.md" not in in_force(library)


def test_another_shape_is_no_slip(library: Path, exported: Path, capsys: Told) -> None:
    text = (exported / LESSON).read_text("utf-8") + "\n## Nog een\n\nTekst.\n"
    (exported / LESSON).write_text(text, "utf-8")
    assert main(["load", str(exported), "--typo"]) == 1
    assert "dit is geen typefout" in capsys.readouterr().out
    assert main(["load", str(exported), "--meaning"]) in (0, 1)


def test_other_files_are_not_written_over(library: Path, capsys: Told) -> None:
    full = library / "vol"
    full.mkdir()
    (full / "brief.txt").write_text("van mij")
    assert main(["export", str(full)]) == 2
    assert "--force" in capsys.readouterr().err
    assert main(["export", str(full), "--force"]) == 0
    assert (full / "brief.txt").read_text() == "van mij"


def test_work_of_an_author_that_was_not_loaded_stops_an_export(
    exported: Path, capsys: Told
) -> None:
    rewrite(exported, "titel: Lezen", "titel: Leren")
    assert main(["export", str(exported)]) == 2
    assert LESSON in capsys.readouterr().err
    assert "titel: Leren" in (exported / LESSON).read_text()


@pytest.mark.parametrize("name", ["content", "content/lessons", LESSON])
def test_nothing_is_written_through_a_link(library: Path, name: str) -> None:
    out, elsewhere = library / "uit", library / "elders"
    elsewhere.mkdir()
    (out / name).parent.mkdir(parents=True)
    (out / name).symlink_to(elsewhere / ("x.md" if name == LESSON else ""))
    assert main(["export", str(out), "--force"]) == 2
    assert list(elsewhere.iterdir()) == []


def test_a_folder_that_is_no_library_is_said_so(library: Path, capsys: Told) -> None:
    (library / "leeg").mkdir()
    for command in ("load", "watch"):
        assert main([command, str(library / "leeg")]) == 2
        assert "no library" in capsys.readouterr().err


def test_images_and_sound_come_in_and_go_out(library: Path, exported: Path, capsys: Told) -> None:
    media = exported / "content" / "media"
    media.mkdir(parents=True)
    (media / "vlag.png").write_bytes(picture())
    (media / "stuk.png").write_bytes(b"<svg/>")
    rewrite(exported, "Dit is een les.", "![Een vlag](../media/vlag.png)")
    assert main(["load", str(exported)]) == 1
    told = capsys.readouterr().out
    assert "content/media/stuk.png: Dit is geen afbeelding" in told
    assert f"{LESSON}: veranderd, gepubliceerd" in told
    (media / "stuk.png").unlink()
    out = library / "nog"
    assert main(["export", str(out)]) == 0
    assert (out / "content/media/vlag.png").read_bytes().startswith(b"\x89PNG")
    for folder in (exported, out):
        assert main(["load", str(folder)]) == 0
    (media / "vlag.png").write_bytes(picture(size=(9, 9)))
    assert main(["load", str(exported)]) == 1
    assert "Een naam krijgt nooit een andere inhoud" in capsys.readouterr().out


def test_every_save_is_loaded_and_told(library: Path, exported: Path, capsys: Told) -> None:
    def saves() -> Iterator[set[tuple[Saved, str]]]:
        rewrite(exported, "titel: Lezen", "titel: Leren")
        yield {(Saved.modified, str(exported / LESSON))}
        rewrite(exported, "id: lezen", "id: le zen")
        yield {(Saved.modified, str(exported / LESSON))}

    opened = database(library)
    asked = Asked(exported, None, True, "nl")
    watch.follow(Opened(opened, ZoneInfo("Europe/Brussels"), asked), saves())
    opened.close()
    told = capsys.readouterr().out
    assert told.index("Hetzelfde") < told.index("veranderd, gepubliceerd") < told.index("E02")


def test_what_an_editor_leaves_beside_a_file_is_no_save() -> None:
    for name in (".lezen.md.swp", "~lezen.md", "#lezen.md", "kaart.png"):
        assert not watch.is_text(Saved.added, f"/x/content/lessons/{name}")
    assert watch.is_text(Saved.added, "/x/content/lessons/lezen.md")
