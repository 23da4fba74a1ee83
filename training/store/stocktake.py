"""Stocktakes: waves, links to fill in a form once, figures, and what was agreed after them."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import JSON, BigInteger, ForeignKey, String, Text, case, delete, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from training.domain.organisation import Layer
from training.store.base import INSERT, Base
from training.store.organisation import OrgUnit
from training.store.people import Person


class Wave(Base):
    """One stocktake. What it compares with is frozen when it opens: units, sizes and wording.

    `tree` holds the units of officials as id, parent, name and people; `board` counts people.
    `seed` is where resampling begins, so that counting anew gives the same figures. `links` counts
    by side the links that were mailed and those that were handed out, once they are gone.
    """

    __tablename__ = "stocktake_wave"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(unique=True)
    title: Mapped[str] = mapped_column(String(80))
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    status: Mapped[str] = mapped_column(String(20))
    item_version: Mapped[str] = mapped_column(String(20))
    terms: Mapped[str] = mapped_column(String(20))
    length: Mapped[str] = mapped_column(String(10))
    seed: Mapped[int] = mapped_column(BigInteger)
    tree: Mapped[list[list[str | int]]] = mapped_column(JSON)
    board: Mapped[int]
    links: Mapped[list[list[str | int]]] = mapped_column(JSON)
    created_at: Mapped[datetime]
    created_by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    opened_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    scored_at: Mapped[datetime | None]
    revealed_at: Mapped[datetime | None]


class Invitation(Base):
    """A link that takes one form: from which side, and of staff from which unit; while it is open.

    To whom it was sent is written nowhere, nor when it was used, nor which form came of it.
    `is_mailed` tells a link that the product mailed from a code that somebody handed out.
    """

    __tablename__ = "stocktake_invitation"

    token_digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    wave_id: Mapped[UUID] = mapped_column(ForeignKey("stocktake_wave.id"), index=True)
    side: Mapped[str] = mapped_column(String(20))
    unit_id: Mapped[UUID | None] = mapped_column(ForeignKey("org_unit.id"))
    is_used: Mapped[bool]
    is_mailed: Mapped[bool]


class Asked(Base):
    """That a link was mailed to an address, so that no address gets two; while the wave is open."""

    __tablename__ = "stocktake_asked"

    wave_id: Mapped[UUID] = mapped_column(ForeignKey("stocktake_wave.id"), primary_key=True)
    address_digest: Mapped[str] = mapped_column(String(64), primary_key=True)


class ScoreTable(Base):
    """A part of the figures of a wave, made once after it closed, with only what may be shown."""

    __tablename__ = "stocktake_score"

    wave_id: Mapped[UUID] = mapped_column(ForeignKey("stocktake_wave.id"), primary_key=True)
    part: Mapped[str] = mapped_column(String(20), primary_key=True)
    figures: Mapped[dict[str, object]] = mapped_column(JSON)


class Prediction(Base):
    """What a table at the talk expects that a side says of a principle, 0 to 100."""

    __tablename__ = "stocktake_prediction"

    wave_id: Mapped[UUID] = mapped_column(ForeignKey("stocktake_wave.id"), primary_key=True)
    by: Mapped[str] = mapped_column(String(20), primary_key=True)
    about: Mapped[str] = mapped_column(String(20), primary_key=True)
    figure: Mapped[str] = mapped_column(String(10), primary_key=True)
    expected: Mapped[int]


class Action(Base):
    """What was promised after a wave: about which sub-point, by whom, by when, and what came of it.

    `owner` is a role or a name that the organisation publishes itself.
    """

    __tablename__ = "stocktake_action"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    wave_id: Mapped[UUID] = mapped_column(ForeignKey("stocktake_wave.id"), index=True)
    sub_point: Mapped[str] = mapped_column(String(10))
    promise: Mapped[str] = mapped_column(Text)
    owner: Mapped[str] = mapped_column(String(120))
    due_on: Mapped[date]
    measure: Mapped[str] = mapped_column(Text)
    status: Mapped[str] = mapped_column(String(20))
    evidence: Mapped[str] = mapped_column(Text)
    changed_at: Mapped[datetime]


class Publication(Base):
    """What the organisation says in public that it heard; the promises stand beside it."""

    __tablename__ = "stocktake_publication"

    wave_id: Mapped[UUID] = mapped_column(ForeignKey("stocktake_wave.id"), primary_key=True)
    heard: Mapped[str] = mapped_column(Text)
    published_at: Mapped[datetime]
    published_by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))


def list_waves(session: Session) -> list[Wave]:
    """List all waves, the newest first."""
    return list(session.scalars(select(Wave).order_by(Wave.number.desc())))


def find_wave(session: Session, number: int) -> Wave | None:
    """Find a wave by its number."""
    return session.scalars(select(Wave).where(Wave.number == number)).one_or_none()


def lock_wave(session: Session, number: int) -> Wave | None:
    """Fetch a wave to change it; who opens, closes or sends in waits here."""
    query = select(Wave).where(Wave.number == number).with_for_update()
    return session.scalars(query.execution_options(populate_existing=True)).one_or_none()


def last_number(session: Session) -> int:
    """Give the highest number of a wave, 0 for none."""
    return session.scalar(select(func.max(Wave.number))) or 0


def find_invitation(session: Session, digest: str) -> tuple[Invitation, Wave] | None:
    """Find a link with its wave."""
    query = select(Invitation, Wave).join(Wave, Wave.id == Invitation.wave_id)
    found = session.execute(query.where(Invitation.token_digest == digest)).one_or_none()
    return (found[0], found[1]) if found else None


def lock_invitation(session: Session, digest: str) -> Invitation | None:
    """Fetch a link to use it; a second click waits here."""
    query = select(Invitation).where(Invitation.token_digest == digest).with_for_update()
    return session.scalars(query.execution_options(populate_existing=True)).one_or_none()


def count_invitations(session: Session, wave_id: UUID) -> list[list[str | int]]:
    """Count the links of a wave: rows of side, mailed and handed out."""
    mailed = func.sum(case((Invitation.is_mailed, 1), else_=0))
    query = select(Invitation.side, mailed, func.count()).where(Invitation.wave_id == wave_id)
    rows = session.execute(query.group_by(Invitation.side).order_by(Invitation.side))
    return [[side, sent, total - sent] for side, sent, total in rows]


def forget_links(session: Session, wave_id: UUID) -> None:
    """Delete the links of a wave, and which addresses got one."""
    session.execute(delete(Invitation).where(Invitation.wave_id == wave_id))
    session.execute(delete(Asked).where(Asked.wave_id == wave_id))


def note_asked(session: Session, wave_id: UUID, digest: str) -> bool:
    """Note that an address gets a link; tells whether it had none."""
    row = INSERT[session.get_bind().dialect.name](Asked).values(
        wave_id=wave_id, address_digest=digest
    )
    found = session.execute(row.on_conflict_do_nothing().returning(Asked.wave_id))
    return found.first() is not None


def list_own(session: Session, addresses: Collection[str]) -> set[str]:
    """Tell which of these addresses are of somebody who works here or governs."""
    return set(session.scalars(select(Person.email).where(Person.email.in_(addresses))))


def count_people(session: Session) -> tuple[dict[UUID, int], int]:
    """Count the active officials by unit, and all in council and executive together."""
    query = (
        select(OrgUnit.id, OrgUnit.layer, func.count())
        .join(Person, Person.unit_id == OrgUnit.id)
        .where(Person.is_active)
        .group_by(OrgUnit.id, OrgUnit.layer)
    )
    officials: dict[UUID, int] = {}
    board = 0
    for unit_id, layer, count in session.execute(query):
        if layer == Layer.OFFICIALS:
            officials[unit_id] = count
        else:
            board += count
    return officials, board


def list_asked(
    session: Session, *, is_staff: bool, since: datetime | None, after: UUID | None, limit: int
) -> list[tuple[UUID, str, str, UUID]]:
    """List id, address, language and unit of active people of a side, in portions.

    Who came after the wave opened (`since`) is not among the people that it counted.
    """
    is_official = OrgUnit.layer == Layer.OFFICIALS
    query = (
        select(Person.id, Person.email, Person.language, Person.unit_id)
        .join(OrgUnit, OrgUnit.id == Person.unit_id)
        .where(Person.is_active, is_official if is_staff else ~is_official)
        .order_by(Person.id)
        .limit(limit)
    )
    if since:
        query = query.where(Person.created_at <= since)
    if after:
        query = query.where(Person.id > after)
    return [(row[0], row[1], row[2], row[3]) for row in session.execute(query)]


def keep_score(session: Session, wave_id: UUID, part: str, figures: dict[str, object]) -> None:
    """Keep a part of the figures, in place of what was kept of it."""
    row = INSERT[session.get_bind().dialect.name](ScoreTable).values(
        wave_id=wave_id, part=part, figures=figures
    )
    session.execute(
        row.on_conflict_do_update(
            index_elements=["wave_id", "part"], set_={"figures": row.excluded.figures}
        )
    )


def list_scores(session: Session, wave_ids: Collection[UUID]) -> dict[UUID, dict[str, ScoreTable]]:
    """Map waves to their figures by part."""
    found: dict[UUID, dict[str, ScoreTable]] = {wave_id: {} for wave_id in wave_ids}
    for row in session.scalars(select(ScoreTable).where(ScoreTable.wave_id.in_(wave_ids))):
        found[row.wave_id][row.part] = row
    return found


def list_predictions(session: Session, wave_id: UUID) -> list[Prediction]:
    """List what the tables expected."""
    query = select(Prediction).where(Prediction.wave_id == wave_id)
    return list(session.scalars(query))


def list_actions(session: Session, wave_ids: Sequence[UUID]) -> list[Action]:
    """List the promises of waves, the oldest first."""
    query = select(Action).where(Action.wave_id.in_(wave_ids))
    return list(session.scalars(query.order_by(Action.id)))


def find_publication(session: Session, wave_id: UUID) -> Publication | None:
    """Find what was published of a wave."""
    return session.get(Publication, wave_id)
