"""Your own data: see what is kept, take it along, and let your answers be nobody's any more."""

from flask import Blueprint, Response, json, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response as BaseResponse

from training.domain.access import Permission
from training.services import own_data
from training.web.access import needs
from training.web.database import reading, transaction
from training.web.identity import actor, visit
from training.web.own_data_words import WORDS
from training.web.redirects import see_other
from training.web.site import site

bp = Blueprint("own_data", __name__)


@bp.get("/account/data")
@needs(Permission.LEARN)
def index() -> str:
    """List what is kept about the reader, and how much of it."""
    kept = [(WORDS[each.table], len(each.rows)) for each in _collect() if each.rows]
    return render_template(
        "own_data/index.html",
        kept=kept,
        months=site().settings.keep_answers,
        notice=request.args.get("notice", ""),
    )


@bp.get("/account/data.json")
@needs(Permission.LEARN)
def download() -> Response:
    """Send all that is kept about the reader, as a file that other software can read."""
    made = {"made_at": site().now().isoformat(), "organisation": site().settings.issuer}
    kept = {each.table: {"what": WORDS[each.table], "rows": each.rows} for each in _collect()}
    response = Response(json.dumps({**made, "kept": kept}, indent=2), mimetype="application/json")
    response.headers["Content-Disposition"] = f'attachment; filename="{_("mijn-gegevens")}.json"'
    return response


@bp.get("/account/data/unlink")
@needs(Permission.LEARN)
def ask() -> str:
    """Tell what unlinking does, before it is done."""
    return render_template("own_data/unlink.html")


@bp.post("/account/data/unlink")
@needs(Permission.LEARN)
def unlink() -> BaseResponse:
    """Unlink the reader's answers; doing it twice changes nothing."""
    with transaction() as library:
        own_data.unlink(library, actor(), learner_key=visit().learner_key, at=site().now())
    return see_other("own_data.index", notice="unlinked")


def _collect() -> tuple[own_data.Holding, ...]:
    with reading() as library:
        return own_data.collect(
            library, person_id=visit().person_id, learner_key=visit().learner_key
        )
