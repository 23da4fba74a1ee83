"""Reviewing: a second trainer reads a draft line by line, remarks, approves or sends it back."""

from collections.abc import Callable, Mapping
from uuid import UUID

from flask import Blueprint, render_template, request
from werkzeug.wrappers import Response

from training.domain.access import Permission
from training.services.authoring.files import target_of
from training.services.errors import Conflict, Invalid, NotFound
from training.services.library import Library
from training.services.publishing import reviewing
from training.services.publishing.reviewing import Desk
from training.web.access import needs
from training.web.database import reading, transaction
from training.web.identity import actor, visit
from training.web.mailing import writer_here
from training.web.redirects import see_other
from training.web.site import site

bp = Blueprint("review", __name__, url_prefix="/author")

Act = Callable[[Library, str, Desk], None]


@bp.get("/reviews")
@needs(Permission.AUTHOR)
def waiting() -> str:
    """List the drafts that wait for a second reader."""
    with reading() as library:
        found = reviewing.list_waiting(library, visit().person_id)
    return render_template("review/waiting.html", waiting=found)


@bp.get("/review/<path:path>")
@needs(Permission.AUTHOR)
def show(path: str) -> str:
    """Show a draft with its line numbers and remarks."""
    return _page(path)


@bp.post("/review/<path:path>")
@needs(Permission.AUTHOR)
def act(path: str) -> Response | tuple[str, int]:
    """Do one of the things that the page offers."""
    name = request.form.get("act", "")
    if name not in ACTS:
        raise Invalid("act")
    try:
        with transaction() as library:
            ACTS[name](library, path, Desk(actor(), writer_here(), site().now()))
    except Conflict as refusal:
        return _page(path, refusal.code), 409
    except Invalid as refusal:
        return _page(path, refusal.code), 400
    line = request.form.get("line", type=int) if name in {"remark", "settle"} else None
    anchor = f"line-{line}" if line else None
    return see_other("review.show", path=path, done=name, _anchor=anchor)


def _ask(library: Library, path: str, desk: Desk) -> None:
    reviewing.ask(library, path, _digest(), desk)


def _approve(library: Library, path: str, desk: Desk) -> None:
    reviewing.answer(library, path, _digest(), desk, is_good=True)


def _return(library: Library, path: str, desk: Desk) -> None:
    reviewing.answer(library, path, _digest(), desk, is_good=False)


def _remark(library: Library, path: str, desk: Desk) -> None:
    line = request.form.get("line", default=0, type=int)
    text = request.form.get("text", "").replace("\r\n", "\n")
    reviewing.remark(library, path, line, text, desk)


def _settle(library: Library, path: str, desk: Desk) -> None:
    try:
        remark_id = UUID(request.form.get("remark", ""))
    except ValueError as error:
        raise Invalid("identifier") from error
    reviewing.settle(library, path, remark_id, desk)


ACTS: Mapping[str, Act] = {
    "ask": _ask,
    "approve": _approve,
    "return": _return,
    "remark": _remark,
    "settle": _settle,
}


def _page(path: str, problem: str = "") -> str:
    target_of(path)
    try:
        with reading() as library:
            page = reviewing.read(library, path, visit().person_id)
    except NotFound:
        return render_template("review/none.html", path=path)
    return render_template(
        "review/show.html",
        page=page,
        problem=problem,
        done=request.args.get("done", ""),
        line=request.values.get("line", default=0, type=int),
        text=request.form.get("text", ""),
        needs_review=site().settings.review,
    )


def _digest() -> str:
    return request.form.get("digest", "")
