"""A photo that came with a signal, for who handles it; never public and kept by no browser."""

from uuid import UUID

from flask import Blueprint, Response

from training.domain.access import Permission
from training.services.signals.photos import open_photo
from training.web.access import needs
from training.web.database import transaction
from training.web.identity import actor
from training.web.signal_pages import reader
from training.web.site import site

bp = Blueprint("signal_photo", __name__, url_prefix="/signals")


@bp.get("/<uuid:signal_id>/photos/<uuid:photo_id>")
@needs(Permission.LEARN)
def show(signal_id: UUID, photo_id: UUID) -> Response:
    """Send a photo; that somebody looked is written down."""
    with transaction() as library:
        photo = open_photo(library, reader(), signal_id, photo_id, actor(), at=site().now())
    headers = {"Cache-Control": "no-store", "Content-Disposition": "inline"}
    return Response(photo.content, content_type=photo.media_type, headers=headers)
