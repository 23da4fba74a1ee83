"""The library as a zip: out and in again, first what would change, and hostile ones not at all."""

import io
import re
import zipfile
from dataclasses import replace
from typing import Any

import pytest

from tests.services.exchange.hostile_zips import GOOD, TEXT, hostile, zipped
from tests.services.media.samples import picture
from tests.services.media.test_shelf import put
from tests.services.test_three_way import in_force
from tests.web.conftest import SETTINGS, Browser, app_of, hidden
from tests.world import World, read_files
from training.compiler import document
from training.compiler.reading import examine
from training.services import nightly
from training.services.authoring import confinement
from training.services.jobs import Stage, Task
from training.store.base import new_id

FILES = "/author/files/"
LESSON = "content/lessons/lezen.md"


@pytest.fixture
def tom(browser: Browser) -> Browser:
    browser.log_in("tom")
    return browser


def send(tom: Browser, data: bytes, name: str = "teksten.zip") -> int:
    tom.get(FILES)
    return tom.post(FILES, file=(io.BytesIO(data), name)).status_code


def decide(tom: Browser, goal: str, change: str = "") -> int:
    seen = hidden(tom.page, "seen")
    return tom.post(tom.path, goal=goal, change=change, seen=seen).status_code


def test_whole_library_goes_out_the_same_each_time(tom: Browser, small_world: World) -> None:
    put(small_world, "vlag.png", picture())
    first, again = (tom.client.get(f"{FILES}library.zip", buffered=True) for _ in range(2))
    assert first.data == again.data
    archive = zipfile.ZipFile(io.BytesIO(first.data))
    assert archive.testzip() is None
    texts = {name: archive.read(name) for name in archive.namelist() if name.endswith(".md")}
    assert texts == read_files()
    assert "content/media/vlag.png" in archive.namelist()


def test_what_went_out_changes_nothing_when_it_comes_in(tom: Browser, small_world: World) -> None:
    put(small_world, "vlag.png", picture())
    assert send(tom, tom.client.get(f"{FILES}library.zip").data) == 200
    assert "Er verandert niets" in tom.page


def changed() -> bytes:
    source = read_files()[LESSON].replace(b"een les", b"onze les")
    return zipped((LESSON, source), (GOOD, TEXT), ("content/media/vlag.png", picture()))


def test_trainer_sees_first_what_would_change(tom: Browser, small_world: World) -> None:
    before = in_force(small_world, LESSON)
    assert send(tom, changed(), "<b>teksten.zip") == 200
    assert "&lt;b&gt;teksten.zip" in tom.page
    for told in (GOOD, "Nieuw", LESSON, "Veranderd", "content/media/vlag.png"):
        assert told in tom.page
    assert in_force(small_world, LESSON) == before
    assert in_force(small_world, GOOD) is None


