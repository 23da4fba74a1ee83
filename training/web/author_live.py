"""The editor while one types: saves, checks, and tells when somebody else saved."""

from flask import Blueprint, jsonify, render_template
from flask_wtf.csrf import generate_csrf
from werkzeug.wrappers import Response

from training.domain.access import Permission
from training.services.authoring import drafts
from training.web.access import needs
from training.web.database import reading
from training.web.identity import visit
from training.web.manuscript import for_editor, keep_posted, open_sheet, time_of
from training.web.uploads import takes_text

bp = Blueprint("author_live", __name__, url_prefix="/author")
LARGEST_TEXT = 512 * 1024


@bp.post("/save/<path:path>")
@takes_text(LARGEST_TEXT)
@needs(Permission.AUTHOR)
def save(path: str) -> Response:
    """Keep what was typed so far, and say what is wrong with it."""
    saved = keep_posted(path)
    with reading() as library:
        sheet = open_sheet(library, path)
    answer = {"isBeside": saved.is_beside, "isAnew": saved.is_anew, **for_editor(sheet)}
    answer["version"] = saved.version
    answer["by"] = sheet.manuscript.saved_by
    answer["list"] = render_template("author/_found.html", sheet=sheet)
    return jsonify(answer)


@bp.get("/live/<path:path>")
@needs(Permission.AUTHOR)
def live(path: str) -> Response:
    """Tell which version there is, who is logged in, and by which token forms are taken."""
    with reading() as library:
        manuscript = drafts.read(library, path)
    return jsonify(
        version=manuscript.version,
        by=manuscript.saved_by,
        at=time_of(manuscript.saved_at) if manuscript.saved_at else "",
        person=str(visit().person_id),
        token=generate_csrf(),
    )


@bp.get("/diagnostics/<path:path>")
@needs(Permission.AUTHOR)
def diagnostics(path: str) -> Response:
    """Give what is wrong with a text, with the places of its remedies."""
    with reading() as library:
        sheet = open_sheet(library, path)
    return jsonify(for_editor(sheet))


@bp.get("/signed-in")
@needs(Permission.AUTHOR)
def signed_in() -> str:
    """Send somebody who logged in again back to the window with the text."""
    return render_template("author/signed_in.html")
