"""Two texts of one file side by side, and the earlier texts of a file."""

from uuid import UUID

from flask import Blueprint, render_template, request
from werkzeug.wrappers import Response

from training.domain.access import Permission
from training.services.authoring import beside, comparing, drafts
from training.services.authoring.comparing import Side
from training.services.errors import Conflict, NotFound
from training.web.access import needs
from training.web.database import reading, transaction
from training.web.identity import visit
from training.web.redirects import see_other
from training.web.site import site
from training.web.uploads import takes_text

bp = Blueprint("author_beside", __name__, url_prefix="/author")
LARGEST_TEXT = 512 * 1024


@bp.get("/beside/<path:path>")
@needs(Permission.AUTHOR)
def show(path: str) -> str | Response:
    """Show both texts; where there is only one, its editor."""
    try:
        with reading() as library:
            both = beside.find(library, path, visit().person_id)
    except NotFound:
        return see_other("author.edit", path=path)
    return render_template(
        "author/beside.html",
        both=both,
        passages=comparing.compare(plain(both.ours), plain(both.theirs)),
        is_moved="moved" in request.args,
    )


@bp.post("/beside/<path:path>")
@takes_text(LARGEST_TEXT)
@needs(Permission.AUTHOR)
def settle(path: str) -> Response:
    """Go on with one text, made of both as was chosen."""
    version = request.form.get("version", 0, type=int)
    by, at = visit().person_id, site().now()
    try:
        with transaction() as library:
            both = beside.find(library, path, by)
            if both.version != version:
                raise Conflict("draft-moved")
            text = drafts.with_line_ends(library, path, _chosen(both))
            beside.settle(library, path=path, source=text, version=version, by=by, at=at)
    except Conflict:
        return see_other("author_beside.show", path=path, moved="1")
    return see_other("author.edit", path=path, notice="settled")


def _chosen(both: beside.Beside) -> str:
    passages = comparing.compare(plain(both.ours), plain(both.theirs))
    if (all_of := request.form.get("all", "")) in list(Side):
        sides = dict.fromkeys((p.number for p in passages), Side(all_of))
    else:
        sides = {
            passage.number: Side(side)
            for passage in passages
            if (side := request.form.get(f"side-{passage.number}", "")) in list(Side)
        }
    return comparing.merge(passages, sides)


@bp.get("/earlier/<path:path>")
@needs(Permission.AUTHOR)
def earlier(path: str) -> str:
    """List the texts that this file had and that nobody published."""
    with reading() as library:
        manuscript = drafts.read(library, path)
        found = beside.list_earlier(library, path)
    return render_template("author/earlier.html", manuscript=manuscript, found=found)


@bp.get("/earlier-text/<uuid:save_id>/<path:path>")
@needs(Permission.AUTHOR)
def earlier_text(save_id: UUID, path: str) -> str:
    """Show an earlier text beside the one of now."""
    with reading() as library:
        manuscript = drafts.read(library, path)
        text = plain(beside.read_earlier(library, path, save_id))
    passages = comparing.compare(text, plain(manuscript.source))
    return render_template(
        "author/earlier_text.html", manuscript=manuscript, save_id=save_id, passages=passages
    )


@bp.post("/earlier-text/<uuid:save_id>/<path:path>")
@needs(Permission.AUTHOR)
def restore(save_id: UUID, path: str) -> Response:
    """Go on with an earlier text; the text of now becomes an earlier one."""
    by, at = visit().person_id, site().now()
    with transaction() as library:
        beside.restore(library, path=path, save_id=save_id, by=by, at=at)
    return see_other("author.edit", path=path, notice="restored")


def plain(source: str) -> str:
    """Compare texts without regard to how their lines end."""
    return source.replace("\r\n", "\n").replace("\r", "\n")
