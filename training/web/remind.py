"""Reminders for HR: what was sent, what comes next, when they go; and one that is asked for."""

from datetime import date
from uuid import UUID

from flask import Blueprint, render_template, request, url_for
from werkzeug.wrappers import Response

from training.domain.access import Permission, Role
from training.services.errors import Invalid
from training.services.people import LANGUAGES
from training.services.reminding import log as reminder_log
from training.services.reminding import nudge as nudging
from training.services.reminding import policy as choices
from training.services.reminding import preview as previewing
from training.services.reminding.log import LogFilter
from training.services.scope import scope_of
from training.web.access import needs
from training.web.database import reading, transaction
from training.web.identity import actor, visit
from training.web.language import language
from training.web.mailing import writer_here
from training.web.redirects import own_path, see_other
from training.web.remind_form import PolicyForm
from training.web.site import site

bp = Blueprint("remind", __name__, url_prefix="/remind")

YEARS = range(2000, 2200)
OUTCOMES = ("problem", "waiting", "sent", "bounced", "failed", "cancelled")


@bp.get("/")
@needs(Permission.FOLLOW_ALL)
def log() -> str:
    """Show who was reminded of what, and what became of it."""
    wanted, after = _filter(), request.args.get("after", "")
    with reading() as library:
        page = reminder_log.read(library, wanted, language=language(), after=after, at=site().now())
    return render_template("remind/log.html", page=page, wanted=wanted, outcomes=OUTCOMES)


@bp.get("/preview")
@needs(Permission.FOLLOW_ALL)
def preview() -> str:
    """Show what the next round would send, and the mail of one person."""
    now, person_id = site().now(), _uuid(request.args.get("person", ""))
    spoken = request.args.get("language", language())
    if spoken not in LANGUAGES:
        raise Invalid("language")
    sample = None
    with reading() as library:
        coming = previewing.preview(library, language=language(), at=now)
        if person_id:
            sample = previewing.sample(
                library, writer_here(), person_id=person_id, language=spoken, at=now
            )
    return render_template(
        "remind/preview.html", preview=coming, sample=sample, person_id=person_id, spoken=spoken
    )


@bp.get("/policy")
@needs(Permission.FOLLOW_ALL)
def policy() -> str:
    """Show when reminders are sent."""
    with reading() as library:
        form = PolicyForm.showing(choices.read(library.session))
    notice = request.args.get("notice", "")
    return render_template("remind/policy.html", form=form, notice=notice)


@bp.post("/policy")
@needs(Permission.FOLLOW_ALL)
def change_policy() -> Response | tuple[str, int]:
    """Keep other choices."""
    form = PolicyForm()
    if not form.validate():
        return render_template("remind/policy.html", form=form, notice=""), 400
    with transaction() as library:
        choices.change(library.session, form.policy(), actor(), at=site().now())
    return see_other("remind.policy", notice="kept")


@bp.post("/nudge")
@needs(Permission.FOLLOW_TEAM)
def nudge() -> str:
    """Remind the people that somebody chose, and tell whom it reaches and whom not."""
    ids = [_uuid(text) for text in request.form.getlist("enrolment")]
    person = visit()
    with transaction() as library:
        scope = scope_of(library.session, person.person_id, Role(person.role))
        wish = nudging.Wish([id_ for id_ in ids if id_], scope)
        answer = nudging.nudge(library, wish, actor(), writer_here(), at=site().now())
    back = own_path(request.form.get("next") or url_for("report.overdue"))
    return render_template("remind/nudged.html", nudge=answer, back=back)


def _filter() -> LogFilter:
    outcome = request.args.get("outcome", "")
    return LogFilter(
        outcome=outcome if outcome in OUTCOMES else "",
        person=request.args.get("person", "")[:200],
        since=_day(request.args.get("since", "")),
        until=_day(request.args.get("until", "")),
    )


def _day(text: str) -> date | None:
    """Read a day of a filter; what is none, or of no time of ours, narrows nothing."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if day.year in YEARS else None


def _uuid(text: str) -> UUID | None:
    """Read an identifier; what is none leads nowhere, as an unknown one does."""
    if not text:
        return None
    try:
        return UUID(text)
    except ValueError as error:
        raise Invalid("identifier") from error
