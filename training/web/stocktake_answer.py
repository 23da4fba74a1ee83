"""What anybody may open of a stocktake: a form behind a link, and what was promised in public.

The code of a link is in the address only until it came in: it then moves to the cookie, so that it
is in no history, no log of a proxy and no page that somebody looks at over a shoulder.
"""

from flask import Blueprint, make_response, render_template, request, session
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
KEPT, KEPT_FOR = "stocktake", 12 * 3600
"""Where the cookie keeps code and second of coming in, and for how many seconds: half a day."""
Page = Response | tuple[str, int]


@bp.get("/s/")
@public
def ask() -> Response:
    """Ask for the code of a letter or sheet."""
    return _ask()


@bp.post("/s/")
@public
def enter() -> Response:
    """Come in with a code that was typed."""
    return _come_in(request.form.get("code", "").strip()[:CODE_LENGTH])


@bp.get("/s/<code>")
@public
def come(code: str) -> Response:
    """Come in by a link, and take its code out of the address."""
    return _come_in(code)


@bp.get("/s/form")
@public
def show() -> Response:
    """Show the form of who came in, thanks once it was sent, or that the wave has ended."""
    return _show({}, "")


@bp.post("/s/form")
@public
def send() -> Response:
    """Take a form; a second click finds it done."""
    given = request.form.to_dict()
    try:
        with transaction() as library:
            answering.send(library.session, _code(), given)
    except Invalid as refusal:
        return _show(given, sentences()[refusal.code], 400)
    except (Conflict, NotFound):
        pass  # the page says how it is
    return _quiet(see_other("stocktake_answer.show"))


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


def _come_in(code: str) -> Response:
    try:
        with reading() as library:
            answering.form_page(library.session, code, language())
    except NotFound:
        return _ask("unknown", 404)
    session[KEPT] = [code, int(site().now().timestamp())]
    return _quiet(see_other("stocktake_answer.show"))


def _code() -> str:
    """Give the code with which this browser came in; empty where it did not, or long ago.

    A form carries it along: it can be sent after the cookie went.
    """
    if request.form.get("code"):
        return request.form["code"][:CODE_LENGTH]
    code, since = session.get(KEPT, ["", 0])
    return str(code) if site().now().timestamp() - since < KEPT_FOR else ""


def _ask(problem: str = "", status: int = 200) -> Response:
    return _quiet(make_response(render_template("stocktake/code.html", problem=problem), status))


def _show(given: dict[str, str], error: str, status: int = 200) -> Response:
    try:
        with reading() as library:
            page = answering.form_page(library.session, _code(), language())
    except NotFound:
        return _ask("lost", 404)
    name = "form" if page.is_open else "thanks"
    text = render_template(
        f"stocktake/{name}.html",
        form=page,
        code=_code(),
        words=words(),
        given=given,
        error=error,
    )
    return _quiet(make_response(text, status))


def _quiet(response: Response) -> Response:
    """Keep an answer out of search engines, and its address out of the next request."""
    response.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
