"""The page of what was renewed since somebody completed it: one question, one minute."""

from uuid import UUID

from flask import Blueprint, render_template, request
from werkzeug.wrappers import Response

from training.domain.access import Permission
from training.services.errors import Conflict, Invalid
from training.services.quiz_page import Wish
from training.services.revisiting import page as revisits
from training.services.revisiting.page import Learner, Reply
from training.web.access import needs
from training.web.answering import posted
from training.web.database import reading, transaction
from training.web.identity import visit
from training.web.language import language
from training.web.redirects import see_other
from training.web.site import site

bp = Blueprint("revisit", __name__, url_prefix="/learn/revisits")

LONGEST_PART = 200


@bp.get("/<uuid:document_id>")
@needs(Permission.LEARN)
def show(document_id: UUID) -> str:
    """Show what is new, or what an answer brought."""
    return _page(document_id, request.args.get("part", ""), Wish())


@bp.post("/<uuid:document_id>")
@needs(Permission.LEARN)
def answer(document_id: UUID) -> Response | tuple[str, int]:
    """Keep an answer and show what it brings; an incomplete one is given back."""
    part = request.form.get("part", "")[:LONGEST_PART]
    reply = Reply(
        document_id,
        _revision(request.form.get("revision", "")),
        part,
        request.form.get("position", default=0, type=int),
        posted(),
    )
    try:
        with transaction() as library:
            revisits.answer(library, _learner(), reply, at=site().now())
    except Conflict:
        return see_other("revisit.show", document_id=document_id)
    except Invalid as refusal:
        return _page(document_id, "", Wish(part, reply.posted, refusal.code)), 400
    return see_other("revisit.show", document_id=document_id, part=part)


def _page(document_id: UUID, part: str, wish: Wish) -> str:
    with reading() as library:
        page = revisits.read(library, _learner(), document_id, part[:LONGEST_PART], wish)
    return render_template("learn/revisit.html", revisit=page)


def _learner() -> Learner:
    return Learner(visit().learner_key, language())


def _revision(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
