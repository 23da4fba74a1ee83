"""Counts of HR: what readers add up is always what happened, however it was folded."""

from collections import Counter
from collections.abc import Callable
from functools import partial
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests.services.together import at_once
from tests.world import MOMENT, World
from training.domain.document import Kind
from training.domain.organisation import ROOT_ID, Layer, ancestry
from training.domain.standing import Standing, Tally
from training.store.base import new_id
from training.store.enrolment import Enrolment
from training.store.library import find_document
from training.store.organisation import OrgUnit, UnitAncestor
from training.store.recount import recount
from training.store.tally import StandingChange, add_changes, add_counts, fold, list_tallies

LEFT, RIGHT, LEAF = (new_id(MOMENT) for _ in range(3))
PARENTS = {LEFT: ROOT_ID, RIGHT: ROOT_ID, LEAF: LEFT}
UNITS = [ROOT_ID, LEFT, RIGHT, LEAF]
ABOVE = {ROOT_ID: [ROOT_ID], LEFT: [LEFT, ROOT_ID], RIGHT: [RIGHT, ROOT_ID]}
ABOVE[LEAF] = [LEAF, *ABOVE[LEFT]]


@pytest.fixture
def course(world: World) -> UUID:
    """A course, and a tree: left with a leaf, and right."""
    with world.session() as session:
        return prepare_tree(session)


def prepare_tree(session: Session) -> UUID:
    found = find_document(session, Kind.COURSE, "proef")
    assert found
    for number, unit_id in enumerate((LEFT, RIGHT, LEAF)):
        layer, name = Layer.OFFICIALS, f"Unit {number}"
        parent_id = PARENTS[unit_id]
        session.add(OrgUnit(id=unit_id, parent_id=parent_id, name=name, layer=layer))
        session.flush()
    for unit_id, ancestor_id, depth in ancestry({ROOT_ID: None, **PARENTS}):
        if unit_id != ROOT_ID:
            session.add(UnitAncestor(unit_id=unit_id, ancestor_id=ancestor_id, depth=depth))
    session.flush()
    return found.id


def change(session: Session, course_id: UUID, unit_id: UUID, standing: str, people: int) -> None:
    add_changes(session, Counter({(unit_id, course_id, standing): people}), at=MOMENT)


def tallies(session: Session, course_id: UUID) -> dict[UUID, Tally]:
    found = list_tallies(session, UNITS, [course_id])
    return {unit_id: found.get((unit_id, course_id), Tally()) for unit_id in UNITS}


def waiting(session: Session) -> int:
    return session.scalars(select(func.count()).select_from(StandingChange)).one()


def test_a_change_counts_at_once_in_the_unit_and_in_all_above(world: World, course: UUID) -> None:
    with world.session() as session:
        change(session, course, LEAF, Standing.COMPLETED, 2)
        change(session, course, RIGHT, Standing.OVERDUE, 1)
    for folded in (0, 2):
        with world.session() as session:
            both = Tally(completed=2, overdue=1)
            only = Tally(completed=2)
            assert tallies(session, course) == {
                ROOT_ID: both,
                LEFT: only,
                LEAF: only,
                RIGHT: Tally(overdue=1),
            }
            assert fold(session) == 2 - folded
            assert waiting(session) == 0


def test_what_adds_up_to_nothing_is_no_change(world: World, course: UUID) -> None:
    with world.session() as session:
        change(session, course, LEAF, Standing.COMPLETED, 0)
        assert waiting(session) == 0
        assert fold(session) == 0


def test_a_fold_takes_the_oldest_and_leaves_the_rest(world: World, course: UUID) -> None:
    with world.session() as session:
        for _ in range(5):
            change(session, course, LEAF, Standing.NOT_STARTED, 1)
        assert fold(session, limit=3) == 3
        assert waiting(session) == 2
        assert tallies(session, course)[ROOT_ID] == Tally(not_started=5)
        assert fold(session, limit=3) == 2


def test_other_courses_and_units_are_not_read(world: World, course: UUID) -> None:
    with world.session() as session:
        change(session, course, LEAF, Standing.COMPLETED, 2)
        assert list_tallies(session, [RIGHT], [course]) == {}
        assert list_tallies(session, UNITS, [new_id(MOMENT)]) == {}
        assert list_tallies(session, [], []) == {}


def test_counts_of_exactly_these_units_are_added(world: World, course: UUID) -> None:
    with world.session() as session:
        change(session, course, LEAF, Standing.COMPLETED, 1)
        add_counts(session, {(LEFT, course, Standing.COMPLETED): 2})
        add_counts(session, {(LEFT, course, Standing.COMPLETED): 3, (LEFT, course, "exempt"): 0})
        found = tallies(session, course)
        assert found[LEFT] == Tally(completed=6)
        assert found[ROOT_ID] == found[LEAF] == Tally(completed=1)


