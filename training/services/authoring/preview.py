"""A text that is being written, as it will be read: the draft where there is one."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from training.compiler.addresses import Target
from training.domain.competency import Framework
from training.domain.course import Course
from training.domain.document import Kind
from training.domain.lesson import Lesson
from training.domain.phrases import Phrases
from training.domain.prose import Prose
from training.domain.quiz import Item, Quiz
from training.domain.scenario import Scenario
from training.domain.scoring import IllegalAnswer, right_answer, score_item
from training.domain.shape import Document
from training.domain.sitting import Given, Sitting
from training.services import scenario_text
from training.services.authoring import drafts
from training.services.authoring.checking import Checked, Checker
from training.services.authoring.files import target_of, title_in
from training.services.course_path import ModulePart, Path
from training.services.errors import NotFound
from training.services.library import Library
from training.services.quiz_page import ItemReader, ShownItem, Wish
from training.services.scenario_text import ScenarioText

TOO_MUCH = "E49"
KINDS: Mapping[Kind, type[Document]] = {
    Kind.COMPETENCIES: Framework,
    Kind.COURSE: Course,
    Kind.LESSON: Lesson,
    Kind.SCENARIO: Scenario,
    Kind.QUIZ: Quiz,
    Kind.PHRASES: Phrases,
}


@dataclass(frozen=True, slots=True)
class Opened:
    """A text as it stands: what it says as far as it can be read, and all that is wrong with it."""

    path: str
    target: Target
    title: str
    is_draft: bool
    source: str
    checked: Checked


@dataclass(frozen=True, slots=True)
class ShownQuestion:
    """A question twice: as it is asked, and after the right answer."""

    asked: ShownItem
    answered: ShownItem
    line: int


@dataclass(frozen=True, slots=True)
class ShownQuiz:
    """A quiz with all its questions; `draw` is how many somebody gets, 0 for all."""

    title: str
    introduction: Prose
    draw: int
    is_test: bool
    questions: tuple[ShownQuestion, ...]


@dataclass(frozen=True, slots=True)
class ShownCourse:
    """A course as a path on which nobody has begun."""

    slug: str
    title: str
    introduction: Prose
    modules: tuple[ModulePart, ...]


Shown = ScenarioText | ShownQuiz | Lesson | ShownCourse | Framework | Phrases


@dataclass(frozen=True, slots=True)
class Preview:
    """What is shown of a text: nothing where it cannot be read at all."""

    opened: Opened
    shown: Shown | None


def open_text(library: Library, checker: Checker, path: str, *, today: date) -> Opened:
    """Read a text in the process that may use only so much; raises `NotFound`."""
    target = target_of(path)
    manuscript = drafts.read(library, path)
    if not manuscript.source and manuscript.entry is None and not manuscript.version:
        raise NotFound("file")
    checked = checker.try_check(library, path, manuscript.source, today=today)
    is_refused = any(found.code == TOO_MUCH for found in checked.diagnostics)
    if is_refused and manuscript.entry and not manuscript.version:
        # It was read when it was published: a machine that is busy now need not keep it away.
        value = library.take(manuscript.entry.revision_id, KINDS[target.kind])
        checked = Checked(value, ())
    title = checked.value.header.title if checked.value else ""
    if not title:
        entry = manuscript.entry
        title = entry.title if entry else title_in(target, manuscript.source)
    return Opened(path, target, title, manuscript.version > 0, manuscript.source, checked)


def show(library: Library, opened: Opened, *, language: str) -> Preview:
    """Show all of a text at once, with what learners see of it only later."""
    value = opened.checked.value
    return Preview(opened, _shown(library, value, language) if value else None)


def framework_in_force(library: Library) -> Framework | None:
    """Give the rubric that a new attempt would be held against."""
    entry = library.catalogue.framework()
    return library.take(entry.revision_id, Framework) if entry else None


def _shown(library: Library, value: Document, language: str) -> Shown:
    match value:
        case Scenario():
            return scenario_text.show(value, framework_in_force(library))
        case Quiz():
            return _quiz(value, framework_in_force(library))
        case Course():
            path = Path(library, language, {}, None, {})
            return ShownCourse(
                value.header.slug,
                value.header.title,
                value.introduction,
                tuple(path.module(module) for module in value.modules),
            )
        case _:
            return value


def _quiz(quiz: Quiz, framework: Framework | None) -> ShownQuiz:
    in_order = replace(quiz, draw=0, is_shuffled=False)
    reader = ItemReader(Sitting(in_order, seed=1), quiz, framework)
    return ShownQuiz(
        quiz.header.title,
        quiz.introduction,
        quiz.draw if quiz.draw < len(quiz.items) else 0,
        bool(quiz.form),
        tuple(_question(item, n, reader) for n, item in enumerate(quiz.items, start=1)),
    )


def _question(item: Item, number: int, reader: ItemReader) -> ShownQuestion:
    asked = reader.item(item, number, wish=Wish(), is_open=False)
    given = replace(reader.sitting, given=(_right(item),))
    answered = replace(reader, sitting=given).item(item, number, wish=Wish(), is_open=True)
    return ShownQuestion(asked, answered, item.line)


def _right(item: Item) -> Given:
    if not item.is_scored:
        return Given(item.name, 1, ())
    try:
        answer = right_answer(item)
        return Given(item.name, 1, answer, score_item(item, answer))
    except (IllegalAnswer, LookupError, ValueError):  # a draft may have no right answer yet
        return Given(item.name, 1, ())
