"""Refreshers: a few questions that come back after a course, and what a learner wants of them."""

from uuid import UUID

from flask import Blueprint, render_template, request
from werkzeug.wrappers import Response

from training.domain.access import Permission
from training.services.errors import Conflict, Invalid
from training.services.quiz_page import Wish
from training.services.refreshing import sitting as refreshers
from training.services.refreshing import stock, wishes
from training.services.refreshing.cards import scheduler_of
from training.services.refreshing.sitting import Reader, Reply
from training.web.access import needs
from training.web.answering import posted
from training.web.database import reading, transaction
from training.web.identity import visit
from training.web.language import language
from training.web.redirects import see_other
from training.web.site import site

bp = Blueprint("refresh", __name__, url_prefix="/refresh")


@bp.get("/")
@needs(Permission.LEARN)
def index() -> str:
    """Show what waits, what comes, and what can be chosen."""
    with reading() as library:
        page = wishes.overview(library.session, visit().learner_key, today=site().today())
    return render_template("refresh/index.html", page=page)


@bp.get("/questions")
@needs(Permission.AUTHOR)
def questions() -> str:
    """Show trainers of which sub-points the questions run out."""
    with reading() as library:
        lines = stock.list_stock(library, language(), today=site().today())
    return render_template("refresh/questions.html", lines=lines)


@bp.get("/<uuid:sitting_id>")
@needs(Permission.LEARN)
def show(sitting_id: UUID) -> str:
    """Show the next question, or what an answer brought."""
    return _page(sitting_id, request.args.get("question", default=0, type=int), Wish())


@bp.post("/<uuid:sitting_id>/<int:place>")
@needs(Permission.LEARN)
def answer(sitting_id: UUID, place: int) -> Response | tuple[str, int]:
    """Keep an answer and show what it brings; an incomplete one is given back."""
    reply = Reply(sitting_id, place, posted())
    schedule = scheduler_of(site().settings.spacing)
    try:
        with transaction() as library:
            refreshers.answer(library, _reader(), reply, schedule, at=site().now())
    except Conflict:
        return see_other("refresh.show", sitting_id=sitting_id)
    except Invalid as refusal:
        wish = Wish(request.form.get("item", ""), reply.posted, refusal.code)
        return _page(sitting_id, 0, wish), 400
    return see_other("refresh.show", sitting_id=sitting_id, question=place)


@bp.get("/<uuid:sitting_id>/<int:place>")
@needs(Permission.LEARN)
def back_to_question(sitting_id: UUID, place: int) -> Response:
    """Lead the address of a form, opened again or read in another language, to its page."""
    return see_other("refresh.show", sitting_id=sitting_id, question=place)


@bp.post("/pause")
@needs(Permission.LEARN)
def pause() -> Response:
    """Let nothing come for a month, or let it come again."""
    key = visit().learner_key
    with transaction() as library:
        if request.form.get("pause") == "yes":
            wishes.pause(library.session, key, today=site().today())
        else:
            wishes.resume(library.session, key)
    return see_other("refresh.index")


@bp.post("/mail")
@needs(Permission.LEARN)
def mail() -> Response:
    """Send mail about it, or none."""
    is_mailed = request.form.get("mail") == "yes"
    with transaction() as library:
        wishes.choose_mail(library.session, visit().learner_key, is_mailed=is_mailed)
    return see_other("refresh.index")


@bp.get("/pause", endpoint="pause_again")
@bp.get("/mail", endpoint="mail_again")
@needs(Permission.LEARN)
def back_to_index() -> Response:
    """Lead the address of a form, opened again, to its page."""
    return see_other("refresh.index")


def _page(sitting_id: UUID, place: int, wish: Wish) -> str:
    with reading() as library:
        page = refreshers.read(library, _reader(), sitting_id, place, wish)
    return render_template("refresh/show.html", page=page)


def _reader() -> Reader:
    return Reader(visit().learner_key, language())
