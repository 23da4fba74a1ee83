"""From the bytes of an HR file to rows of cells, each with the line on which it begins."""

import csv
import io
import re
from collections.abc import Iterator

from training.services.organisation.hr_faults import Faults

LARGEST_FILE = 200 * 1024 * 1024
MOST_ROWS = 1_000_000
SEPARATORS = (";", ",", "\t")
_SPREADSHEETS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_SEP = re.compile(r'"?sep=(.)"?\r?\n', re.IGNORECASE)
_QUOTED = re.compile(r'"[^"]*"')
_MARK = b"\xef\xbb\xbf"
_LINE_END = re.compile(rb"\r\n?|\n")
_UNDEFINED = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")

Row = tuple[int, list[str]]


def decode(content: bytes, faults: Faults) -> str | None:
    """Read the bytes as UTF-8, else as Windows-1252; none with a fault when neither will do."""
    code = _unreadable(content)
    if code:
        faults.add(0, code)
        return None
    body = content.removeprefix(_MARK)
    try:
        return body.decode()
    except UnicodeDecodeError as error:
        at = error.start
    if len(body) == len(content):  # without a mark it may be what Excel wrote before
        unknown = _UNDEFINED.search(body)
        if unknown is None:
            return body.decode("cp1252")
        at = unknown.start()
    line = len(_LINE_END.findall(body, 0, at)) + 1
    faults.add(line, "bytes", "", f"0x{body[at]:02X}")
    return None


def _unreadable(content: bytes) -> str:
    if len(content) > LARGEST_FILE:
        return "file-large"
    if content.startswith(_SPREADSHEETS):
        return "spreadsheet"
    if content.startswith(_UTF_16):
        return "utf-16"
    if not content.removeprefix(_MARK).strip():
        return "file-empty"
    return ""


def rows(text: str, faults: Faults) -> Iterator[Row]:
    """Give all rows; one that holds nothing has no cells, and neither has what is no CSV: a fault.

    Nothing is passed over in here, so that who reads a part of a file does not read all of it.
    """
    stream, skipped = io.StringIO(text, newline=""), 0
    separator = _SEP.match(text)
    if separator:
        stream.readline()
        skipped = 1
    mark = separator.group(1) if separator else sniff(text)
    reader = csv.reader(stream, delimiter=mark, strict=True)
    while True:
        line = skipped + reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            faults.add(line, "quotes")
            cells = []
        yield line, cells if any(cell and not cell.isspace() for cell in cells) else []


def sniff(text: str) -> str:
    """Tell what separates the columns, from the first line that holds something."""
    first = text.lstrip("\r\n").partition("\n")[0]
    bare = _QUOTED.sub("", first)
    return max(SEPARATORS, key=bare.count)
