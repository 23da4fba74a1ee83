"""How groups answer refreshers over time, and which of them fell."""

from flask import Blueprint, render_template, request

from training.domain.access import Permission
from training.services.drifting import page as drifting
from training.web.access import needs
from training.web.database import reading
from training.web.drift_chart import chart_of

bp = Blueprint("drift", __name__, url_prefix="/drift")

LONGEST_KEY = 40


@bp.get("/")
@needs(Permission.INSIGHT)
def index() -> str:
    """Show one group wave by wave, and the groups that fell."""
    key = request.args.get("group", "")[:LONGEST_KEY]
    with reading() as library:
        page = drifting.read(library.session, key)
    return render_template("drift/index.html", page=page, chart=chart_of(page.lines))
