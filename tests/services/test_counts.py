"""The counts that transactions keep equal a recount from the facts, whatever people did."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from tests.services.together import at_once
from tests.world import MOMENT, PERSONS, World
from training.domain.document import Kind
from training.domain.organisation import ROOT_ID
from training.domain.progress import CompletionStatus
from training.domain.standing import Standing, Tally
from training.services.enrolment import Duty, duty_by, enrol
from training.services.library import Library
from training.services.standing import derive, follow_progress, move, recount
from training.store.base import new_id
from training.store.dispensation import Exemption
from training.store.enrolment import Enrolment, find_enrolment, lock_cycles
from training.store.library import find_document
from training.store.people import find_by_learner
from training.store.tally import fold, list_tallies

NAMES = sorted(PERSONS)
TODAY = MOMENT.date()


@pytest.fixture
def course(world: World) -> UUID:
    with world.session() as session:
        found = find_document(session, Kind.COURSE, "proef")
        assert found
        return found.id


def oblige(library: Library, key: UUID, course: UUID) -> None:
    duty = Duty(due_on=TODAY, late_from=TODAY + timedelta(days=1))
    enrol(library, learner_key=key, course_slug="proef", at=MOMENT, duty=duty)


def take_up(library: Library, key: UUID, course: UUID) -> None:
    enrol(library, learner_key=key, course_slug="proef", at=MOMENT)


def progress_to(completion: CompletionStatus) -> Callable[[Library, UUID, UUID], None]:
    def act(library: Library, key: UUID, course: UUID) -> None:
        row = find_enrolment(library.session, key, course)
        if row and row.completion != CompletionStatus.COMPLETED:
            row.completion = completion
            if completion is CompletionStatus.COMPLETED:
                row.expires_on = TODAY + timedelta(days=40)
            follow_progress(library.session, row, today=TODAY, at=MOMENT)

    return act


def exempt(library: Library, key: UUID, course: UUID) -> None:
    library.session.add(
        Exemption(
            id=new_id(MOMENT),
            learner_key=key,
            course_id=course,
            until=TODAY + timedelta(days=10),
            reason="elders gedaan",
            granted_at=MOMENT,
        )
    )
    derive(library.session, key, course, today=TODAY, at=MOMENT)


def look_on(days: int) -> Callable[[Library, UUID, UUID], None]:
    def act(library: Library, key: UUID, course: UUID) -> None:
        derive(library.session, key, course, today=TODAY + timedelta(days=days), at=MOMENT)

    return act


def leave_or_return(library: Library, key: UUID, course: UUID) -> None:
    person = find_by_learner(library.session, key)
    person.is_active = not person.is_active
    derive(library.session, key, course, today=TODAY, at=MOMENT)


def renew(library: Library, key: UUID, course: UUID) -> None:
    """Open a next cycle beside one that was completed, as recertification does."""
    last = find_enrolment(library.session, key, course)
    if last and last.is_required and last.completion == CompletionStatus.COMPLETED:
        library.session.add(
            Enrolment(
                id=new_id(MOMENT),
                learner_key=key,
                course_id=course,
                cycle=last.cycle + 1,
                enrolled_at=MOMENT,
                due_on=last.expires_on,
                is_required=True,
                reason="hr",
                reason_label="",
                unit_id=last.unit_id,
                completion=CompletionStatus.NOT_STARTED,
                success="unknown",
            )
        )
        derive(library.session, key, course, today=TODAY, at=MOMENT)


def end(library: Library, key: UUID, course: UUID) -> None:
    row = find_enrolment(library.session, key, course)
    if row:
        row.ended_at = MOMENT
        derive(library.session, key, course, today=TODAY, at=MOMENT)


def fold_some(library: Library, key: UUID, course: UUID) -> None:
    fold(library.session, limit=2)


ACTS = (
    oblige,
    take_up,
    progress_to(CompletionStatus.IN_PROGRESS),
    progress_to(CompletionStatus.COMPLETED),
    exempt,
    look_on(0),
    look_on(5),
    look_on(60),
    leave_or_return,
    renew,
    end,
    fold_some,
)
STORIES = st.lists(st.tuples(st.sampled_from(ACTS), st.sampled_from(NAMES)), max_size=30)


def test_no_story_makes_counts_and_facts_differ(world: World, course: UUID) -> None:
    keys = {name: world.learner(name) for name in NAMES}

    @settings(max_examples=30, deadline=None)
    @given(STORIES)
    def check(story: list[tuple[Callable[[Library, UUID, UUID], None], str]]) -> None:
        with world.database.writing() as session:  # and nothing of it is kept
            library = Library(session, world.shelf)
            for act, name in story:
                act(library, keys[name], course)
            for key in keys.values():
                counted = [row for row in lock_cycles(session, key, course) if row.standing]
                assert len(counted) <= 1
            assert recount(session, course) == []

    check()


def tally(session: Session, course: UUID) -> Tally:
    return list_tallies(session, [ROOT_ID], [course]).get((ROOT_ID, course), Tally())


def test_a_duty_counts_from_the_start_and_its_completion_moves_it(
    world: World, course: UUID
) -> None:
    key = world.learner("lena")
    with world.transaction() as library:
        oblige(library, key, course)
        assert tally(library.session, course) == Tally(not_started=1)
        progress_to(CompletionStatus.IN_PROGRESS)(library, key, course)
        assert tally(library.session, course) == Tally(in_progress=1)
        look_on(1)(library, key, course)
        assert tally(library.session, course) == Tally(overdue=1)
        progress_to(CompletionStatus.COMPLETED)(library, key, course)
        assert tally(library.session, course) == Tally(completed=1)


def test_who_takes_a_course_up_freely_is_in_no_count(world: World, course: UUID) -> None:
    with world.transaction() as library:
        take_up(library, world.learner("lena"), course)
        assert tally(library.session, course) == Tally()


def test_leavers_are_out_of_todays_counts(world: World, course: UUID) -> None:
    with world.transaction() as library:
        oblige(library, world.learner("lena"), course)
        oblige(library, world.learner("otto"), course)
        leave_or_return(library, world.learner("otto"), course)
        assert tally(library.session, course) == Tally(not_started=1)


def test_a_standing_that_stays_writes_nothing(world: World, course: UUID) -> None:
    with world.transaction() as library:
        oblige(library, world.learner("lena"), course)
        fold(library.session)
        row = find_enrolment(library.session, world.learner("lena"), course)
        assert row
        move(library.session, row, Standing.NOT_STARTED, at=MOMENT)
        assert fold(library.session) == 0


def test_two_who_complete_at_one_moment_are_both_counted(world: World, course: UUID) -> None:
    with world.transaction() as library:
        duty = duty_by(TODAY)
        for name in NAMES:
            key = world.learner(name)
            enrol(library, learner_key=key, course_slug="proef", at=MOMENT, duty=duty)

    def complete(name: str) -> None:
        with world.transaction() as library:
            progress_to(CompletionStatus.COMPLETED)(library, world.learner(name), course)

    at_once([partial(complete, name) for name in NAMES])
    with world.session() as session:
        assert tally(session, course) == Tally(completed=len(NAMES))
        assert recount(session, course) == []
