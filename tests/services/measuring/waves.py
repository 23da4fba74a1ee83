"""A world with two short forms, and people who take measurements in it."""

from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

from sqlalchemy import select

from tests.answering import posted_for
from tests.organisation import Organisation
from tests.world import World, read_files
from training.domain.measuring import Wave
from training.domain.quiz import Quiz
from training.domain.sitting import Sitting
from training.services import quizzes
from training.services.audit import Actor
from training.services.jobs import run_next
from training.services.library import Library
from training.services.measuring import inviting, planning, reporting, taking
from training.services.measuring.planning import NewMeasurement
from training.services.quiz_page import QuizPage, Wish
from training.services.quizzes import Place
from training.store.attempts import Attempt
from training.store.measurement import Participation

SEED = 7
WORDS = ("afhoudend", "afwachtend", "meewerkend", "uitnodigend")
STEPS = {planning.INVITE: inviting.step, planning.REPORT: reporting.step}


def form_text(letter: str, *, codes: tuple[str, ...] = ("1.1", "1.2", "2.1", "3.1")) -> bytes:
    """Write a form with a question for each sub-point, its answers from least to most inviting."""
    head = f"---\ntitel: Vorm {letter}\nid: kern-{letter.lower()}\nduur: 2\nvorm: {letter}\n"
    lines = [f"{head}slaaggrens: 0\n---\n\n# Vorm {letter}\n"]
    for code in codes:
        lines.append(f"## {code} Situatie {letter} {code.replace('.', ' ')}\n\nWat zegt u?\n")
        lines += [f'- [Antwoord {word}.](# "{word} {code}")\n' for word in WORDS]
        lines.append("> Zo zit het.\n")
    return "\n".join(lines).encode()


def with_forms(**files: bytes) -> dict[str, bytes]:
    """Give the trial library with both forms."""
    forms = {f"quizzes/kern-{letter}.md": form_text(letter.upper()) for letter in "ab"}
    return {**read_files(), **forms, **files}


@dataclass
class Waves:
    """Measurements in a world, taken as people take them."""

    world: World
    organisation: Organisation = field(init=False)

    def __post_init__(self) -> None:
        report = self.world.load(with_forms())
        assert not report.refused, report.refused
        self.organisation = Organisation(self.world).build()

    def staff(self, unit: str, count: int) -> list[UUID]:
        """Let people work in a unit."""
        return [self.organisation.person(f"{unit} {n}", unit) for n in range(count)]

    def plan(self, wave: Wave = Wave.BASELINE, *, before: int = 0, percent: int = 100) -> int:
        today = self.world.clock().date()
        new = NewMeasurement(
            wave, "Meting", today, today + timedelta(days=14), percent, "kern-a", "kern-b", before
        )
        with self.world.transaction() as library:
            at = self.world.clock()
            return planning.plan(library, new, seed=SEED, actor=Actor(), today=today, at=at)

    def open(self, wave: Wave = Wave.BASELINE, *, before: int = 0, percent: int = 100) -> int:
        """Plan a measurement, open it, and hand out the forms."""
        number = self.plan(wave, before=before, percent=percent)
        with self.world.transaction() as library:
            planning.open_(library, number, actor=Actor(), at=self.world.clock())
        self.work()
        return number

    def work(self) -> None:
        while run_next(self.world.transaction, STEPS, at=self.world.clock()):
            pass

    def close(self, number: int) -> None:
        with self.world.transaction() as library:
            planning.close(library, number, actor=Actor(), at=self.world.clock())
        self.work()
        self.world.clock.advance(days=30)

    def begin(self, number: int, key: UUID) -> UUID:
        clock = self.world.clock
        with self.world.transaction() as library:
            return taking.enter(library, number, key, seed=SEED, today=clock().date(), at=clock())

    def page(self, attempt_id: UUID, key: UUID) -> QuizPage:
        with self.world.transaction() as library:
            return quizzes.read(
                library, attempt_id=attempt_id, learner_key=key, language="nl", wish=Wish()
            )

    def take(self, number: int, key: UUID, *levels: int) -> UUID:
        """Answer with these levels, the last one until all is answered."""
        attempt_id = self.begin(number, key)
        with self.world.transaction() as library:
            sitting = self._sitting(library, attempt_id)
            for place, item in enumerate(sitting.asked):
                level = levels[min(place, len(levels) - 1)]
                quizzes.respond(
                    library,
                    attempt_id=attempt_id,
                    learner_key=key,
                    place=Place(1, item.name),
                    posted=posted_for(sitting, item, (level,)),
                    at=self.world.clock(),
                )
        return attempt_id

    def parts(self, number: int) -> list[Participation]:
        with self.world.transaction() as library:
            query = select(Participation).where(Participation.measurement_id == number)
            found = list(library.session.scalars(query))
            library.session.expunge_all()
            return found

    def _sitting(self, library: Library, attempt_id: UUID) -> Sitting:
        attempt = library.session.get_one(Attempt, attempt_id)
        return Sitting(library.take(attempt.revision_id, Quiz), attempt.seed)
