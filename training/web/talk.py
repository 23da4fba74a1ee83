"""Team talks: a card for who leads a unit or trains, and choosing again for who works there."""

from uuid import UUID

from flask import Blueprint, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from training.domain.access import Permission, Role
from training.services.errors import Conflict, Invalid
from training.services.library import Library
from training.services.scope import Scope
from training.services.talking import cards, opening, voting
from training.services.talking.opening import NewTalk
from training.services.talking.units import talk_scope
from training.web.access import needs
from training.web.database import reading, transaction
from training.web.identity import actor, visit
from training.web.language import language
from training.web.redirects import see_other
from training.web.site import site

bp = Blueprint("talk", __name__, url_prefix="/talk")

Page = str | Response | tuple[str, int]


@bp.get("/")
@needs(Permission.INSIGHT)
def index() -> str:
    """Show what a unit could talk about, and its talks."""
    return _index(request.args.get("unit", type=UUID))


@bp.post("/")
@needs(Permission.INSIGHT)
def open_() -> Page:
    """Make a card and open the vote that goes with it."""
    unit_id = request.form.get("unit", type=UUID)
    new = NewTalk(
        unit_id or UUID(int=0),
        request.form.get("question", default=0, type=int),
        (request.form.get("first", ""), request.form.get("second", "")),
    )
    try:
        with transaction() as library:
            number = opening.open_talk(library, _scope(library), new, actor(), at=site().now())
    except (Conflict, Invalid) as refusal:
        return _index(unit_id, _sentences()[refusal.code], new), 409
    return see_other("talk.show", talk=number)


@bp.get("/<int:talk>")
@needs(Permission.INSIGHT)
def show(talk: int) -> str:
    """Show the card, to print, and what changed once it is closed."""
    with reading() as library:
        card = cards.read_card(library, _scope(library), talk, language())
    return render_template("talk/card.html", card=card)


@bp.post("/<int:talk>/close")
@needs(Permission.INSIGHT)
def close(talk: int) -> Response:
    """Take no more votes."""
    with transaction() as library:
        opening.close_talk(library, _scope(library), talk, actor(), at=site().now())
    return see_other("talk.show", talk=talk)


@bp.get("/<int:talk>/close")
@needs(Permission.INSIGHT)
def close_again(talk: int) -> Response:
    """Lead the address of the form, opened again, to the page."""
    return see_other("talk.show", talk=talk)


@bp.get("/<int:talk>/vote")
@needs(Permission.LEARN)
def ask(talk: int) -> str:
    """Show the situation again to who works in the unit."""
    return _vote(talk)


@bp.post("/<int:talk>/vote")
@needs(Permission.LEARN)
def vote(talk: int) -> Page:
    """Count a choice, once."""
    position = request.form.get("option", default=-1, type=int)
    try:
        with transaction() as library:
            voting.vote(library, talk, visit().learner_key, position, at=site().now())
    except Invalid:
        return _vote(talk, _("Kies wat u nu zou doen.")), 400
    except Conflict:
        return see_other("talk.ask", talk=talk)
    return see_other("talk.ask", talk=talk)


def _scope(library: Library) -> Scope:
    return talk_scope(library.session, visit().person_id, Role(visit().role))


def _index(unit_id: UUID | None, error: str = "", new: NewTalk | None = None) -> str:
    with reading() as library:
        page = cards.read_index(library, _scope(library), unit_id, language())
    return render_template("talk/index.html", page=page, error=error, new=new)


def _vote(talk: int, error: str = "") -> str:
    with reading() as library:
        page = voting.read_vote(library, talk, visit().learner_key, language())
    return render_template("talk/vote.html", page=page, error=error)


def _sentences() -> dict[str, str]:
    return {
        "talk-questions": _("Schrijf twee vragen van elk hoogstens 200 tekens."),
        "talk-no-card": _("Over deze situatie is nu geen kaart te maken."),
        "talk-open": _("Over deze situatie loopt in dit team al een gesprek."),
    }
