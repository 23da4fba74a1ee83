"""Builds what a quiz page may show: keys, levels and feedback only once an item is answered."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from uuid import UUID

from training.domain.competency import Framework
from training.domain.judgement import Level
from training.domain.prose import NO_PROSE, Prose
from training.domain.quiz import Display, Item, ItemKind, Option, Quiz
from training.domain.scoring import Answer, right_answer
from training.domain.sitting import Given, Posted, Sitting
from training.services.attempts import framework_of
from training.services.library import Library
from training.services.links import CourseLink, NextStep, UnitLink, course_link, next_step
from training.services.measuring.occasion import Taken
from training.store.attempts import Running


@dataclass(frozen=True, slots=True)
class Wish:
    """What the reader asked for: one item, with what was typed and why it was refused."""

    item_name: str = ""
    posted: Posted = field(default_factory=Posted)
    error: str = ""


@dataclass(frozen=True, slots=True)
class ShownOption:
    """An option; all but text and what was chosen is filled only after answering.

    `place` is the learner's place (ordering) or match position (matching); `right_place` the right
    one.
    """

    position: int
    text: Prose
    is_chosen: bool = False
    is_key: bool | None = None
    level: Level | None = None
    feedback: Prose = NO_PROSE
    place: int = 0
    right_place: int = 0


@dataclass(frozen=True, slots=True)
class ShownMatch:
    """A right-hand side of a matching item."""

    position: int
    text: Prose


@dataclass(frozen=True, slots=True)
class ShownItem:
    """A question as a page may show it."""

    name: str
    number: int
    title: str
    body: Prose
    competency_code: str
    competency_name: str
    kind: str
    options: tuple[ShownOption, ...]
    matches: tuple[ShownMatch, ...]
    is_answered: bool
    is_right: bool | None
    explanation: Prose
    text: str
    error: str


@dataclass(frozen=True, slots=True)
class QuizResult:
    """How a round ended."""

    percentage: int
    mastery_percentage: int
    is_passed: bool
    is_scored: bool
    missed: int
    items: tuple[ShownItem, ...]
    next_unit: UnitLink | None
    is_course_done: bool


@dataclass(frozen=True, slots=True)
class QuizPage:
    """Where the learner is in a quiz; a trainer who tries a text out has no attempt."""

    attempt_id: UUID | None
    title: str
    introduction: Prose
    course: CourseLink | None
    round: int
    number: int
    total: int
    answered: int
    items: tuple[ShownItem, ...]
    is_whole: bool
    is_test: bool
    is_practice: bool
    has_next: bool
    result: QuizResult | None
    is_measurement: bool = False


@dataclass(frozen=True, slots=True)
class ItemReader:
    """What is needed to show items: the record, and the texts in the reader's language."""

    sitting: Sitting
    shown: Quiz
    framework: Framework | None

    def item(self, item: Item, number: int, *, wish: Wish, is_open: bool) -> ShownItem:
        """Show one item; `is_open` allows its key and feedback to be seen."""
        text = self.shown.items[self.sitting.quiz.items.index(item)]
        given = self.sitting.last(item.name)
        posted = wish.posted if wish.item_name == item.name else Posted()
        competency = self.framework.find_competency(item.competency) if self.framework else None
        is_judged = is_open and given is not None
        return ShownItem(
            name=item.name,
            number=number,
            title=text.title,
            body=text.body,
            competency_code=item.competency,
            competency_name=competency.name if competency else "",
            kind=item.kind,
            options=self._options(item, text, given if is_open else None, posted),
            matches=self._matches(item, text),
            is_answered=is_judged,
            is_right=given.score.is_full if given and is_judged and item.is_scored else None,
            explanation=text.explanation if is_judged else NO_PROSE,
            text=given.text if given and is_open else posted.text,
            error=wish.error if wish.item_name == item.name else "",
        )

    def _matches(self, item: Item, text: Item) -> tuple[ShownMatch, ...]:
        if item.kind is not ItemKind.MATCHING:
            return ()
        order = self.sitting.match_order(item)
        return tuple(
            ShownMatch(position, text.options[row].match)
            for position, row in enumerate(order, start=1)
        )

    def _options(
        self, item: Item, text: Item, given: Given | None, posted: Posted
    ) -> tuple[ShownOption, ...]:
        order = self.sitting.order(item)
        if given is None:
            return tuple(
                ShownOption(
                    position=position,
                    text=text.options[index].text,
                    is_chosen=position in posted.chosen,
                    place=posted.placed.get(position, 0),
                )
                for position, index in enumerate(order, start=1)
            )
        return tuple(
            self._judged(item, text.options[index], position, index, given.answer)
            for position, index in enumerate(order, start=1)
        )

    def _judged(
        self, item: Item, option: Option, position: int, index: int, answer: Answer
    ) -> ShownOption:
        is_placed = item.kind in (ItemKind.ORDERING, ItemKind.MATCHING)
        is_keyed = item.kind in (ItemKind.SINGLE, ItemKind.MULTIPLE)
        return ShownOption(
            position=position,
            text=option.text,
            is_chosen=not is_placed and index in answer,
            is_key=option.is_key if is_keyed else None,
            level=option.judgement.level if option.judgement else None,
            feedback=option.feedback,
            place=self._place(item, index, answer) if is_placed else 0,
            right_place=self._place(item, index, right_answer(item)) if is_placed else 0,
        )

    def _place(self, item: Item, index: int, answer: Answer) -> int:
        if item.kind is ItemKind.ORDERING:
            return answer.index(index) + 1
        # Two rows may share a right-hand side: either of them is this one.
        texts = [item.options[row].match for row in self.sitting.match_order(item)]
        return texts.index(item.options[answer[index]].match) + 1


