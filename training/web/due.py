"""The day by which a course must be done, to put in one's own calendar."""

from urllib.parse import urlsplit

from flask import Blueprint, Response, make_response
from flask_babel import gettext as _

from training.domain.access import Permission
from training.services.evidence import due_dates
from training.services.evidence.due_dates import Entry
from training.web.access import needs
from training.web.database import reading
from training.web.identity import visit
from training.web.language import language
from training.web.site import address_of, site

bp = Blueprint("due", __name__)


@bp.get("/learn/courses/<course>/due.ics")
@needs(Permission.LEARN)
def entry(course: str) -> Response:
    """Send the own due date of a course as a calendar file."""
    with reading() as library:
        due = due_dates.find_due(library, visit().learner_key, course, language=language())
    address = address_of("learn.course", course=course)
    words = Entry(
        summary=_("Klaar met “%(course)s”", course=due.course_title),
        description=_("Op deze dag hoort u klaar te zijn. Ga verder: %(address)s", address=address),
        address=address,
        host=urlsplit(site().settings.base_url).hostname or "localhost",
    )
    response = make_response(due_dates.write(due, words, at=site().now()))
    response.headers["Content-Type"] = "text/calendar; charset=utf-8"
    response.headers["Content-Disposition"] = f'attachment; filename="{_("klaar-op")}.ics"'
    return response
