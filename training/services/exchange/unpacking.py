"""Opens a zip that somebody sent: nothing in it is believed, and nothing of it is written to disk.

Limits are checked while reading. What stands in the heads is compared with what is there.
"""

import io
import stat
import struct
import unicodedata
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from zipfile import BadZipFile, ZipFile, ZipInfo

from training.compiler.addresses import MEDIA, parse_path
from training.services.errors import Invalid
from training.services.library import digest_of
from training.services.media.shelf import LARGEST as LARGEST_MEDIUM

LARGEST_PACKAGE = 40 * 1024 * 1024
MOST_ENTRIES = 2_000
MOST_MEDIA = 100
LARGEST_DIRECTORY = 1024 * 1024
LARGEST_TOTAL = 100 * 1024 * 1024
LARGEST_TEXT = 1_000_000
LARGEST_TEXTS = 20_000_000
HIGHEST_RATIO = 200
"""How many times larger than in the package a file of more than a megabyte may be."""

LONGEST_PATH, LONGEST_PART = 240, 120
LONGEST_SHOWN = 100
FOLDERS = ("content", "quizzes")
_ARCHIVES = frozenset({".zip", ".gz", ".tgz", ".bz2", ".xz", ".zst", ".7z", ".rar", ".tar", ".jar"})
_RESERVED = frozenset(
    {"con", "prn", "aux", "nul", "conin$", "conout$"}
    | {f"{name}{number}" for name in ("com", "lpt") for number in "0123456789¹²³"}
)
_END = struct.Struct("<4s4H2LH")
_LOCAL = struct.Struct("<4s5H3L2H")
_STORED, _DEFLATED = 0, 8
_ENCRYPTED = 0x1 | 0x40 | 0x2000
_HAS_DESCRIPTOR = 0x8
_UNICODE_PATH = 0x7075
_PIECE = 64 * 1024
_SMALL = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Unpacked:
    """What a package holds: texts by path, the digests of media, and what is no part of a library.

    The bytes of media stay in the package until somebody decides: `open_medium`.
    """

    texts: Mapping[str, bytes]
    media: Mapping[str, str] = field(default_factory=dict)
    skipped: tuple[str, ...] = ()


def unpack(content: bytes) -> Unpacked:
    """Read a package; raises `Invalid` that names the entry which does not belong in one."""
    found = _Reading(content)
    texts: dict[str, bytes] = {}
    media: dict[str, str] = {}
    skipped: list[str] = []
    for path, info in found.files.items():
        if parse_path(path):
            texts[path] = b"".join(found.pieces(info, LARGEST_TEXT))
            if sum(map(len, texts.values())) > LARGEST_TEXTS:
                raise _refuse("zip-total", path)
        elif path.startswith(f"{MEDIA}/"):
            media[path] = digest_of(b"".join(found.pieces(info, LARGEST_MEDIUM)))
            if len(media) > MOST_MEDIA:
                raise _refuse("zip-media", path)
        elif not PurePosixPath(path).name.startswith("."):
            skipped.append(path)
    if not texts and not media:
        raise Invalid("zip-empty")
    return Unpacked(texts, media, tuple(skipped))


def open_medium(content: bytes, path: str) -> bytes:
    """Read one image or sound of a package that was unpacked before."""
    found = _Reading(content)
    if path not in found.files:
        raise Invalid("zip-broken")
    return b"".join(found.pieces(found.files[path], LARGEST_MEDIUM))


