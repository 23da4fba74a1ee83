"""Whoever holds the whole database looks for the person of an unlinked answer, and finds nobody.

The attacks: a row that leads nowhere, a day, an order of numbers, and what is left when all that is
known of the others is taken away.
"""

from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import Table, func, select

from tests.services.learner import Learner
from tests.services.measuring.waves import Waves
from tests.services.test_answers import ASK, CALL, NEVER
from tests.world import World
from training.domain.document import Kind
from training.services import own_data
from training.services.audit import Actor
from training.services.jobs import Stage, Task
from training.store.answer import Answer, Question, Respondent, keep_respondent
from training.store.attempts import Attempt
from training.store.measurement import Measurement, Participation
from training.store.schema import metadata
from training.store.stance import Stance

TELLING = {"option", "level", "choice", "answer", "should_level", "would_level", "may", "gap"}
"""Columns in which it stands what somebody answered."""

OWNERS = {"learner_key", "person_id"}
NOBODYS = {"rating": "a panel without accounts"}
"""Tables with such columns in which no learner answers."""


@pytest.fixture
def lena(world: World) -> Learner:
    return Learner(world)


@pytest.fixture
def otto(world: World) -> Learner:
    return Learner(world, "otto")


def unlink(learner: Learner) -> None:
    with learner.world.transaction() as library:
        at = learner.world.clock()
        own_data.unlink(library, Actor(), learner_key=learner.key, at=at)


def sweep(world: World, months: int = 24) -> None:
    """Do what a night does."""
    step, is_finished = own_data.step_for(months), False
    while not is_finished:
        with world.transaction() as library:
            task = Task(UUID(int=1), {}, None, Stage("", 0, 0))
            is_finished = step(library, task, world.clock()).is_finished


def say(learner: Learner, **told: object) -> None:
    """Say at the first question what one should do, would do and may do."""
    with learner.world.transaction() as library:
        session, day = library.session, learner.world.clock().date()
        number = session.scalars(select(Question.id).order_by(Question.id)).first()
        whose = keep_respondent(session, learner.key, day.year)
        values = {"should_level": 3, "would_level": 0, "may": "no", "gap": "mandate", **told}
        session.add(Stance(respondent_id=whose, question_id=number, answered_on=day, **values))


def telling_tables() -> Iterator[Table]:
    for table in metadata.sorted_tables:
        if TELLING & set(table.columns.keys()) and table.name not in NOBODYS:
            yield table


def owner_of(world: World, table: Table, row: dict[str, object]) -> object:
    """Follow references from a row until somebody's key; none where they lead nowhere."""
    for name in OWNERS & row.keys():
        return row[name]
    for key in table.foreign_keys:
        above = key.column.table
        value = row[key.parent.name]
        if value is None or above.name in {"question", "document", "revision"}:
            continue
        with world.session() as session:
            found = session.execute(select(above).where(key.column == value)).mappings().one()
        if owner := owner_of(world, above, dict(found)):
            return owner
    return None


def told(world: World) -> list[tuple[str, object]]:
    """Read every row of the database that tells an answer, with whom it leads to."""
    found = []
    for table in telling_tables():
        with world.session() as session:
            rows = [dict(row) for row in session.execute(select(table)).mappings()]
        found += [(table.name, owner_of(world, table, row)) for row in rows if _tells(row)]
    return found


def _tells(row: dict[str, object]) -> bool:
    return any(row.get(name) not in (None, [], "") for name in TELLING)


def count(world: World, table: type) -> int:
    with world.session() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def test_the_attack_finds_whom_an_answer_is_of_before(lena: Learner, otto: Learner) -> None:
    lena.play(ASK, CALL)
    say(lena)
    otto.play(ASK, CALL)
    tables = {table for table, owner in told(lena.world) if owner == lena.key}
    assert tables == {"answer", "stance", "decision"}


def test_no_row_tells_what_an_unlinked_person_answered(lena: Learner, otto: Learner) -> None:
    lena.play(ASK, CALL)
    say(lena)
    otto.play(ASK, CALL)
    unlink(lena)
    # By any day, number or count: nothing is left but what leads to somebody else.
    assert {owner for _, owner in told(lena.world)} == {otto.key}


def test_alone_in_the_database_nothing_is_left_to_count(lena: Learner) -> None:
    lena.play(ASK, CALL)
    say(lena)
    unlink(lena)
    assert told(lena.world) == []
    assert [count(lena.world, table) for table in (Answer, Stance, Respondent)] == [0, 0, 0]


def test_a_situation_that_nobody_else_met_is_forgotten(lena: Learner, otto: Learner) -> None:
    lena.play(ASK, CALL)
    otto.pick(otto.start(Kind.SCENARIO, "bank"), NEVER)
    met = count(lena.world, Question)
    unlink(lena)
    with lena.world.session() as session:
        left = set(session.scalars(select(Question.id)))
        assert left == set(session.scalars(select(Answer.question_id)))
    assert len(left) < met


def test_how_an_attempt_went_is_forgotten(lena: Learner) -> None:
    lena.play(ASK, CALL)
    unlink(lena)
    with lena.world.session() as session:
        row = session.execute(select(Attempt.score_raw, Attempt.score_maximum, Attempt.round)).one()
    assert tuple(row) == (None, None, 1)


def test_what_is_still_being_done_stays_counted(lena: Learner) -> None:
    lena.pick(lena.start(Kind.SCENARIO, "bank"), ASK)
    unlink(lena)
    assert {table for table, _ in told(lena.world)} == {"answer", "decision"}


def test_answers_go_on_the_day_that_the_months_are_over(lena: Learner) -> None:
    lena.play(ASK, CALL)
    say(lena)
    lena.world.clock.now = lena.world.clock.now.replace(year=2028)
    sweep(lena.world)
    assert {owner for _, owner in told(lena.world)} == {lena.key}
    lena.world.clock.advance(days=1)
    sweep(lena.world)
    assert told(lena.world) == []
    assert count(lena.world, Respondent) == 0


def test_what_came_later_stays_linked_a_while(lena: Learner, otto: Learner) -> None:
    lena.play(ASK, CALL)
    lena.world.clock.advance(days=30)
    otto.play(ASK, CALL)
    lena.world.clock.now += timedelta(days=720)
    sweep(lena.world)
    assert {owner for _, owner in told(lena.world)} == {otto.key}


def parts(waves: Waves) -> list[Participation]:
    with waves.world.session() as session:
        return list(session.scalars(select(Participation).order_by(Participation.started_on)))


def test_a_part_in_a_closed_measurement_is_nobodys_on_no_day(world: World) -> None:
    waves = Waves(world)
    key, other = waves.staff("Balie", 2)
    number = waves.open()
    world.clock.advance(days=3)
    waves.take(number, key, 2)
    with world.transaction() as library:
        own_data.unlink(library, Actor(), learner_key=key, at=world.clock())
    # While it runs she is not asked again.
    assert key in {part.learner_key for part in parts(waves)}
    waves.close(number)
    with world.transaction() as library:
        own_data.unlink(library, Actor(), learner_key=key, at=world.clock())
        opened = library.session.scalars(select(Measurement.opens_on)).one()
    hers = [part for part in parts(waves) if part.learner_key is None]
    assert [(part.started_on, part.finished_on, part.attempt_id) for part in hers] == [
        (opened, opened, None)
    ]
    assert other in {part.learner_key for part in parts(waves)}
