"""Remarks on a text: a learner leaves one on its page, trainers read them without a name."""

from uuid import UUID

from flask import Blueprint, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from training.domain.access import Permission
from training.services.authoring.files import title_at
from training.services.errors import Invalid, TooMany
from training.services.improving import remarks
from training.services.improving.remarks import Spot, Writer
from training.web.access import needs
from training.web.database import reading, transaction
from training.web.identity import visit
from training.web.language import language
from training.web.redirects import see_other
from training.web.report_words import day_words
from training.web.site import site

bp = Blueprint("remark", __name__)

PAGES = {"scene": "learn.scene", "lesson": "learn.lesson", "quiz": "quiz.show"}


@bp.post("/learn/remarks/<uuid:attempt_id>")
@needs(Permission.LEARN)
def leave(attempt_id: UUID) -> Response | tuple[str, int]:
    """Keep a remark, and go on where one was."""
    text = request.form.get("text", "")
    try:
        with transaction() as library:
            remarks.leave(
                library,
                Writer(visit().learner_key, language()),
                attempt_id=attempt_id,
                spot=_spot(),
                text=text,
                at=site().now(),
            )
    except (Invalid, TooMany) as refusal:
        return _again(attempt_id, text, refusal), 429 if isinstance(refusal, TooMany) else 400
    return see_other("remark.kept", attempt_id=attempt_id, back=_back())


@bp.get("/learn/remarks/<uuid:attempt_id>")
@needs(Permission.LEARN)
def kept(attempt_id: UUID) -> str:
    """Say thanks, and lead back."""
    address = PAGES.get(request.args.get("back", ""), "")
    return render_template("remark/kept.html", endpoint=address, attempt_id=attempt_id)


@bp.get("/author/remarks/")
@needs(Permission.AUTHOR)
def index() -> str:
    """List what learners remarked of all texts."""
    return _list("")


@bp.get("/author/remarks/<path:path>")
@needs(Permission.AUTHOR)
def of_text(path: str) -> str:
    """List what learners remarked of one text."""
    return _list(path)


@bp.post("/author/remarks/settle/<uuid:remark_id>")
@needs(Permission.AUTHOR)
def settle(remark_id: UUID) -> Response:
    """Mark a remark as dealt with, or open it again."""
    with transaction() as library:
        remarks.settle(library, remark_id, by=visit().person_id, at=site().now())
    path = request.form.get("path", "")
    settled = request.form.get("settled") or None
    if path:
        return see_other("remark.of_text", path=path, settled=settled)
    return see_other("remark.index", settled=settled)


def _list(path: str) -> str:
    is_settled = request.args.get("settled") == "1"
    with reading() as library:
        found = remarks.to_read(library, path, is_settled=is_settled)
        title = title_at(library, path) if path else ""
    values = {"remarks": found, "is_settled": is_settled, "day": day_words()}
    if path:
        return render_template("remark/of_text.html", path=path, title=title, **values)
    return render_template("remark/index.html", **values)


def _spot() -> Spot:
    form = request.form
    if form.get("about") == "whole":
        return Spot()
    step = form.get("step", type=int)
    if step is not None and form.get("about") == "before":
        step -= 1
    return Spot(step, form.get("page", type=int), form.get("item", ""))


def _back() -> str:
    found = request.form.get("back", "")
    return found if found in PAGES else ""


def _again(attempt_id: UUID, text: str, refusal: Invalid | TooMany) -> str:
    """Give a remark back that could not be kept, with the reason."""
    sentences = {
        "remark-empty": _("Schrijf eerst iets op."),
        "remark-long": _("Uw opmerking is langer dan 1000 tekens. Maak haar korter."),
        "remarks": _("U schreef vandaag al twintig opmerkingen. Morgen kunt u weer schrijven."),
    }
    hidden = {
        name: request.form[name]
        for name in ("step", "page", "item", "about", "back")
        if name in request.form
    }
    return render_template(
        "remark/again.html",
        attempt_id=attempt_id,
        text=text,
        error=sentences[refusal.code],
        hidden=hidden,
    )
