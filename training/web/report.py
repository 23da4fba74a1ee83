"""How the organisation stands, who has to do what, and who is too late."""

from dataclasses import replace
from urllib.parse import urlencode
from uuid import UUID

from flask import Blueprint, render_template, request
from werkzeug.wrappers import Response

from training.domain.access import Permission
from training.services.errors import NotFound
from training.services.library import Library
from training.services.reporting import viewing
from training.services.reporting.dashboard import dashboard as dashboard_page
from training.services.reporting.overdue import overdue_page
from training.services.reporting.people import people_page
from training.services.reporting.schedules import Every, Wanted, ask, list_mine
from training.services.reporting.schedules import stop as stop_schedule
from training.services.reporting.view import Filters, look
from training.web.access import needs
from training.web.chart import chart_of
from training.web.database import reading, transaction
from training.web.identity import actor, visit
from training.web.redirects import see_other
from training.web.report_filters import asked, read_filters, viewer
from training.web.report_words import day_words, layer_words, short, standing_words
from training.web.site import site

bp = Blueprint("report", __name__, url_prefix="/report")


@bp.get("/")
@needs(Permission.FOLLOW_TEAM)
def dashboard() -> str:
    """Show the figures of a unit and of what is below it."""
    filters = asked()
    with reading() as library:
        page = dashboard_page(library, look(library, viewer(), filters), today=site().today())
        is_noted = _is_noted(library, "dashboard")
    _note(is_noted, "dashboard", filters)
    return render_template(
        "report/dashboard.html",
        page=page,
        filters=filters,
        chart=chart_of(page.trend),
        now=site().now(),
        **_links(filters),
    )


@bp.get("/people")
@needs(Permission.FOLLOW_TEAM)
def people() -> str:
    """Show person by course."""
    filters = asked()
    with reading() as library:
        view = look(library, viewer(), filters)
        page = people_page(library, view, filters, after=request.args.get("after", ""))
        is_noted = _is_noted(library, "people")
    _note(is_noted, "people", filters)
    return render_template(
        "report/people.html", page=page, filters=filters, now=site().now(), **_links(filters)
    )


@bp.get("/overdue")
@needs(Permission.FOLLOW_TEAM)
def overdue() -> str:
    """Show who is too late, the longest first."""
    filters = asked()
    with reading() as library:
        view = look(library, viewer(), filters)
        after = request.args.get("after", "")
        page = overdue_page(library, view, filters, today=site().today(), after=after)
        is_noted = _is_noted(library, "overdue")
    _note(is_noted, "overdue", filters)
    return render_template(
        "report/overdue.html",
        page=page,
        filters=filters,
        now=site().now(),
        **_links(filters),
    )


def _is_noted(library: Library, screen: str) -> bool:
    return viewing.is_noted(library.session, actor(), screen, at=site().now())


def _note(is_noted: bool, screen: str, filters: Filters) -> None:
    """Leave the line of today, in a transaction of its own: the page itself only reads."""
    if not is_noted:
        with transaction() as library:
            viewing.note_view(library.session, actor(), screen, filters, at=site().now())


def _links(filters: Filters) -> dict[str, object]:
    """Give what all report pages need to link to each other with the same filters."""
    return {
        "arguments": filters.given(),
        "short": short,
        "day": day_words(),
        "standings": standing_words(),
        "layers": layer_words(),
    }


@bp.get("/schedules")
@needs(Permission.FOLLOW_TEAM)
def schedules() -> str:
    """List what the reader gets by mail."""
    with reading() as library:
        found = list_mine(library.session, visit().person_id)
    return render_template("report/schedules.html", schedules=found)


@bp.post("/schedules")
@needs(Permission.FOLLOW_TEAM)
def schedule() -> Response:
    """Send the reader these figures from now on."""
    filters = replace(read_filters(request.form), standing=None, text="")
    try:
        every = Every(request.form.get("every", ""))
    except ValueError as error:
        raise NotFound("every") from error
    wanted = Wanted(request.form.get("screen", ""), urlencode(filters.given()), every)
    with transaction() as library:
        look(library, viewer(), filters)
        ask(library.session, actor(), wanted, today=site().today(), at=site().now())
    return see_other("report.schedules")


@bp.post("/schedules/<uuid:schedule_id>/stop")
@needs(Permission.FOLLOW_TEAM)
def stop(schedule_id: UUID) -> Response:
    """Send it no more."""
    with transaction() as library:
        stop_schedule(library.session, actor(), schedule_id, at=site().now())
    return see_other("report.schedules")
