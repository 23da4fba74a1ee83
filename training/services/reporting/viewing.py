"""Leaves a line on the trail for every report that is looked at or taken along."""

from collections.abc import Mapping
from datetime import UTC, datetime, time

from sqlalchemy.orm import Session

from training.services.audit import About, Actor, note
from training.services.reporting.view import Filters
from training.store.report import was_viewed

VIEW, EXPORT = "view-report", "export"


def is_noted(session: Session, actor: Actor, screen: str, *, at: datetime) -> bool:
    """Tell whether the trail has it that this person looked at this screen today.

    One line for a person, a screen and a day: the trail stays readable, and reading a page does
    not make the learners wait for a writer.
    """
    since = datetime.combine(at.astimezone(UTC).date(), time(), UTC)
    return actor.person_id is None or was_viewed(
        session, actor.person_id, f"report:{screen}", since
    )


def note_view(
    session: Session, actor: Actor, screen: str, filters: Filters, *, at: datetime
) -> None:
    """Note that somebody looks at a screen."""
    about = About(details=told(filters))
    note(session, actor, VIEW, f"report:{screen}", "ok", at=at, about=about)


def note_export(
    session: Session, actor: Actor, file: str, details: Mapping[str, str], *, at: datetime
) -> None:
    """Note that somebody takes an export along, before its first byte leaves."""
    about = About(details=details)
    note(session, actor, EXPORT, f"report:{file}", "ok", at=at, about=about)


def told(filters: Filters) -> dict[str, str]:
    """Tell which filters were set; of a text that somebody typed only that there was one."""
    found = filters.given()
    return {**found, "text": "yes"} if found.pop("q", "") else found
