"""The page of a refresher: one question, an answer, and at once what it brings."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from training.domain.competency import Framework
from training.domain.document import Kind
from training.domain.quiz import Item, Quiz
from training.domain.scoring import Answer, IllegalAnswer, counted_level, score_item
from training.domain.sitting import Given, Posted, Sitting
from training.domain.spacing import Scheduler
from training.services import answers
from training.services.answers import Asked, During, Occasion
from training.services.errors import Conflict, Invalid, NotFound
from training.services.library import Library
from training.services.quiz_page import ItemReader, ShownItem, Wish
from training.store import review as store
from training.store.library import find_revision
from training.store.people import lock_learner
from training.store.review import RefresherQuestion, RefresherSitting

SEED_MASK = 0x7FFFFFFF
IN_REFRESHER = During(Occasion.REFRESHER)


@dataclass(frozen=True, slots=True)
class Reader:
    """Whose refresher it is, and in which language it is read."""

    learner_key: UUID
    language: str

    @property
    def seed(self) -> int:
        """Give what decides the order of options: the same each time, another for each person."""
        return self.learner_key.int & SEED_MASK


@dataclass(frozen=True, slots=True)
class SittingPage:
    """One question of a refresher; without one all is done, or its time was over.

    `next_on` is the first day on which something comes back.
    """

    sitting_id: UUID
    number: int
    total: int
    left: int
    item: ShownItem | None
    next_on: date | None


@dataclass(frozen=True, slots=True)
class Reply:
    """What a page sent, about which question."""

    sitting_id: UUID
    place: int
    posted: Posted


def read(
    library: Library, reader: Reader, sitting_id: UUID, place: int = 0, wish: Wish | None = None
) -> SittingPage:
    """Show the question at a place if it was answered, else the first that waits.

    Raises `NotFound` for another person's, and for one that was let go.
    """
    sitting, questions = _find(library, reader, sitting_id)
    # Of what is done the answers may be forgotten since: nothing of it waits.
    waiting = [each for each in questions if each.answer is None and not sitting.finished_at]
    asked = next((each for each in questions if each.place == place), None)
    shown = asked if asked and asked.answer is not None else next(iter(waiting), None)
    item = _Question(library, reader, shown).shown(shown, wish) if shown else None
    return SittingPage(
        sitting.id,
        number=questions.index(shown) + 1 if shown else len(questions),
        total=len(questions),
        left=len(waiting),
        item=item,
        next_on=None if shown else _next_day(library, reader),
    )


def answer(
    library: Library, reader: Reader, reply: Reply, schedule: Scheduler, *, at: datetime
) -> None:
    """Keep an answer, once: a second click leaves the first as it is.

    It counts for the organisation without a name. Raises `Invalid` for an answer that does not
    fit, `NotFound` for another person's refresher or a question that it does not have, `Conflict`
    for one that has ended.
    """
    lock_learner(library.session, reader.learner_key)
    sitting, questions = _find(library, reader, reply.sitting_id)
    asked = next((each for each in questions if each.place == reply.place), None)
    if asked is None:
        raise NotFound("question")
    if sitting.finished_at and asked.answer is None:
        raise Conflict("refresher-over")
    if asked.answer is not None:
        return
    asked.answer = _Question(library, reader, asked).count(asked, reply.posted, at)
    asked.answered_at = at
    library.session.flush()
    _plan_next(library, reader, asked.competency, questions, schedule, library.day_of(at))
    if all(each.answer is not None for each in questions):
        sitting.finished_at = at
    library.session.flush()


def _find(
    library: Library, reader: Reader, sitting_id: UUID
) -> tuple[RefresherSitting, list[RefresherQuestion]]:
    sitting = store.find_sitting(library.session, sitting_id, reader.learner_key)
    if sitting is None:
        raise NotFound("refresher")
    return sitting, store.list_questions(library.session, sitting.id)


def _next_day(library: Library, reader: Reader) -> date | None:
    states = store.list_states(library.session, [reader.learner_key])
    return min((state.due_on for state in states if state.due_on), default=None)


def _plan_next(
    library: Library,
    reader: Reader,
    competency: str,
    questions: list[RefresherQuestion],
    schedule: Scheduler,
    today: date,
) -> None:
    """Plan a sub-point once all its questions here have an answer, by the weakest of them."""
    about = [each for each in questions if each.competency == competency]
    state = store.find_state(library.session, reader.learner_key, competency)
    if state is None or any(each.answer is None for each in about):
        return
    weakest = min(_level(library, each) for each in about)
    store.put_review(state, schedule(store.review_of(state), weakest, today))


def _level(library: Library, asked: RefresherQuestion) -> int:
    item = library.take(asked.revision_id, Quiz).item(asked.item)
    judgement = item.options[asked.answer or 0].judgement
    return int(counted_level(judgement)) if judgement else 0


class _Question:
    """One question as this learner meets it, on the text that it was chosen from."""

    def __init__(self, library: Library, reader: Reader, asked: RefresherQuestion) -> None:
        self._library, self._reader = library, reader
        self._quiz = library.take(asked.revision_id, Quiz)
        self._item: Item = self._quiz.item(asked.item)

    def shown(self, asked: RefresherQuestion, wish: Wish | None) -> ShownItem:
        """Show it to be answered, or with what the answer brought."""
        given: tuple[Given, ...] = ()
        if asked.answer is not None:
            answer: Answer = (asked.answer,)
            given = (Given(self._item.name, 1, answer, score_item(self._item, answer)),)
        framework = self._framework
        sitting = replace(self._sitting, given=given)
        reader = ItemReader(sitting, self._in_language(asked), framework)
        return reader.item(self._item, 1, wish=wish or Wish(), is_open=True)

    def count(self, asked: RefresherQuestion, posted: Posted, at: datetime) -> int:
        """Count an answer for the organisation; gives it in the author's order."""
        try:
            (option,) = self._sitting.answer_of(self._item, posted)
        except (IllegalAnswer, ValueError) as error:
            raise Invalid(f"answer-{self._item.kind}") from error
        judged = [each.judgement for each in self._item.options if each.judgement]
        answers.count(
            self._library,
            learner_key=self._reader.learner_key,
            asked=Asked(
                asked.document_id,
                asked.revision_id,
                asked.item,
                asked.competency,
                tuple(int(counted_level(each)) for each in judged),
            ),
            option=option,
            at=at,
            during=IN_REFRESHER,
        )
        return option

    @property
    def _sitting(self) -> Sitting:
        return Sitting(self._quiz, self._reader.seed)

    @property
    def _framework(self) -> Framework | None:
        catalogue = self._library.catalogue
        listed = catalogue.framework()
        if listed is None:
            return None
        entry = catalogue.find(Kind.COMPETENCIES, listed.slug, self._reader.language) or listed
        return self._library.take(entry.revision_id, Framework)

    def _in_language(self, asked: RefresherQuestion) -> Quiz:
        """Give the text in the learner's language where that says the same, else as it was."""
        pinned = find_revision(self._library.session, asked.revision_id)
        found = next(
            (
                entry
                for entry in self._library.catalogue.entries
                if entry.document_id == asked.document_id
                and entry.language == self._reader.language
                and pinned
                and (entry.shape, entry.meaning) == (pinned.shape, pinned.meaning)
            ),
            None,
        )
        return self._library.take(found.revision_id, Quiz) if found else self._quiz
