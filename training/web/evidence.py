"""What trainers see of how a text works: groups, never a person."""

from flask import Blueprint, render_template
from werkzeug.wrappers import Response

from training.domain.access import Permission
from training.services.improving import evidence as service
from training.web import evidence_words as words
from training.web.access import needs
from training.web.database import reading, transaction
from training.web.identity import visit
from training.web.redirects import see_other
from training.web.report_words import day_words
from training.web.site import site

bp = Blueprint("evidence", __name__, url_prefix="/author/evidence")


@bp.get("/")
@needs(Permission.AUTHOR)
def index() -> str:
    """List every text that is counted, with what the figures have against it."""
    with reading() as library:
        lines = service.overview(library)
    return render_template("evidence/index.html", lines=lines, words=words, day=day_words())


@bp.get("/<path:path>")
@needs(Permission.AUTHOR)
def show(path: str) -> str:
    """Show the figures of one text."""
    with reading() as library:
        page = service.evidence_page(library, path)
    return render_template("evidence/show.html", page=page, words=words, day=day_words())


@bp.post("/<path:path>")
@needs(Permission.AUTHOR)
def count(path: str) -> Response:
    """Ask for a count; the worker does it."""
    with transaction() as library:
        service.ask_count(library, path, by=visit().person_id, at=site().now())
    return see_other("evidence.show", path=path, notice="asked")
