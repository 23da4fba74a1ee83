"""The response guide "Zo antwoorden wij": to read and print for all, to propose and agree on."""

from uuid import UUID

from flask import Blueprint, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from training.domain.access import Permission, Role, may
from training.services.errors import Conflict, Forbidden, Invalid
from training.services.guiding import agreeing
from training.services.guiding.agreeing import Agreeing, Draft
from training.services.guiding.reading import read_guide
from training.web.access import needs
from training.web.database import reading, transaction
from training.web.identity import actor, visit
from training.web.language import language
from training.web.redirects import see_other
from training.web.site import site

bp = Blueprint("guide", __name__, url_prefix="/guide")

LONGEST_QUERY = 100
LANGUAGES = ("nl", "en")
Page = str | Response | tuple[str, int]


@bp.get("/")
@needs(Permission.LEARN)
def index() -> str:
    """Show the agreed answers, all or those that were searched for."""
    query = request.args.get("q", "")[:LONGEST_QUERY]
    role = Role(visit().role)
    with reading() as library:
        topics = read_guide(library, language(), query)
    can_work = may(role, Permission.AUTHOR) or may(role, Permission.TAKE_STOCK)
    return render_template("guide/index.html", topics=topics, query=query, can_work=can_work)


@bp.get("/desk")
@needs(Permission.INSIGHT)
def work() -> str:
    """Show what waits: proposals, and scenes to propose an answer for."""
    return _work()


@bp.get("/desk/<uuid:document_id>/<part>")
@needs(Permission.AUTHOR)
def write(document_id: UUID, part: str) -> str:
    """Show the form of a proposal."""
    return _form(document_id, part)


@bp.post("/desk/<uuid:document_id>/<part>")
@needs(Permission.AUTHOR)
def propose(document_id: UUID, part: str) -> Page:
    """Propose an answer."""
    answers = {each: request.form.get(f"answer-{each}", "") for each in LANGUAGES}
    draft = Draft({k: v.replace("\r\n", "\n") for k, v in answers.items()}, _contact())
    try:
        with transaction() as library:
            agreeing.propose(library, document_id, part, draft, actor(), at=site().now())
    except Invalid as refusal:
        return _form(document_id, part, _sentences()[refusal.code], draft), 400
    return see_other("guide.work")


@bp.post("/proposals/<uuid:entry_id>/agree")
@needs(Permission.INSIGHT)
def agree(entry_id: UUID) -> Page:
    """Put a proposal in the guide."""
    try:
        with transaction() as library:
            agreeing.agree(library, entry_id, _by(), at=site().now())
    except (Conflict, Forbidden) as refusal:
        if refusal.code not in _sentences():
            raise
        return _work(_sentences()[refusal.code]), 409
    return see_other("guide.work")


@bp.post("/proposals/<uuid:entry_id>/withdraw")
@needs(Permission.AUTHOR)
def withdraw(entry_id: UUID) -> Response:
    """Take a proposal away."""
    with transaction() as library:
        agreeing.withdraw(library, entry_id, actor(), at=site().now())
    return see_other("guide.work")


@bp.get("/proposals/<uuid:entry_id>/agree", endpoint="agree_again")
@bp.get("/proposals/<uuid:entry_id>/withdraw", endpoint="withdraw_again")
@needs(Permission.INSIGHT)
def back_to_work(entry_id: UUID) -> Response:
    """Lead the address of a form, opened again, to the page."""
    return see_other("guide.work")


def _by() -> Agreeing:
    return Agreeing(actor(), Role(visit().role), is_reviewed=site().settings.review)


def _contact() -> str:
    return request.form.get("contact", "")


def _work(error: str = "") -> str:
    by = _by()
    with reading() as library:
        page = agreeing.read_workbench(library, by, language())
    can_write = may(by.role, Permission.AUTHOR)
    return render_template("guide/work.html", page=page, error=error, can_write=can_write)


def _form(document_id: UUID, part: str, error: str = "", draft: Draft | None = None) -> str:
    with reading() as library:
        page = agreeing.read_proposing(library, document_id, part, language())
    shown = draft or page.draft
    return render_template(
        "guide/propose.html", scene=page.scene, draft=shown, error=error, languages=LANGUAGES
    )


def _sentences() -> dict[str, str]:
    return {
        "guide-answer": _(
            "Schrijf in elk geval het Nederlandse antwoord, in hoogstens 1000 tekens."
        ),
        "guide-contact": _("Schrijf waar men het kan vragen, in hoogstens 200 tekens."),
        "guide-changed": _("De tekst is intussen veranderd. Stel het antwoord opnieuw voor."),
        "guide-own": _("Wie een antwoord voorstelt, spreekt het niet zelf af."),
        "guide-support": _(
            "Nog geen zeven van de tien antwoorden zo. Dan spreekt een trainer het af."
        ),
    }
