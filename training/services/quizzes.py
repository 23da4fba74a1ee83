"""Takes a quiz: read where one is, respond to an item, go round the missed items again."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from training.domain.document import Kind
from training.domain.quiz import Item, ItemKind, Quiz
from training.domain.scoring import IllegalAnswer, Score, score_item
from training.domain.sitting import Given, Posted, Sitting
from training.services import answers, attempts
from training.services.errors import Conflict, Invalid, NotFound
from training.services.library import Library
from training.services.measuring import occasion
from training.services.measuring.occasion import Taken
from training.services.play import Recorded
from training.services.quiz_page import QuizPage, Wish, page_of
from training.store import attempts as store
from training.store.attempts import Attempt, Response, Running

REFLECTION_LIMIT = 4000
"""Characters; about two pages. More is refused with the text given back, never cut."""


@dataclass(frozen=True, slots=True)
class Place:
    """Which item in which round a page was about."""

    round: int
    item_name: str


def read(
    library: Library, *, attempt_id: UUID, learner_key: UUID, language: str, wish: Wish
) -> QuizPage:
    """Read where a learner is; `wish` asks for one answered item. Raises `NotFound`."""
    running = attempts.find_running(
        library.session,
        attempt_id=attempt_id,
        learner_key=learner_key,
        kind=Kind.QUIZ,
        language=language,
    )
    taken = occasion.find_taken(library, running)
    if taken and taken.is_closed and running.finished_at is None:
        raise NotFound("measurement-closed")
    sitting = _sitting(library, running)
    return page_of(library, running, sitting, language, wish, taken=taken)


def respond(
    library: Library,
    *,
    attempt_id: UUID,
    learner_key: UUID,
    place: Place,
    posted: Posted,
    at: datetime,
) -> Recorded:
    """Record a response exactly once; what was answered before is left as it is.

    Raises `Invalid` when the response does not fit the item, `Conflict` for a round that has not
    begun or an item that it does not hold, `NotFound`.
    """
    attempt = attempts.lock(library.session, attempt_id=attempt_id, learner_key=learner_key)
    taken = occasion.find_taken(library, attempt)
    if taken and taken.is_closed:
        raise NotFound("measurement-closed")
    sitting = _sitting(library, attempt)
    item = _find_item(sitting, place.item_name)
    answer, score = judge(sitting, item, posted)
    text = _reflection(posted) if item.kind is ItemKind.REFLECTION else ""
    if place.round > attempt.round:
        raise Conflict("step-ahead")
    is_present = place.round == attempt.round
    given = sitting.find(item.name) if is_present else sitting.last(item.name)
    if given:
        is_same = given.answer == answer and given.text == text
        return Recorded.BEFORE if is_same else Recorded.OVERTAKEN
    if not is_present or item not in sitting.asked:
        raise Conflict("step-ahead")
    _add(library.session, attempt, Given(item.name, attempt.round, answer, score, text), at)
    if not attempt.is_practice and not sitting.last(item.name):
        asked = answers.asked_of_item(attempt, item, form=sitting.quiz.form)
        during = occasion.during(taken)
        answers.count_response(library, attempt, asked, answer, during=during, at=at)
    _settle(library, attempt, taken, at)
    return Recorded.NOW


def retake(library: Library, *, attempt_id: UUID, learner_key: UUID, round: int) -> None:
    """Begin the round after `round` with the missed items; beginning it twice does nothing.

    Raises `Conflict` while items of this round are open or when the attempt is finished.
    """
    attempt = attempts.lock(library.session, attempt_id=attempt_id, learner_key=learner_key)
    if round < attempt.round:
        return
    sitting = _sitting(library, attempt)
    if round > attempt.round or sitting.unanswered or attempt.finished_at:
        raise Conflict("round-open")
    attempt.round += 1
    library.session.flush()


def _sitting(library: Library, attempt: Attempt | Running) -> Sitting:
    rows = store.list_responses(library.session, attempt.id)
    return Sitting(
        quiz=library.take(attempt.revision_id, Quiz),
        seed=attempt.seed,
        round=attempt.round,
        given=tuple(_given(row) for row in rows),
    )


def _given(row: Response) -> Given:
    score = Score(row.score_raw, row.score_maximum)
    return Given(row.item, row.round, tuple(row.answer), score, row.text)


def _find_item(sitting: Sitting, name: str) -> Item:
    for item in sitting.drawn:
        if item.name == name:
            return item
    raise NotFound("item")


def judge(sitting: Sitting, item: Item, posted: Posted) -> tuple[tuple[int, ...], Score]:
    """Read a response and say what it earns; raises `Invalid` when it does not fit the item."""
    if item.kind is ItemKind.REFLECTION:
        text = _reflection(posted)
        if not text.strip():
            raise Invalid("answer-empty")
        if len(text) > REFLECTION_LIMIT:
            raise Invalid("answer-long", {"limit": str(REFLECTION_LIMIT)})
        return (), Score()
    try:
        answer = sitting.answer_of(item, posted)
        return answer, score_item(item, answer)
    except IllegalAnswer as error:
        raise Invalid(f"answer-{item.kind}") from error


def _reflection(posted: Posted) -> str:
    # PostgreSQL keeps every character but this one.
    return posted.text.replace("\0", "")


def _add(session: Session, attempt: Attempt, given: Given, at: datetime) -> None:
    session.add(
        Response(
            attempt_id=attempt.id,
            item=given.item,
            round=given.round,
            answer=list(given.answer),
            text=given.text,
            score_raw=given.score.raw,
            score_maximum=given.score.maximum,
            responded_at=at,
        )
    )
    session.flush()


def _settle(library: Library, attempt: Attempt, taken: Taken | None, at: datetime) -> None:
    """Close the round when its last item was answered: completed, and passed or not yet.

    A measurement has one round, and is nothing that a course asks.
    """
    sitting = _sitting(library, attempt)
    if sitting.unanswered:
        return
    score = sitting.score
    attempt.score_raw, attempt.score_maximum = score.raw, score.maximum
    if sitting.is_passed or taken:
        attempts.finish(attempt, at=at)
    if taken:
        occasion.finish(library, attempt.id, library.day_of(at))
        library.session.flush()
        return
    attempts.record_end(library, attempt, score, mastery_score=sitting.quiz.mastery_score, at=at)
    library.session.flush()
