"""Packages that do not mean well, made in code: each with the code by which it is refused."""

import io
import stat
import struct
import warnings
import zlib
from collections.abc import Callable, Iterator
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZIP_LZMA, ZIP_STORED, ZipFile, ZipInfo

TEXT = b"---\ntitel: Nieuw\nid: nieuw\n---\n\n# Nieuw\n\nTekst.\n"
GOOD = "content/lessons/nieuw.md"
END = b"PK\5\6"


def zipped(
    *files: tuple[str, bytes],
    method: int = ZIP_DEFLATED,
    change: Callable[[ZipInfo], None] | None = None,
) -> bytes:
    """Pack files as given, whatever their names."""
    out = io.BytesIO()
    with ZipFile(out, "w", method) as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of a name that is there twice
        for name, content in files:
            info = ZipInfo("x", (1980, 1, 1, 0, 0, 0))
            info.filename = name
            info.compress_type = method
            info.external_attr = (stat.S_IFREG | 0o644) << 16
            if change:
                change(info)
            archive.writestr(info, content)
    return out.getvalue()


def linked(kind: int) -> Callable[[ZipInfo], None]:
    def change(info: ZipInfo) -> None:
        info.external_attr = (kind | 0o777) << 16

    return change


def flagged(data: bytes, flags: int) -> bytes:
    """Set flags in every head of a package."""
    found = bytearray(data)
    for mark, at in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        place = found.find(mark)
        while place >= 0:
            old = struct.unpack_from("<H", found, place + at)[0]
            struct.pack_into("<H", found, place + at, old | flags)
            place = found.find(mark, place + 4)
    return bytes(found)


def patched(data: bytes, mark: bytes, at: int, layout: str, value: int) -> bytes:
    """Write another number in the first head with a mark."""
    found = bytearray(data)
    struct.pack_into(layout, found, found.find(mark) + at, value)
    return bytes(found)


def renamed(data: bytes, mark: bytes, new: bytes) -> bytes:
    """Write another name of the same length in the first head with a mark."""
    found = bytearray(data)
    at = found.find(mark) + (30 if mark == b"PK\3\4" else 46)
    found[at : at + len(new)] = new
    return bytes(found)


NAMES = {
    "../x.md": "zip-outside",
    "../../../../etc/cron.d/x.md": "zip-outside",
    "content/lessons/../../../x.md": "zip-outside",
    "content/../content/lessons/x.md": "zip-outside",
    "/etc/passwd": "zip-outside",
    "/content/lessons/x.md": "zip-outside",
    "//host/share/x.md": "zip-outside",
    "C:/content/lessons/x.md": "zip-outside",
    "C:x.md": "zip-outside",
    "content\\lessons\\x.md": "zip-outside",
    "..\\..\\x.md": "zip-outside",
    "\\\\host\\share\\x.md": "zip-outside",
    "content/lessons/x.md:stream": "zip-outside",
    "content//lessons/x.md": "zip-name",
    "content/./lessons/x.md": "zip-name",
    "./content/lessons/x.md": "zip-name",
    "content/lessons/x\n.md": "zip-name",
    "content/lessons/x\x1b[31m.md": "zip-name",
    "content/lessons/x\x7f.md": "zip-name",
    "content/lessons/x\u202egpj.md": "zip-name",
    "content/lessons/x\u200b.md": "zip-name",
    "content/lessons/x\u00a0.md": "zip-name",
    "content/lessons/x\u2028.md": "zip-name",
    "content/lessons/con.md": "zip-name",
    "content/lessons/NUL": "zip-name",
    "content/aux/x.md": "zip-name",
    "content/lessons/com1.en.md": "zip-name",
    "content/lessons/x.md.": "zip-name",
    "content/lessons/x.md ": "zip-name",
    "content/lessons /x.md": "zip-name",
    "content/lessons/x?.md": "zip-name",
    "content/lessons/<x>.md": "zip-name",
    "content/lessons/" + "x" * 121 + ".md": "zip-name",
    "a/" * 130 + "x.md": "zip-name",
    "content/lessons/more.zip": "zip-nested",
    "content/media/more.tar.gz": "zip-nested",
    "MORE.7Z": "zip-nested",
}


def names() -> Iterator[tuple[str, bytes, str]]:
    for name, code in NAMES.items():
        yield f"name {name[:40]!r}", zipped((GOOD, TEXT), (name, TEXT)), code


def bombs() -> Iterator[tuple[str, bytes, str]]:
    """Give packages that are small outside and large inside."""
    yield "one large text", zipped((GOOD, bytes(50_000_000))), "zip-large"
    yield "a bomb as an image", zipped(("content/media/x.png", bytes(19_000_000))), "zip-bomb"
    many = [(f"content/lessons/x{n}.md", b" " * 999_000) for n in range(30)]
    yield "many texts that are too much together", zipped(*many), "zip-total"
    yield "too many files", zipped(*[(f"x{n}", b"") for n in range(2_001)]), "zip-many"
    yield (
        "too many images",
        zipped(*[(f"content/media/{n}.png", b"x") for n in range(101)]),
        "zip-media",
    )
    good = zipped((GOOD, bytes(900_000)))
    yield "a size that says less", _smaller(good, 10), "zip-lies"
    yield "a size that says more", _smaller(good, 950_000), "zip-lies"
    yield "overlapping files", overlapping(), "zip-lies"
    yield (
        "a directory that says to be huge",
        patched(zipped((GOOD, TEXT)), END, 10, "<H", 60_000),
        "zip-broken",
    )


