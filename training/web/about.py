"""Pages about this site: privacy, accessibility, and how it is doing."""

import shutil

from flask import Blueprint, render_template

from training.services.errors import Refusal
from training.web.access import public
from training.web.database import reading
from training.web.site import site

bp = Blueprint("about", __name__)

ENOUGH_DISK = 100 * 1024 * 1024


@bp.get("/privacy")
@public
def privacy() -> str:
    """Tell what is kept, and who sees what."""
    return render_template("about/privacy.html", months=site().settings.keep_answers)


@bp.get("/accessibility")
@public
def accessibility() -> str:
    """State how accessible this site is."""
    return render_template("about/accessibility.html")


@bp.get("/health/live")
@public
def live() -> tuple[str, int]:
    """Answer without the database: the process is there."""
    return "ok\n", 200


@bp.get("/health/ready")
@public
def ready() -> tuple[str, int]:
    """Answer whether requests can be served: database, library and disk."""
    return ("ok\n", 200) if _is_ready() else ("not ready\n", 503)


def _is_ready() -> bool:
    try:
        with reading() as library:
            has_library = library.catalogue.framework() is not None
    except Refusal:
        return False
    folder = site().settings.data_dir
    has_room = not folder.exists() or shutil.disk_usage(folder).free >= ENOUGH_DISK
    return has_library and has_room
