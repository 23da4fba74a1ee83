"""Newer texts of the folder that wait beside ours: a list, side by side, and the choice."""

from flask import Blueprint, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from training.domain.access import Permission
from training.domain.merging import Labels
from training.services.authoring.checking import Checked
from training.services.errors import Conflict, Invalid
from training.services.exchange import incoming
from training.services.exchange.incoming import Choice, Incoming, Seen
from training.services.library import Library
from training.web.access import needs
from training.web.beside import rows_of
from training.web.database import reading, transaction
from training.web.identity import actor
from training.web.redirects import see_other
from training.web.site import site

bp = Blueprint("incoming", __name__, url_prefix="/author/incoming")

Page = str | Response | tuple[str, int]


@bp.get("/")
@needs(Permission.AUTHOR)
def index() -> str:
    """List what waits."""
    with reading() as library:
        lines = incoming.list_incoming(library)
    return render_template("incoming/index.html", lines=lines, done=request.args.get("done", ""))


@bp.get("/<path:path>")
@needs(Permission.AUTHOR)
def show(path: str) -> str:
    """Lay the two texts side by side."""
    return _page(path)


@bp.post("/<path:path>")
@needs(Permission.AUTHOR)
def choose(path: str) -> Page:
    """Do what the trainer chose."""
    choice, digest = request.form.get("choice", ""), request.form.get("digest", "")
    if choice not in list(Choice):
        return _page(path, "choose"), 400
    try:
        if choice == Choice.THEIRS:
            return _take_theirs(path, Seen(digest, request.form.get("stamp", "")))
        with transaction() as library:
            if choice == Choice.BOTH:
                incoming.take_both(library, path, digest, labels(), actor(), at=site().now())
                return see_other("author.edit", path=path)
            incoming.keep_ours(library, path, digest, actor(), at=site().now())
    except Conflict as refusal:
        return _page(path, refusal.code), 409
    except Invalid as refusal:
        return _page(path, refusal.code), 400
    return see_other("incoming.index", done=choice)


def labels() -> Labels:
    """Give the words behind the marks of a place where somebody has to choose."""
    return Labels(_("KIES: zo staat het hier"), _("OF: zo staat het in de map"), _("TOT HIER"))


def _take_theirs(path: str, seen: Seen) -> Page:
    with reading() as library:
        found = incoming.read_incoming(library, path)
        checked = None if found.line.is_withdrawn else _check(library, found)
    if checked is not None and (checked.value is None or checked.has_errors):
        raise Invalid("broken")
    with transaction() as library:
        at = site().now()
        if checked is None or checked.value is None:
            needs_review = site().settings.review
            is_out = incoming.withdraw(
                library, path, seen, actor(), needs_review=needs_review, at=at
            )
            return see_other("incoming.index", done=Choice.THEIRS if is_out else "asked")
        if site().settings.review:
            incoming.draft_theirs(library, path, seen.digest, actor(), at=at)
            return see_other("author.edit", path=path)
        incoming.take_theirs(library, path, seen, checked.value, actor(), at=at)
    return see_other("incoming.index", done=Choice.THEIRS)


def _check(library: Library, found: Incoming) -> Checked:
    return site().checker.check(library, found.line.path, found.theirs, today=site().today())


def _try_check(library: Library, found: Incoming) -> Checked:
    return site().checker.try_check(library, found.line.path, found.theirs, today=site().today())


def _page(path: str, notice: str = "") -> str:
    with reading() as library:
        found = incoming.read_incoming(library, path)
        faults = () if found.line.is_withdrawn else _try_check(library, found).diagnostics
    return render_template(
        "incoming/show.html",
        found=found,
        rows=rows_of(found.pieces),
        faults=faults,
        notice=notice,
        needs_review=site().settings.review,
    )
