"""What stands out: the page where somebody who reads figures of groups begins."""

from flask import Blueprint, render_template

from training.domain.access import Permission, Role, may
from training.services.aligning.reports import Reader
from training.services.glance import glance
from training.services.reporting import viewing
from training.services.reporting.view import Filters
from training.web import insight_words as words
from training.web.access import needs
from training.web.database import reading, transaction
from training.web.identity import actor, visit
from training.web.language import language
from training.web.measurement_words import change_sentence
from training.web.site import site

bp = Blueprint("glance", __name__, url_prefix="/glance")

SCREEN = "glance"


@bp.get("/")
@needs(Permission.INSIGHT)
def index() -> str:
    """Show in a sentence each what the newest figures say, and what one can do about it."""
    role = Role(visit().role)
    with reading() as library:
        found = glance(library, Reader(visit().person_id, role, language()))
    if not found.is_empty:
        _note_view()
    return render_template(
        "glance/index.html",
        glance=found,
        words=words,
        change_sentence=change_sentence,
        may_plan=may(role, Permission.TAKE_STOCK),
        may_assign=may(role, Permission.FOLLOW_ALL),
    )


def _note_view() -> None:
    """Leave one line a day on the trail that somebody looks at figures of groups."""
    at = site().now()
    with reading() as library:
        is_noted = viewing.is_noted(library.session, actor(), SCREEN, at=at)
    if not is_noted:
        with transaction() as library:
            viewing.note_view(library.session, actor(), SCREEN, Filters(), at=at)
