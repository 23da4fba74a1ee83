"""Certificates: the learner's own as page, PDF and badge, and the check that anyone can do."""

from flask import Blueprint, Response, make_response, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response as BaseResponse

from training.domain.access import Permission
from training.resources import PACKAGE, bundled
from training.services.errors import Conflict, NotFound, TooMany
from training.services.evidence import certificates, checking
from training.services.evidence.checking import Checked
from training.services.evidence.printing import print_pdf
from training.web.access import needs, public
from training.web.certificate_text import data_of
from training.web.database import reading, transaction
from training.web.forms import NameForm, NumberForm
from training.web.identity import actor, visit
from training.web.language import language
from training.web.redirects import see_other
from training.web.site import address_of, site

bp = Blueprint("certificate", __name__)

TEMPLATE = bundled("templates") / "certificate" / "certificate.typ"
LOGO = PACKAGE / "web" / "static" / "house" / "logo.svg"
Page = Response | BaseResponse | tuple[str, int]


@bp.get("/certificates")
@needs(Permission.LEARN)
def index() -> str:
    """List all own certificates."""
    with reading() as library:
        rows = certificates.list_own(
            library, visit().learner_key, language=language(), today=site().today()
        )
    notice = request.args.get("notice", "")
    return render_template("certificate/index.html", certificates=rows, notice=notice)


@bp.get("/certificates/<number>/certificate.pdf")
@needs(Permission.LEARN)
def paper(number: str) -> Response:
    """Send an own certificate as a PDF."""
    with reading() as library:
        found = certificates.find_own(library, visit().learner_key, number, language=language())
    # Outside the transaction: nobody else needs to wait for the press.
    address = address_of("certificate.show", number=number)
    data = data_of(found, organisation=site().settings.issuer, address=address)
    logo = LOGO.read_text("utf-8")
    pdf = print_pdf(TEMPLATE.read_bytes(), data, logo, address, at=found.completed_at)
    return _download(pdf, "application/pdf", _("bewijs") + f"-{found.number}.pdf")


@bp.post("/certificates/<number>/reissue")
@needs(Permission.LEARN)
def reissue(number: str) -> BaseResponse:
    """Give an own certificate a new number; a second click finds it done."""
    try:
        with transaction() as library:
            learner_key, now = visit().learner_key, site().now()
            certificates.reissue(library, learner_key, number, actor(), at=now)
    except Conflict as refusal:
        return see_other("certificate.index", notice="kept" if refusal.code == "numbers" else "new")
    return see_other("certificate.index", notice="new")


@bp.get("/certificate/")
@public
def ask() -> Page:
    """Ask for the number of a certificate."""
    form = NumberForm(request.args)
    if not request.args:
        return _unlisted(render_template("certificate/ask.html", form=NumberForm(formdata=None)))
    if not form.validate():
        return _unlisted(render_template("certificate/ask.html", form=form), 400)
    return see_other("certificate.show", number=form.spelled())


@bp.get("/certificate/<number>")
@public
def show(number: str) -> Response:
    """Tell whether a number is genuine, and nothing of whose it is."""
    return _show(number, NameForm(formdata=None))


@bp.post("/certificate/<number>")
@public
def compare(number: str) -> Response:
    """Tell whether a name is the one on the certificate."""
    form = NameForm()
    if not form.validate():
        return _show(number, form, status=400)
    name, now = form.name.data or "", site().now()
    try:
        with transaction() as library:
            is_match = checking.matches_name(library, number, name, actor(), at=now)
    except TooMany:
        form.name.errors = [_("Er is vandaag te vaak een naam geprobeerd. Probeer het morgen.")]
        return _show(number, form, status=429)
    except NotFound:
        return _show(number, form)
    return _show(number, form, answer="matches" if is_match else "differs")


def _show(number: str, form: NameForm, *, answer: str = "", status: int = 200) -> Response:
    checked: Checked | None = None
    try:
        with reading() as library:
            checked = checking.check(library, number, language=language(), today=site().today())
    except NotFound:
        status = 404
    page = render_template(
        "certificate/check.html", checked=checked, number=number[:40], form=form, answer=answer
    )
    return _unlisted(page, status)


def _unlisted(page: str, status: int = 200) -> Response:
    response = make_response(page, status)
    response.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    return response


def _download(content: bytes, kind: str, name: str) -> Response:
    response = make_response(content)
    response.headers["Content-Type"] = kind
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
