"""A report says how alike and how inviting groups answer, and leaves out what may not be told."""

from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import func, select

from tests.services.aligning.crowd import (
    AWAY,
    INVITING,
    Crowd,
    crowd_in,
    last_report,
    make_report,
    mixed,
    new_person,
    run_jobs,
)
from tests.world import World
from training.domain.access import Role
from training.domain.alignment import Quadrant
from training.domain.disclosure_groups import EVERYONE
from training.services.aligning import asking
from training.services.aligning.questions import Situation, list_situations, most_apart
from training.services.aligning.reports import (
    Reader,
    ReportPage,
    list_lines,
    report_page,
    unit_page,
)
from training.services.errors import Conflict, NotFound
from training.services.jobs import enqueue
from training.store.alignment import AlignmentFigure, AlignmentReport

HR = Reader(UUID(int=1), Role.HR, "nl")


@pytest.fixture
def crowd(world: World) -> Crowd:
    return crowd_in(world)


def fill(crowd: Crowd) -> None:
    """Let a unit send everybody away, a small team and a board answer, and the rest be mixed."""
    crowd.answer("Balie", [AWAY] * 24)
    crowd.answer("Vergunningen", mixed(40))
    crowd.answer("Burgerzaken", mixed(45, 1))
    crowd.answer("Griffie", mixed(6))
    crowd.answer("", mixed(20))
    crowd.answer("Raad", [INVITING] * 22)


def shown(world: World, reader: Reader = HR) -> tuple[ReportPage, tuple[Situation, ...]]:
    report_id = last_report(world)
    assert report_id
    with world.transaction() as library:
        return report_page(library, report_id, reader), list_situations(library, report_id, "nl")


def test_a_unit_that_sends_everybody_away_is_named_as_united_and_not_inviting(
    crowd: Crowd,
) -> None:
    fill(crowd)
    make_report(crowd.world)
    page, _ = shown(crowd.world)
    [found] = page.departures
    assert (found.unit.name, found.unit.quadrant) == ("Balie", Quadrant.UNITED_AWAY)
    # At most ten per cent of so few, and at least three quarters: that it is all is not told.
    assert (found.unit.share.value.value, found.unit.pair.value.value) == (10, 0)
    assert found.unit.alike.value.value == 75
    assert found.officials.share.value.value in range(55, 75)
    assert {topic.topic for topic in found.topics} == {"1.1", "1.2", "2.1"}
    assert page.unseen
    assert page.unseen % 5 == 0


def test_everyone_and_layers_have_both_axes_with_intervals(crowd: Crowd) -> None:
    fill(crowd)
    make_report(crowd.world)
    page, _ = shown(crowd.world)
    everyone, council, _ = page.groups
    assert everyone.people.value == 157
    assert (council.key, council.share.value.value, council.pair.value.value) == (
        "council",
        85,
        75,
    )
    for chance in (everyone.share, everyone.pair, everyone.alike):
        assert chance.value.value is not None
        assert chance.low is not None
        assert chance.high is not None
        assert chance.low <= chance.value.value <= chance.high
    assert {figure.topic for figure in page.topics} == {"1", "1.1", "1.2", "2", "2.1"}


def test_small_groups_have_no_figures_and_follow_from_none(crowd: Crowd) -> None:
    fill(crowd)
    report_id = make_report(crowd.world)
    page, _ = shown(crowd.world)
    assert "Griffie" in page.hidden
    assert "executive" in page.hidden
    with crowd.world.session() as session:
        query = select(AlignmentFigure.group_key).distinct()
        keys = set(session.scalars(query))
    units = crowd.organisation.units
    assert units["Griffie"].hex not in keys
    assert report_id
    with crowd.world.transaction() as library, pytest.raises(NotFound):
        unit_page(library, report_id, units["Griffie"].hex, HR)


def test_situations_that_layers_answer_otherwise_come_first(crowd: Crowd) -> None:
    crowd.answer("Raad", [[3, 0, 0, 0]] * 25)
    crowd.answer("Burgerzaken", [INVITING] * 30)
    make_report(crowd.world)
    _, situations = shown(crowd.world)
    [first] = most_apart(situations)
    assert first.text.title.endswith("Situatie 1")
    assert [(a.one, a.other, a.distance.value) for a in first.apart if a.distance.value] == [
        ("council", "officials", 80)
    ]
    assert [figure.share.value.value for figure in first.layers] == [10, 90]
    assert [found.largest for found in situations] == [80, 0, 0, 0]


def test_every_figure_is_in_steps_of_five(crowd: Crowd) -> None:
    fill(crowd)
    make_report(crowd.world)
    names = [column.name for column in AlignmentFigure.__table__.columns][3:]
    with crowd.world.session() as session:
        rows = session.scalars(select(AlignmentFigure)).all()
        values = {getattr(row, name) for row in rows for name in names}
    assert values - {None} <= set(range(0, 101, 5))


