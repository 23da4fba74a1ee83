"""Triage of signals: what is due and what was missed, and who handles what."""

from uuid import UUID

from flask import Blueprint, render_template, request

from training.domain.access import Permission
from training.services.signals import reading, triage
from training.services.signals.triage import Appointment
from training.web.access import needs
from training.web.database import transaction
from training.web.identity import actor
from training.web.report_words import day_words
from training.web.signal_office import office, writer
from training.web.signal_pages import Page, change, reader
from training.web.site import site

bp = Blueprint("signal_triage", __name__, url_prefix="/signals")


@bp.get("/triage")
@needs(Permission.COORDINATE_SIGNALS)
def index() -> str:
    """List all signals, what was missed first; that somebody looked is written down."""
    with transaction() as library:
        desk = reading.all_signals(
            library, office(), reader(), actor(), today=site().today(), at=site().now()
        )
    return render_template("signals/triage.html", desk=desk, day=day_words())


@bp.post("/<uuid:signal_id>/appointment")
@needs(Permission.COORDINATE_SIGNALS)
def appoint(signal_id: UUID) -> Page:
    """Appoint who handles it, and mark it as seen."""
    form = request.form
    wanted = Appointment(
        form.get("handler", ""),
        form.get("standin", ""),
        form.get("subject", ""),
        form.get("checked") == "1",
    )
    return change(
        signal_id,
        lambda library: triage.appoint(
            library, reader(), signal_id, wanted, actor(), at=site().now(), write=writer()
        ),
    )
