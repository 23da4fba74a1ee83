"""A learner's own plans: looked back on after two weeks and after two months, seen by nobody."""

from uuid import UUID

from flask import Blueprint, render_template, request
from werkzeug.wrappers import Response

from training.domain.access import Permission
from training.services.errors import Conflict, Invalid
from training.services.refreshing import plans
from training.services.refreshing.plans import LookBack
from training.web.access import needs
from training.web.database import reading, transaction
from training.web.identity import visit
from training.web.redirects import see_other
from training.web.site import site

bp = Blueprint("plan", __name__, url_prefix="/plans")


@bp.get("/")
@needs(Permission.LEARN)
def index() -> str:
    """Show the own plans, first those to look back on."""
    return _page()


@bp.post("/<uuid:plan_id>")
@needs(Permission.LEARN)
def look_back(plan_id: UUID) -> Response | tuple[str, int]:
    """Keep what was said of a plan; without a choice the page asks again, with what was typed."""
    asked = request.form.get("asked", default=0, type=int)
    text = request.form.get("text", "").replace("\r\n", "\n")
    words = LookBack(asked, request.form.get("outcome", ""), text)
    try:
        with transaction() as library:
            plans.look_back(library, visit().learner_key, plan_id, words, at=site().now())
    except Invalid as refusal:
        return _page(plan_id, words, refusal.code), 400
    except Conflict:
        return see_other("plan.index")
    return see_other("plan.index", _anchor=f"plan-{plan_id}")


@bp.post("/<uuid:plan_id>/deletion")
@needs(Permission.LEARN)
def throw_away(plan_id: UUID) -> Response:
    """Forget a plan."""
    with transaction() as library:
        plans.throw_away(library, visit().learner_key, plan_id)
    return see_other("plan.index")


@bp.get("/<uuid:plan_id>", endpoint="plan_again")
@bp.get("/<uuid:plan_id>/deletion", endpoint="deletion_again")
@needs(Permission.LEARN)
def back_to_index(plan_id: UUID) -> Response:
    """Lead the address of a form, opened again, to its page."""
    return see_other("plan.index", _anchor=f"plan-{plan_id}")


def _page(plan_id: UUID | None = None, words: LookBack | None = None, error: str = "") -> str:
    with reading() as library:
        lines = plans.list_own(library, visit().learner_key, today=site().today())
    return render_template(
        "plan/index.html", plans=lines, mistaken=plan_id, words=words, error=error
    )
