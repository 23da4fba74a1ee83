"""The standing of a duty and the counts of HR stay in step with what learners do."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from tests.services.duties.office import EVERYONE, Office
from tests.world import World
from training.domain.progress import CompletionStatus
from training.domain.standing import Standing
from training.services import standing
from training.store import tally
from training.store.enrolment import Enrolment
from training.store.tally import StandingChange, fold

TODAY = date(2026, 11, 23)
DONE, OPEN = CompletionStatus.COMPLETED, CompletionStatus.NOT_STARTED


@pytest.fixture
def office(world: World) -> Office:
    return Office(world)


def cycle(completion: str, expires_on: date | None = None, **changes: object) -> Enrolment:
    row = Enrolment(completion=completion, expires_on=expires_on, is_required=True)
    for name, value in changes.items():
        setattr(row, name, value)
    return row


def test_what_a_learner_does_is_counted_at_the_click(office: Office) -> None:
    office.rule()
    office.learner().read_lesson()
    assert office.counts() == {"in_progress": 1, "not_started": 3}
    office.learner().play("Ik vraag wat", "Ik vraag het na")
    office.learner().take_quiz()
    assert office.counts() == {"completed": 1, "not_started": 3}


def test_practice_after_completion_changes_no_count(office: Office) -> None:
    office.rule()
    office.learner().complete()
    with office.world.session() as session:
        while fold(session):
            pass
    office.learner().play("Ik zeg dat het nooit")
    with office.world.session() as session:
        assert list(session.scalars(select(StandingChange.id))) == []


def test_what_is_free_is_not_counted(office: Office) -> None:
    office.learner().complete()
    assert (office.standing(), office.counts()) == (None, {})


def test_folding_twice_counts_once(office: Office) -> None:
    office.rule()
    before = office.counts()
    with office.world.session() as session:
        while fold(session, limit=2):
            pass
        assert fold(session) == 0
    assert office.counts() == before


@pytest.mark.parametrize(
    ("cycles", "counted"),
    [
        ([], None),
        ([cycle(OPEN)], 0),
        ([cycle(DONE, TODAY)], 0),
        ([cycle(DONE, TODAY - timedelta(days=1))], 0),
        ([cycle(DONE, TODAY), cycle(OPEN)], 0),
        ([cycle(DONE, TODAY - timedelta(days=1)), cycle(OPEN)], 1),
        ([cycle(DONE, TODAY), cycle(DONE)], 1),
        ([cycle(DONE, None), cycle(OPEN)], 1),
        ([cycle(OPEN, is_required=False)], None),
        ([cycle(OPEN, ended_at=1)], None),
    ],
)
def test_one_cycle_counts_at_most(cycles: list[Enrolment], counted: int | None) -> None:
    found = standing.effective(cycles, today=TODAY)
    assert (cycles.index(found) if found else None) == counted


def by_one(office: Office) -> None:
    """Derive each by itself."""
    at = office.world.clock()
    for name in ("lena", "otto", "tom", "hanne"):
        key, course_id = office.key(name), office.course_id()
        with office.world.session() as session:
            standing.derive(session, key, course_id, today=office.today, at=at)


def together(office: Office) -> None:
    """Derive all at once."""
    keys = [office.key(name) for name in ("lena", "otto", "tom", "hanne")]
    with office.world.session() as session:
        standing.derive_many(session, keys, today=office.today, at=office.world.clock())


@pytest.mark.parametrize("derive", [by_one, together])
def test_deriving_one_or_many_gives_the_same(
    office: Office, derive: Callable[[Office], None]
) -> None:
    office.rule(EVERYONE)
    office.learner("tom").complete()
    office.exempt("otto")
    office.place("hanne", is_active=False)
    with office.world.session() as session:
        for row in session.scalars(select(Enrolment)):
            row.late_from = office.today
            standing.move(session, row, None, at=office.world.clock())
    assert office.counts() == {}
    derive(office)
    derive(office)
    assert office.counts() == {"overdue": 1, "exempt": 1, "completed": 1}


def test_a_recount_repairs_what_was_counted_wrongly(office: Office) -> None:
    office.rule()
    place = (office.row().unit_id, office.course_id(), str(Standing.OVERDUE))
    with office.world.session() as session:
        tally.add_changes(session, {place: 7}, at=office.world.clock())
        wrong = standing.recount(session, place[1])
    assert {(found.counted, found.actual) for found in wrong} == {(7, 0)}
    assert office.counts() == {"not_started": 4}
