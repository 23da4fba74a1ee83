"""The studio's first pages: every text of the library, and the editor of one."""

from flask import Blueprint, render_template, request
from werkzeug.wrappers import Response

from training.domain.access import Permission
from training.services.authoring import drafts
from training.services.authoring.files import list_files
from training.web.access import needs
from training.web.database import reading, transaction
from training.web.identity import visit
from training.web.redirects import see_other
from training.web.site import site

bp = Blueprint("author", __name__, url_prefix="/author")


@bp.get("/")
@needs(Permission.AUTHOR)
def index() -> str:
    """List every text with how it stands."""
    with reading() as library:
        files = list_files(library)
    return render_template("author/index.html", files=files)


@bp.get("/edit/<path:path>")
@needs(Permission.AUTHOR)
def edit(path: str) -> str:
    """Open a text to write."""
    with reading() as library:
        manuscript = drafts.read(library, path)
        checked = site().checker.check(library, path, manuscript.source, today=site().today())
    return render_template("author/edit.html", manuscript=manuscript, checked=checked)


@bp.post("/edit/<path:path>")
@needs(Permission.AUTHOR)
def save(path: str) -> Response:
    """Keep what was written."""
    source = request.form.get("source", "").replace("\r\n", "\n")
    version = request.form.get("version", 0, type=int)
    with transaction() as library:
        drafts.save(
            library,
            path=path,
            source=source,
            version=version,
            by=visit().person_id,
            at=site().now(),
        )
    return see_other("author.edit", path=path)
