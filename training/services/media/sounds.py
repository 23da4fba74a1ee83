"""Walks the frames of an MP3: what is kept is sound alone, without tags or anything between.

The frame header is that of ISO/IEC 11172-3 and 13818-3, with the sampling rates of MPEG 2.5.
"""

from collections.abc import Iterator
from dataclasses import dataclass

LARGEST = 20 * 1024 * 1024
FEWEST_FRAMES = 8
"""About a fifth of a second: what has fewer is no recording, but bytes that look like one."""

_RATES = {
    3: (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    2: (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
_SAMPLING = {3: (44_100, 48_000, 32_000), 2: (22_050, 24_000, 16_000), 0: (11_025, 12_000, 8_000)}
_LAYER_THREE = 1
_HEAD = 4
_ID3_HEAD = 10
_ID3_TAIL = 128
_APE_HEAD = 32


@dataclass(frozen=True, slots=True)
class _Frame:
    size: int
    kind: tuple[int, int]


def keep_frames(data: bytes) -> bytes | str:
    """Give the frames of a recording, or the code of what is wrong."""
    if len(data) > LARGEST:
        return "sound-large"
    kept: list[bytes] = []
    kinds: set[tuple[int, int]] = set()
    view = memoryview(data)
    for part in _parts(view):
        if part is None:
            return "sound-unknown" if not kept else "sound-broken"
        start, frame = part
        kinds.add(frame.kind)
        kept.append(bytes(view[start : start + frame.size]))
    if len(kept) < FEWEST_FRAMES:
        return "sound-unknown"
    return "sound-broken" if len(kinds) > 1 else b"".join(kept)


def _parts(view: memoryview) -> Iterator[tuple[int, _Frame] | None]:
    """Give every frame with its place; none at what is neither a frame nor a tag."""
    at = 0
    while at < len(view):
        skipped = _tag(view, at)
        if skipped:
            at += skipped
            continue
        frame = _frame(view, at)
        if frame is None:
            yield None
            return
        if at + frame.size > len(view):
            return  # the last frame was cut off: it cannot be played
        yield at, frame
        at += frame.size


def _frame(view: memoryview, at: int) -> _Frame | None:
    if at + _HEAD > len(view) or view[at] != 0xFF or view[at + 1] & 0xE0 != 0xE0:  # noqa: PLR2004 -- the sync bits
        return None
    version, layer = view[at + 1] >> 3 & 3, view[at + 1] >> 1 & 3
    rate, sampling, padding = view[at + 2] >> 4, view[at + 2] >> 2 & 3, view[at + 2] >> 1 & 1
    if version not in _SAMPLING or layer != _LAYER_THREE or not 0 < rate < 15 or sampling == 3:  # noqa: PLR2004 -- reserved values
        return None
    bits = _RATES[3 if version == 3 else 2][rate] * 1000  # noqa: PLR2004 -- the code of version 1
    factor = 144 if version == 3 else 72  # noqa: PLR2004 -- bytes of a frame, by ISO 11172-3
    return _Frame(
        factor * bits // _SAMPLING[version][sampling] + padding,
        (version, sampling),
    )


def _tag(view: memoryview, at: int) -> int:
    """Give how many bytes a tag or filling takes here; 0 where there is none."""
    head = bytes(view[at : at + 8])
    if head[:3] == b"ID3":
        return _id3(view, at)
    if head[:3] == b"TAG" and len(view) - at <= _ID3_TAIL:
        return len(view) - at
    if head == b"APETAGEX":
        return _ape(view, at)
    if head[:1] == b"\0":  # some programs fill up with zeros
        end = at
        while end < len(view) and view[end] == 0:
            end += 1
        return end - at
    return 0


def _id3(view: memoryview, at: int) -> int:
    """Read the size of an ID3v2 tag: seven bits of each of four bytes."""
    if at + _ID3_HEAD > len(view) or any(byte & 0x80 for byte in view[at + 6 : at + 10]):
        return 0
    size = 0
    for byte in view[at + 6 : at + 10]:
        size = size << 7 | byte
    has_footer = view[at + 5] & 0x10
    return _ID3_HEAD + size + (_ID3_HEAD if has_footer else 0)


def _ape(view: memoryview, at: int) -> int:
    """Read the size of an APE tag: the items and the footer, and the head that it may have."""
    if at + _APE_HEAD > len(view):
        return 0
    size = int.from_bytes(view[at + 12 : at + 16], "little")
    flags = int.from_bytes(view[at + 20 : at + 24], "little")
    is_head = flags >> 29 & 1
    return _APE_HEAD + size if is_head else _APE_HEAD
