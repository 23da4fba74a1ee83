"""The versions of a text: a list, one to read, two compared, and back to an earlier one."""

from flask import Blueprint, render_template, request
from flask_babel import gettext
from werkzeug.wrappers import Response

from training.domain.access import Permission
from training.services.errors import Invalid
from training.services.publishing import upkeep, versions
from training.web.access import needs
from training.web.database import reading, transaction
from training.web.identity import visit
from training.web.redirects import see_other
from training.web.site import site

bp = Blueprint("versions", __name__, url_prefix="/author")


@bp.get("/versions/<path:path>")
@needs(Permission.AUTHOR)
def index(path: str) -> str:
    """List the versions of a text."""
    with reading() as library:
        history = versions.read_history(library, path)
    published = request.args.get("published", default=0, type=int)
    return render_template("versions/index.html", history=history, published=published)


@bp.get("/compare/<path:path>")
@needs(Permission.AUTHOR)
def compare(path: str) -> str:
    """Show what differs between two versions."""
    with reading() as library:
        found = versions.compare(library, path, _number("old"), _number("new"))
        history = versions.read_history(library, path)
    return render_template("versions/compare.html", found=found, history=history)


@bp.get("/version/<path:path>")
@needs(Permission.AUTHOR)
def read(path: str) -> str:
    """Show the text of one version."""
    number = _number("number")
    with reading() as library:
        text = versions.read_text(library, path, number)
        history = versions.read_history(library, path)
    return render_template("versions/read.html", text=text, history=history, number=number)


@bp.post("/version/<path:path>")
@needs(Permission.AUTHOR)
def take_back(path: str) -> Response:
    """Put an earlier text on the desk, and go on to publish it."""
    number = request.form.get("number", default=0, type=int)
    try:
        with transaction() as library:
            versions.take_back(library, path, number, by=visit().person_id, at=site().now())
    except Invalid:
        return see_other("versions.index", path=path)
    summary = gettext("Terug naar versie %(number)s", number=number)
    return see_other("publish.show", path=path, summary=summary)


@bp.get("/due")
@needs(Permission.AUTHOR)
def due() -> str:
    """List the texts that somebody must read again."""
    with reading() as library:
        texts = upkeep.list_due(library, today=site().today())
    return render_template("versions/due.html", texts=texts)


def _number(name: str) -> int:
    return request.args.get(name, default=0, type=int)
