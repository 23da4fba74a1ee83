"""Signals for colleagues: type one in, and handle those that are yours to the end."""

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from uuid import UUID

from flask import Blueprint, render_template, request

from training.domain.access import Permission
from training.domain.signal import Channel, State
from training.services.errors import Invalid, Unavailable
from training.services.library import Library
from training.services.signals import arriving, checking, handing_over, handling, reading, triage
from training.services.signals.arriving import Arrival
from training.services.signals.checking import Left
from training.services.signals.handling import Order
from training.services.signals.photos import LARGEST, MOST_PHOTOS
from training.web.access import needs
from training.web.database import reading as reading_only
from training.web.database import transaction
from training.web.identity import actor
from training.web.language import language
from training.web.report_words import day_words
from training.web.signal_form import TypedSignalForm
from training.web.signal_office import new_form, office, writer
from training.web.signal_pages import Page, change, reader
from training.web.signal_pages import show as page_of
from training.web.site import site
from training.web.uploads import takes_file

bp = Blueprint("signals", __name__, url_prefix="/signals")


@bp.get("")
@needs(Permission.LEARN)
def index() -> str:
    """List the signals that somebody handles."""
    mine = reading.Reader(reader().person_id)
    with reading_only() as library:
        desk = reading.desk(library, office(), mine, today=site().today())
    return render_template("signals/index.html", desk=desk, day=day_words())


@bp.get("/new")
@needs(Permission.LEARN)
def new() -> str:
    """Offer the form for what came in by phone, at the desk or on paper."""
    form = TypedSignalForm(formdata=None).offer()
    form.form.data, form.received_on.data = new_form(), site().today()
    return render_template("signals/new.html", form=form, problem="")


@bp.post("/new")
@needs(Permission.LEARN)
@takes_file(MOST_PHOTOS * LARGEST)
def create() -> Page:
    """Take in what a colleague typed, in the citizen's words."""
    form = TypedSignalForm().offer()
    if not form.validate():
        return render_template("signals/new.html", form=form, problem=""), 400
    day = form.received_on.data or site().today()
    arrival = Arrival(Channel(form.channel.data), day, language(), actor())
    try:
        told, key = form.told(), form.form.data or ""
        with transaction() as library:
            receipt = arriving.submit(
                library, office(), told, arrival, form=key, at=site().now(), write=writer()
            )
    except (Invalid, Unavailable) as problem:
        if problem.code.startswith(("photo", "picture", "checks")):
            form.refuse_photos(problem.code)
        return render_template("signals/new.html", form=form, problem=problem.code), 400
    return render_template("signals/typed.html", receipt=receipt)


@bp.get("/<uuid:signal_id>")
@needs(Permission.LEARN)
def show(signal_id: UUID) -> str:
    """Show a signal to who handles it, and to coordinators."""
    return page_of(signal_id)


@bp.post("/<uuid:signal_id>/steps")
@needs(Permission.LEARN)
def step(signal_id: UUID) -> Page:
    """Take a step."""
    order = _order()
    return change(
        signal_id,
        lambda library: handling.take(
            library, reader(), signal_id, order, actor(), at=site().now(), write=writer()
        ),
    )


@bp.post("/<uuid:signal_id>/<any(messages, 'hand-over', confirm, codes, consent):deed>")
@needs(Permission.LEARN)
def do(signal_id: UUID, deed: str) -> Page:
    """Write to the sender, hand it over, take it over, code it, or note that the sender agreed."""
    return change(signal_id, lambda library: DEEDS[deed](library, signal_id, site().now()))


@bp.post("/<uuid:signal_id>/masking")
@needs(Permission.LEARN)
def check_masking(signal_id: UUID) -> Page:
    """Take out words and look again, or keep the text as it was read for personal data."""
    form = request.form
    goal, story = form.get("goal", ""), form.get("story", "")
    words = [*form.getlist("words"), *re.split(r"[,;\n]+", form.get("other", ""))]
    act = checking.take_out_words if form.get("act") == "again" else checking.check_masking

    def check(library: Library) -> None:
        left = Left(goal, story, [each.strip() for each in words if each.strip()])
        act(library, reader(), signal_id, actor(), left, at=site().now())

    return change(signal_id, check)


def _say(library: Library, signal_id: UUID, at: datetime) -> None:
    message = request.form.get("message", "")
    handling.say(library, reader(), signal_id, message, actor(), at=at, write=writer())


def _hand_over(library: Library, signal_id: UUID, at: datetime) -> None:
    to = request.form.get("to", "")
    handing_over.hand_over(library, reader(), signal_id, to, actor(), at=at, write=writer())


def _confirm(library: Library, signal_id: UUID, at: datetime) -> None:
    handing_over.confirm(library, reader(), signal_id, actor(), at=at)


def _code(library: Library, signal_id: UUID, at: datetime) -> None:
    codes = frozenset(request.form.getlist("codes"))
    triage.code(library, reader(), signal_id, codes, actor(), at=at)


def _note_consent(library: Library, signal_id: UUID, at: datetime) -> None:
    handling.note_consent(library, reader(), signal_id, actor(), at=at)


DEEDS: Mapping[str, Callable[[Library, UUID, datetime], None]] = {
    "messages": _say,
    "hand-over": _hand_over,
    "confirm": _confirm,
    "codes": _code,
    "consent": _note_consent,
}


def _order() -> Order:
    form = request.form
    target = form.get("target", "")
    if target not in set(State):
        raise Invalid("signal-target")
    return Order(
        State(target),
        message=form.get("message", ""),
        note=form.get("note", ""),
        legal_kind=form.get("legal_kind", ""),
        lesson=form.get("lesson", ""),
        lesson_reason=form.get("lesson_reason", ""),
        merge_into=form.get("merge_into", ""),
    )
