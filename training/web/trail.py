"""The trail: search who did what, when, about whom and from where."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from flask import Blueprint, render_template, request, url_for
from flask_babel import gettext as _

from training.domain.access import Permission, Role
from training.services.evidence import trail
from training.services.evidence.trail import Line, Named, Wanted
from training.web.access import needs
from training.web.database import reading, transaction
from training.web.forms import TrailForm
from training.web.identity import actor, visit
from training.web.site import site
from training.web.trail_words import ACTIONS, action_words, detail_words, object_words, result_words

bp = Blueprint("trail", __name__, url_prefix="/trail")

SYSTEM_ORIGINS = ("system", "")


@dataclass(frozen=True, slots=True)
class Row:
    """A line in words."""

    at: datetime
    who: str
    address: str
    action: str
    object_kind: str
    object_name: str
    about: str
    about_address: str
    before: str
    after: str
    reason: str
    others: tuple[tuple[str, str], ...]
    result: str
    origin: str
    is_system: bool


@bp.get("/")
@needs(Permission.READ_TRAIL)
def index() -> tuple[str, int]:
    """Search the trail; looking at it is on the trail as well, once a day."""
    _note_view()
    reader = Role(visit().role)
    form = TrailForm(request.args)
    form.action.choices = [
        ("", _("alle")),
        *sorted(((c, action_words(c)) for c in ACTIONS if trail.is_shown(c, reader)), key=_second),
    ]
    is_valid = form.validate()
    with reading() as library:
        page = trail.search(library.session, _wanted(form), reader=reader) if is_valid else None
    rows = [_row(line, page.names) for line in page.lines] if page else []
    older = _address(page.older) if page and page.older else ""
    values = {"form": form, "rows": rows, "older": older, "newest": _newest()}
    return render_template("trail/index.html", **values), 200 if is_valid else 400


def _note_view() -> None:
    now, today = site().now(), site().start_of(site().today())
    with reading() as library:
        is_viewed = trail.is_viewed(library.session, actor(), since=today)
    if not is_viewed and request.method == "GET":
        with transaction() as library:
            trail.note_view(library.session, actor(), at=now)


def _wanted(form: TrailForm) -> Wanted:
    since, until = form.since.data, form.until.data
    return Wanted(
        since=site().start_of(since) if since else None,
        until=site().start_of(until + timedelta(days=1)) if until else None,
        action=form.action.data or "",
        actor=form.actor.data or "",
        subject=form.subject.data or "",
        before=_before(),
    )


def _before() -> UUID | None:
    return request.args.get("before", type=UUID)


def _address(before: UUID | None) -> str:
    kept = {name: value for name, value in request.args.items() if name in TrailForm.FILTERS}
    return url_for("trail.index", **kept, before=before)  # type: ignore[arg-type]  # of the address


def _newest() -> str:
    return _address(None) if _before() else ""


def _second(pair: tuple[str, str]) -> str:
    return pair[1]


def _row(line: Line, names: Mapping[str, Named]) -> Row:
    kind, code = object_words(line.object)
    plain = ("from", "to", "reason")
    nobody = names.get(line.object, Named("")) if line.object.startswith("person:") else Named("")
    whom = Named(line.subject_name, line.subject_email or "") if line.subject_name else nobody
    return Row(
        at=line.at,
        who=line.actor_name or "",
        address=line.actor_email or "",
        action=action_words(line.action),
        object_kind=kind,
        object_name=names.get(line.object, Named(code)).name,
        about=whom.name,
        about_address=whom.address,
        before=str(line.details.get("from", "")),
        after=str(line.details.get("to", "")),
        reason=str(line.details.get("reason", "")),
        others=tuple(detail_words(k, str(v)) for k, v in line.details.items() if k not in plain),
        result=result_words(line.result),
        origin=line.origin,
        is_system=line.actor_id is None and line.origin in SYSTEM_ORIGINS,
    )
