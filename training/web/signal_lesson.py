"""From signal to scenario: what is made up, the draft, and the second reader."""

from uuid import UUID

from flask import Blueprint, render_template, request

from training.domain.access import Permission
from training.domain.signal import FICTIONAL
from training.services.errors import Invalid, NotFound
from training.services.signals import lessons
from training.services.signals.lessons import Fiction
from training.web.access import needs
from training.web.database import reading, transaction
from training.web.identity import actor
from training.web.redirects import see_other
from training.web.signal_pages import Page, reader
from training.web.site import site

bp = Blueprint("signal_lesson", __name__, url_prefix="/signals")


@bp.get("/<uuid:signal_id>/lesson")
@needs(Permission.LEARN)
def show(signal_id: UUID) -> str:
    """Show the draft to who reads it a second time."""
    return _page(signal_id)


@bp.post("/<uuid:signal_id>/lesson")
@needs(Permission.AUTHOR)
def begin(signal_id: UUID) -> Page:
    """Begin a scenario in the studio."""
    form = request.form
    fiction = Fiction(
        form.get("title", ""),
        frozenset(form.getlist("changed")),
        form.get("common") == "1",
        form.get("path", "").strip(),
    )
    try:
        with transaction() as library:
            path = lessons.begin(library, reader(), signal_id, fiction, actor(), at=site().now())
    except Invalid as problem:
        return _begin_page(signal_id, problem), 400
    return see_other("author.edit", path=path)


@bp.get("/<uuid:signal_id>/lesson/new")
@needs(Permission.AUTHOR)
def new(signal_id: UUID) -> str:
    """Ask what will be made up instead."""
    return _begin_page(signal_id)


@bp.post("/<uuid:signal_id>/lesson/read")
@needs(Permission.LEARN)
def read(signal_id: UUID) -> Page:
    """Say that nobody can be recognised in it."""
    digest = request.form.get("digest", "")
    try:
        with transaction() as library:
            lessons.second_read(library, reader(), signal_id, digest, actor(), at=site().now())
    except Invalid as problem:
        return _page(signal_id, problem), 400
    return see_other("signals.show", signal_id=signal_id)


def _page(signal_id: UUID, problem: Invalid | None = None) -> str:
    with reading() as library:
        lesson = lessons.find(library, reader(), signal_id)
    if lesson is None:
        raise NotFound("signal")
    return render_template(
        "signals/lesson.html", lesson=lesson, signal_id=signal_id, missing=_missing(problem)
    )


def _begin_page(signal_id: UUID, problem: Invalid | None = None) -> str:
    with reading() as library:
        story = lessons.story_of(library, reader(), signal_id)
    return render_template(
        "signals/lesson_new.html",
        story=story,
        signal_id=signal_id,
        missing=_missing(problem),
        fictional=FICTIONAL,
        form=request.form,
    )


def _missing(problem: Invalid | None) -> list[str]:
    return problem.values.get("missing", "").split() if problem else []
