"""First answers from before they were counted apart count once, in the unit of today."""

import pytest
from sqlalchemy import delete, select

from tests.services.learner import Learner
from tests.services.test_answers import ASK, CALL, NEVER, click, counted, move
from tests.world import World
from training.domain.document import Kind
from training.domain.organisation import Layer
from training.services import own_data
from training.services.aligning.earlier import Recounting
from training.services.audit import Actor
from training.store.answer import Answer, Question, Respondent
from training.store.organisation import OrgUnit


@pytest.fixture
def lena(world: World) -> Learner:
    return Learner(world)


def forget(world: World) -> None:
    """Be as before the table was there."""
    with world.session() as session:
        for table in (Answer, Respondent, Question):
            session.execute(delete(table))


def recount(world: World) -> int:
    work, has_more = Recounting(), True
    while has_more:
        with world.transaction() as library:
            has_more = work.step(library)
    return work.counted


def played(lena: Learner) -> list[tuple[str, int, int, str]]:
    """Play, practise, and answer a question; give what the clicks counted."""
    attempt_id = lena.start(Kind.SCENARIO, "bank")
    click(lena, attempt_id, ASK)
    click(lena, attempt_id, CALL)
    lena.world.clock.advance(days=1)
    click(lena, lena.start(Kind.SCENARIO, "bank"), NEVER)
    return counted(lena.world)


def test_what_was_answered_before_counts_as_clicks_count(lena: Learner) -> None:
    before = played(lena)
    forget(lena.world)
    assert recount(lena.world) == len(before) == 2
    assert counted(lena.world) == before


def test_doing_it_again_changes_nothing(lena: Learner) -> None:
    before = played(lena)
    assert recount(lena.world) == 0
    forget(lena.world)
    recount(lena.world)
    assert recount(lena.world) == 0
    assert counted(lena.world) == before


def test_an_attempt_that_was_left_counts_as_far_as_it_came(lena: Learner) -> None:
    attempt_id = lena.start(Kind.SCENARIO, "bank")
    click(lena, attempt_id, ASK)
    forget(lena.world)
    assert recount(lena.world) == 1
    click(lena, attempt_id, CALL)
    assert [row[0] for row in counted(lena.world)] == ["de-vraag", "het-plan"]


def test_it_counts_in_the_unit_of_today_on_the_day_of_the_click(lena: Learner) -> None:
    attempt_id = lena.start(Kind.SCENARIO, "bank")
    click(lena, attempt_id, ASK)
    day = lena.world.clock().date()
    forget(lena.world)
    with lena.world.session() as session:
        layer = session.scalars(select(OrgUnit.layer)).first()
    assert layer == "officials"
    council = move(lena, Layer.COUNCIL)
    lena.world.clock.advance(days=9)
    recount(lena.world)
    with lena.world.session() as session:
        query = select(Respondent.unit_id, Respondent.layer, Answer.answered_on)
        rows = session.execute(query.join(Answer, Answer.respondent_id == Respondent.id)).all()
    assert [tuple(row) for row in rows] == [(council, "council", day)]


def test_what_was_unlinked_is_not_counted_again(lena: Learner) -> None:
    played(lena)
    with lena.world.transaction() as library:
        own_data.unlink(library, Actor(), learner_key=lena.key, at=lena.world.clock())
    assert recount(lena.world) == 0
    assert counted(lena.world) == []
