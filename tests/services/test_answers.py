"""A first answer counts once, where somebody works on that day; what comes after is practice."""

from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from tests.services.learner import Learner
from tests.world import World
from training.domain.document import Kind
from training.domain.organisation import ROOT_ID, Layer
from training.services.library import Library
from training.store.answer import Answer, Question, Respondent
from training.store.organisation import OrgUnit, UnitAncestor
from training.store.people import Learner as LearnerRow
from training.store.people import Person

NEVER, SEND_ON, ASK = "Ik zeg dat", "Ik geef hem", "Ik vraag wat"
PROMISE, CALL = "Ik beloof", "Ik vraag het"


@pytest.fixture
def lena(world: World) -> Learner:
    return Learner(world)


def click(learner: Learner, attempt_id: UUID, text: str) -> None:
    """Choose by the beginning of what a choice says."""
    page = learner.scene(attempt_id)
    found = next(choice.position for choice in page.choices if choice.text.startswith(text))
    learner.choose(attempt_id, page.step, found)


def counted(world: World) -> list[tuple[str, int, int, str]]:
    """List the answers as question, option, level and sub-point."""
    with world.transaction() as library:
        query = select(Question.name, Answer.option, Answer.level, Question.competency)
        query = query.join_from(Answer, Question, Question.id == Answer.question_id)
        found = library.session.execute(query.order_by(Answer.id))
        return [(row[0], row[1], row[2], row[3]) for row in found]


def test_each_first_choice_counts_with_its_level(lena: Learner) -> None:
    attempt_id = lena.start(Kind.SCENARIO, "bank")
    click(lena, attempt_id, ASK)
    click(lena, attempt_id, CALL)
    assert counted(lena.world) == [("de-vraag", 0, 3, "1.1"), ("het-plan", 1, 3, "3.2")]


def test_an_answer_that_crosses_a_limit_counts_for_no_more_than_passive(lena: Learner) -> None:
    attempt_id = lena.start(Kind.SCENARIO, "bank")
    click(lena, attempt_id, ASK)
    click(lena, attempt_id, PROMISE)
    assert counted(lena.world)[-1] == ("het-plan", 0, 1, "3.2")


def test_a_second_click_and_a_practice_round_change_nothing(lena: Learner) -> None:
    attempt_id = lena.start(Kind.SCENARIO, "bank")
    click(lena, attempt_id, NEVER)
    lena.choose(attempt_id, 0, 1)
    again = lena.start(Kind.SCENARIO, "bank")
    assert again != attempt_id
    click(lena, again, ASK)
    assert counted(lena.world) == [("de-vraag", 2, 0, "1.1")]


def test_who_moves_is_somebody_else_from_then_on(lena: Learner) -> None:
    attempt_id = lena.start(Kind.SCENARIO, "bank")
    click(lena, attempt_id, ASK)
    council = move(lena, Layer.COUNCIL)
    click(lena, attempt_id, CALL)
    with lena.world.transaction() as library:
        query = select(Respondent.unit_id, Respondent.layer).order_by(Respondent.id)
        places = [tuple(row) for row in library.session.execute(query)]
    assert places == [(ROOT_ID, "officials"), (council, "council")]


def test_a_new_year_is_another_respondent_but_the_first_answer_stays_the_first(
    lena: Learner,
) -> None:
    attempt_id = lena.start(Kind.SCENARIO, "bank")
    click(lena, attempt_id, ASK)
    lena.world.clock.advance(days=60)
    click(lena, attempt_id, CALL)
    with lena.world.transaction() as library:
        years = list(library.session.scalars(select(Respondent.year).order_by(Respondent.id)))
    assert years == [2026, 2027]


def move(lena: Learner, layer: Layer) -> UUID:
    """Put Lena in a unit of another layer."""
    unit_id = uuid4()
    with lena.world.transaction() as library:
        session = library.session
        session.add(OrgUnit(id=unit_id, parent_id=ROOT_ID, code="r", name="Raad", layer=layer))
        session.flush()
        for ancestor_id, depth in ((unit_id, 0), (ROOT_ID, 1)):
            session.add(UnitAncestor(unit_id=unit_id, ancestor_id=ancestor_id, depth=depth))
        person_of(library, lena.key).unit_id = unit_id
    return unit_id


def person_of(library: Library, key: UUID) -> Person:
    query = select(Person).join(LearnerRow, LearnerRow.person_id == Person.id)
    return library.session.scalars(query.where(LearnerRow.key == key)).one()
