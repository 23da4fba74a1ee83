"""The board report: a page, and the same as one sheet of paper."""

from dataclasses import asdict

from flask import Blueprint, Response, make_response, render_template
from flask_babel import gettext as _

from training.domain.access import Permission, Role
from training.resources import PACKAGE, bundled
from training.services.aligning.reports import Reader
from training.services.board_report import board_report
from training.services.evidence.printing import print_pdf
from training.web.access import needs
from training.web.board_report_text import Sheet, sheet_of
from training.web.database import reading
from training.web.identity import visit
from training.web.language import language
from training.web.looking import note_look
from training.web.site import address_of, site

bp = Blueprint("board_report", __name__)

TEMPLATE = bundled("templates") / "board_report" / "sheet.typ"
LOGO = PACKAGE / "web" / "static" / "house" / "logo.svg"


@bp.get("/board-report/")
@needs(Permission.INSIGHT)
def show() -> str:
    """Show the report as a page."""
    return render_template("board_report/show.html", sheet=_sheet())


@bp.get("/board-report/sheet.pdf")
@needs(Permission.INSIGHT)
def paper() -> Response:
    """Send the report as one sheet of paper."""
    sheet, address = _sheet(), address_of("stocktake_answer.promised")
    data = {
        **asdict(sheet),
        "language": language(),
        "organisation": site().settings.issuer,
        "address": address,
        "code": _("QR-code met het adres van de openbare pagina"),
        "legend": _("De streep is waar een score waarschijnlijk ligt.") if sheet.rails else "",
        "public": _("Wat wij hoorden en doen, staat in het openbaar:"),
    }
    logo = LOGO.read_text("utf-8")
    pdf = print_pdf(TEMPLATE.read_bytes(), data, logo, address, at=site().now())
    response = make_response(pdf)
    response.headers["Content-Type"] = "application/pdf"
    response.headers["Content-Disposition"] = f'attachment; filename="{_("bestuur")}.pdf"'
    return response


def _sheet() -> Sheet:
    person, today = visit(), site().today()
    reader = Reader(person.person_id, Role(person.role), language())
    with reading() as library:
        report = board_report(library, reader, today=today)
    note_look("board-report")
    return sheet_of(report, today=today)
