"""How groups answer refreshers over time, and which of them fell."""

from flask import Blueprint, render_template, request

from training.domain.access import Permission, Role
from training.services.drifting import page as drifting
from training.services.sight import sight_of
from training.web.access import needs
from training.web.database import reading
from training.web.drift_chart import chart_of
from training.web.identity import visit
from training.web.looking import note_look

bp = Blueprint("drift", __name__, url_prefix="/drift")

LONGEST_KEY = 40


@bp.get("/")
@needs(Permission.INSIGHT)
def index() -> str:
    """Show one group wave by wave, and the groups that fell."""
    key = request.args.get("group", "")[:LONGEST_KEY]
    with reading() as library:
        may_read = sight_of(library.session, visit().person_id, Role(visit().role))
        page = drifting.read(library.session, may_read, key)
    note_look("drift")
    return render_template("drift/index.html", page=page, chart=chart_of(page.lines))
