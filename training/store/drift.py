"""Waves of refreshers as they may be seen: no two hold the same answers, each is made once."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ColumnElement, ForeignKey, String, case, func, insert, or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from training.store.answer import Answer, Respondent
from training.store.base import Base

REFRESHER = "refresher"
FITTING = 2
"""From this level on an answer is what the organisation asks for."""


class DriftWave(Base):
    """A closed number of weeks; the next wave begins on the day after it."""

    __tablename__ = "drift_wave"

    id: Mapped[int] = mapped_column(primary_key=True)
    from_on: Mapped[date]
    until_on: Mapped[date] = mapped_column(unique=True)
    made_at: Mapped[datetime]


class DriftPoint(Base):
    """What may be seen of a group in a wave; a group that may not be seen has no row."""

    __tablename__ = "drift_point"

    wave_id: Mapped[int] = mapped_column(ForeignKey("drift_wave.id"), primary_key=True)
    group_key: Mapped[str] = mapped_column(String(40), primary_key=True)
    answered: Mapped[int]
    share: Mapped[int]


class DriftAlarm(Base):
    """That the fall of a group was told, and in which wave: nobody hears of the same fall twice."""

    __tablename__ = "drift_alarm"

    wave_id: Mapped[int] = mapped_column(ForeignKey("drift_wave.id"), primary_key=True)
    group_key: Mapped[str] = mapped_column(String(40), primary_key=True)
    expected: Mapped[int]


@dataclass(frozen=True, slots=True)
class Counts:
    """What the people of one unit and layer answered in a period.

    `shares` adds up which share each respondent answered well.
    """

    unit_id: UUID
    layer: str
    people: int
    respondents: int
    shares: float


def find_first_day(session: Session, after: date | None) -> date | None:
    """Find the first day with an answer to a refresher, ever or after a day."""
    query = select(func.min(Answer.answered_on)).where(Answer.occasion == REFRESHER)
    if after:
        query = query.where(Answer.answered_on > after)
    return session.scalar(query)


def find_last_wave(session: Session) -> DriftWave | None:
    """Find the newest wave."""
    query = select(DriftWave).order_by(DriftWave.until_on.desc()).limit(1)
    return session.scalars(query).one_or_none()


def count_answers(session: Session, from_on: date, until_on: date) -> list[Counts]:
    """Count the answers to refreshers of a period by the unit and layer of their day.

    People are counted by their keys: somebody is another respondent after the turn of the year,
    and ten of those could be five people.
    """
    is_fitting = case((Answer.level >= FITTING, 1.0), else_=0.0)
    each = (
        select(Answer.respondent_id, func.avg(is_fitting).label("share"))
        .where(*_within(from_on, until_on))
        .group_by(Answer.respondent_id)
        .subquery()
    )
    people = func.count(Respondent.learner_key.distinct())
    query = (
        select(Respondent.unit_id, Respondent.layer, people, func.count(), func.sum(each.c.share))
        .join(each, each.c.respondent_id == Respondent.id)
        .group_by(Respondent.unit_id, Respondent.layer)
    )
    return [Counts(row[0], row[1], row[2], row[3], float(row[4])) for row in session.execute(query)]


def list_movers(session: Session, from_on: date, until_on: date) -> list[list[tuple[UUID, str]]]:
    """List, for each who answered in more than one unit in a period, these units and layers."""
    moved = (
        select(Respondent.learner_key)
        .join(Answer, Answer.respondent_id == Respondent.id)
        .where(*_within(from_on, until_on))
        .group_by(Respondent.learner_key)
        .having(
            or_(
                func.count(Respondent.unit_id.distinct()) > 1,
                func.min(Respondent.layer) != func.max(Respondent.layer),
            )
        )
    )
    query = (
        select(Respondent.learner_key, Respondent.unit_id, Respondent.layer)
        .join(Answer, Answer.respondent_id == Respondent.id)
        .where(*_within(from_on, until_on), Respondent.learner_key.in_(moved))
        .distinct()
        .order_by(Respondent.unit_id)
    )
    found: dict[UUID, list[tuple[UUID, str]]] = defaultdict(list)
    for key, unit_id, layer in session.execute(query):
        found[key].append((unit_id, layer))
    return list(found.values())


def _within(from_on: date, until_on: date) -> tuple[ColumnElement[bool], ...]:
    return Answer.occasion == REFRESHER, Answer.answered_on.between(from_on, until_on)


def add_points(session: Session, wave_id: int, points: Mapping[str, tuple[int, int]]) -> None:
    """Keep what may be seen of groups: how many answered, and the share in per cents."""
    rows = [
        {"wave_id": wave_id, "group_key": key, "answered": answered, "share": share}
        for key, (answered, share) in points.items()
    ]
    if rows:
        session.execute(insert(DriftPoint), rows)


def list_waves(session: Session) -> list[DriftWave]:
    """List the waves, the oldest first."""
    return list(session.scalars(select(DriftWave).order_by(DriftWave.until_on)))


def list_points(session: Session, keys: Iterable[str] | None = None) -> list[DriftPoint]:
    """List the points of groups, or of all, the oldest first."""
    query = select(DriftPoint)
    if keys is not None:
        query = query.where(DriftPoint.group_key.in_(list(keys)))
    return list(session.scalars(query.order_by(DriftPoint.wave_id, DriftPoint.group_key)))


def list_told(session: Session) -> dict[str, set[int]]:
    """Map groups to the waves in which their fall was told."""
    found: dict[str, set[int]] = defaultdict(set)
    for row in session.scalars(select(DriftAlarm)):
        found[row.group_key].add(row.wave_id)
    return found
