"""Plants what is to be found as a job in steps; between them other jobs make the reports.

What is planted is of some weeks ago, and so are the jobs that it asks for: a worker does the
oldest first, and so the forms are handed out before anybody fills them in.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from training.demo.chance import chance_of
from training.demo.findings import answers, measurements, signals, stocktakes
from training.demo.findings.signals import Hands
from training.demo.known import find_known
from training.domain.measuring import Wave
from training.services.aligning import asking
from training.services.audit import Actor
from training.services.jobs import NewJob, Stage, Step, Task, enqueue
from training.services.library import Library
from training.services.signals import daily
from training.services.signals.office import Office
from training.store import stocktake as stocktake_store
from training.store.people import Person, count_people

KIND = "demo-findings"
FEWEST = 300
"""People from whom on there are groups large enough to be told of."""


@dataclass(frozen=True, slots=True)
class _Now:
    """What every part works with."""

    library: Library
    office: Office
    people: dict[str, Person]
    seed: int
    at: datetime

    @property
    def hr(self) -> Actor:
        """Give who takes stock here."""
        return Actor(self.people["hanne@voorbeeld.example"].id)


def ask(session: Session, seed: int, *, at: datetime) -> None:
    """Ask for it once, where there are people enough and those whom one can log in as."""
    if count_people(session) >= FEWEST and len(find_known(session)) == KNOWN:
        enqueue(session, NewJob(KIND, {"seed": str(seed)}, key=KIND), at=at)


def step_for(office: Office) -> Step:
    """Make the step that plants the next part."""

    def step(library: Library, task: Task, at: datetime) -> Stage:
        people, seed = find_known(library.session), int(task.payload["seed"])
        done = task.stage.done
        PARTS[done](_Now(library, office, people, seed + done, at))
        return Stage("", done + 1, len(PARTS), is_finished=done + 1 == len(PARTS))

    return step


def _answers(now: _Now) -> None:
    library = now.library
    answers.plant(library, chance_of(now.seed), library.day_of(now.at))
    if asking.may_ask(library, at=now.at) and now.hr.person_id:
        asking.ask(library, by=now.hr.person_id, at=now.at)


def _open(wave: Wave) -> Callable[[_Now], None]:
    def part(now: _Now) -> None:
        if measurements.has_forms(now.library):
            measurements.open_(now.library, wave, now.hr, seed=now.seed, at=now.at)

    return part


def _close(wave: Wave) -> Callable[[_Now], None]:
    def part(now: _Now) -> None:
        if measurements.has_forms(now.library):
            chance = chance_of(now.seed)
            measurements.answer_and_close(now.library, wave, now.hr, chance, at=now.at)

    return part


def _hold_stocktake(now: _Now) -> None:
    stocktakes.answer_and_close(now.library, now.hr, chance_of(now.seed), at=now.at)


def _tell_stocktake(now: _Now) -> None:
    if stocktake_store.last_number(now.library.session):
        stocktakes.tell(now.library, now.hr, at=now.at)


def _signals(begin: int) -> Callable[[_Now], None]:
    def part(now: _Now) -> None:
        mo, hanne = now.people["mo@voorbeeld.example"], now.people["hanne@voorbeeld.example"]
        tom = now.people["tom@voorbeeld.example"]
        hands = Hands(tom.id, mo.id, mo.email, hanne.email)
        signals.plant(now.library, now.office, hands, begin, chance_of(now.seed), at=now.at)

    return part


def _count_signals(now: _Now) -> None:
    """Ask for what is done a few times a day: telling senders, and counting what is over."""
    enqueue(now.library.session, NewJob(daily.KIND, key=f"{daily.KIND}:demo"), at=now.at)


KNOWN = 5
PARTS: tuple[Callable[[_Now], None], ...] = (
    _answers,
    _open(Wave.BASELINE),
    _close(Wave.BASELINE),
    _open(Wave.AFTER),
    _close(Wave.AFTER),
    _hold_stocktake,
    _tell_stocktake,
    *(_signals(begin) for begin in range(0, signals.MANY, signals.AT_ONCE)),
    _count_signals,
)
