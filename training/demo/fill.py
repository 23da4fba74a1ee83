"""Fills an installation with a made-up municipality, some thousands of people at a time."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from training.demo.batch import Batch
from training.demo.chance import Ids, chance_of
from training.demo.cycles import draw_course
from training.demo.days import Days
from training.demo.history import History
from training.demo.known import Seat, choose_seats, enrol_by_rules, find_known, seat
from training.demo.matching import Matcher
from training.demo.people import FIRST_NUMBER, Placed, Register, Worker, draw_worker
from training.demo.plan import draw
from training.demo.rows import Rows
from training.demo.rules import Makers, Rule, in_force, make, wishes
from training.demo.structure import Post
from training.domain.organisation import ROOT_ID
from training.services.library import Library
from training.store.enrolment import Enrolment
from training.store.organisation import Cohort, CohortMember, OrgUnit
from training.store.people import Person, count_people

PER_TRANSACTION = 5_000
REMINDERS = 20_000
WHOLE = ("department", "board")
"""Units that are written with everything below them in one transaction."""
DIRECTORATE = "D____"
ADDRESS = re.compile(r"(.*?)(\d*)@")

Transactions = Callable[[], AbstractContextManager[Library]]
"""Opens a transaction that commits at its end."""


@dataclass(frozen=True, slots=True)
class Order:
    """How many people there must be in the end, and the seed that decides who they are."""

    people: int
    seed: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Drawing:
    """What was decided before the first person is drawn."""

    missing: int
    posts: tuple[Post, ...]
    units: dict[str, str]
    seats: list[Seat]
    rules: list[Rule]
    cohort: tuple[str, str]
    """Its id, and the year of those who are in it."""
    hr: str | None
    receipts: int
    addresses: Counter[str]


def fill(
    transactions: Transactions, order: Order, tell: Callable[[int], None] = lambda people: None
) -> int:
    """Add people, with units for them, until there are so many; give how many were added."""
    ids = Ids(order.at, order.seed)
    with transactions() as library:
        if count_people(library.session) >= order.people:
            return 0
        days = Days(library.day_of(order.at))
        drawing = _draw(library, order, ids)
    writing = _Writing(order, drawing, ids, days)
    for batch in writing.batches():
        with transactions() as library:
            batch.write(library.session)
        tell(batch.people)
    with transactions() as library:
        writing.history.write(library.session)
        seat(library.session, drawing.seats, drawing.units, today=library.day_of(order.at))
        if drawing.seats:
            enrol_by_rules(library, writing.paths, drawing.rules, at=order.at)
    return drawing.missing


def _draw(library: Library, order: Order, ids: Ids) -> Drawing:
    """Draw the units, and make the rules if there are none yet."""
    session, chance = library.session, chance_of(order.seed)
    known, present = find_known(session), count_people(session)
    seatless = [email for email, person in known.items() if person.unit_id == ROOT_ID]
    directorates = session.scalars(
        select(func.count()).select_from(OrgUnit).where(OrgUnit.code.like(DIRECTORATE))
    ).one()
    missing = order.people - present
    posts = draw(missing + len(seatless), directorates, chance)
    units = {post.code: ids() for post in _all(posts)}
    cohort = _cohort(session, order, ids)
    hr = known.get("hanne@voorbeeld.example")
    if not in_force(library):
        places = {post.name: units[post.code] for post in reversed(list(_all(posts)))}
        makers = Makers(ids, {**places, cohort[2]: cohort[0]}, hr.id if hr else None)
        make(library, wishes(cohort[2], library.day_of(order.at)), makers, at=order.at)
    return Drawing(
        missing=missing,
        posts=posts,
        units=units,
        seats=choose_seats(posts, seatless),
        rules=in_force(library),
        cohort=cohort[:2],
        hr=hr.id.hex if hr else None,
        receipts=session.scalars(select(func.count()).select_from(Enrolment)).one(),
        addresses=_addresses(session),
    )


def _cohort(session: Session, order: Order, ids: Ids) -> tuple[str, str, str]:
    """Find or make the cohort of who began this year; give its id, the year and its name."""
    year = str(order.at.year)
    name = f"Begonnen in {year}"
    cohort = session.scalars(select(Cohort).where(Cohort.name == name)).one_or_none()
    if cohort is None:
        cohort = Cohort(id=UUID(ids()), name=name)
        session.add(cohort)
        session.flush()
    return cohort.id.hex, year, name


def _addresses(session: Session) -> Counter[str]:
    """Count how often each address was given already, apart from the number behind it."""
    taken: Counter[str] = Counter()
    for email in session.scalars(select(Person.email)):
        found = ADDRESS.match(email)
        if found:
            name, number = found.groups()
            taken[name] = max(taken[name], int(number or 1))
    return taken


def _all(posts: Iterable[Post]) -> Iterator[Post]:
    for post in posts:
        yield post
        yield from _all(post.parts)


class _Writing:
    """Draws the people unit by unit, in batches of whole departments."""

    def __init__(self, order: Order, drawing: Drawing, ids: Ids, days: Days) -> None:
        """Prepare what all units share."""
        self._drawing, self._days = drawing, days
        self._chance = chance_of(order.seed + 1)
        first_number = FIRST_NUMBER + order.people - drawing.missing
        self._register = Register(drawing.addresses, first_number)
        self._taken = {(taken.code, taken.place): taken.email for taken in drawing.seats}
        self._matcher = Matcher(drawing.rules, drawing.cohort[0])
        self._rows = Rows(ids, days, drawing.hr, REMINDERS, drawing.receipts, Batch())
        self.history = History(days, order.people)
        self.paths: dict[str, tuple[str, ...]] = {}

    def batches(self) -> Iterator[Batch]:
        """Give one batch after another, each of some thousands of people."""
        for post in self._drawing.posts:
            yield from self._walk(post, ())
        yield self._rows.batch

    def _walk(self, post: Post, above: tuple[Placed, ...]) -> Iterator[Batch]:
        """Write a unit and all below it; units above a department span several batches."""
        if self._rows.batch.people >= PER_TRANSACTION:
            yield self._rows.batch
            self._rows.batch = Batch()
        unit = self._place(post, above)
        if post.level in WHOLE:
            self._write_whole(post, (unit, *above))
            return
        self._write_people(unit)
        for part in post.parts:
            yield from self._walk(part, (unit, *above))

    def _write_whole(self, post: Post, path: tuple[Placed, ...]) -> None:
        self._rows.batch.whole.add(path[0].id)
        self._write_people(path[0])
        for part in post.parts:
            self._write_whole(part, (self._place(part, path), *path))

    def _place(self, post: Post, above: tuple[Placed, ...]) -> Placed:
        unit_id = self._drawing.units[post.code]
        higher = above[0].path if above else (ROOT_ID.hex,)
        unit = Placed(unit_id, post, (unit_id, *higher), self._chance.random())
        self._rows.add_unit(unit, higher[0])
        self.history.place((unit, *above), ROOT_ID.hex)
        return unit

    def _write_people(self, unit: Placed) -> None:
        for place in range(unit.post.size):
            email = self._taken.get((unit.post.code, place))
            if email:
                self.paths[email] = unit.path
            else:
                worker = draw_worker(unit, place, self._days, self._register, self._chance)
                self._write_worker(worker, place)

    def _write_worker(self, worker: Worker, place: int) -> None:
        who = self._rows.add_worker(worker, place)
        began = self._days.text(worker.stay.hired) or ""
        is_new = began.startswith(self._drawing.cohort[1])
        if is_new:
            self._rows.batch.add(CohortMember, self._drawing.cohort[0], who[0])
        for rule in self._matcher.rules_for(worker, is_new=is_new):
            course = draw_course(rule, worker.stay, self._chance)
            if course:
                self._rows.add_course(worker, who, course)
                self.history.add(worker, course)
