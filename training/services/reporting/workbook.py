"""Makes an XLSX file in pieces that can each be kept: a frame, and compressed rows within it."""

import re
import struct
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from io import BytesIO
from xml.sax.saxutils import escape
from zipfile import ZipFile

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_col_to_name

from training.services.errors import Invalid
from training.services.reporting.files import OPTIONS, Line, begin_book, write_row
from training.services.reporting.sheet import Value

PAGE = "xl/worksheets/sheet1.xml"
SAMPLE_DAY = date(2000, 1, 1)
FIRST_DAY = date(1899, 12, 30)
LARGEST = 0xFFFF_FFFF
"""What the plain form of a ZIP file can hold."""

ESCAPED = re.compile(r"(_x[0-9a-fA-F]{4}_)")
DEFLATED, VERSION, UTF8 = 8, 20, 0x800
EPOCH = 0x0021
"""The first day that a ZIP file knows: the same file has the same bytes whenever it is made."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around the rows: the page before and after them, and the other files."""

    head: bytes
    tail: bytes
    day_style: str
    others: dict[str, bytes]


@dataclass(frozen=True, slots=True)
class Packed:
    """How far the page is: the checksum and size of its text, and its size when compressed."""

    checksum: int = 0
    raw_size: int = 0
    size: int = 0


def frame_of(name: str, titles: Line, rows: int) -> Frame:
    """Have the library make the file as it is without rows, and take the page apart."""
    buffer = BytesIO()
    width = len(titles.values)
    with Workbook(buffer, OPTIONS) as book:
        page, bold, day = begin_book(book, name, width)
        write_row(page, 0, (*titles.values, titles.mark), bold)
        write_row(page, 1, (SAMPLE_DAY,), day)
        page.autofilter(0, 0, max(1, rows), width)
    with ZipFile(buffer) as file:
        others = {part: file.read(part) for part in file.namelist()}
    before, _, after = others.pop(PAGE).partition(b'<row r="2"')
    sample, _, tail = after.partition(b"</sheetData>")
    style = re.search(rb'<c r="A2" s="(\d+)"', sample)
    if style is None:
        raise ValueError("the sample day has no style")
    head = re.sub(rb"<dimension [^>]*/>", b"", before)
    return Frame(head, b"</sheetData>" + tail, style[1].decode(), others)


def rows_xml(lines: Iterable[Line], frame: Frame, *, first: int) -> bytes:
    """Write rows as they stand in a page; the first has that number, counted from 1."""
    return "".join(
        _row_xml(number, (*line.values, line.mark), frame.day_style)
        for number, line in enumerate(lines, first)
    ).encode()


def pack(text: bytes, so_far: Packed, *, is_last: bool) -> tuple[bytes, Packed]:
    """Compress some of the page, so that it goes on where the piece before it ended."""
    deflate = zlib.compressobj(6, zlib.DEFLATED, -zlib.MAX_WBITS)
    piece = deflate.compress(text)
    piece += deflate.flush(zlib.Z_FINISH if is_last else zlib.Z_FULL_FLUSH)
    packed = Packed(
        zlib.crc32(text, so_far.checksum),
        so_far.raw_size + len(text),
        so_far.size + len(piece),
    )
    if max(packed.raw_size, packed.size) > LARGEST // 2:
        raise Invalid("export-large")
    return piece, packed


def wrapping(frame: Frame, page: Packed) -> tuple[bytes, bytes]:
    """Give the bytes of the file before and after the compressed page."""
    before, entries = bytearray(), bytearray()
    for name, content in frame.others.items():
        piece, packed = pack(content, Packed(), is_last=True)
        entries += _entry(name, packed, len(before))
        before += _local(name, packed) + piece
    entries += _entry(PAGE, page, len(before))
    before += _local(PAGE, page)
    count, start = len(frame.others) + 1, len(before) + page.size
    end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, count, count, len(entries), start, 0)
    return bytes(before), bytes(entries) + end


def _row_xml(number: int, row: Sequence[Value], day_style: str) -> str:
    cells = "".join(_cells_xml(number, row, day_style))
    return f'<row r="{number}">{cells}</row>'


def _cells_xml(number: int, row: Sequence[Value], day_style: str) -> Iterator[str]:
    for place, value in enumerate(row):
        if value is None or value == "":
            continue
        cell = f'<c r="{xl_col_to_name(place)}{number}"'
        if isinstance(value, date):
            yield f'{cell} s="{day_style}"><v>{(value - FIRST_DAY).days}</v></c>'
        elif isinstance(value, int | Decimal):
            yield f"{cell}><v>{value}</v></c>"
        else:
            text = escape(ESCAPED.sub(r"_x005F\1", value))
            kept = ' xml:space="preserve"' if text != text.strip() else ""
            yield f'{cell} t="inlineStr"><is><t{kept}>{text}</t></is></c>'


def _local(name: str, packed: Packed) -> bytes:
    return struct.pack("<4s", b"PK\3\4") + _common(name, packed) + name.encode()


def _entry(name: str, packed: Packed, start: int) -> bytes:
    made_by = struct.pack("<4sH", b"PK\1\2", VERSION)
    place = struct.pack("<3H2L", 0, 0, 0, 0, start)
    return made_by + _common(name, packed) + place + name.encode()


def _common(name: str, packed: Packed) -> bytes:
    return struct.pack(
        "<5H3L2H",
        VERSION,
        UTF8,
        DEFLATED,
        0,
        EPOCH,
        packed.checksum,
        packed.size,
        packed.raw_size,
        len(name.encode()),
        0,
    )
