"""Images and sound in the browser: for learners, in parts for players, put there by trainers."""

import io

import pytest

from tests.services.media.samples import picture, recording
from tests.services.media.test_shelf import put
from tests.web.conftest import Browser
from tests.world import World

SHELF = "/author/media/"


@pytest.fixture
def shelf(small_world: World) -> World:
    put(small_world, "vlag.png", picture())
    put(small_world, "oproep.mp3", recording(2000))
    return small_world


def test_learner_gets_an_image_that_may_be_kept(shelf: World, lena: Browser) -> None:
    answer = lena.client.get("/media/vlag.png")
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "image/png"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "private, max-age=31536000, immutable"
    assert answer.content_length == len(answer.data)
    again = lena.client.get("/media/vlag.png", headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


def test_nobody_else_gets_it(shelf: World, browser: Browser) -> None:
    assert browser.client.get("/media/vlag.png").status_code in {302, 303}


@pytest.mark.parametrize("name", ["geen.png", "../training.db", "%2e%2e/x.png", "vlag.svg"])
def test_what_is_not_there_is_not_found(shelf: World, lena: Browser, name: str) -> None:
    assert lena.client.get(f"/media/{name}").status_code in {404, 400}


WHOLE = 2000 * 417


@pytest.mark.parametrize(
    ("asked", "status", "part", "told"),
    [
        ("bytes=0-99", 206, (0, 100), f"bytes 0-99/{WHOLE}"),
        ("bytes=0-", 206, (0, WHOLE), f"bytes 0-{WHOLE - 1}/{WHOLE}"),
        ("bytes=500000-", 206, (500_000, WHOLE), f"bytes 500000-{WHOLE - 1}/{WHOLE}"),
        ("bytes=-10", 206, (WHOLE - 10, WHOLE), f"bytes {WHOLE - 10}-{WHOLE - 1}/{WHOLE}"),
        (f"bytes={WHOLE}-", 416, (0, 0), f"bytes */{WHOLE}"),
        ("bytes=0-1,5-9", 200, (0, WHOLE), None),
        ("lines=0-1", 200, (0, WHOLE), None),
        ("nonsense", 200, (0, WHOLE), None),
    ],
)
def test_player_gets_the_part_that_it_asks_for(
    shelf: World, lena: Browser, asked: str, status: int, part: tuple[int, int], told: str | None
) -> None:
    answer = lena.client.get("/media/oproep.mp3", headers={"Range": asked})
    assert answer.status_code == status
    assert answer.data == recording(2000)[slice(*part)]
    assert answer.headers.get("Content-Range") == told
    assert answer.headers["Accept-Ranges"] == "bytes"


def test_a_part_of_something_older_is_answered_with_the_whole(shelf: World, lena: Browser) -> None:
    headers = {"Range": "bytes=0-9", "If-Range": '"older"'}
    assert lena.client.get("/media/oproep.mp3", headers=headers).status_code == 200


def send(tom: Browser, name: str, data: bytes, description: str = "Een vlag") -> int:
    tom.get(SHELF)
    file = (io.BytesIO(data), name)
    return tom.post(SHELF, file=file, description=description).status_code


@pytest.fixture
def tom(browser: Browser) -> Browser:
    browser.log_in("tom")
    return browser


def test_trainer_puts_an_image_there_and_finds_what_to_write(tom: Browser) -> None:
    assert send(tom, "Mijn Vlag.PNG", picture(), 'Een "rode" <vlag>') == 200
    assert "mijn-vlag.png staat klaar" in tom.page
    assert "![Een &#34;rode&#34; &lt;vlag&gt;](../media/mijn-vlag.png)" in tom.page
    assert tom.client.get("/media/mijn-vlag.png").status_code == 200


def test_trainer_puts_a_sound_there(tom: Browser) -> None:
    assert send(tom, "oproep.mp3", recording(), "Goedemorgen.\nTot ziens.") == 200
    assert "[oproep](../media/oproep.mp3)\n\n&gt; Goedemorgen.\n&gt; Tot ziens." in tom.page


def test_what_is_wrong_is_said_and_what_was_typed_stays(tom: Browser) -> None:
    assert send(tom, "vlag.png", b"<svg/>", "Wat ik typte") == 400
    assert "Dit is geen afbeelding" in tom.page
    assert "Wat ik typte" in tom.page
    assert send(tom, "vlag.png", picture(), " ") == 400
    assert "Beschrijf wat er te zien is" in tom.page
    assert send(tom, "vlag.png", picture()) == 200
    assert send(tom, "vlag.png", picture(size=(9, 9))) == 409
    assert "vlag-2.png" in tom.page


def test_what_is_used_stays_and_the_rest_can_go(tom: Browser) -> None:
    send(tom, "vlag.png", picture())
    send(tom, "los.png", picture(size=(9, 9)))
    path = "content/lessons/lezen.md"
    tom.get(f"/author/edit/{path}")
    tom.post(f"/author/edit/{path}", source="![Vlag](../media/vlag.png)", version="0")
    tom.get(SHELF)
    assert tom.post(f"{SHELF}vlag.png/remove").status_code == 409
    tom.get(SHELF)
    assert tom.post(f"{SHELF}los.png/remove").status_code == 200
    assert "los.png" not in tom.page
    assert f"/author/edit/{path}" in tom.page


@pytest.mark.parametrize("name", ["lena", "hanne"])
def test_others_have_no_shelf(browser: Browser, name: str) -> None:
    browser.log_in(name)
    assert browser.get(SHELF).status_code == 403
