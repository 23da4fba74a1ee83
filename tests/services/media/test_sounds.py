"""Of a recording the frames are kept, and nothing that stands around or between them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.services.media.samples import frame, id3, picture, recording
from training.services.media.sounds import FEWEST_FRAMES, LARGEST, keep_frames

APE_ITEMS = b"Geheim".ljust(40, b"x")


def ape(*, is_head: bool) -> bytes:
    size = (len(APE_ITEMS) + 32).to_bytes(4, "little")
    flags = (1 << 31 | (1 << 29 if is_head else 0)).to_bytes(4, "little")
    return b"APETAGEX" + (2000).to_bytes(4, "little") + size + bytes(4) + flags + bytes(8)


APE = ape(is_head=True) + APE_ITEMS + ape(is_head=False)


@pytest.mark.parametrize(
    "data",
    [
        recording(),
        id3() + recording(),
        recording() + b"TAG" + b"Geheim".ljust(125, b"x"),
        recording() + APE,
        APE + recording(),
        id3() + id3() + recording() + APE + b"TAG" + b"Geheim".ljust(125, b"x"),
        id3() + bytes(500) + recording() + bytes(500),
        recording() + frame()[:100],
    ],
)
def test_frames_are_kept_and_tags_are_dropped(data: bytes) -> None:
    assert keep_frames(data) == recording()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"RIFF....WAVE",
        b"OggS" + bytes(100),
        b"<html>" + recording(),
        picture(),
        recording(FEWEST_FRAMES - 1),
        recording() + b"<script>alert(1)</script>",
        recording(10) + b"PK\x03\x04" + recording(10),
        b"ID3\x04\x00\x00\xff\xff\xff\xff" + recording(),
        b"ID3\x04\x00\x00\x7f\x7f\x7f\x7f" + recording(),
        recording(10) + b"\xff\xf3\x90\x00" + bytes(1000),
        recording(10) + b"\xff\xfb\xf0\x00" + bytes(1000),
        b"\xff\xfd\x90\x00" + bytes(1000),
        bytes(1000),
        bytes(LARGEST + 1),
    ],
)
def test_what_is_no_recording_is_refused(data: bytes) -> None:
    assert isinstance(keep_frames(data), str)


@given(st.binary(max_size=3000))
def test_no_bytes_break_the_walk(data: bytes) -> None:
    found = keep_frames(data)
    assert isinstance(found, str) or set(data) >= set(found)


@given(st.lists(st.sampled_from([frame(), id3(), APE, b"\0" * 9, b"TAG"]), max_size=30))
def test_what_is_kept_is_kept_again(parts: list[bytes]) -> None:
    found = keep_frames(b"".join(parts))
    if not isinstance(found, str):
        assert keep_frames(found) == found
