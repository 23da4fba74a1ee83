"""A learner as tests of use cases meet one: starts units, clicks, answers, looks at pages."""

from dataclasses import dataclass
from uuid import UUID

from tests.answering import right_for, wrong_for
from tests.world import World
from training.domain.document import Kind
from training.domain.quiz import Quiz
from training.domain.sitting import Posted, Sitting
from training.services import attempts, courses, lessons, play, quizzes
from training.services.attempts import UnitAddress
from training.services.courses import CoursePage, Home, Reader, Receipt
from training.services.evidence.certificates import Certificate
from training.services.lessons import LessonPage
from training.services.play import Recorded, ScenePage
from training.services.quiz_page import QuizPage, Wish
from training.services.quizzes import Place

SEED = 7


@dataclass(frozen=True)
class Learner:
    """One person at one screen; each act is a transaction of its own."""

    world: World
    name: str = "lena"
    language: str = "nl"

    @property
    def key(self) -> UUID:
        return self.world.learner(self.name)

    @property
    def reader(self) -> Reader:
        return Reader(self.key, self.language, self.world.clock().date())

    def start(self, kind: Kind, slug: str, course: str = "proef") -> UUID:
        address, at = UnitAddress(course, kind, slug), self.world.clock()
        with self.world.transaction() as library:
            return attempts.start(library, learner_key=self.key, address=address, seed=SEED, at=at)

    def home(self) -> Home:
        with self.world.transaction() as library:
            return courses.home(library, self.reader)

    def course_page(self, slug: str = "proef") -> CoursePage:
        with self.world.transaction() as library:
            return courses.course_page(library, self.reader, slug)

    def receipt_page(self, slug: str = "proef", cycle: int = 0) -> Receipt:
        with self.world.transaction() as library:
            return courses.receipt(library, self.reader, slug, cycle)

    def receipt(self, slug: str = "proef", cycle: int = 0) -> Certificate:
        return self.receipt_page(slug, cycle).certificate

    def states(self, slug: str = "proef") -> dict[str, str]:
        page = self.course_page(slug)
        return {unit.slug: unit.state for module in page.modules for unit in module.units}

    def scene(self, attempt_id: UUID) -> ScenePage:
        with self.world.transaction() as library:
            return play.position(
                library, attempt_id=attempt_id, learner_key=self.key, language=self.language
            )

    def choose(self, attempt_id: UUID, step: int, position: int) -> Recorded:
        with self.world.transaction() as library:
            return play.choose(
                library,
                attempt_id=attempt_id,
                learner_key=self.key,
                step=step,
                shown_position=position,
                at=self.world.clock(),
            )

    def pick(self, attempt_id: UUID, *texts: str) -> Recorded:
        """Take the choices that begin with these words, one after another."""
        for text in texts:
            page = self.scene(attempt_id)
            position = next(c.position for c in page.choices if c.text.startswith(text))
            recorded = self.choose(attempt_id, page.step, position)
        return recorded

    def play(self, *texts: str, course: str = "proef", slug: str = "bank") -> UUID:
        attempt_id = self.start(Kind.SCENARIO, slug, course)
        self.pick(attempt_id, *texts)
        return attempt_id

    def page(self, attempt_id: UUID, number: int | None = None) -> LessonPage:
        with self.world.transaction() as library:
            return lessons.read(
                library,
                attempt_id=attempt_id,
                learner_key=self.key,
                language=self.language,
                number=number,
            )

    def confirm(self, attempt_id: UUID, *numbers: int) -> None:
        for number in numbers:
            with self.world.transaction() as library:
                lessons.confirm(
                    library,
                    attempt_id=attempt_id,
                    learner_key=self.key,
                    number=number,
                    at=self.world.clock(),
                )

    def read_lesson(self, course: str = "proef") -> UUID:
        attempt_id = self.start(Kind.LESSON, "lezen", course)
        self.confirm(attempt_id, 1, 2)
        return attempt_id

    def quiz(self, attempt_id: UUID, wish: Wish | None = None) -> QuizPage:
        with self.world.transaction() as library:
            return quizzes.read(
                library,
                attempt_id=attempt_id,
                learner_key=self.key,
                language=self.language,
                wish=wish or Wish(),
            )

    def respond(self, attempt_id: UUID, item: str, posted: Posted, round_: int = 1) -> Recorded:
        with self.world.transaction() as library:
            return quizzes.respond(
                library,
                attempt_id=attempt_id,
                learner_key=self.key,
                place=Place(round_, item),
                posted=posted,
                at=self.world.clock(),
            )

    def retake(self, attempt_id: UUID, round_: int = 1) -> None:
        with self.world.transaction() as library:
            quizzes.retake(library, attempt_id=attempt_id, learner_key=self.key, round=round_)

    def sitting(self, attempt_id: UUID, slug: str = "vragen") -> Sitting:
        """Look at the quiz as the author knows it, shuffled as this learner sees it."""
        with self.world.transaction() as library:
            entry = library.catalogue.original(Kind.QUIZ, slug)
            assert entry
            return Sitting(library.take(entry.revision_id, Quiz), SEED)

    def answer(self, attempt_id: UUID, *, wrong: tuple[str, ...] = (), round_: int = 1) -> None:
        """Answer everything that this round asks: right, but for the items named."""
        sitting = self.sitting(attempt_id)
        while (page := self.quiz(attempt_id)).has_next:
            item = sitting.quiz.item(page.items[0].name)
            make = wrong_for if item.name in wrong else right_for
            self.respond(attempt_id, item.name, make(sitting, item), round_)

    def take_quiz(self, *, wrong: tuple[str, ...] = (), course: str = "proef") -> UUID:
        attempt_id = self.start(Kind.QUIZ, "vragen", course)
        self.answer(attempt_id, wrong=wrong)
        return attempt_id

    def complete(self, course: str = "proef") -> None:
        """Do all units of the trial course."""
        self.read_lesson(course)
        self.play("Ik vraag wat", "Ik vraag het na", course=course)
        self.take_quiz(course=course)
