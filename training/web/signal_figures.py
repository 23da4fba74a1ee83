"""What citizens report, by sub-point and quarter, for those who read figures."""

from flask import Blueprint, render_template

from training.domain.access import Permission
from training.services.signals import figures
from training.web.access import needs
from training.web.database import reading
from training.web.report_words import day_words
from training.web.signal_office import office
from training.web.site import site

bp = Blueprint("signal_figures", __name__, url_prefix="/signals")


@bp.get("/figures")
@needs(Permission.INSIGHT)
def show() -> str:
    """Show counts; no page of figures leads to a signal."""
    with reading() as library:
        found = figures.collect(library, office(), today=site().today())
    return render_template("signals/figures.html", figures=found, day=day_words())
