"""Measurements for HR: plan, open and close them, and what they say for who may read figures."""

from flask import Blueprint, render_template, request
from werkzeug.wrappers import Response

from training.domain.access import Permission, Role, may
from training.services.errors import Conflict, NotFound
from training.services.library import Library
from training.services.measuring import overview, planning
from training.services.measuring.overview import MeasurementPage
from training.services.measuring.results import Result, read_result
from training.services.measuring.taking_out import sheet_of
from training.services.reporting import viewing
from training.services.sight import sight_of
from training.web.access import needs
from training.web.database import reading, transaction
from training.web.drawn import make_drawn
from training.web.effect_chart import chart_of
from training.web.identity import actor, visit
from training.web.looking import note_look
from training.web.measurement_form import MeasurementForm
from training.web.measurement_words import (
    change_sentence,
    effect_words,
    lead_words,
    mistake_words,
    percent_words,
    reason_words,
    state_words,
    verdict_of,
    wave_words,
)
from training.web.redirects import see_other
from training.web.report_words import layer_words
from training.web.sheet_files import SUFFIXES, new_seal, send_sheet
from training.web.site import site

bp = Blueprint("measurement", __name__, url_prefix="/measurement")

SCREEN = "measurement"
Page = str | Response | tuple[str, int]


@bp.get("/")
@needs(Permission.INSIGHT)
def index() -> str:
    """List the measurements."""
    with reading() as library:
        found = overview.list_measurements(library)
    return render_template(
        "measurement/index.html",
        measurements=found,
        waves=wave_words(),
        states=state_words(),
        may_plan=_may_plan(),
        notice=request.args.get("notice", ""),
    )


@bp.get("/new")
@needs(Permission.TAKE_STOCK)
def new() -> str:
    """Ask what the measurement is."""
    form = MeasurementForm(formdata=None)
    _offer(form)
    return render_template("measurement/new.html", form=form)


@bp.post("/new")
@needs(Permission.TAKE_STOCK)
def make() -> Page:
    """Plan a measurement."""
    form = MeasurementForm()
    _offer(form)

    def plan(library: Library, seed: int) -> int:
        today, at = site().today(), site().now()
        return planning.plan(library, form.new(), seed=seed, actor=actor(), today=today, at=at)

    number = make_drawn(form, plan, mistake_words())
    if number is None:
        return render_template("measurement/new.html", form=form), 400
    return see_other("measurement.show", wave=number)


@bp.get("/<int:wave>")
@needs(Permission.INSIGHT)
def show(wave: int) -> str:
    """Show one measurement."""
    return _page(wave, request.args.get("notice", ""))


@bp.get("/<int:wave>/effect.<suffix>")
@needs(Permission.INSIGHT)
def export(wave: int, suffix: str) -> Response:
    """Give what changed as a file, with the figures of the page."""
    found, result = _read(wave)
    if suffix not in SUFFIXES or result is None or chart_of(result.groups) is None:
        raise NotFound("export")
    seal = new_seal()
    sheet = sheet_of(result, found.row.title, effect_words(), verdict_of)
    with transaction() as library:
        details = {"export": seal.export, "format": suffix, "wave": str(wave)}
        viewing.note_export(library.session, actor(), SCREEN, details, at=site().now())
    return send_sheet(sheet, seal, f"{sheet.name}-{found.row.closes_on.isoformat()}", suffix)


@bp.post("/<int:wave>/open")
@needs(Permission.TAKE_STOCK)
def open_(wave: int) -> Page:
    """Freeze the texts and units, and hand out the forms."""
    try:
        with transaction() as library:
            planning.open_(library, wave, actor=actor(), at=site().now())
    except Conflict:
        return _page(wave, "forms"), 409
    return see_other("measurement.show", wave=wave, notice="opened")


@bp.post("/<int:wave>/close")
@needs(Permission.TAKE_STOCK)
def close(wave: int) -> Page:
    """Take no more answers."""
    try:
        with transaction() as library:
            planning.close(library, wave, actor=actor(), at=site().now())
    except Conflict:
        return _page(wave, "early"), 409
    return see_other("measurement.show", wave=wave, notice="closed")


@bp.post("/<int:wave>/withdraw")
@needs(Permission.TAKE_STOCK)
def withdraw(wave: int) -> Page:
    """Take a plan away that was never opened."""
    try:
        with transaction() as library:
            planning.withdraw(library, wave, actor=actor(), at=site().now())
    except Conflict:
        return _page(wave, "running"), 409
    return see_other("measurement.index", notice="withdrawn")


def _read(wave: int) -> tuple[MeasurementPage, Result | None]:
    with reading() as library:
        found = overview.read(library, wave)
        may_read = sight_of(library.session, visit().person_id, Role(visit().role))
        return found, read_result(library, wave, may_read)


def _page(wave: int, notice: str) -> str:
    found, result = _read(wave)
    if result:
        note_look(SCREEN)
    return render_template(
        "measurement/show.html",
        measurement=found,
        result=result,
        chart=chart_of(result.groups) if result else None,
        reasons=reason_words(),
        layers=layer_words(),
        lead=lead_words(has_before=found.before is not None),
        verdict_of=verdict_of,
        change_sentence=change_sentence,
        waves=wave_words(),
        states=state_words(),
        percents=dict(percent_words([found.percent])),
        may_plan=_may_plan(),
        notice=notice,
    )


def _offer(form: MeasurementForm) -> None:
    with reading() as library:
        form.offer(planning.list_forms(library), overview.list_measurements(library))


def _may_plan() -> bool:
    return may(Role(visit().role), Permission.TAKE_STOCK)
