"""Images that lessons and scenarios show, from the media folder of the library."""

from pathlib import Path, PurePosixPath

from flask import Blueprint, Response, send_from_directory

from training.domain.access import Permission
from training.resources import bundled
from training.services.errors import NotFound
from training.web.access import needs
from training.web.site import site

bp = Blueprint("media", __name__)

# No SVG: it can carry scripts.
IMAGES = frozenset({".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif"})
HOUR = 3600


@bp.get("/media/<path:name>")
@needs(Permission.LEARN)
def show(name: str) -> Response:
    """Send an image; whatever is no image is not found."""
    if PurePosixPath(name).suffix.lower() not in IMAGES:
        raise NotFound("media")
    library = site().settings.library
    folder = (Path(library) / "content" if library else bundled("content")) / "media"
    response = send_from_directory(folder.resolve(), name, max_age=HOUR)
    response.headers["Cache-Control"] = f"private, max-age={HOUR}"
    return response