def test_too_few_people_is_a_reason_and_no_report(crowd: Crowd) -> None:
    crowd.answer("Balie", [INVITING] * 19)
    with pytest.raises(Conflict, match="alignment-few"):
        make_report(crowd.world)
    assert last_report(crowd.world) is None


def test_an_answer_is_in_one_report_only(crowd: Crowd) -> None:
    crowd.answer("Balie", [INVITING] * 30)
    make_report(crowd.world)
    with pytest.raises(Conflict):
        make_report(crowd.world)
    crowd.world.clock.advance(days=30)
    crowd.answer("Balie", [AWAY] * 25)
    make_report(crowd.world)
    with crowd.world.transaction() as library:
        lines = list_lines(library)
    assert [line.everyone.people.value for line in lines] == [25, 30]
    assert lines[0].from_on == lines[1].until_on + timedelta(days=1)
    assert [line.everyone.share.value.value for line in lines] == [10, 90]


def test_today_waits_for_the_next_report(crowd: Crowd) -> None:
    crowd.answer("Balie", [INVITING] * 30, on=crowd.world.clock().date())
    with pytest.raises(Conflict):
        make_report(crowd.world)


def test_asking_twice_makes_one_report(crowd: Crowd) -> None:
    crowd.answer("Balie", [INVITING] * 30)
    at = crowd.world.clock()
    with crowd.world.transaction() as library:
        person = new_person(library)
        first = asking.ask(library, by=person, at=at)
        assert asking.ask(library, by=person, at=at) == first
    run_jobs(crowd.world)
    with crowd.world.session() as session:
        assert session.scalar(select(func.count()).select_from(AlignmentReport)) == 1


def test_a_measurement_has_a_report_of_its_own_and_mixes_with_nothing(crowd: Crowd) -> None:
    crowd.answer("Balie", [INVITING] * 30)
    crowd.answer("Balie", [AWAY] * 20, during=("measurement", 7))
    crowd.answer("Balie", [AWAY] * 20, during=("measurement", 8))
    with crowd.world.session() as session:
        asking.enqueue_for_measurement(session, 7, crowd.world.clock())
    run_jobs(crowd.world)
    with crowd.world.transaction() as library:
        [line] = list_lines(library)
    assert (line.occasion, line.everyone.people.value) == ("measurement", 20)


def test_the_quarter_brings_a_report_by_itself(crowd: Crowd) -> None:
    crowd.answer("Balie", [INVITING] * 30)
    with crowd.world.transaction() as library:
        assert asking.due_job(library, crowd.world.clock()) is None
        crowd.world.clock.advance(days=40)  # 2 January
        job = asking.due_job(library, crowd.world.clock())
        assert job
        assert job.payload["until"] == "2026-12-31"
        enqueue(library.session, job, at=crowd.world.clock())
    run_jobs(crowd.world)
    with crowd.world.transaction() as library:
        assert asking.due_job(library, crowd.world.clock()) is None
        assert list_lines(library)[0].everyone.people.value == 30


def test_a_mover_counts_where_they_worked_on_the_day_and_once_in_all(crowd: Crowd) -> None:
    keys = crowd.answer("Balie", [INVITING] * 30)
    crowd.answer("Vergunningen", [AWAY] * 25)
    make_report(crowd.world)
    before, _ = shown(crowd.world)
    crowd.organisation.lead("hanne", "Balie")
    after, _ = shown(crowd.world)
    assert before.groups == after.groups
    assert keys
    assert before.groups[0].key == EVERYONE
    assert before.groups[0].people.value == 55


def test_a_question_that_few_met_is_left_out_for_everyone(crowd: Crowd) -> None:
    crowd.answer("Balie", [[0, 0, 0, -1]] * 60)
    crowd.answer("Vergunningen", [INVITING] * 10)
    make_report(crowd.world)
    page, situations = shown(crowd.world)
    assert len(situations) == 3
    assert page.left_out == 1
    assert "2.1" not in {figure.topic for figure in page.topics}


def test_a_leader_opens_own_units_only(crowd: Crowd) -> None:
    fill(crowd)
    report_id = make_report(crowd.world)
    assert report_id
    person_id = crowd.organisation.lead("otto", "Burgerzaken")
    leader = Reader(person_id, Role.MANAGER, "nl")
    page, _ = shown(crowd.world, leader)
    assert set(page.units.values()) <= {"Burgerzaken", "Balie"}
    assert [found.unit.name for found in page.departures] == ["Balie"]
    other = Reader(crowd.organisation.lead("lena", "Vergunningen"), Role.MANAGER, "nl")
    page, _ = shown(crowd.world, other)
    assert (page.departures, set(page.units.values())) == ((), {"Vergunningen"})
    with crowd.world.transaction() as library, pytest.raises(NotFound):
        unit_page(library, report_id, crowd.organisation.units["Balie"].hex, other)
