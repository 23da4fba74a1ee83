"""Images and sound that lessons and scenarios use, from the database: the same on every host."""

from collections.abc import Iterator

from flask import Blueprint, Response, request, stream_with_context
from werkzeug.datastructures import ContentRange, Range

from training.domain.access import Permission
from training.services.media import shelf
from training.services.media.shelf import Served
from training.web.access import needs
from training.web.database import reading

bp = Blueprint("media", __name__)

PIECE = 256 * 1024
YEAR = 31_536_000
KEEP = f"private, max-age={YEAR}, immutable"
"""A name never gets other contents."""


@bp.get("/media/<path:name>")
@needs(Permission.LEARN)
def show(name: str) -> Response:
    """Send an image or sound, or the part that a player asks for."""
    with reading() as library:
        served = shelf.find(library, name)
    headers = {"ETag": f'"{served.digest}"', "Cache-Control": KEEP, "Accept-Ranges": "bytes"}
    if request.if_none_match.contains(served.digest):
        return Response(status=304, headers=headers)
    wanted = _wanted(served)
    start, stop = (
        (0, served.size) if wanted is None else wanted.range_for_length(served.size) or (0, 0)
    )
    if wanted and not stop:
        headers["Content-Range"] = f"bytes */{served.size}"
        return Response(status=416, headers=headers)
    if wanted:  # also of all there is: a player then knows that it may ask for parts
        headers["Content-Range"] = ContentRange("bytes", start, stop, served.size).to_header()
    response = Response(
        stream_with_context(_pieces(served, start, stop)),
        status=206 if wanted else 200,
        content_type=served.media_type,
        headers=headers,
    )
    response.content_length = stop - start
    return response


def _wanted(served: Served) -> Range | None:
    """Give the one part that is asked for; none where the whole is."""
    wanted = request.range
    if wanted is None or wanted.units != "bytes" or len(wanted.ranges) != 1:
        return None
    is_older = request.if_range.date or request.if_range.etag not in (None, served.digest)
    return None if is_older else wanted


def _pieces(served: Served, start: int, stop: int) -> Iterator[bytes]:
    """Fetch piece by piece: no connection is kept while a slow reader takes its time."""
    for at in range(start, stop, PIECE):
        with reading() as library:
            yield from shelf.pieces(library, served, at, min(at + PIECE, stop), PIECE)
