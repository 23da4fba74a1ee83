"""What the process with limits does to an image, step by step."""

import io
import json
import warnings
from collections.abc import Iterator

import pytest
from PIL import Image

from tests.services.media.samples import picture
from training.services.media import pictures
from training.services.media.pictures import redraw


@pytest.fixture(autouse=True)
def settings_of_this_test(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The process ends after one image; here others follow."""
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", Image.MAX_IMAGE_PIXELS)
    with warnings.catch_warnings():
        yield


def told(data: bytes) -> tuple[dict[str, object], bytes]:
    head, _, content = redraw(data).partition(b"\n")
    return json.loads(head), content


@pytest.mark.parametrize("name", ["PNG", "JPEG", "GIF", "WEBP"])
def test_an_image_is_drawn_anew_in_its_own_format(name: str) -> None:
    head, content = told(picture(name))
    assert head == {"format": name, "width": 60, "height": 40}
    with Image.open(io.BytesIO(content)) as drawn:
        assert (drawn.format, drawn.size) == (name, (60, 40))


def test_a_large_image_becomes_one_that_a_page_can_use() -> None:
    head, _ = told(picture("PNG", (pictures.LONGEST_SIDE * 2, 10)))
    assert head["width"] == pictures.LONGEST_SIDE


def test_holes_stay_holes() -> None:
    out = io.BytesIO()
    Image.new("RGBA", (4, 4), (0, 0, 0, 0)).save(out, "PNG")
    _, content = told(out.getvalue())
    with Image.open(io.BytesIO(content)) as drawn:
        assert drawn.mode == "RGBA"
        assert drawn.getpixel((0, 0)) == (0, 0, 0, 0)


@pytest.mark.parametrize(
    ("data", "code"),
    [(b"no image", "picture-unknown"), (picture("PNG")[:60], "picture-broken")],
)
def test_what_is_no_image_is_told(data: bytes, code: str) -> None:
    assert told(data)[0] == {"code": code}


def test_more_pixels_than_may_be_are_not_decoded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "MOST_PIXELS", 100)
    assert told(picture("PNG"))[0] == {"code": "picture-pixels"}


def test_a_profile_that_is_none_is_left_out() -> None:
    head, _ = told(picture("JPEG", icc_profile=b"nothing of the kind"))
    assert head["format"] == "JPEG"
