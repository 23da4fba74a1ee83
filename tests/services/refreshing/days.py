"""A learner who completed a course, and the days that come after: refreshers on either engine."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from uuid import UUID

from sqlalchemy import select

from tests.services.learner import Learner
from tests.world import World, read_files
from training.domain.document import Kind
from training.domain.sitting import Posted
from training.domain.spacing import Scheduler, fixed
from training.services.jobs import Apart, NewJob, enqueue, run_next
from training.services.refreshing import sitting as refreshers
from training.services.refreshing import wishes, work
from training.services.refreshing.making import Lowest, none_lowest
from training.services.refreshing.sitting import Reader, Reply, SittingPage
from training.store.mail import Mail
from training.store.people import Person, find_by_learner
from training.store.review import ReviewState, list_states

HEADER = "---\ntitel: {title}\nid: {slug}\nslaaggrens: 0\n---\n\n# {title}\n\nKort.\n"
ITEM = """
## {code} {name}

{name}: een inwoner vraagt iets. Wat doet u?

- [Ik bel morgen zelf terug over {name}.](# "uitnodigend {code}")

  > U houdt de bal vast.

- [Ik geef het nummer.](# "afhoudend {code}")

  > **Begrijpelijk, want** het gaat snel. **Uitnodigend klinkt zo:** "Ik bel u."
"""
PLAN = "\n## Mijn plan\n\nSchrijf op: als … dan …\n"
CORE = "---\ntitel: Kern\nid: kern\nvorm: A\nslaaggrens: 0\n---\n\n# Kern\n\nKort.\n"
LINK = b'2. [Vragen](../../quizzes/vragen.md "geslaagd")'


def quiz(slug: str, *items: tuple[str, str], plan: bool = False) -> bytes:
    """Write a quiz with judged questions: sub-point and name."""
    text = HEADER.format(title=slug.title(), slug=slug)
    text += "".join(ITEM.format(code=code, name=name) for code, name in items)
    return (text + (PLAN if plan else "")).encode()


def files(loose: tuple[tuple[str, str], ...]) -> dict[str, bytes]:
    """Give the library with a quiz outside every course, a core, and a plan in the course."""
    found = read_files()
    found["quizzes/los.md"] = quiz("los", *loose)
    found["quizzes/kern.md"] = (CORE + ITEM.format(code="2.2", name="Kernvraag")).encode()
    found["quizzes/plan-proef.md"] = quiz("plan-proef", plan=True)
    course = found["content/courses/proef.md"]
    more = LINK + b'\n3. [Plan](../../quizzes/plan-proef.md "voltooid")'
    found["content/courses/proef.md"] = course.replace(LINK, more)
    del found["content/courses/proef.en.md"]
    return found


LOOSE = (("2.2", "Fietspad"), ("2.2", "Speelplek"), ("1.1", "Moestuin"))


@dataclass
class Days:
    """Runs the round of each day; `written` are the mails as their templates were asked."""

    world: World
    loose: tuple[tuple[str, str], ...] = LOOSE
    lowest: Lowest = none_lowest
    written: list[tuple[str, dict[str, object]]] = field(default_factory=list)

    def __post_init__(self) -> None:
        report = self.world.load(files(self.loose))
        assert not report.refused, report.refused

    @property
    def learner(self) -> Learner:
        return Learner(self.world)

    def complete(self) -> None:
        """Do the course up to its plan."""
        self.learner.complete()

    def plan(self, text: str = "Als de telefoon gaat, dan vraag ik naar het doel.") -> None:
        attempt_id = self.learner.start(Kind.QUIZ, "plan-proef")
        self.learner.respond(attempt_id, "mijn-plan", Posted(text=text))

    def night(self) -> None:
        """Do the round of today to its end."""
        at = self.world.clock()
        with self.world.session() as session:
            job_id = enqueue(session, NewJob(work.KIND, key=f"refresh:{at}"), at=at)
        steps = {work.KIND: Apart(work.RefreshWork(self.write, self.lowest).think)}
        while run_next(self.world.transaction, steps, at=at, only=job_id):
            pass

    def later(self, days: int) -> None:
        """Let days pass, and do the round of the last of them."""
        self.world.clock.advance(days=days)
        self.night()

    def write(self, template: str, language: str, **values: object) -> tuple[str, str]:
        """Note what would be mailed."""
        self.written.append((template, values))
        return f"over {template}", "tekst"

    def waiting(self) -> wishes.Waiting:
        with self.world.session() as session:
            key = self.learner.key
            return wishes.waiting_for(session, key, today=self.world.clock().date())

    def reader(self) -> Reader:
        return Reader(self.learner.key, "nl")

    def page(self, place: int = 0, sitting_id: UUID | None = None) -> SittingPage:
        found = sitting_id or self.waiting().sitting_id
        assert found
        with self.world.transaction() as library:
            return refreshers.read(library, self.reader(), found, place)

    def answer(self, start: str = "Ik bel", *, schedule: Scheduler = fixed) -> SittingPage:
        """Answer the question that waits, by the beginning of an option; give what it brings."""
        page = self.page()
        assert page.item
        position = next(o.position for o in page.item.options if start in o.text)
        reply = Reply(page.sitting_id, page.number, Posted((position,)))
        with self.world.transaction() as library:
            refreshers.answer(library, self.reader(), reply, schedule, at=self.world.clock())
        return self.page(page.number, page.sitting_id)

    def states(self) -> dict[str, ReviewState]:
        with self.world.session() as session:
            session.expire_on_commit = False
            return {row.competency: row for row in list_states(session, [self.learner.key])}

    def change(self, **values: object) -> None:
        """Change something about the person."""
        with self.world.transaction() as library:
            person: Person = find_by_learner(library.session, self.learner.key)
            for name, value in values.items():
                setattr(person, name, value)

    def mails(self) -> list[str]:
        with self.world.session() as session:
            return list(session.scalars(select(Mail.kind).order_by(Mail.queued_at)))

    def day(self, days: int = 0) -> date:
        return (self.world.clock() + timedelta(days=days)).date()

    def at(self, hour: int) -> datetime:
        clock = self.world.clock()
        return datetime.combine(clock.date(), time(hour), clock.tzinfo)
