"""Three quick questions after a pivotal scene: what one should do, would do and may do."""

from uuid import UUID

from flask import Blueprint, request
from werkzeug.wrappers import Response

from training.domain.access import Permission
from training.services.errors import Conflict, Invalid
from training.services.mandate import giving
from training.services.mandate.giving import Given
from training.web.access import needs
from training.web.database import transaction
from training.web.identity import visit
from training.web.redirects import see_other
from training.web.site import site

bp = Blueprint("stance", __name__)


@bp.post("/learn/scenarios/<uuid:attempt_id>/stance")
@needs(Permission.LEARN)
def give(attempt_id: UUID) -> Response:
    """Keep the three answers, and go on where one was."""
    notice = "stance"
    try:
        with transaction() as library:
            giving.give(
                library,
                attempt_id=attempt_id,
                learner_key=visit().learner_key,
                given=_given(),
                at=site().now(),
            )
    except Invalid:
        notice = "stance-missing"
    except Conflict:
        notice = ""
    return see_other(
        "learn.scene", attempt_id=attempt_id, notice=notice or None, _anchor=notice or None
    )


@bp.get("/learn/scenarios/<uuid:attempt_id>/stance")
@needs(Permission.LEARN)
def back(attempt_id: UUID) -> Response:
    """Lead the address of the form, opened again, to its page."""
    return see_other("learn.scene", attempt_id=attempt_id)


def _given() -> Given:
    return Given(
        should=request.form.get("should", default=0, type=int),
        would=request.form.get("would", default=0, type=int),
        may=request.form.get("may", ""),
    )
