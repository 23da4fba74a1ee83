"""What the pages of colleagues share: who looks at a signal, its page, and what a step said."""

from collections.abc import Callable
from uuid import UUID

from flask import render_template
from werkzeug.wrappers import Response

from training.domain.access import Permission, Role, may
from training.services.errors import Invalid
from training.services.library import Library
from training.services.signals.reading import Reader, open_signal
from training.web.database import transaction
from training.web.identity import actor, visit
from training.web.redirects import see_other
from training.web.report_words import day_words
from training.web.signal_office import office
from training.web.site import site

Page = str | Response | tuple[str, int]


def reader() -> Reader:
    """Tell who looks: a coordinator at all signals, anybody else at those that they handle."""
    found = visit()
    return Reader(found.person_id, may(Role(found.role), Permission.COORDINATE_SIGNALS))


def show(signal_id: UUID, problem: Invalid | None = None) -> str:
    """Show a signal; reading it is written down, so this is a transaction too."""
    with transaction() as library:
        page = open_signal(library, office(), reader(), signal_id, actor(), at=site().now())
    missing = problem.values.get("missing", "").split() if problem else []
    return render_template(
        "signals/show.html",
        page=page,
        problem=problem.code if problem else "",
        missing=missing,
        day=day_words(),
        may_author=may(Role(visit().role), Permission.AUTHOR),
    )


def change(signal_id: UUID, act: Callable[[Library], None]) -> Page:
    """Do something with a signal and show it; what was refused is said on its page."""
    try:
        with transaction() as library:
            act(library)
    except Invalid as problem:
        return show(signal_id, problem), 400
    return see_other("signals.show", signal_id=signal_id)
