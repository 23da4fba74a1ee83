"""A photo with a signal is seen by who handles it, tells nothing of its maker, and goes in time."""

import io
import re
from collections.abc import Callable

import pytest
from PIL import Image
from sqlalchemy import func, select

from tests.web.conftest import Browser, hidden
from tests.web.test_signal import CODE, FIELDS
from tests.web.test_signals import APPOINTED, address
from tests.world import World
from training.services.signals import daily
from training.store.signal import Signal
from training.store.signal_photo import SignalPhoto

PHOTO = re.compile(r"/signals/[0-9a-f-]{36}/photos/[0-9a-f-]{36}")


def photo(size: tuple[int, int] = (40, 30)) -> bytes:
    """Make a photo that says with what and where it was taken."""
    exif = Image.Exif()
    exif[0x010F] = "Geheime camera"
    exif.get_ifd(0x8825)[2] = (52.0, 5.0, 7.0)
    made = io.BytesIO()
    Image.new("RGB", size, "green").save(made, "JPEG", exif=exif, comment=b"Geheim")
    return made.getvalue()


def send(browser: Browser, *files: bytes) -> int:
    """Send the public form with photos; give the status of the answer."""
    browser.get("/signal")
    photos = [(io.BytesIO(data), f"IMG_{place}.jpg") for place, data in enumerate(files)]
    fields = {**FIELDS, "form": hidden(browser.page, "form"), "photos": photos}
    return browser.send("/signal", fields).status_code


def count(world: World) -> int:
    with world.transaction() as library:
        return library.session.scalar(select(func.count()).select_from(SignalPhoto)) or 0


@pytest.fixture
def tom(visitor: Callable[[], Browser]) -> Browser:
    browser = visitor()
    browser.log_in("tom")
    return browser


def test_a_photo_is_for_who_handles_the_signal_alone(
    browser: Browser, visitor: Callable[[], Browser], tom: Browser
) -> None:
    assert send(browser, photo(), photo((2400, 10))) == 200
    code = CODE.search(browser.page)
    path = address(tom)
    found = PHOTO.findall(tom.get(path).text)
    assert len(set(found)) == 2
    answer = tom.client.get(found[0])
    assert (answer.content_type, answer.headers["Cache-Control"]) == ("image/jpeg", "no-store")
    assert b"Geheim" not in answer.data
    assert not Image.open(io.BytesIO(answer.data)).getexif()
    assert browser.client.get(found[0]).status_code == 303  # to the log-in page
    otto, lena = visitor(), visitor()
    otto.log_in("otto")
    lena.log_in("lena")
    tom.post(f"{path}/appointment", **APPOINTED)
    assert otto.client.get(found[0]).status_code == 200
    for other in (tom, lena):  # a coordinator only until there is a handler
        assert other.client.get(found[0]).status_code == 404
    assert "/photos/" not in tom.get(path).text
    assert code
    browser.post("/signal/follow", code=code[0])
    assert "/photos/" not in browser.page


@pytest.mark.parametrize(
    ("files", "sentence"),
    [
        ([b"<svg onload=alert(1)>"], "geen foto"),
        ([b"\xff\xd8\xff" + b"x" * 200], "geen foto"),
        ([photo()] * 4, "hoogstens drie"),
    ],
)
def test_what_is_no_photo_is_refused_and_nothing_typed_is_lost(
    browser: Browser, small_world: World, files: list[bytes], sentence: str
) -> None:
    assert send(browser, *files) == 400
    assert sentence in browser.page
    assert "drie keer doorgestuurd" in browser.page
    assert count(small_world) == 0


def test_a_form_that_is_sent_twice_keeps_its_photos_once(
    browser: Browser, small_world: World
) -> None:
    send(browser, photo())
    browser.get("/signal")
    for _ in range(2):
        fields = {**FIELDS, "form": "twice", "photos": [(io.BytesIO(photo()), "a.jpg")]}
        browser.send("/signal", fields)
    assert count(small_world) == 2


def test_photos_go_six_weeks_after_closing_also_of_who_is_anonymous(
    browser: Browser, small_world: World
) -> None:
    send(browser, photo())
    with small_world.transaction() as library:
        (signal,) = library.session.scalars(select(Signal))
        signal.closed_on = small_world.clock().date()
    small_world.clock.advance(weeks=6)
    with small_world.transaction() as library:
        assert daily.forget_contacts(library, at=small_world.clock()) == 0
    small_world.clock.advance(days=1)
    with small_world.transaction() as library:
        assert daily.forget_contacts(library, at=small_world.clock()) == 1
        assert daily.forget_contacts(library, at=small_world.clock()) == 0
    assert count(small_world) == 0
