"""Twelve weeks of refreshers in a made-up municipality, in which one unit falls in week nine."""

from collections import defaultdict
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from training.demo.chance import Chance, chance_of, pick
from training.domain.organisation import ROOT_ID, Layer
from training.domain.quiz import Quiz
from training.domain.refresher import Sibling
from training.domain.scoring import counted_level
from training.services.answers import Occasion
from training.services.library import Library
from training.services.refreshing.siblings import find_pool
from training.store.answer import Answer, Respondent, keep_question, keep_respondent
from training.store.organisation import OrgUnit
from training.store.people import Learner, Person

WEEKS, FALLS_IN = 12, 9
MOST_PEOPLE = 3_000
"""In a larger body so many answers only cost time; what they show is the same."""

A_WEEK = 40
SHARE, FALLEN = 0.85, 0.35
FITTING = 2


def add_weeks(library: Library, *, seed: int, at: datetime) -> None:
    """Add the answers of the weeks before this one, once; the worker makes figures of them."""
    session, chance = library.session, chance_of(seed + 2)
    staff, siblings = _staff(session), _siblings(library)
    if not siblings or not 0 < sum(map(len, staff.values())) <= MOST_PEOPLE:
        return
    counted = _counted(session)
    falling = max(staff, key=lambda unit: (len(staff[unit]), unit.hex))
    monday = library.day_of(at) - timedelta(days=library.day_of(at).weekday())
    rows: list[dict[str, object]] = []
    for week in range(1, WEEKS + 1):
        day = monday - timedelta(weeks=WEEKS + 1 - week) + timedelta(days=2)
        number, levels = _question(library, pick(chance, siblings))
        for unit, keys in staff.items():
            share = FALLEN if unit == falling and week >= FALLS_IN else SHARE
            for key in [key for key in keys[:A_WEEK] if key not in counted]:
                option = _choose(levels, chance, share)
                rows.append(
                    {
                        "respondent_id": keep_respondent(session, key, day.year),
                        "question_id": number,
                        "occasion": Occasion.REFRESHER,
                        "occasion_id": week,
                        "option": option,
                        "level": levels[option],
                        "answered_on": day,
                    }
                )
    if rows:
        session.execute(insert(Answer), rows)


def _counted(session: Session) -> set[UUID | None]:
    """Give who answered refreshers already, when the municipality was smaller."""
    query = select(Respondent.learner_key).join(Answer, Answer.respondent_id == Respondent.id)
    return set(session.scalars(query.where(Answer.occasion == Occasion.REFRESHER).distinct()))


def _staff(session: Session) -> dict[UUID, list[UUID]]:
    """Map the units of officials to the learners who work there."""
    query = (
        select(Person.unit_id, Learner.key)
        .join(Learner, Learner.person_id == Person.id)
        .join(OrgUnit, OrgUnit.id == Person.unit_id)
        .where(Person.is_active, OrgUnit.layer == Layer.OFFICIALS, OrgUnit.id != ROOT_ID)
        .order_by(Person.unit_id, Learner.key)
    )
    found: dict[UUID, list[UUID]] = defaultdict(list)
    for unit_id, key in session.execute(query):
        found[unit_id].append(key)
    return found


def _siblings(library: Library) -> list[Sibling]:
    pool = find_pool(library).siblings
    return [each for code in sorted(pool) for each in pool[code]]


def _question(library: Library, sibling: Sibling) -> tuple[int, list[int]]:
    """Give the number of a question, and the level of each answer to it."""
    item = library.take(sibling.revision_id, Quiz).item(sibling.name)
    judged = [option.judgement for option in item.options if option.judgement]
    levels = [int(counted_level(judgement)) for judgement in judged]
    number = keep_question(
        library.session,
        document_id=sibling.document_id,
        revision_id=sibling.revision_id,
        name=sibling.name,
        competency=sibling.competency,
        levels="".join(map(str, levels)),
        form="",
    )
    return number, levels


def _choose(levels: list[int], chance: Chance, share: float) -> int:
    """Choose an answer: with this chance one of those that we ask for."""
    wanted = chance.random() < share
    places = [place for place, level in enumerate(levels) if (level >= FITTING) == wanted]
    return pick(chance, places or list(range(len(levels))))
