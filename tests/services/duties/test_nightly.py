"""The night turns what is late into overdue, once, in steps, and makes up for nights missed."""

from dataclasses import replace
from datetime import UTC, date, datetime

from sqlalchemy import func, select

from tests.services.duties.office import EVERYONE, Office
from tests.world import PERSONS
from training.domain.assignment import Due, DueRule
from training.services import nightly
from training.services.jobs import Stage, Task, enqueue
from training.store.base import new_id
from training.store.job import Job
from training.store.tally import StandingHistory

DUE = replace(EVERYONE, due=Due(DueRule.AFTER_ASSIGNMENT, days=10, grace_days=2))


def test_a_duty_is_overdue_after_its_due_date_and_grace(office: Office) -> None:
    office.rule(DUE)
    office.learner().read_lesson()
    office.learner("tom").complete()
    office.night(days=12)
    assert (office.standing("lena"), office.standing("otto")) == ("in-progress", "not-started")
    office.night()
    assert [office.standing(name) for name in ("lena", "otto", "tom")] == [
        "overdue",
        "overdue",
        "completed",
    ]
    assert office.counts() == {"overdue": 3, "completed": 1}


def test_a_night_done_twice_changes_nothing(office: Office) -> None:
    office.rule(DUE)
    office.night(days=30)
    before = office.counts()
    office.night(days=0)
    with office.world.transaction() as library:
        task, at = Task(new_id(office.world.clock()), {}, None, Stage()), office.world.clock()
        while not (stage := nightly.step(library, task, at)).is_finished:
            task = replace(task, stage=stage)
    assert (office.counts(), stage.done) == (before, 0)


def test_a_day_has_one_night(office: Office) -> None:
    office.night()
    at = office.world.clock()
    for _ in range(2):
        with office.world.transaction() as library:
            enqueue(library.session, nightly.due_job(at), at=at)
    with office.world.session() as session:
        query = select(func.count()).select_from(Job).where(Job.kind == nightly.KIND)
        assert session.scalars(query).one() == 1


def test_the_day_of_a_night_is_that_of_the_organisation() -> None:
    local = datetime(2026, 11, 24, 0, 5, tzinfo=UTC)
    assert nightly.due_job(local).key == "night:2026-11-24"


def test_the_history_keeps_yesterday_as_it_ended(office: Office) -> None:
    office.rule(DUE)
    month_end, sunday = date(2026, 11, 30), date(2026, 12, 6)
    for day in (month_end, sunday):
        office.night(days=(day - office.today).days)
        office.night()
    with office.world.session() as session:
        columns = StandingHistory.day, StandingHistory.standing, StandingHistory.people
        rows = session.execute(select(*columns).where(StandingHistory.day.in_((month_end, sunday))))
        found = {tuple(row) for row in rows}
    assert found == {(month_end, "not-started", 4), (sunday, "overdue", len(PERSONS))}


def test_a_missed_sunday_is_kept_as_the_first_day_that_is_known(office: Office) -> None:
    office.rule(DUE)
    office.night()
    saturday, tuesday = date(2026, 11, 28), date(2026, 12, 1)
    office.night(days=(saturday - office.today).days)
    office.night(days=(tuesday - saturday).days + 1)
    with office.world.session() as session:
        assert set(session.scalars(select(StandingHistory.day))) == {tuesday}


def test_who_left_is_out_of_todays_figures(office: Office) -> None:
    office.rule(DUE)
    office.place("otto", left_on=date(2026, 11, 30))
    office.night(days=7)
    assert office.counts() == {"not_started": 4}
    office.night()
    assert (office.counts(), office.standing("otto")) == ({"not_started": 3}, None)


def test_a_night_goes_on_where_it_was(office: Office) -> None:
    office.rule(DUE)
    office.world.clock.advance(days=30)
    cursors = []
    task, at = Task(new_id(office.world.clock()), {}, None, Stage()), office.world.clock()
    while not task.stage.is_finished:
        with office.world.transaction() as library:
            task = replace(task, stage=nightly.step(library, task, at))
            cursors.append(task.stage.cursor)
    # Every part once, and late twice: there were some, then no more.
    _, second, third, *rest = nightly.PARTS
    assert cursors == [f"{name}|" for name in (second, third, third, *rest)] + [""]
    assert task.stage.done == len(PERSONS)
