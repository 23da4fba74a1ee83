"""Translations beside their originals: what is missing or behind, and a form for each part."""

from flask import Blueprint, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from training.domain.access import Permission
from training.services.errors import Conflict, Invalid, NotFound
from training.services.translating import confirming
from training.services.translating import side_by_side as translating
from training.services.translating.side_by_side import SideBySide, Written
from training.web.access import needs
from training.web.database import reading, transaction
from training.web.identity import actor, visit
from training.web.redirects import see_other
from training.web.site import site

bp = Blueprint("translate", __name__, url_prefix="/author")

BESIDE, CONFIRMED = "beside", "confirmed"
COLUMNS, MOST_ROWS = 62, 60
"""About as wide as the form is beside its original, and no longer than somebody can oversee."""


@bp.get("/translations")
@needs(Permission.AUTHOR)
def index() -> str:
    """List every translation with what is missing or behind."""
    with reading() as library:
        found = translating.list_wanting(library)
    return render_template("author/translations.html", translations=found)


@bp.get("/translate/<path:path>")
@needs(Permission.AUTHOR)
def show(path: str) -> str | tuple[str, int]:
    """Lay a text beside its translation; `part` opens the form of one part."""
    try:
        with reading() as library:
            found = translating.side_by_side(library, path, request.args.get("language", ""))
    except NotFound as refusal:
        if refusal.code != "original":
            raise
        return render_template("author/untranslatable.html", path=path), 404
    part = request.args.get("part", default=-1, type=int)
    return _page(path, found, part, notice=request.args.get("notice", ""))


@bp.post("/translate/<path:path>")
@needs(Permission.AUTHOR)
def write(path: str) -> Response | tuple[str, int]:
    """Begin a translation, say that it is right still, or keep one part and go on to the next."""
    if "seen" in request.form:
        return _confirm(path)
    if "text" not in request.form:
        return _start(path)
    written = Written(
        request.form.get("part", default=-1, type=int),
        request.form["text"].replace("\x00", ""),
        request.form.get("digest", ""),
        request.form.get("version", default=0, type=int),
    )
    if not written.text.strip() and not request.form.get("extra"):
        return _refuse(path, written.place), 400
    with transaction() as library:
        saved = translating.write(library, path, written, by=visit().person_id, at=site().now())
        found = translating.side_by_side(library, path)
    if saved.is_beside:
        return see_other("translate.show", path=path, part=written.place, notice=BESIDE)
    following = next_open(found, written.place)
    anchor = f"part-{written.place if following is None else following}"
    return see_other("translate.show", path=found.path, part=following, _anchor=anchor)


def next_open(found: SideBySide, place: int) -> int | None:
    """Find the next part with work to do, from a place on and then from the top."""
    waiting = [n for n, part in enumerate(found.parts) if part.is_open]
    return next((n for n in waiting if n > place), None)


def _start(path: str) -> Response:
    language = request.form.get("language", "")
    with transaction() as library:
        began = translating.start(library, path, language, by=visit().person_id, at=site().now())
    return see_other("translate.show", path=began, part=0, _anchor="part-0")


def _confirm(path: str) -> Response | tuple[str, int]:
    """Look, then lock and publish: nobody waits for the check."""
    needs_review, today = site().settings.review, site().today()
    try:
        with reading() as library:
            summary = _("De vertaling klopt nog")
            seen = request.form["seen"]
            asked = confirming.look(library, site().checker, path, seen, summary, today=today)
        with transaction() as library:
            confirming.confirm(library, asked, actor(), needs_review=needs_review, at=site().now())
    except (Conflict, Invalid) as refusal:
        with reading() as library:
            found = translating.side_by_side(library, path)
        status = 409 if isinstance(refusal, Conflict) else 400
        return _page(path, found, -1, error=refusal.code), status
    if needs_review:
        return see_other("review.show", path=path)
    return see_other("translate.show", path=path, notice=CONFIRMED)


def _refuse(path: str, place: int) -> str:
    with reading() as library:
        found = translating.side_by_side(library, path)
    return _page(path, found, place, error="empty")


def _page(path: str, found: SideBySide, place: int, *, error: str = "", notice: str = "") -> str:
    part = found.parts[place] if 0 <= place < len(found.parts) else None
    text = translating.text_to_write(found, part) if part else ""
    rows = sum(len(line) // COLUMNS + 1 for line in text.splitlines()) + 2
    return render_template(
        "author/translate.html",
        found=found,
        place=place,
        text=text,
        rows=min(rows, MOST_ROWS),
        digest=translating.digest_of(part.translation) if part else "",
        error=error,
        notice=notice,
        waiting=sum(part.is_open for part in found.parts),
        path=path,
    )
