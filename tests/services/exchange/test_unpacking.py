"""No package reaches outside, takes long or much, or is believed on its word."""

import io
import resource
from contextlib import suppress
from zipfile import ZIP_STORED, ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.services.exchange.hostile_zips import GOOD, TEXT, hostile, zipped
from tests.services.media.samples import picture
from training.services.errors import Invalid
from training.services.exchange.unpacking import open_medium, unpack

PACKAGES = hostile()


def test_there_are_enough_of_them() -> None:
    assert len(PACKAGES) >= 58


@pytest.mark.parametrize(
    ("data", "code"), [each[1:] for each in PACKAGES], ids=[e[0] for e in PACKAGES]
)
def test_hostile_package_is_refused_by_name_soon_and_without_much(data: bytes, code: str) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF)
    with pytest.raises(Invalid) as refusal:
        unpack(data)
    assert refusal.value.code == code
    after = resource.getrusage(resource.RUSAGE_SELF)
    assert after.ru_utime - before.ru_utime < 10  # seconds of work, however busy the machine is
    assert after.ru_maxrss - before.ru_maxrss < 60 * 1024
    assert refusal.value.values.get("entry", "").isprintable()


def test_ordinary_package_is_read() -> None:
    image = picture()
    data = zipped(
        (GOOD, TEXT), ("content/media/vlag.png", image), ("README.md", b"x"), ("content/", b"")
    )
    found = unpack(data)
    assert found.texts == {GOOD: TEXT}
    assert found.media.keys() == {"content/media/vlag.png"}
    assert found.skipped == ("README.md",)
    assert open_medium(data, "content/media/vlag.png") == image


def test_folder_around_everything_is_taken_off() -> None:
    data = zipped(
        (f"library-main/{GOOD}", TEXT),
        ("__MACOSX/library-main/._x", b"x"),
        ("library-main/LICENSE", b"x"),
    )
    assert unpack(data).texts == {GOOD: TEXT}


def test_package_that_was_written_without_looking_back_is_read() -> None:
    class Stream(io.BytesIO):
        """A file in which one cannot go back, as a download is."""

        def seekable(self) -> bool:
            return False

        def seek(self, *_: int) -> int:
            raise OSError

    out = Stream()
    with ZipFile(out, "w", ZIP_STORED) as archive:
        archive.writestr(GOOD, TEXT)
    assert unpack(out.getvalue()).texts == {GOOD: TEXT}


@settings(max_examples=300, deadline=None)
@given(place=st.integers(0, 400), value=st.integers(0, 255), cut=st.integers(0, 3))
def test_no_damage_is_more_than_a_refusal(place: int, value: int, cut: int) -> None:
    data = bytearray(zipped((GOOD, TEXT), ("quizzes/x.md", TEXT)))
    data[place % len(data)] = value
    with suppress(Invalid):
        unpack(bytes(data[: len(data) - cut]))


@given(st.binary(max_size=200))
def test_no_bytes_break_the_reading(data: bytes) -> None:
    for start in (b"", b"PK\3\4", b"PK\5\6"):
        with pytest.raises(Invalid):
            unpack(start + data)
