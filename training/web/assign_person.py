"""The page of one person, and what HR decides there; a manager reads it for the own people."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from flask import Blueprint, render_template, request
from werkzeug.wrappers import Response

from training.domain.access import Permission, Role, may
from training.services.audit import About, note
from training.services.duties import completion, dispensation, overview
from training.services.duties.completion import Done
from training.services.duties.person_course import Decision
from training.services.duties.person_page import PersonPage, person_page
from training.services.errors import NotFound, Refusal
from training.services.library import Library
from training.services.scope import scope_of
from training.web.access import needs
from training.web.assign_forms import CompleteForm, ExemptForm, ExtendForm, ReasonForm, tell
from training.web.database import reading, transaction
from training.web.identity import actor, visit
from training.web.language import language
from training.web.redirects import see_other
from training.web.site import site

bp = Blueprint("assign", __name__, url_prefix="/assign")

Page = str | Response | tuple[str, int]


@dataclass(frozen=True, slots=True)
class Act:
    """A decision: its form, and the use case; `title_of` finds what it is about on the page."""

    form: type[ReasonForm]
    do: Callable[[Library, UUID, str, ReasonForm, Decision], object]
    title_of: Callable[[PersonPage, str], str | None]


@bp.get("/people/<uuid:person_id>")
@needs(Permission.FOLLOW_TEAM)
def person(person_id: UUID) -> str:
    """Show one person: what must be done and what was, never an answer."""
    with transaction() as library:  # who looked at whom is on the trail
        page = _page(library, person_id)
        place, at = f"person:{person_id}", site().now()
        note(library.session, actor(), "view-report", place, "ok", at=at, about=About(person_id))
        others = overview.courses(library, language())
    own = {course.slug for course in page.courses}
    return render_template(
        "assign/person.html",
        person=page,
        others=[choice for choice in others if choice.value not in own],
        can_decide=may(Role(visit().role), Permission.FOLLOW_ALL),
        notice=request.args.get("notice", ""),
    )


@bp.get("/people/<uuid:person_id>/<act>/<target>")
@needs(Permission.FOLLOW_ALL)
def ask(person_id: UUID, act: str, target: str) -> str:
    """Ask why, and what else a decision needs."""
    with reading() as library:
        page, title = _about(library, person_id, act, target)
    form = ACTS[act].form(formdata=None)
    return render_template("assign/decide.html", form=form, person=page, act=act, title=title)


@bp.post("/people/<uuid:person_id>/<act>/<target>")
@needs(Permission.FOLLOW_ALL)
def decide(person_id: UUID, act: str, target: str) -> Page:
    """Do what HR decided."""
    with reading() as library:
        page, title = _about(library, person_id, act, target)
    form = ACTS[act].form()
    decision = Decision(actor(), form.reason.data or "", site().today(), site().now())
    if form.validate():
        try:
            with transaction() as library:
                ACTS[act].do(library, person_id, target, form, decision)
            return see_other("assign.person", person_id=person_id, notice=act)
        except Refusal as refusal:
            tell(form, refusal)
    shown = {"form": form, "person": page, "act": act, "title": title}
    return render_template("assign/decide.html", **shown), 400


@bp.get("/people/<uuid:person_id>/choose")
@needs(Permission.FOLLOW_ALL)
def choose(person_id: UUID) -> Response:
    """Lead from a course in a list to the decision about it."""
    act = request.args.get("act", "")
    if act not in {"exempt", "complete"}:
        raise NotFound("act")
    course = request.args.get("course", "")
    return see_other("assign.ask", person_id=person_id, act=act, target=course)


def _page(library: Library, person_id: UUID) -> PersonPage:
    scope = scope_of(library.session, visit().person_id, Role(visit().role))
    return person_page(library, person_id, scope=scope, language=language(), today=site().today())


def _about(library: Library, person_id: UUID, act: str, target: str) -> tuple[PersonPage, str]:
    """Find what a decision is about; raises `NotFound` for what is not this person's."""
    page = _page(library, person_id)
    title = ACTS[act].title_of(page, target) if act in ACTS else None
    if title is None and act in {"exempt", "complete"}:
        found = overview.courses(library, language())
        title = next((choice.text for choice in found if choice.value == target), None)
    if title is None:
        raise NotFound("decision")
    return page, title


def _exempt(
    library: Library, person_id: UUID, course: str, form: ReasonForm, decision: Decision
) -> None:
    until = form["day"].data
    dispensation.exempt(library, person_id, course, until=until, decision=decision)


def _complete(
    library: Library, person_id: UUID, course: str, form: ReasonForm, decision: Decision
) -> None:
    done = Done(form["day"].data)
    completion.complete(library, person_id, course, done=done, decision=decision)


def _extend(
    library: Library, person_id: UUID, row: str, form: ReasonForm, decision: Decision
) -> None:
    dispensation.extend(library, UUID(row), due_on=form["day"].data, decision=decision)


def _undo(
    library: Library, person_id: UUID, row: str, form: ReasonForm, decision: Decision
) -> None:
    completion.undo(library, UUID(row), decision=decision)


def _revoke(
    library: Library, person_id: UUID, exemption: str, form: ReasonForm, decision: Decision
) -> None:
    dispensation.revoke(library, UUID(exemption), decision=decision)


def _by_slug(page: PersonPage, target: str) -> str | None:
    found = page.course(target)
    return found.title if found else None


def _by_open(page: PersonPage, target: str) -> str | None:
    return next(
        (row.title for row in page.courses if row.open_id and str(row.open_id) == target), None
    )


def _by_undo(page: PersonPage, target: str) -> str | None:
    return next(
        (row.title for row in page.courses if row.undo_id and str(row.undo_id) == target), None
    )


def _by_exemption(page: PersonPage, target: str) -> str | None:
    held = (row for row in page.courses if row.exemption)
    return next(
        (row.title for row in held if str(row.exemption and row.exemption.id) == target), None
    )


ACTS: dict[str, Act] = {
    "exempt": Act(ExemptForm, _exempt, _by_slug),
    "complete": Act(CompleteForm, _complete, _by_slug),
    "extend": Act(ExtendForm, _extend, _by_open),
    "undo": Act(ReasonForm, _undo, _by_undo),
    "revoke": Act(ReasonForm, _revoke, _by_exemption),
}
