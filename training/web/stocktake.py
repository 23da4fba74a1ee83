"""Runs a stocktake: plan, invite, remind, type in what came on paper, open and close."""

import secrets
from dataclasses import asdict
from uuid import UUID

from flask import Blueprint, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from training.domain.access import Permission
from training.domain.stocktake import Side
from training.services.errors import Conflict, Invalid
from training.services.stocktake import answering, inviting, waves
from training.services.stocktake.inviting import Batch, Post
from training.web.access import needs
from training.web.database import reading, transaction
from training.web.identity import actor
from training.web.language import language
from training.web.mailing import writer_here
from training.web.redirects import see_other
from training.web.site import address_of, site
from training.web.stocktake_forms import PlanForm
from training.web.stocktake_reader import is_host, side_of
from training.web.stocktake_words import sentences, words

bp = Blueprint("stocktake", __name__, url_prefix="/stocktake")

SEED_BITS, CODE_BITS = 31, 80
Page = str | Response | tuple[str, int]


@bp.get("/")
@needs(Permission.INSIGHT)
def index() -> str:
    """List the waves."""
    with reading() as library:
        lines = waves.list_lines(library.session)
    return render_template("stocktake/index.html", lines=lines, is_host=is_host(), words=words())


@bp.get("/new")
@needs(Permission.TAKE_STOCK)
def new() -> str:
    """Ask what the next wave is like."""
    return render_template("stocktake/new.html", form=PlanForm(formdata=None), error="")


@bp.post("/new")
@needs(Permission.TAKE_STOCK)
def plan() -> Page:
    """Plan a wave."""
    form = PlanForm()
    error = ""
    if form.validate():
        try:
            with transaction() as library:
                seed, now = secrets.randbits(SEED_BITS), site().now()
                number = waves.plan(library.session, form.plan(), actor(), seed=seed, at=now)
            return see_other("stocktake.show", number=number)
        except Invalid as refusal:
            error = sentences()[refusal.code]
    return render_template("stocktake/new.html", form=form, error=error), 400


@bp.get("/<int:number>")
@needs(Permission.TAKE_STOCK)
def show(number: int) -> str:
    """Show how a wave goes: counts only."""
    return _show(number)


@bp.post("/<int:number>/<any(open, close):step>")
@needs(Permission.TAKE_STOCK)
def move(number: int, step: str) -> Page:
    """Open a wave, or close it; its figures are made after that."""
    change = waves.open_ if step == "open" else waves.close
    try:
        if step == "close" and "sure" not in request.form:
            raise Conflict("stocktake-sure")
        with transaction() as library:
            change(library.session, number, actor(), at=site().now())
    except Conflict as refusal:
        return _show(number, error=refusal.code), 409
    return see_other("stocktake.show", number=number)


@bp.post("/<int:number>/mail")
@needs(Permission.TAKE_STOCK)
def mail(number: int) -> Page:
    """Mail everybody of a side who works here: a link, or a reminder without one."""
    try:
        side, is_reminder = side_of(request.form.get("side", "")), "remind" in request.form
        with transaction() as library:
            waves.page_of(library.session, number)
            inviting.mail_people(
                library, number, side, actor(), is_reminder=is_reminder, at=site().now()
            )
    except Conflict as refusal:
        return _show(number, error=refusal.code), 409
    return see_other("stocktake.show", number=number, notice="mailed")


@bp.post("/<int:number>/addresses")
@needs(Permission.TAKE_STOCK)
def addresses(number: int) -> Page:
    """Mail initiatives at addresses that are forgotten at once."""
    text = request.form.get("addresses", "")
    post = Post(writer_here(), None if "remind" in request.form else _draw)
    spoken = "en" if request.form.get("language") == "en" else "nl"
    try:
        with transaction() as library:
            posted = inviting.mail_addresses(
                library, number, text, actor(), post, language=spoken, at=site().now()
            )
    except (Invalid, Conflict) as refusal:
        return _show(number, error=refusal.code, addresses=text), 400
    return see_other("stocktake.show", number=number, notice="posted", **asdict(posted))


@bp.post("/<int:number>/codes")
@needs(Permission.TAKE_STOCK)
def codes(number: int) -> Page:
    """Make links to hand out on paper; they are shown once."""
    side, unit_id = side_of(request.form.get("side", "")), request.form.get("unit", type=UUID)
    batch = Batch(side, request.form.get("count", 0, type=int), unit_id)
    try:
        with transaction() as library:
            found = inviting.hand_out(library, number, batch, actor(), draw=_draw, at=site().now())
            page = waves.page_of(library.session, number)
    except (Invalid, Conflict) as refusal:
        return _show(number, error=refusal.code), 400
    units: dict[UUID | None, str] = {id_: name for id_, name, _people in page.units}
    return render_template(
        "stocktake/codes.html",
        page=page,
        codes=found,
        words=words(),
        side=side,
        unit=(units.get(unit_id, "") or _("Hele organisatie")) if side is Side.STAFF else "",
        address=address_of("stocktake_answer.ask"),
    )


@bp.get("/<int:number>/print/<side>")
@needs(Permission.TAKE_STOCK)
def sheet(number: int, side: str) -> str:
    """Show an empty form to print, in large letters where that is asked for."""
    with reading() as library:
        form = answering.paper_page(library.session, number, side_of(side), language())
    is_large = "large" in request.args
    values = {"form": form, "number": number, "words": words(), "is_large": is_large}
    return render_template("stocktake/sheet.html", **values)


@bp.get("/<int:number>/paper/<side>")
@needs(Permission.TAKE_STOCK)
def paper(number: int, side: str) -> str:
    """Show an empty form to type in what came on paper or by phone."""
    return _paper(number, side_of(side), {}, "")


@bp.post("/<int:number>/paper/<side>")
@needs(Permission.TAKE_STOCK)
def enter(number: int, side: str) -> Page:
    """Take a form that was typed in, and offer the next."""
    given, unit_id = request.form.to_dict(), request.form.get("unit", type=UUID)
    try:
        with transaction() as library:
            answering.enter(
                library,
                number,
                side_of(side),
                given,
                actor(),
                unit_id=unit_id,
                at=site().now(),
            )
    except Invalid as refusal:
        return _paper(number, side_of(side), given, sentences()[refusal.code]), 400
    return see_other("stocktake.paper", number=number, side=side, notice="kept")


def _show(number: int, *, error: str = "", addresses: str = "") -> str:
    with reading() as library:
        page = waves.page_of(library.session, number)
    return render_template(
        "stocktake/show.html",
        page=page,
        words=words(),
        error=sentences().get(error, ""),
        addresses=addresses,
        notice=request.args.get("notice", ""),
        posted={name: request.args.get(name, 0, type=int) for name in ("sent", "again", "own")},
    )


def _paper(number: int, side: Side, given: dict[str, str], error: str) -> str:
    with reading() as library:
        form = answering.paper_page(library.session, number, side, language())
        page = waves.page_of(library.session, number)
    return render_template(
        "stocktake/paper.html",
        form=form,
        page=page,
        words=words(),
        given=given,
        error=error,
        notice=request.args.get("notice", ""),
    )


def _draw() -> int:
    return secrets.randbits(CODE_BITS)
