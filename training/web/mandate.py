"""Where leeway is missing, for the leadership; and what is done about it."""

from flask import Blueprint, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from training.domain.access import Permission, Role, may
from training.services.errors import Invalid
from training.services.mandate import measures, reporting
from training.services.sight import sight_of_mandate
from training.web.access import needs
from training.web.database import reading, transaction
from training.web.identity import actor, visit
from training.web.language import language
from training.web.looking import note_look
from training.web.mandate_form import MeasureForm
from training.web.redirects import see_other
from training.web.report_words import layer_words
from training.web.site import site

bp = Blueprint("mandate", __name__, url_prefix="/mandate")

Page = str | Response | tuple[str, int]


@bp.get("/")
@needs(Permission.INSIGHT)
def index() -> str:
    """Show the quarters, what they ask of the leadership, and the measures."""
    return _page(MeasureForm(formdata=None))


@bp.post("/measures")
@needs(Permission.TAKE_STOCK)
def add() -> Page:
    """Record a measure."""
    form = MeasureForm()
    if form.validate():
        try:
            with transaction() as library:
                measures.add(library, form.new(), actor=actor(), at=site().now())
            return see_other("mandate.index", _anchor="measures")
        except Invalid as refusal:
            field = form.due_on if refusal.code == "measure-day" else form.text
            field.errors = [*field.errors, _sentence(refusal.code)]
    return _page(form), 400


@bp.post("/measures/<int:measure>/done")
@needs(Permission.TAKE_STOCK)
def done(measure: int) -> Page:
    """Record that a measure was taken."""
    evidence = request.form.get("evidence", "")
    try:
        with transaction() as library:
            measures.finish(library, measure, evidence, actor=actor(), at=site().now())
    except Invalid as refusal:
        sentence = _sentence(refusal.code)
        return _page(MeasureForm(formdata=None), wrong=measure, error=sentence), 400
    return see_other("mandate.index", _anchor="measures")


def _page(form: MeasureForm, wrong: int = 0, error: str = "") -> str:
    with reading() as library:
        quarters = reporting.read_reports(library, sight_of_mandate(Role(visit().role)), language())
        rows = measures.list_measures(library)
        is_training_alone = measures.is_training_alone(library, quarters[0] if quarters else None)
    if quarters:
        note_look("mandate")
    return render_template(
        "mandate/index.html",
        quarters=quarters,
        measures=rows,
        is_training_alone=is_training_alone,
        form=form,
        wrong=wrong,
        error=error,
        layers=layer_words(),
        may_decide=may(Role(visit().role), Permission.TAKE_STOCK),
    )


def _sentence(code: str) -> str:
    if code == "measure-day":
        return str(_("Deze dag is al voorbij. Kies een latere."))
    return str(_("Schrijf één zin van hoogstens 500 tekens, en een naam of rol van hoogstens 120."))
