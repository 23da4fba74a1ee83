"""What citizens report, by sub-point and period, and the contacts to lay it beside."""

from datetime import date

from flask import Blueprint, render_template, request
from werkzeug.wrappers import Response

from training.domain.access import Permission, Role, may
from training.services.errors import Invalid
from training.services.signals import figures
from training.web.access import needs
from training.web.database import reading, transaction
from training.web.identity import actor, visit
from training.web.redirects import see_other
from training.web.report_words import day_words
from training.web.site import site

bp = Blueprint("signal_figures", __name__, url_prefix="/signals")


@bp.get("/figures")
@needs(Permission.INSIGHT)
def show() -> str:
    """Show counts that were made once; no page of figures leads to a signal."""
    with reading() as library:
        found = figures.read(library)
    may_count = may(Role(visit().role), Permission.COORDINATE_SIGNALS)
    return render_template(
        "signals/figures.html", figures=found, day=day_words(), may_count=may_count
    )


@bp.get("/contacts")
@needs(Permission.COORDINATE_SIGNALS)
def contacts() -> str:
    """Ask how many contacts with initiatives each quarter had."""
    return _contacts("")


@bp.post("/contacts")
@needs(Permission.COORDINATE_SIGNALS)
def keep_contacts() -> str | Response | tuple[str, int]:
    """Keep how many contacts a quarter had."""
    day = request.form.get("quarter", type=date.fromisoformat) or date.min
    number = request.form.get("number", 0, type=int)
    today, at = site().today(), site().now()
    try:
        with transaction() as library:
            figures.keep_contacts(library, day, number, actor(), today=today, at=at)
    except Invalid as problem:
        return _contacts(problem.code), 400
    return see_other("signal_figures.contacts")


def _contacts(problem: str) -> str:
    with reading() as library:
        quarters = figures.list_contacts(library, today=site().today())
    return render_template("signals/contacts.html", quarters=quarters, problem=problem)