class _Reading:
    """A package whose directory was looked through; its files by path, without a common folder."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        self._total = 0
        self._directory = _check_end(content)
        infos = self._infos()
        for info in infos:
            _check_entry(info)
        _check_overlap(content, infos, self._directory)
        self.files = _by_path(infos)

    def _infos(self) -> list[ZipInfo]:
        try:
            with ZipFile(io.BytesIO(self._content)) as archive:
                infos = archive.infolist()
        except (BadZipFile, NotImplementedError, ValueError, OverflowError, struct.error) as error:
            raise Invalid("zip-broken") from error
        if len(infos) != _END.unpack_from(self._content, self._content.rfind(b"PK\5\6"))[4]:
            raise Invalid("zip-lies", {"entry": ""})
        return infos

    def pieces(self, info: ZipInfo, largest: int) -> Iterator[bytes]:
        """Give the contents of a file; refuse too much before it is all there."""
        start = _data_start(self._content, info)
        packed = memoryview(self._content)[start : start + info.compress_size]
        size = checksum = 0
        for piece in _stored(packed) if info.compress_type == _STORED else _inflated(packed, info):
            size, self._total = size + len(piece), self._total + len(piece)
            checksum = zlib.crc32(piece, checksum)
            if size > largest:
                raise _refuse("zip-large", info.orig_filename)
            if self._total > LARGEST_TOTAL:
                raise _refuse("zip-total", info.orig_filename)
            if size > _SMALL and size > HIGHEST_RATIO * info.compress_size:
                raise _refuse("zip-bomb", info.orig_filename)
            yield piece
        if (size, checksum) != (info.file_size, info.CRC):
            raise _refuse("zip-lies", info.orig_filename)


def _check_end(content: bytes) -> int:
    """Find the one end of the directory, and give where the directory begins."""
    if len(content) > LARGEST_PACKAGE:
        raise Invalid("zip-package")
    place = content.rfind(b"PK\5\6")
    if not content.startswith(b"PK") or place < 0 or place + _END.size > len(content):
        raise Invalid("zip-broken")
    _, disk, first, here, entries, size, start, comment = _END.unpack_from(content, place)
    # What lies before, between or behind is a second file hidden in the first, or 64 bits' worth.
    is_whole = (disk, first, here) == (0, 0, entries)
    if not is_whole or start + size != place or place + _END.size + comment != len(content):
        raise Invalid("zip-broken")
    if entries > MOST_ENTRIES or size > LARGEST_DIRECTORY:
        raise Invalid("zip-many")
    return int(start)


def _check_entry(info: ZipInfo) -> None:
    name, mode = info.orig_filename, info.external_attr >> 16
    if fault := name_fault(name.removesuffix("/")):
        raise _refuse(fault, name)
    if stat.S_IFMT(mode) not in (0, stat.S_IFREG, stat.S_IFDIR):
        raise _refuse("zip-link", name)
    if info.flag_bits & _ENCRYPTED:
        raise _refuse("zip-encrypted", name)
    if info.compress_type not in (_STORED, _DEFLATED):
        raise _refuse("zip-method", name)
    if name.endswith("/") and (info.file_size or info.compress_size > 2):  # noqa: PLR2004 -- deflated nothing
        raise _refuse("zip-lies", name)
    if PurePosixPath(name.casefold()).suffix in _ARCHIVES:
        raise _refuse("zip-nested", name)
    if _UNICODE_PATH in _extra_kinds(info.extra):
        raise _refuse("zip-name", name)


def name_fault(name: str) -> str:
    """Give the code of what is wrong with a name; empty for one that is good everywhere."""
    parts = name.split("/")
    if "\\" in name or ":" in name or name.startswith("/") or ".." in parts:
        return "zip-outside"
    is_long = len(name) > LONGEST_PATH or any(len(part) > LONGEST_PART for part in parts)
    if is_long or any(
        part in ("", ".") or part != part.strip(" .\t") for part in map(_bare, parts)
    ):
        return "zip-name"
    if any(unicodedata.category(mark)[0] in "CZ" and mark != " " for mark in name):
        return "zip-name"
    if set(name) & set('<>"|?*') or any(_is_reserved(part) for part in parts):
        return "zip-name"
    return ""


def _bare(part: str) -> str:
    """Leave out the dot with which hidden files begin."""
    return part.removeprefix(".") if part not in (".", "") else part


def _is_reserved(part: str) -> bool:
    return part.partition(".")[0].rstrip(" ").casefold() in _RESERVED


def _check_overlap(content: bytes, infos: list[ZipInfo], directory: int) -> None:
    """Refuse files that share bytes, as a small bomb does, and bytes before the first."""
    edge = 0
    for info in sorted(infos, key=lambda found: found.header_offset):
        if info.header_offset < edge or (edge == 0 and info.header_offset):
            raise _refuse("zip-lies", info.orig_filename)
        edge = _data_start(content, info) + info.compress_size
        if edge > directory:
            raise _refuse("zip-lies", info.orig_filename)


def _data_start(content: bytes, info: ZipInfo) -> int:
    """Give where the contents begin, once the head before them says what the directory says."""
    at = info.header_offset
    if at + _LOCAL.size > len(content):
        raise _refuse("zip-lies", info.orig_filename)
    head = _LOCAL.unpack_from(content, at)
    mark, _, flags, method, _, _, checksum, packed, size, length, extra = head
    start: int = at + _LOCAL.size + length + extra
    name = content[at + _LOCAL.size : at + _LOCAL.size + length]
    spelled = info.orig_filename.encode("utf-8" if info.flag_bits & 0x800 else "cp437", "replace")
    said, true = (checksum, packed, size), (info.CRC, info.compress_size, info.file_size)
    is_same = said == true or (flags & _HAS_DESCRIPTOR and said == (0, 0, 0))
    is_alike = (mark, flags, method) == (b"PK\3\4", info.flag_bits, info.compress_type)
    if not is_same or not is_alike or name != spelled or start > len(content):
        raise _refuse("zip-lies", info.orig_filename)
    return start


def _by_path(infos: list[ZipInfo]) -> dict[str, ZipInfo]:
    """Map paths to files; refuse two whose names are one on some computers."""
    files = [info for info in infos if not info.orig_filename.endswith("/")]
    names = {id(info): unicodedata.normalize("NFC", info.orig_filename) for info in files}
    tops = {name.partition("/")[0] for name in names.values()} - {"__MACOSX"}
    top = f"{next(iter(tops))}/" if len(tops) == 1 and not tops & {*FOLDERS} else ""
    found: dict[str, ZipInfo] = {}
    seen: set[str] = set()
    for info in files:
        path = names[id(info)].removeprefix(top)
        key = unicodedata.normalize("NFKC", path).casefold()
        if key in seen:
            raise _refuse("zip-twice", info.orig_filename)
        seen.add(key)
        found[path] = info
    return found


def _stored(packed: memoryview) -> Iterator[bytes]:
    for at in range(0, len(packed), _PIECE):
        yield bytes(packed[at : at + _PIECE])


def _inflated(packed: memoryview, info: ZipInfo) -> Iterator[bytes]:
    """Unpack a piece at a time, however much a few bytes say."""
    unpacker, rest = zlib.decompressobj(-zlib.MAX_WBITS), bytes(packed)
    try:
        while not unpacker.eof:
            piece = unpacker.decompress(rest, _PIECE)
            rest = unpacker.unconsumed_tail
            if not piece and not rest and not unpacker.eof:
                raise _refuse("zip-lies", info.orig_filename)
            yield piece
    except zlib.error as error:
        raise _refuse("zip-lies", info.orig_filename) from error
    if unpacker.unused_data:
        raise _refuse("zip-lies", info.orig_filename)


def _extra_kinds(extra: bytes) -> set[int]:
    kinds, at = set(), 0
    while at + 4 <= len(extra):
        kind, size = struct.unpack_from("<HH", extra, at)
        kinds.add(kind)
        at += 4 + size
    return kinds


def _refuse(code: str, name: str) -> Invalid:
    shown = "".join(mark if mark.isprintable() else "�" for mark in name)
    return Invalid(code, {"entry": shown[:LONGEST_SHOWN]})