def test_no_text_of_a_package_is_read_by_the_process_that_serves(
    tom: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(kind: Any, build: Any, source: str | bytes, context: Any) -> Any:
        assert b"onze les" not in (source if isinstance(source, bytes) else source.encode())
        return examine(kind, build, source, context)

    monkeypatch.setattr(document, "examine", refuse)
    assert send(tom, changed()) == 200
    assert decide(tom, "publish", "typo") == 200


def test_a_package_that_is_looked_at_again_is_not_read_again(
    tom: Browser, small_world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    send(tom, changed())
    with monkeypatch.context() as patched:
        patched.setattr(confinement, "ask_confined", None)
        assert tom.get(tom.path).status_code == 200
    small_world.load(read_files() | {LESSON: read_files()[LESSON] + b"\nMeer.\n"})
    monkeypatch.setattr(confinement, "ask_confined", lambda *_: None)
    tom.get(tom.path)
    assert "te veel rekentijd" in tom.page  # the library around it is another: read anew


def test_trainer_publishes_it(tom: Browser, small_world: World) -> None:
    send(tom, changed())
    assert decide(tom, "publish", "typo") == 200
    assert "Gepubliceerd." in tom.page
    assert in_force(small_world, GOOD) == TEXT.decode()
    assert "onze les" in (in_force(small_world, LESSON) or "")
    assert tom.client.get("/media/vlag.png").status_code == 200
    assert "teksten.zip" not in tom.page


def test_trainer_makes_drafts_of_it_and_no_word_of_others_is_lost(
    tom: Browser, small_world: World
) -> None:
    tom.get(f"/author/edit/{LESSON}")
    tom.post(f"/author/edit/{LESSON}", source="half een zin", version="0")
    before = in_force(small_world, LESSON)
    send(tom, changed())
    assert "Er ligt een concept" in tom.page
    assert decide(tom, "drafts") == 200
    assert in_force(small_world, LESSON) == before
    tom.get(f"/author/edit/{LESSON}")
    assert "half een zin" in tom.page
    tom.get(f"/author/edit/{GOOD}")
    assert "titel: Nieuw" in tom.page


def test_text_with_errors_can_only_be_a_draft(tom: Browser, small_world: World) -> None:
    copy = read_files()[LESSON]
    send(tom, zipped(("content/lessons/kopie.md", copy)))
    assert "E02" in tom.page
    assert LESSON in tom.page
    assert "Alles publiceren" not in tom.page
    assert decide(tom, "publish", "typo") == 400
    assert in_force(small_world, "content/lessons/kopie.md") is None
    assert decide(tom, "drafts") == 200


@pytest.mark.parametrize("data", [b"\xff\xfe", TEXT + b"\0", b"---\xe9---"])
def test_what_is_no_text_is_not_even_a_draft(tom: Browser, data: bytes) -> None:
    assert send(tom, zipped((GOOD, data))) == 200
    assert "E34" in tom.page
    assert decide(tom, "drafts") == 400
    assert f"In {GOOD} staat een teken" in tom.page


def test_texts_of_one_package_know_each_other(tom: Browser, small_world: World) -> None:
    lesson = TEXT.replace(b"Tekst.", b"[Verder](verder.md)")
    other = TEXT.replace(b"nieuw", b"verder").replace(b"Nieuw", b"Verder")
    send(tom, zipped((GOOD, lesson), ("content/lessons/verder.md", other)))
    assert decide(tom, "publish", "meaning") == 200
    assert in_force(small_world, "content/lessons/verder.md")


def test_another_shape_is_no_slip(tom: Browser, small_world: World) -> None:
    send(tom, zipped((LESSON, read_files()[LESSON] + b"\n## Meer\n\nTekst.\n\n## Nog\n\nTekst.\n")))
    assert decide(tom, "publish", "typo") == 400
    assert "Dat is geen typefout" in tom.page


def test_what_changed_meanwhile_is_looked_at_again(tom: Browser, small_world: World) -> None:
    send(tom, changed())
    files = read_files()
    small_world.load({**files, LESSON: files[LESSON].replace(b"duur: 2", b"duur: 3")})
    assert decide(tom, "publish", "meaning") == 409
    assert in_force(small_world, GOOD) is None


def test_broken_image_stops_everything(tom: Browser, small_world: World) -> None:
    send(tom, zipped((GOOD, TEXT), ("content/media/vlag.png", b"<svg/>")))
    assert decide(tom, "publish", "meaning") == 400
    assert "content/media/vlag.png: Dit is geen afbeelding" in tom.page
    assert in_force(small_world, GOOD) is None


def test_nothing_is_published_where_a_second_trainer_looks_on(small_world: World) -> None:
    tom = Browser(app_of(small_world, replace(SETTINGS, review=True)).test_client())
    tom.log_in("tom")
    send(tom, changed())
    assert "Alles publiceren" not in tom.page
    assert decide(tom, "publish", "meaning") == 400
    assert in_force(small_world, GOOD) is None


def test_a_trainer_has_three_waiting_at_most_and_the_night_drops_old_ones(
    tom: Browser, small_world: World
) -> None:
    for _ in range(3):
        assert send(tom, changed()) == 200
    last = tom.path
    assert send(tom, changed()) == 400
    assert "wachten al drie zips" in tom.page
    tom.get(last)
    tom.post(f"{last}/drop")
    assert send(tom, changed()) == 200
    small_world.clock.advance(days=8)
    with small_world.transaction() as library:
        task, at = Task(new_id(small_world.clock()), {}, None, Stage()), small_world.clock()
        while not (stage := nightly.step(library, task, at)).is_finished:
            task = replace(task, stage=stage)
    tom.log_in("tom")
    assert "Nog niet beslist" not in tom.get(FILES).text


def test_a_package_is_of_who_sent_it(tom: Browser, small_world: World) -> None:
    send(tom, changed())
    place = tom.path
    for name, status in (("lena", 403), ("hanne", 403)):
        other = Browser(app_of(small_world).test_client())
        other.log_in(name)
        assert other.get(place).status_code == status
        assert other.get(FILES).status_code == status
        assert other.get(f"{FILES}library.zip").status_code == status
    assert tom.post(f"{place}/drop").status_code == 200
    assert tom.get(place).status_code == 404


def test_every_hostile_package_is_refused_with_a_sentence(tom: Browser) -> None:
    small = [each for each in hostile() if len(each[1]) < 400_000]
    assert len(small) >= 80
    for name, data, _ in small:
        assert send(tom, data) == 400, name
        assert re.search(r'class="field-error"[^>]*>[^<]+\.', tom.page), name
    tom.get(FILES)
    assert "Nog niet beslist" not in tom.page