def _smaller(data: bytes, size: int) -> bytes:
    return patched(patched(data, b"PK\3\4", 22, "<L", size), b"PK\1\2", 24, "<L", size)


def overlapping() -> bytes:
    """Let two names of the directory stand for the same bytes."""
    data = zipped((GOOD, TEXT))
    start, end = data.find(b"PK\1\2"), data.find(END)
    entry = data[start:end]
    body = data[:start] + entry * 2
    return body + struct.pack("<4s4H2LH", END, 0, 0, 2, 2, len(entry) * 2, start, 0)


def lies() -> Iterator[tuple[str, bytes, str]]:
    """Give packages whose heads say something else than what is there."""
    good = zipped((GOOD, TEXT))
    other = b"content/lessons/ander.md"
    yield "another name inside", renamed(good, b"PK\3\4", other), "zip-lies"
    yield (
        "a slip inside only",
        renamed(good, b"PK\3\4", b"../../../lessons/nieuw.md"[:24]),
        "zip-lies",
    )
    yield (
        "a slip in the directory only",
        renamed(good, b"PK\1\2", b"../../../lessons/nieuw.md"[:24]),
        "zip-outside",
    )
    yield (
        "a name that ends in the middle",
        renamed(good, b"PK\1\2", b"content/lessons/ni\0uw.md"),
        "zip-name",
    )
    yield "another checksum", patched(good, b"PK\1\2", 16, "<L", 1), "zip-lies"
    yield "another method inside", patched(good, b"PK\3\4", 8, "<H", 0), "zip-lies"
    yield (
        "stored that is packed",
        patched(patched(good, b"PK\3\4", 8, "<H", 0), b"PK\1\2", 10, "<H", 0),
        "zip-lies",
    )
    yield "a place outside", patched(good, b"PK\1\2", 42, "<L", 10_000_000), "zip-lies"
    yield "a length outside", patched(good, b"PK\1\2", 20, "<L", 10_000_000), "zip-lies"
    yield "a broken stream", good[:70] + b"\xff\xff\xff" + good[73:], "zip-lies"
    yield (
        "more files than it says",
        patched(patched(zipped((GOOD, TEXT), ("a", b"")), END, 8, "<H", 1), END, 10, "<H", 1),
        "zip-lies",
    )
    yield "something in front", b"MZ" + bytes(100) + good, "zip-broken"
    yield "a page in front", b"PK<script>" + good, "zip-broken"
    yield "something behind", good + b"%PDF-1.7", "zip-broken"
    yield (
        "another package in its comment",
        good[:-2] + struct.pack("<H", len(good)) + good,
        "zip-broken",
    )
    yield "cut off", good[:-10], "zip-broken"
    yield "only the beginning", good[:40], "zip-broken"
    yield "no zip at all", b"%PDF-1.7" + bytes(500), "zip-broken"
    yield "nothing", b"", "zip-broken"
    yield "an empty package", END + bytes(18), "zip-empty"
    yield "two disks", patched(good, END, 4, "<H", 1), "zip-broken"
    yield "larger than may be", bytes(40 * 1024 * 1024 + 1), "zip-package"


def kinds() -> Iterator[tuple[str, bytes, str]]:
    """Give packages with what is no ordinary file."""
    for name, kind in (
        ("link", stat.S_IFLNK), ("device", stat.S_IFCHR), ("disk", stat.S_IFBLK),
        ("pipe", stat.S_IFIFO), ("socket", stat.S_IFSOCK),
    ):  # fmt: skip
        yield f"a {name}", zipped((GOOD, b"/etc/passwd"), change=linked(kind)), "zip-link"
    yield "a password", flagged(zipped((GOOD, TEXT)), 0x1), "zip-encrypted"
    yield "a strong password", flagged(zipped((GOOD, TEXT)), 0x41), "zip-encrypted"
    yield "a hidden directory", flagged(zipped((GOOD, TEXT)), 0x2000), "zip-encrypted"
    for name, method in (("bzip2", ZIP_BZIP2), ("lzma", ZIP_LZMA)):
        yield f"packed with {name}", zipped((GOOD, TEXT), method=method), "zip-method"
    yield (
        "a folder with contents",
        zipped((GOOD, TEXT), ("content/x/", TEXT), method=ZIP_STORED),
        "zip-lies",
    )
    yield "a second name", zipped((GOOD, TEXT), change=second_name), "zip-name"
    for other in (GOOD, GOOD.upper(), GOOD.replace("nieuw", "Nieuw")):
        yield f"twice {other}", zipped((GOOD, TEXT), (other, TEXT)), "zip-twice"
    accents = ("content/lessons/caf\u00e9.md", TEXT), ("content/lessons/cafe\u0301.md", TEXT)
    yield "one name in two spellings", zipped(*accents), "zip-twice"
    wide = ("content/lessons/\uff4e\uff49\uff45\uff55\uff57.md", TEXT)
    yield "one name in wide letters", zipped((GOOD, TEXT), wide), "zip-twice"


def second_name(info: ZipInfo) -> None:
    name = b"../../x.md"
    body = b"\1" + struct.pack("<L", zlib.crc32(info.filename.encode())) + name
    info.extra = struct.pack("<HH", 0x7075, len(body)) + body


def hostile() -> list[tuple[str, bytes, str]]:
    """List every package with its name and the code of its refusal."""
    return [*names(), *bombs(), *lies(), *kinds()]
