"""The same people in two measurements: how each answered in both."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from training.store.answer import Answer, Respondent
from training.store.measurement import Participation

INVITING_FROM = 2


@dataclass(frozen=True, slots=True)
class Score:
    """The answers of one person in one measurement: mean level, and share at two or more."""

    level: float
    share: float


@dataclass(frozen=True, slots=True)
class Taken:
    """So many people who began alike: where and on which forms, none for the time they did not.

    `is_finished` is of both times, of those that there were; `is_known` is who is still linked.
    """

    unit_before: UUID | None
    unit_after: UUID | None
    form_before: str
    form_after: str
    is_finished: bool
    is_known: bool
    many: int


@dataclass(frozen=True, slots=True)
class Pair:
    """Somebody who finished both: where then and now, with which forms, and the answers."""

    unit_before: UUID
    unit_after: UUID
    form_before: str
    form_after: str
    before: Score
    after: Score


def list_pairs(
    session: Session, before_id: int, after_id: int, *, behind: UUID | None, limit: int
) -> tuple[list[Pair], UUID | None]:
    """List the next people who finished both, by learner key, and where to go on."""
    earlier, later = aliased(Participation), aliased(Participation)
    query = (
        select(later.learner_key, earlier.unit_id, later.unit_id, earlier.form, later.form)
        .join(earlier, earlier.learner_key == later.learner_key)
        .where(
            later.measurement_id == after_id,
            earlier.measurement_id == before_id,
            later.finished_on.is_not(None),
            earlier.finished_on.is_not(None),
        )
        .order_by(later.learner_key)
        .limit(limit)
    )
    if behind:
        query = query.where(later.learner_key > behind)
    people = session.execute(query).all()
    keys = [row[0] for row in people if row[0]]
    then, now = _scores(session, before_id, keys), _scores(session, after_id, keys)
    found = [
        Pair(*row[1:], then[row[0]], now[row[0]])
        for row in people
        if row[0] in then and row[0] in now
    ]
    return found, people[-1][0] if len(people) == limit else None


def count_alone(session: Session, before_id: int, after_id: int) -> tuple[int, int]:
    """Count who finished only the earlier measurement, and who only the later one."""
    return _alone(session, before_id, after_id), _alone(session, after_id, before_id)


def count_taken(session: Session, before_id: int, after_id: int) -> list[Taken]:
    """Count all who began either measurement, by how they took part in both."""
    earlier, later = aliased(Participation), aliased(Participation)
    places = (earlier.unit_id, later.unit_id, earlier.form, later.form)
    finished = (earlier.finished_on.is_not(None), later.finished_on.is_not(None))
    query = (
        select(*places, *finished, func.count())
        .select_from(earlier)
        .join(later, later.learner_key == earlier.learner_key)
        .where(
            earlier.measurement_id == before_id,
            later.measurement_id == after_id,
            earlier.started_on.is_not(None),
            later.started_on.is_not(None),
        )
        .group_by(*places, *finished)
    )
    both = [
        Taken(*row[:4], is_finished=bool(row[4] and row[5]), is_known=True, many=row[6])
        for row in session.execute(query)
    ]
    first = [
        Taken(unit, None, "", "", is_finished=is_finished, is_known=is_known, many=many)
        for unit, is_finished, is_known, many in _once(session, before_id, after_id)
    ]
    second = [
        Taken(None, unit, "", "", is_finished=is_finished, is_known=is_known, many=many)
        for unit, is_finished, is_known, many in _once(session, after_id, before_id)
    ]
    return [*both, *first, *second]


def _once(session: Session, here: int, there: int) -> list[tuple[UUID, bool, bool, int]]:
    """Count who began one measurement and not the other; who is unlinked by now is one of them."""
    mine, other = aliased(Participation), aliased(Participation)
    by = (mine.unit_id, mine.finished_on.is_not(None), mine.learner_key.is_not(None))
    query = (
        select(*by, func.count())
        .select_from(mine)
        .outerjoin(
            other,
            (other.learner_key == mine.learner_key)
            & (other.measurement_id == there)
            & other.started_on.is_not(None),
        )
        .where(mine.measurement_id == here, mine.started_on.is_not(None), other.id.is_(None))
        .group_by(*by)
    )
    return [(row[0], bool(row[1]), bool(row[2]), row[3]) for row in session.execute(query)]


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


def _scores(session: Session, measurement_id: int, learner_keys: list[UUID]) -> dict[UUID, Score]:
    """Map learners to how they answered in a measurement."""
    respondents = select(Respondent).where(Respondent.learner_key.in_(learner_keys))
    owners = {one.id: one.learner_key for one in session.scalars(respondents)}
    query = select(
        Answer.respondent_id,
        func.count(),
        func.sum(Answer.level),
        func.count().filter(Answer.level >= INVITING_FROM),
    ).where(
        Answer.respondent_id.in_(owners),
        # Adding nothing keeps a database without statistics from reading the whole measurement.
        Answer.occasion + "" == "measurement",
        Answer.occasion_id + 0 == measurement_id,
    )
    sums: dict[UUID, list[int]] = {}
    for number, *counts in session.execute(query.group_by(Answer.respondent_id)):
        found = sums.setdefault(owners[number], [0, 0, 0])
        sums[owners[number]] = [a + int(b) for a, b in zip(found, counts, strict=True)]
    return {key: Score(level / n, inviting / n) for key, (n, level, inviting) in sums.items()}
