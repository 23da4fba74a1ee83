"""What anybody may open of a stocktake: a form behind a link, and what was promised in public."""

from flask import Blueprint, make_response, render_template, request
from werkzeug.wrappers import Response

from training.services.errors import Conflict, Invalid, NotFound
from training.services.stocktake import acting, answering
from training.web.access import public
from training.web.database import reading, transaction
from training.web.language import language
from training.web.redirects import see_other
from training.web.site import site
from training.web.stocktake_words import sentences, words

bp = Blueprint("stocktake_answer", __name__)

CODE_LENGTH = 40
Page = Response | tuple[str, int]


@bp.get("/s/")
@public
def ask() -> Response:
    """Ask for the code of a letter or sheet."""
    code = request.args.get("code", "").strip()[:CODE_LENGTH]
    if code:
        return see_other("stocktake_answer.show", code=code.replace("/", "") or "-")
    return _unlisted(render_template("stocktake/code.html", is_unknown=False))


@bp.get("/s/<code>")
@public
def show(code: str) -> Response:
    """Show the form behind a link, thanks once it was sent, or that the wave has ended."""
    return _show(code, {}, "")


@bp.post("/s/<code>")
@public
def send(code: str) -> Response:
    """Take a form; a second click finds it done."""
    given = request.form.to_dict()
    try:
        with transaction() as library:
            answering.send(library.session, code, given, today=site().today())
    except Invalid as refusal:
        return _show(code, given, sentences()[refusal.code], 400)
    except (Conflict, NotFound):
        pass  # the page says how it is
    return see_other("stocktake_answer.show", code=code)


@bp.get("/you-said/")
@public
def promised() -> str:
    """Show what was heard in the newest stocktake, and what is done with it."""
    return _promised(None)


@bp.get("/you-said/<int:number>")
@public
def promised_then(number: int) -> str:
    """Show the same of an earlier one."""
    return _promised(number)


def _promised(number: int | None) -> str:
    with reading() as library:
        page = acting.public_page(library.session, number, today=site().today())
    return render_template("stocktake/promised.html", page=page, words=words())


def _show(code: str, given: dict[str, str], error: str, status: int = 200) -> Response:
    try:
        with reading() as library:
            page = answering.form_page(library.session, code, language())
    except NotFound:
        return _unlisted(render_template("stocktake/code.html", is_unknown=True), 404)
    name = "form" if page.is_open else "thanks"
    return _unlisted(
        render_template(
            f"stocktake/{name}.html",
            form=page,
            code=code,
            words=words(),
            given=given,
            error=error,
        ),
        status,
    )


def _unlisted(page: str, status: int = 200) -> Response:
    response = make_response(page, status)
    response.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    return response
