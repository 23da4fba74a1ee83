"""The reports as files for a spreadsheet: CSV in pieces, or an Excel file."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, nullcontext
from threading import BoundedSemaphore
from uuid import UUID

from flask import Blueprint, Flask, Response, current_app, render_template, stream_with_context
from werkzeug.wrappers import Response as BaseResponse

from training.domain.access import Permission
from training.services.errors import NotFound, TooMany
from training.services.reporting import exports, large, viewing
from training.services.reporting.exports import Reading, Request
from training.services.reporting.sheet import Sheet
from training.web.access import needs
from training.web.database import reading, transaction
from training.web.identity import actor
from training.web.redirects import see_other
from training.web.report_filters import asked, viewer
from training.web.report_words import export_words
from training.web.sheet_files import SUFFIXES, XLSX, attachment, new_seal, send_sheet
from training.web.site import site

bp = Blueprint("exports", __name__, url_prefix="/report")

WAIT_SECONDS = 30
AT_ONCE = 2
"""An Excel file is finished before its first byte can leave. Few at a time, so that the threads
that answer learners are never all busy with it."""

MAKING, SENDING = "uitnodigend.exports", "uitnodigend.exports-sending"
"""Of what is made, and of what is sent: a slow reader holds a thread until the last byte left."""


def furnish(app: Flask, *, threads: int) -> None:
    """Put the turns ready, for a server that answers with so many threads."""
    app.extensions[MAKING] = BoundedSemaphore(AT_ONCE)
    app.extensions[SENDING] = BoundedSemaphore(max(1, threads // 2))


@bp.get("/people.<suffix>")
@needs(Permission.FOLLOW_TEAM)
def people(suffix: str) -> BaseResponse:
    """Give person by course."""
    return _file("people", suffix, exports.people)


@bp.get("/overdue.<suffix>")
@needs(Permission.FOLLOW_TEAM)
def overdue(suffix: str) -> BaseResponse:
    """Give who is too late."""
    return _file("overdue", suffix, exports.overdue)


@bp.get("/units.<suffix>")
@needs(Permission.FOLLOW_TEAM)
def units(suffix: str) -> BaseResponse:
    """Give the figures of units."""
    return _file("units", suffix, exports.units)


def _file(name: str, suffix: str, make: Callable[[Reading, Request], Sheet]) -> BaseResponse:
    """Make the table, leave a line on the trail, and only then send the first byte."""
    if suffix not in SUFFIXES:
        raise NotFound("export")
    with _turn(MAKING) if suffix == "xlsx" else nullcontext():
        return _sent(lambda: _response(name, suffix, make))


def _sent(answer: Callable[[], BaseResponse]) -> BaseResponse:
    """Answer, and count as sending until the last byte left."""
    with ExitStack() as held:
        held.enter_context(_turn(SENDING))
        response = answer()
        response.call_on_close(held.pop_all().close)
    return response


@contextmanager
def _turn(kind: str) -> Iterator[None]:
    """Take one of the few turns, and give it back; raises `TooMany` where there is none."""
    turns = current_app.extensions[kind]
    if not turns.acquire(blocking=False):
        raise TooMany("exports-busy", {"seconds": str(WAIT_SECONDS)})
    try:
        yield
    finally:
        turns.release()


def _response(name: str, suffix: str, make: Callable[[Reading, Request], Sheet]) -> BaseResponse:
    seal = new_seal()
    with reading() as library:
        request = Request(viewer(), asked(), export_words(), library.day_of)
        is_job = suffix == "xlsx" and large.is_large(library, name, request)
    if is_job:
        return _have_made(name, request, seal.export)
    sheet = make(reading, request)
    title = f"{sheet.name}-{site().today().isoformat()}"
    with transaction() as library:
        details = {"export": seal.export, "format": suffix, **viewing.told(asked())}
        viewing.note_export(library.session, actor(), name, details, at=site().now())
    return send_sheet(sheet, seal, title, suffix)


def _have_made(name: str, request: Request, export: str) -> BaseResponse:
    """Leave a large file to the worker, and show how far it is."""
    with transaction() as library:
        file_id = large.ask(library, name, request, actor(), export=export, at=site().now())
    return see_other("exports.file", file_id=file_id)


@bp.get("/files/<uuid:file_id>")
@needs(Permission.FOLLOW_TEAM)
def file(file_id: UUID) -> str:
    """Show how far a large file is, or that it is ready."""
    with reading() as library:
        found = large.find(library.session, file_id, viewer())
    return render_template("report/file.html", file=found, now=site().now())


@bp.get("/files/<uuid:file_id>/file.xlsx")
@needs(Permission.FOLLOW_TEAM)
def take(file_id: UUID) -> BaseResponse:
    """Give a large file that is ready."""
    return _sent(lambda: _kept(file_id))


def _kept(file_id: UUID) -> Response:
    with transaction() as library:
        found = large.take(library.session, file_id, viewer(), actor(), at=site().now())
    pieces = stream_with_context(_kept_pieces(file_id))
    response = Response(pieces, content_type=XLSX, headers=attachment(found.name))
    response.content_length = found.size
    return response


def _kept_pieces(file_id: UUID) -> Iterator[bytes]:
    after = -1
    while True:
        with reading() as library:
            found = large.next_piece(library.session, file_id, after)
        if found is None:
            return
        after, piece = found
        yield piece