def page_of(
    library: Library,
    running: Running,
    sitting: Sitting,
    language: str,
    wish: Wish,
    *,
    taken: Taken | None = None,
) -> QuizPage:
    """Show the wished item, else the first that waits for a response, else the result."""
    page = show(
        sitting,
        library.take(running.shown_id, Quiz),
        framework_of(library, running),
        wish,
        lambda: next_step(library, running, language),
    )
    if taken and taken.is_blind:
        page = _blind(page)
    return replace(
        page,
        is_measurement=taken is not None,
        attempt_id=running.id,
        course=course_link(running),
        is_practice=running.is_practice,
    )


def show(
    sitting: Sitting,
    shown: Quiz,
    framework: Framework | None,
    wish: Wish,
    following: Callable[[], NextStep],
) -> QuizPage:
    """Show where somebody is in a quiz, whoever it is; `following` is asked at the end only."""
    quiz = sitting.quiz
    reader = ItemReader(sitting, shown, framework)
    asked, unanswered = sitting.asked, sitting.unanswered
    wished = _wished(sitting, wish)
    focus = wished or (unanswered[0] if unanswered else None)
    is_test = bool(quiz.form)
    is_whole = quiz.display is Display.WHOLE
    listed = asked if is_whole else ((focus,) if focus else ())
    is_done = not unanswered and wished is None
    return QuizPage(
        attempt_id=None,
        title=shown.header.title,
        introduction=shown.introduction,
        course=None,
        round=sitting.round,
        number=asked.index(focus) + 1 if focus else len(asked),
        total=len(asked),
        answered=len(asked) - len(unanswered),
        items=tuple(
            reader.item(
                item,
                asked.index(item) + 1,
                wish=wish,
                is_open=sitting.find(item.name) is not None and (not is_test or is_done),
            )
            for item in listed
        ),
        is_whole=is_whole,
        is_test=is_test,
        is_practice=False,
        has_next=bool(unanswered),
        result=_result(reader, following()) if is_done else None,
    )


def _blind(page: QuizPage) -> QuizPage:
    """Take away all that says what answers are worth: who comes back later must not know."""
    if page.result is None:
        return page
    result = replace(
        page.result, percentage=0, is_passed=False, is_scored=False, missed=0, items=()
    )
    return replace(page, items=(), result=result)


def _wished(sitting: Sitting, wish: Wish) -> Item | None:
    """Find the item that was asked for; in a measurement an answered one stays shut."""
    item = next((item for item in sitting.asked if item.name == wish.item_name), None)
    is_shut = item is not None and sitting.quiz.form and sitting.find(item.name)
    return None if is_shut else item


def _result(reader: ItemReader, following: NextStep) -> QuizResult:
    sitting = reader.sitting
    scaled = sitting.score.scaled
    return QuizResult(
        # Rounded down: 79.9 % must not read as the 80 % that was not reached.
        percentage=int((scaled or 0.0) * 100 + 1e-9),
        mastery_percentage=round(sitting.quiz.mastery_score * 100),
        is_passed=sitting.is_passed,
        is_scored=scaled is not None,
        missed=len(sitting.missed),
        items=tuple(
            reader.item(item, number, wish=Wish(), is_open=True)
            for number, item in enumerate(sitting.drawn, start=1)
        ),
        next_unit=following.unit,
        is_course_done=following.is_course_done,
    )
