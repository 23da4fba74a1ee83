"""The same people in two measurements: how each answered in both."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from training.store.answer import Answer, Respondent
from training.store.measurement import Participation

INVITING_FROM = 2


@dataclass(frozen=True, slots=True)
class Pair:
    """Somebody who finished both: where then and now, with which form first, and the answers."""

    number: int
    unit_before: UUID
    unit_after: UUID
    form_before: str
    form_after: str
    items_before: int
    items_after: int
    level_before: float
    level_after: float
    share_before: float
    share_after: float


def list_pairs(
    session: Session, before_id: int, after_id: int, *, behind: int, limit: int
) -> tuple[list[Pair], int | None]:
    """List the pairs of the next people of the later measurement, and where to go on."""
    earlier, later = aliased(Participation), aliased(Participation)
    query = (
        select(
            later.id, later.learner_key, earlier.unit_id, later.unit_id, earlier.form, later.form
        )
        .join(earlier, earlier.learner_key == later.learner_key)
        .where(
            later.measurement_id == after_id,
            earlier.measurement_id == before_id,
            later.id > behind,
            later.finished_on.is_not(None),
            earlier.finished_on.is_not(None),
        )
        .order_by(later.id)
        .limit(limit)
    )
    people = session.execute(query).all()
    keys = [row[1] for row in people if row[1]]
    then, now = _scores(session, before_id, keys), _scores(session, after_id, keys)
    found = [
        Pair(
            row[0],
            *row[2:],
            then[row[1]][0],
            now[row[1]][0],
            then[row[1]][1],
            now[row[1]][1],
            then[row[1]][2],
            now[row[1]][2],
        )
        for row in people
        if row[1] in then and row[1] in now
    ]
    return found, people[-1][0] if len(people) == limit else None


def count_alone(session: Session, before_id: int, after_id: int) -> tuple[int, int]:
    """Count who finished only the earlier measurement, and who only the later one."""
    return _alone(session, before_id, after_id), _alone(session, after_id, before_id)


def _alone(session: Session, here: int, there: int) -> int:
    mine, other = aliased(Participation), aliased(Participation)
    query = (
        select(func.count())
        .select_from(mine)
        .outerjoin(
            other,
            (other.learner_key == mine.learner_key)
            & (other.measurement_id == there)
            & other.finished_on.is_not(None),
        )
        .where(
            mine.measurement_id == here,
            mine.finished_on.is_not(None),
            mine.learner_key.is_not(None),
            other.id.is_(None),
        )
    )
    return session.scalars(query).one()


def _scores(
    session: Session, measurement_id: int, learner_keys: list[UUID]
) -> dict[UUID, tuple[int, float, float]]:
    """Map learners to how many answers they gave, the mean level, and the share at two or more."""
    query = (
        select(
            Respondent.learner_key,
            func.count(),
            func.sum(Answer.level),
            func.count().filter(Answer.level >= INVITING_FROM),
        )
        .join(Respondent, Respondent.id == Answer.respondent_id)
        .where(
            Respondent.learner_key.in_(learner_keys),
            Answer.occasion == "measurement",
            Answer.occasion_id == measurement_id,
        )
        .group_by(Respondent.learner_key)
    )
    return {
        key: (count, level / count, inviting / count)
        for key, count, level, inviting in session.execute(query)
        if key
    }
