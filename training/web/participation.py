"""Taking part in a measurement: first what it is for, then the questions."""

import secrets

from flask import Blueprint, render_template
from werkzeug.wrappers import Response

from training.domain.access import Permission
from training.services.measuring import taking
from training.web.access import needs
from training.web.database import reading, transaction
from training.web.identity import visit
from training.web.redirects import see_other
from training.web.site import site

bp = Blueprint("participation", __name__, url_prefix="/learn/measurements")

SEED_BITS = 31


@bp.get("/<int:wave>")
@needs(Permission.LEARN)
def show(wave: int) -> str:
    """Say what a measurement is for, and who sees what."""
    with reading() as library:
        found = taking.read(library, wave, visit().learner_key, site().today())
    return render_template("participation/show.html", invitation=found)


@bp.post("/<int:wave>")
@needs(Permission.LEARN)
def begin(wave: int) -> Response:
    """Begin, or go on."""
    with transaction() as library:
        attempt_id = taking.enter(
            library,
            wave,
            visit().learner_key,
            seed=secrets.randbits(SEED_BITS),
            today=site().today(),
            at=site().now(),
        )
    return see_other("quiz.show", attempt_id=attempt_id)
