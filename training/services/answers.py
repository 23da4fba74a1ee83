"""Counts a first answer for the organisation, in the transaction of the click that gave it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from statistics import mode
from uuid import UUID

from training.domain.judgement import Judgement
from training.domain.quiz import Item, Quiz
from training.domain.scenario import Scenario, Scene
from training.domain.scoring import Answer, counted_level
from training.services.library import Library
from training.store import answer as store
from training.store.attempts import Attempt


class Occasion(StrEnum):
    """In what an answer was given: figures of one are never mixed with those of another."""

    COURSE = "course"
    MEASUREMENT = "measurement"
    REFRESHER = "refresher"
    TALK = "talk"


@dataclass(frozen=True, slots=True)
class During:
    """An occasion, and which one of its kind; a course needs no number."""

    occasion: Occasion = Occasion.COURSE
    number: int = 0


IN_COURSE = During()


@dataclass(frozen=True, slots=True)
class Asked:
    """A scene or an item in a revision, with the level of each answer in the author's order."""

    document_id: UUID
    revision_id: UUID
    name: str
    competency: str
    levels: tuple[int, ...]
    form: str = ""


def count_choice(
    library: Library, attempt: Attempt, scene: Scene, choice: int, *, at: datetime
) -> None:
    """Count the first choice in a scene, where each choice has a level."""
    asked = asked_of_scene(attempt, scene)
    if asked:
        count(library, learner_key=attempt.learner_key, asked=asked, option=choice, at=at)


def asked_of_scene(attempt: Attempt, scene: Scene) -> Asked | None:
    """Give what a scene asks; none where a choice has no level."""
    return _asked(attempt, scene.name, [each.judgement for each in scene.choices], "")


def asked_of_item(attempt: Attempt, item: Item, *, form: str) -> Asked | None:
    """Give what an item asks; none where an option has no level."""
    return _asked(attempt, item.name, [each.judgement for each in item.options], form)


def count_response(
    library: Library,
    attempt: Attempt,
    asked: Asked | None,
    answer: Answer,
    *,
    at: datetime,
    during: During = IN_COURSE,
) -> None:
    """Count the first answer to an item, where each option has a level and one was chosen."""
    if asked and len(answer) == 1:
        count(
            library,
            learner_key=attempt.learner_key,
            asked=asked,
            option=answer[0],
            at=at,
            during=during,
        )


def count(
    library: Library,
    *,
    learner_key: UUID,
    asked: Asked,
    option: int,
    at: datetime,
    during: During = IN_COURSE,
) -> bool:
    """Count an answer where somebody works today; tell whether it was the first on this occasion.

    `option` counts from 0 in the author's order.
    """
    session, day = library.session, library.day_of(at)
    question = number_of(library, asked)
    if store.has_answered(session, learner_key, question, during.occasion, during.number):
        return False
    return store.add_answer(
        session,
        respondent_id=store.keep_respondent(session, learner_key, day.year),
        question_id=question,
        occasion=during.occasion,
        occasion_id=during.number,
        option=option,
        level=asked.levels[option],
        answered_on=day,
    )


def number_of(library: Library, asked: Asked) -> int:
    """Give the number of what was asked, made when it is new."""
    return store.keep_question(
        library.session,
        document_id=asked.document_id,
        revision_id=asked.revision_id,
        name=asked.name,
        competency=asked.competency,
        levels="".join(map(str, asked.levels)),
        form=asked.form,
    )


def _asked(
    attempt: Attempt, name: str, judgements: Sequence[Judgement | None], form: str
) -> Asked | None:
    judged = [judgement for judgement in judgements if judgement is not None]
    if not judged or len(judged) < len(judgements):
        return None
    return Asked(
        document_id=attempt.document_id,
        revision_id=attempt.revision_id,
        name=name,
        competency=mode(judgement.competency for judgement in judged),
        levels=tuple(int(counted_level(judgement)) for judgement in judged),
        form=form,
    )


def asked_in(document_id: UUID, revision_id: UUID, text: Scenario | Quiz) -> dict[str, Asked]:
    """Give by name what a text asks, of the scenes or items where every answer has a level."""
    any_attempt = Attempt(document_id=document_id, revision_id=revision_id)
    if isinstance(text, Scenario):
        judged = {one.name: [each.judgement for each in one.choices] for one in text.scenes}
        form = ""
    else:
        judged = {one.name: [each.judgement for each in one.options] for one in text.items}
        form = text.form
    found = {name: _asked(any_attempt, name, levels, form) for name, levels in judged.items()}
    return {name: asked for name, asked in found.items() if asked}
