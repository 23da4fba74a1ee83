"""Sends a table as a file for a spreadsheet: CSV in pieces, or an Excel file."""

import secrets
import tempfile
from collections.abc import Iterator
from typing import IO

from flask import Response, stream_with_context

from training.services.reporting.files import write_csv, write_xlsx
from training.services.reporting.seal import Seal, key_from
from training.services.reporting.sheet import Sheet
from training.web.site import site

CSV = "text/csv; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SUFFIXES = frozenset({"csv", "xlsx"})
PIECE = 64 * 1024


def new_seal() -> Seal:
    """Give the seal of one export, with a name of its own."""
    return Seal(key_from(site().settings.secret_key), secrets.token_hex(4))


def send_sheet(sheet: Sheet, seal: Seal, name: str, suffix: str) -> Response:
    """Send a table under a name; an Excel file is finished before its first byte leaves."""
    title = f"{name}.{suffix}"
    if suffix == "xlsx":
        return _xlsx(sheet, seal, title)
    pieces = stream_with_context(write_csv(sheet, seal))
    return Response(pieces, content_type=CSV, headers=attachment(title))


def attachment(title: str) -> dict[str, str]:
    """Let a browser keep an answer as a file."""
    return {"Content-Disposition": f'attachment; filename="{title}"'}


def _xlsx(sheet: Sheet, seal: Seal, title: str) -> Response:
    file = tempfile.TemporaryFile()  # noqa: SIM115 -- read to its end when it is sent
    try:
        write_xlsx(sheet, seal, file)
    except BaseException:
        file.close()
        raise
    response = Response(_pieces(file), content_type=XLSX, headers=attachment(title))
    response.content_length = file.tell()
    response.call_on_close(file.close)
    return response


def _pieces(file: IO[bytes]) -> Iterator[bytes]:
    with file:
        file.seek(0)
        while piece := file.read(PIECE):
            yield piece
