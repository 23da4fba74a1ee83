"""How alike and how inviting the organisation answers: reports for groups, never for a person."""

import secrets
from uuid import UUID

from flask import Blueprint, Response, render_template
from werkzeug.wrappers import Response as BaseResponse

from training.domain.access import Permission, Role, may
from training.services.aligning import asking, questions, reports, taking
from training.services.aligning.reports import Reader
from training.services.aligning.trend import trend_of
from training.services.errors import Conflict
from training.services.reporting import viewing
from training.services.reporting.files import write_csv
from training.services.reporting.seal import Seal, key_from
from training.web import insight_words as words
from training.web.access import needs
from training.web.database import reading, transaction
from training.web.identity import actor, visit
from training.web.language import language
from training.web.looking import note_look
from training.web.quadrant import picture_of
from training.web.redirects import see_other
from training.web.report_words import layer_words
from training.web.site import site
from training.web.trend_chart import chart_of

bp = Blueprint("insight", __name__, url_prefix="/insight")

SCREEN = "alignment"
CSV = "text/csv; charset=utf-8"


@bp.get("/")
@needs(Permission.INSIGHT)
def index() -> str:
    """List the reports, and offer to make one."""
    with reading() as library:
        lines = reports.list_lines(library)
        found = trend_of(library, lines)
        can_ask = may(Role(visit().role), Permission.TAKE_STOCK)
        is_enough = can_ask and asking.may_ask(library, at=site().now())
    return render_template(
        "insight/index.html",
        lines=lines,
        trend=found,
        chart=chart_of(found),
        can_ask=can_ask,
        is_enough=is_enough,
        words=words,
    )


@bp.post("/")
@needs(Permission.TAKE_STOCK)
def ask() -> BaseResponse:
    """Ask for a report; the worker makes it."""
    try:
        with transaction() as library:
            asking.ask(library, by=visit().person_id, at=site().now())
    except Conflict:
        return see_other("insight.index", notice="few")
    return see_other("insight.index", notice="asked")


@bp.get("/<uuid:report_id>")
@needs(Permission.INSIGHT)
def show(report_id: UUID) -> str:
    """Show a report: both axes, the layers, and who stands out."""
    with reading() as library:
        page = reports.report_page(library, report_id, _reader())
        found = questions.list_situations(library, report_id, language())
    note_look(SCREEN)
    return render_template(
        "insight/show.html",
        page=page,
        picture=picture_of([*page.groups, *(one.unit for one in page.departures)]),
        apart=questions.most_apart(found),
        words=words,
        layers=layer_words(),
    )


@bp.get("/<uuid:report_id>/situations")
@needs(Permission.INSIGHT)
def situations(report_id: UUID) -> str:
    """Show each situation with its text and how everyone chose."""
    with reading() as library:
        page = reports.report_page(library, report_id, _reader())
        found = questions.list_situations(library, report_id, language())
    note_look(SCREEN)
    return render_template(
        "insight/situations.html", page=page, situations=found, words=words, layers=layer_words()
    )


@bp.get("/<uuid:report_id>/units/<key>")
@needs(Permission.INSIGHT)
def unit(report_id: UUID, key: str) -> str:
    """Show one unit beside all officials."""
    with reading() as library:
        page = reports.unit_page(library, report_id, key, _reader())
    note_look(SCREEN)
    return render_template(
        "insight/unit.html", page=page, picture=picture_of(page.topics[0]), words=words
    )


@bp.get("/<uuid:report_id>.csv")
@needs(Permission.INSIGHT)
def export(report_id: UUID) -> BaseResponse:
    """Give the figures of a report as a file."""
    seal = Seal(key_from(site().settings.secret_key), secrets.token_hex(4))
    with reading() as library:
        sheet = taking.sheet_of(library, report_id, _reader(), words.export_words())
    with transaction() as library:
        details = {"export": seal.export, "format": "csv", "report": str(report_id)}
        viewing.note_export(library.session, actor(), SCREEN, details, at=site().now())
    disposition = {"Content-Disposition": f'attachment; filename="{sheet.name}.csv"'}
    return Response(write_csv(sheet, seal), content_type=CSV, headers=disposition)


def _reader() -> Reader:
    found = visit()
    return Reader(found.person_id, Role(found.role), language())
