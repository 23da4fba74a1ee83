"""Long work: each step happens once, goes on where it was, and a bad one stops nobody."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import partial
from threading import Barrier
from uuid import UUID

import pytest
from sqlalchemy import select

from tests.services.together import at_once
from tests.world import World
from training.services.errors import NotFound
from training.services.jobs import (
    DONE,
    FAILED,
    LEASE,
    RETRY_AFTER,
    RUNNING,
    WAITING,
    Apart,
    JobView,
    NewJob,
    Stage,
    Step,
    Task,
    Transactions,
    enqueue,
    find,
    run_next,
)
from training.services.library import Library
from training.store.base import new_id
from training.store.job import Job
from training.store.organisation import Cohort

KIND = "tellen"
STEPS = 3


def count_up(library: Library, task: Task, at: datetime) -> Stage:
    """Make one cohort a step: what a step did can be looked up afterwards."""
    number = int(task.stage.cursor or 0) + 1
    name = f"{task.payload.get('name', '')}{number}"
    library.session.add(Cohort(id=new_id(at), name=name))
    library.session.flush()
    return Stage(str(number), number, STEPS, is_finished=number == STEPS)


def break_down(library: Library, task: Task, at: datetime) -> Stage:
    count_up(library, task, at)
    raise RuntimeError("secret of the step")


def put(world: World, new: NewJob | None = None) -> UUID:
    with world.session() as session:
        return enqueue(session, new or NewJob(KIND, total=STEPS), at=world.clock())


def look(world: World, job_id: UUID) -> JobView:
    with world.session() as session:
        return find(session, job_id)


def run(world: World, step: Step = count_up) -> bool:
    return run_next(world.transaction, {KIND: step}, at=world.clock())


def done(world: World) -> list[str]:
    with world.session() as session:
        return sorted(session.scalars(select(Cohort.name)))


def test_a_job_does_a_step_at_a_time_until_it_is_finished(world: World) -> None:
    job_id = put(world)
    seen = []
    while run(world):
        view = look(world, job_id)
        seen.append((view.state, view.done, view.total, view.is_ended))
    assert seen == [(RUNNING, 1, 3, False), (RUNNING, 2, 3, False), (DONE, 3, 3, True)]
    assert done(world) == ["1", "2", "3"]
    assert look(world, job_id).finished_at == world.clock()


def test_the_oldest_job_goes_first(world: World) -> None:
    first = put(world)
    world.clock.advance(seconds=1)
    second = put(world, NewJob(KIND, {"name": "tweede "}))
    for _ in range(STEPS):
        run(world)
    assert (look(world, first).state, look(world, second).state) == (DONE, WAITING)


def test_what_must_happen_once_is_one_job(world: World) -> None:
    first = put(world, NewJob(KIND, key="nacht-2026-11-23"))
    assert put(world, NewJob(KIND, key="nacht-2026-11-23")) == first
    assert put(world, NewJob(KIND, key="nacht-2026-11-24")) != first
    while run(world):
        pass
    assert put(world, NewJob(KIND, key="nacht-2026-11-23")) == first
    assert not run(world)


def test_no_key_is_no_reason_to_be_the_same(world: World) -> None:
    assert put(world) != put(world)


def test_a_job_that_nobody_put_there_is_not_found(world: World) -> None:
    with pytest.raises(NotFound):
        look(world, new_id(world.clock()))
    assert not run(world)


def test_a_step_that_breaks_leaves_nothing_and_is_tried_again_later(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    job_id = put(world)
    run(world)
    with caplog.at_level(logging.CRITICAL):
        assert run(world, break_down)
    assert done(world) == ["1"]
    view = look(world, job_id)
    assert (view.state, view.done, view.failure) == (RUNNING, 1, "RuntimeError")
    assert not run(world)
    world.clock.advance(seconds=RETRY_AFTER[0].total_seconds())
    assert run(world)
    assert done(world) == ["1", "2"]
    assert look(world, job_id).failure == ""


def test_a_job_that_breaks_each_time_has_failed_in_the_end(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    job_id = put(world)
    with caplog.at_level(logging.CRITICAL):
        for wait in (*RETRY_AFTER, timedelta()):
            assert run(world, break_down)
            world.clock.advance(seconds=wait.total_seconds())
    view = look(world, job_id)
    assert (view.state, view.failure, view.is_ended) == (FAILED, "RuntimeError", True)
    world.clock.advance(days=2)
    assert not run(world, break_down)
    assert done(world) == []


def test_a_bad_job_holds_up_no_other(world: World, caplog: pytest.LogCaptureFixture) -> None:
    bad = put(world, NewJob("onbekend"))
    good = put(world)
    with caplog.at_level(logging.CRITICAL):
        while run(world):
            pass
    assert (look(world, bad).failure, look(world, good).state) == ("KeyError", DONE)


class Died(BaseException):
    """The process ends here: nothing that catches exceptions sees it."""


def test_a_step_whose_worker_dies_is_taken_over_after_its_lease(world: World) -> None:
    job_id = put(world)
    run(world)

    def die(library: Library, task: Task, at: datetime) -> Stage:
        count_up(library, task, at)
        raise Died

    with pytest.raises(Died):
        run(world, die)
    assert done(world) == ["1"]
    assert not run(world)
    world.clock.advance(seconds=LEASE.total_seconds())
    assert run(world)
    assert done(world) == ["1", "2"]
    assert look(world, job_id).done == 2


def test_a_worker_that_dies_while_it_commits_leaves_step_and_stage_together(world: World) -> None:
    job_id, number = put(world), 0

    @contextmanager
    def breaking_off() -> Iterator[Library]:
        nonlocal number
        number += 1
        with world.transaction() as library:
            yield library
            if number == 2:  # the claim went well, the step is done, and then the power fails
                raise Died

    with pytest.raises(Died):
        run_next(breaking_off, {KIND: count_up}, at=world.clock())
    assert (done(world), look(world, job_id).done) == ([], 0)


def test_two_workers_at_once_take_a_job_each(world: World) -> None:
    put(world, NewJob(KIND, {"name": "a"}))
    put(world, NewJob(KIND, {"name": "b"}))
    is_postgresql = world.database.engine.dialect.name == "postgresql"
    both = Barrier(2)

    def meet(library: Library, task: Task, at: datetime) -> Stage:
        if is_postgresql:  # each is inside its step at this moment; SQLite has one writer at a time
            both.wait(timeout=20)
        return count_up(library, task, at)

    work = partial(run_next, world.transaction, {KIND: meet}, at=world.clock())
    assert at_once([work, work]) == [True, True]
    assert len(done(world)) == 2
    if is_postgresql:
        assert done(world) == ["a1", "b1"]


def test_many_workers_do_each_step_once(world: World) -> None:
    jobs = [put(world, NewJob(KIND, {"name": letter})) for letter in "abcd"]

    def work() -> int:
        steps = 0
        for _ in range(40):
            steps += run(world)
        return steps

    assert sum(at_once([work] * 4)) == STEPS * len(jobs)
    assert {look(world, job_id).state for job_id in jobs} == {DONE}
    assert done(world) == [f"{letter}{n}" for letter in "abcd" for n in (1, 2, 3)]


def test_two_that_put_the_same_job_there_at_once_make_one(world: World) -> None:
    act = partial(put, world, NewJob(KIND, key="nacht"))
    made = at_once([act] * 4)
    with world.session() as session:
        assert len(session.scalars(select(Job.id)).all()) == 1
    assert len(set(made)) == 1


def test_a_step_knows_its_data_and_who_asked(world: World) -> None:
    seen: list[Task] = []

    def remember(library: Library, task: Task, at: datetime) -> Stage:
        seen.append(task)
        return Stage(is_finished=True)

    job_id = put(world, NewJob(KIND, {"file": "123"}, total=9))
    run(world, remember)
    assert seen == [Task(job_id, {"file": "123"}, None, Stage("", 0, 9))]


def test_what_is_apart_is_thought_out_with_no_transaction_open(world: World) -> None:
    open_now: list[str] = []

    @contextmanager
    def writing() -> Iterator[Library]:
        open_now.append("writing")
        with world.transaction() as library:
            yield library
        open_now.pop()

    def think(reading: Transactions, task: Task, at: datetime) -> Step:
        assert open_now == []
        with reading() as library:
            assert library.session.scalars(select(Cohort)).all() == []
        return count_up

    job_id = put(world)
    for _ in range(STEPS):
        steps = {KIND: Apart(think if not done(world) else lambda reading, task, at: count_up)}
        assert run_next(writing, steps, at=world.clock(), reading=world.transaction)
    assert look(world, job_id).state == DONE


def test_thinking_that_fails_is_tried_again_later(world: World) -> None:
    def think(reading: Transactions, task: Task, at: datetime) -> Step:
        raise RuntimeError("secret")

    job_id = put(world)
    assert run_next(world.transaction, {KIND: Apart(think)}, at=world.clock())
    found = look(world, job_id)
    assert (found.state, found.failure) == ("running", "RuntimeError")
    world.clock.advance(minutes=2)
    assert run(world)
    assert done(world) == ["1"]
