"""The trail as HR and administrators search it: who did what, when and about whom."""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from training.domain.access import Permission, Role, may
from training.services import audit
from training.services.audit import Actor
from training.store import audit as store
from training.store.audit import Line as Line
from training.store.audit import Sight
from training.store.audit import Wanted as Wanted

PAGE = 50

PERSONAL = frozenset(
    {
        "check-name",
        "log-in",
        "log-out",
        "log-out-everywhere",
        "own-data-given",
        "own-data-taken",
        "password-reset",
        "reissue",
        "reset-requested",
        "unlinked",
    }
)
"""When somebody logs in, and what becomes of the own data, is no affair of an employer.

Administrators need it. Who knows when somebody was unlinked could compare figures of before and
after.
"""

OFFICE = frozenset(role.value for role in Role if role is not Role.LEARNER)
"""In which roles somebody acts for the organisation."""


@dataclass(frozen=True, slots=True)
class Named:
    """What a code of the trail stands for: a person with an address, or a course."""

    name: str
    address: str = ""


@dataclass(frozen=True, slots=True)
class TrailPage:
    """One page of lines, the newest first; `older` is where the next page begins, if any."""

    lines: tuple[Line, ...]
    older: UUID | None
    names: Mapping[str, Named]


def search(session: Session, wanted: Wanted, *, reader: Role) -> TrailPage:
    """List the lines that are wanted, as far as the reader may see them."""
    sight = None if may(reader, Permission.ADMINISTER) else Sight(PERSONAL, OFFICE)
    found = store.list_lines(session, wanted, PAGE + 1, sight=sight)
    older = found[PAGE - 1].id if len(found) > PAGE else None
    lines = tuple(found[:PAGE])
    return TrailPage(lines, older, _names(session, [line.object for line in lines]))


def is_shown(action: str, reader: Role) -> bool:
    """Tell whether a reader may see lines of an action."""
    return action not in PERSONAL or may(reader, Permission.ADMINISTER)


def is_viewed(session: Session, actor: Actor, *, since: datetime) -> bool:
    """Tell whether it is on the trail already that somebody looked at it."""
    person_id = actor.person_id
    return person_id is not None and store.is_noted(
        session, person_id, "view-report", "report:trail", since
    )


def note_view(session: Session, actor: Actor, *, at: datetime) -> None:
    """Put on the trail that somebody looked at it."""
    audit.note(session, actor, "view-report", "report:trail", "ok", at=at)


def _names(session: Session, codes: Iterable[str]) -> dict[str, Named]:
    """Find the people and courses behind codes such as `person:…` and `enrolment:…`."""
    ids: dict[str, list[UUID]] = {"person": [], "enrolment": []}
    for code in codes:
        kind, _, rest = code.partition(":")
        with suppress(ValueError):
            ids.get(kind, []).append(UUID(rest))
    people = store.list_people(session, ids["person"])
    courses = store.list_courses(session, ids["enrolment"])
    return {
        **{f"person:{row.id}": Named(row.name, row.email) for row in people},
        **{f"enrolment:{enrolment_id}": Named(slug) for enrolment_id, slug in courses.items()},
    }
