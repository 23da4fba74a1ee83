"""The learner's quiz: one question a page or all on one, and the missed ones again."""

from uuid import UUID

from flask import Blueprint, render_template, request
from werkzeug.wrappers import Response

from training.domain.access import Permission
from training.services import quizzes
from training.services.errors import Conflict, Invalid
from training.services.play import Recorded
from training.services.quiz_page import QuizPage, Wish
from training.web.access import needs
from training.web.answering import posted
from training.web.database import reading, transaction
from training.web.identity import visit
from training.web.language import language
from training.web.redirects import see_other
from training.web.site import site

bp = Blueprint("quiz", __name__, url_prefix="/quiz")


@bp.get("/<uuid:attempt_id>")
@needs(Permission.LEARN)
def show(attempt_id: UUID) -> str:
    """Show the asked item, else the next one, else the result."""
    return _page(attempt_id, Wish(request.args.get("item", "")), request.args.get("notice", ""))


@bp.post("/<uuid:attempt_id>/responses")
@needs(Permission.LEARN)
def respond(attempt_id: UUID) -> Response | str | tuple[str, int]:
    """Record a response and show what it was worth; an incomplete one is given back."""
    name, answer = request.form.get("item", ""), posted()
    try:
        with transaction() as library:
            recorded = quizzes.respond(
                library,
                attempt_id=attempt_id,
                learner_key=visit().learner_key,
                place=quizzes.Place(request.form.get("round", default=0, type=int), name),
                posted=answer,
                at=site().now(),
            )
    except Invalid as refusal:
        return _page(attempt_id, Wish(name, answer, refusal.code), ""), 400
    except Conflict:
        return see_other("quiz.show", attempt_id=attempt_id, notice=Recorded.OVERTAKEN.value)
    notice = recorded.value if recorded is Recorded.OVERTAKEN else None
    # The anchor brings a reader of a page with all questions back to this one.
    return see_other("quiz.show", attempt_id=attempt_id, item=name, notice=notice, _anchor=name)


@bp.get("/<uuid:attempt_id>/responses")
@bp.get("/<uuid:attempt_id>/retakes")
@needs(Permission.LEARN)
def back_to_quiz(attempt_id: UUID) -> Response:
    """Lead the address of a form, opened again or read in another language, to its page."""
    return see_other("quiz.show", attempt_id=attempt_id)


@bp.post("/<uuid:attempt_id>/retakes")
@needs(Permission.LEARN)
def retake(attempt_id: UUID) -> Response:
    """Go round the missed items again."""
    try:
        with transaction() as library:
            quizzes.retake(
                library,
                attempt_id=attempt_id,
                learner_key=visit().learner_key,
                round=request.form.get("round", default=0, type=int),
            )
    except Conflict:
        return see_other("quiz.show", attempt_id=attempt_id, notice=Recorded.OVERTAKEN.value)
    return see_other("quiz.show", attempt_id=attempt_id)


def _page(attempt_id: UUID, wish: Wish, notice: str) -> str:
    with reading() as library:
        page = quizzes.read(
            library,
            attempt_id=attempt_id,
            learner_key=visit().learner_key,
            language=language(),
            wish=wish,
        )
    return render_template(_template(page), quiz=page, notice=notice)


def _template(page: QuizPage) -> str:
    if page.result:
        return "quiz/result.html"
    return "quiz/whole.html" if page.is_whole else "quiz/item.html"
