"""For HR: which versions people completed, as counts; nobody's name, and no answer."""

from flask import Blueprint, render_template, request

from training.domain.access import Permission
from training.services.reporting.editions import course_editions
from training.web.access import needs
from training.web.database import reading
from training.web.language import language

bp = Blueprint("editions", __name__, url_prefix="/editions")


@bp.get("/")
@needs(Permission.FOLLOW_ALL)
def index() -> str:
    """Show the versions of one course and its units."""
    with reading() as library:
        page = course_editions(library, request.args.get("course", ""), language=language())
    return render_template("report/editions.html", page=page)