EVENTS = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(UNITS), st.sampled_from(list(Standing)), st.integers(-3, 5)),
        st.integers(1, 4),
    ),
    max_size=25,
)
"""Changes of a count, and between them folds of so many."""
Happened = tuple[UUID, Standing, int] | int


def test_whatever_is_folded_when_readers_see_the_sum_of_what_happened(
    world: World, course: UUID
) -> None:
    @settings(max_examples=40, deadline=None)
    @given(EVENTS)
    def check(events: list[Happened]) -> None:
        with world.database.writing() as session:  # and nothing of it is kept
            expected: Counter[tuple[UUID, str]] = Counter()
            for event in events:
                if isinstance(event, int):
                    fold(session, limit=event)
                    continue
                unit_id, standing, people = event
                change(session, course, unit_id, standing, people)
                for above in ABOVE[unit_id]:
                    expected[above, standing] += people
            found = tallies(session, course)
            for unit_id in UNITS:
                counts = {standing: expected[unit_id, standing] for standing in Standing}
                assert found[unit_id] == Tally.of({str(key): n for key, n in counts.items()})

    check()


def test_folds_changes_and_readers_at_once_lose_nothing(world: World, course: UUID) -> None:
    def add() -> int:
        for _ in range(10):
            with world.session() as session:
                change(session, course, LEAF, Standing.COMPLETED, 1)
        return 0

    def fold_often() -> int:
        total = 0
        for _ in range(10):
            with world.session() as session:
                total += fold(session, limit=7)
        return total

    at_once([add, fold_often, add, fold_often])
    with world.session() as session:
        while fold(session):
            pass
        assert tallies(session, course)[ROOT_ID] == Tally(completed=20)


def test_a_reader_beside_a_fold_that_is_not_committed_counts_each_change_once(
    world: World, course: UUID
) -> None:
    with world.session() as session:
        change(session, course, LEAF, Standing.COMPLETED, 3)
    with world.database.writing() as folding:
        fold(folding)
        with world.database.reading() as reader:
            assert tallies(reader, course)[ROOT_ID] == Tally(completed=3)
        folding.commit()
    with world.database.reading() as reader:
        assert tallies(reader, course)[ROOT_ID] == Tally(completed=3)


def enrol_counted(session: Session, course_id: UUID, key: UUID, unit_id: UUID) -> None:
    """Write a counted duty without its change: a count that went wrong."""
    session.add(
        Enrolment(
            id=new_id(MOMENT),
            learner_key=key,
            course_id=course_id,
            cycle=1,
            enrolled_at=MOMENT,
            is_required=True,
            reason="hr",
            reason_label="",
            unit_id=unit_id,
            standing=Standing.OVERDUE,
            completion="not-started",
            success="unknown",
        )
    )
    session.flush()


def test_a_recount_finds_what_was_wrong_and_mends_it(world: World, course: UUID) -> None:
    with world.session() as session:
        enrol_counted(session, course, world.learner("lena"), LEAF)
        change(session, course, RIGHT, Standing.COMPLETED, 1)
        fold(session)
        change(session, course, RIGHT, Standing.COMPLETED, 1)
        found = recount(session, course)
        wrong = {(row.unit_id, row.standing): (row.counted, row.actual) for row in found}
        assert wrong == {
            (ROOT_ID, Standing.OVERDUE): (0, 1),
            (LEFT, Standing.OVERDUE): (0, 1),
            (LEAF, Standing.OVERDUE): (0, 1),
            (ROOT_ID, Standing.COMPLETED): (2, 0),
            (RIGHT, Standing.COMPLETED): (2, 0),
        }
        assert waiting(session) == 0
        assert tallies(session, course)[ROOT_ID] == Tally(overdue=1)
        assert recount(session, course) == []


def test_a_change_that_waits_to_be_folded_is_no_difference(world: World, course: UUID) -> None:
    with world.session() as session:
        enrol_counted(session, course, world.learner("lena"), LEAF)
        change(session, course, LEAF, Standing.OVERDUE, 1)
        assert recount(session, course) == []
        assert fold(session) == 0
        assert tallies(session, course)[LEFT] == Tally(overdue=1)


def test_clicks_during_recounts_are_counted_once(world: World, course: UUID) -> None:
    keys = [world.learner(name) for name in ("lena", "tom", "hanne", "otto")]

    def click(key: UUID) -> int:
        with world.session() as session:
            enrol_counted(session, course, key, LEAF)
            change(session, course, LEAF, Standing.OVERDUE, 1)
        return 0

    def count_anew() -> int:
        for _ in range(6):
            with world.session() as session:
                recount(session, course)
                fold(session)
        return 0

    acts: list[Callable[[], int]] = [count_anew, *(partial(click, key) for key in keys)]
    at_once(acts)
    with world.session() as session:
        assert tallies(session, course)[ROOT_ID] == Tally(overdue=4)
        assert recount(session, course) == []
