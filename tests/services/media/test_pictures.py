"""Of an image only the picture is kept; what is no image, or too much, is refused."""

import io
import struct
import zlib

import pytest
from PIL import Image

from tests.services.media.samples import picture, recording
from training.services.confinement import Limits, run_confined
from training.services.errors import Unavailable
from training.services.media import pictures
from training.services.media.pictures import LARGEST, LONGEST_SIDE, draw_anew, redraw

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def opened(data: bytes) -> Image.Image:
    found = draw_anew(data)
    assert not isinstance(found, str), found
    return Image.open(io.BytesIO(found.content))


@pytest.mark.parametrize("format_", pictures.FORMATS)
def test_every_format_is_drawn_anew(format_: str) -> None:
    image = opened(picture(format_))
    assert (image.format, image.size) == (format_, (60, 40))


def test_nothing_but_the_picture_is_kept() -> None:
    exif = Image.Exif()
    exif[0x010F] = "Geheime camera"
    exif.get_ifd(0x8825)[2] = (52.0, 5.0, 7.0)
    for format_ in ("JPEG", "PNG", "WEBP"):
        found = draw_anew(picture(format_, exif=exif, comment=b"Geheim"))
        assert not isinstance(found, str)
        assert b"Geheim" not in found.content
        assert not Image.open(io.BytesIO(found.content)).getexif()


def test_a_photo_that_was_taken_sideways_stands_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    assert opened(picture("JPEG", exif=exif)).size == (40, 60)


def test_a_large_photo_is_made_smaller() -> None:
    assert opened(picture("JPEG", (4000, 1000))).size == (LONGEST_SIDE, 500)


def test_of_what_moves_the_first_picture_stays() -> None:
    frames = [Image.new("RGB", (9, 9), colour) for colour in ("red", "blue", "green")]
    out = io.BytesIO()
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:])
    assert getattr(opened(out.getvalue()), "n_frames", 1) == 1


def test_transparency_stays() -> None:
    out = io.BytesIO()
    Image.new("RGBA", (9, 9), (255, 0, 0, 0)).save(out, "PNG")
    assert opened(out.getvalue()).mode == "RGBA"


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "CMYK", "I;16"])
def test_other_colours_are_ordinary_ones_in_the_end(mode: str) -> None:
    out = io.BytesIO()
    Image.new(mode, (9, 9)).save(out, "JPEG" if mode == "CMYK" else "PNG")
    assert opened(out.getvalue()).mode in {"L", "RGB", "RGBA", "P", "1"}


def test_what_is_hidden_behind_an_image_is_gone() -> None:
    for format_ in pictures.FORMATS:
        found = draw_anew(picture(format_) + b"PK\x03\x04<script>alert(1)</script>")
        assert isinstance(found, str) or b"script" not in found.content


def png(width: int, height: int, data: bytes = b"") -> bytes:
    """Give a PNG that says to be so large."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return (
            struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(data)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (SVG, "picture-unknown"),
        (b"", "picture-unknown"),
        (b"%PDF-1.7", "picture-unknown"),
        (b"<html><img>", "picture-unknown"),
        (recording(), "picture-unknown"),
        (b"MZ\x90\x00" + picture(), "picture-unknown"),
        (b"II*\x00" + bytes(100), "picture-unknown"),
        (b"BM" + bytes(100), "picture-unknown"),
        (picture()[:60], "picture-broken"),
        (picture("JPEG", (900, 900))[:2000], "picture-broken"),
        (picture("WEBP", (900, 900))[:200], "picture-broken"),
        (png(100_000, 100_000), "picture-pixels"),
        (png(8_000, 5_001), "picture-pixels"),
        (png(2**31 - 1, 2**31 - 1), "picture-pixels"),
        (png(500, 500, bytes(10)), "picture-broken"),
        (b"\0" * (LARGEST + 1), "picture-large"),
    ],
)
def test_what_is_no_image_or_too_much_is_refused(data: bytes, code: str) -> None:
    assert draw_anew(data) in {code, "picture-broken", "picture-unknown"}
    if code in {"picture-pixels", "picture-large"}:
        assert draw_anew(data) == code


def test_an_image_that_takes_too_long_is_given_up() -> None:
    limits = Limits(seconds=1, patience=0)
    with pytest.raises(Unavailable):
        run_confined(redraw, picture("PNG", (2000, 2000)), limits)
