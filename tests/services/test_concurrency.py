"""Many hands on one record: whatever happens at the same moment happens once."""

from collections import Counter
from functools import partial
from threading import Thread
from time import sleep

import pytest
from sqlalchemy import func, select

from tests.answering import right_for, wrong_for
from tests.services.learner import Learner
from tests.services.together import at_once
from tests.world import World
from training.domain.document import Kind
from training.domain.sitting import Posted
from training.services import play
from training.services.play import Recorded
from training.store.attempts import Attempt, Decision, Response
from training.store.base import Base
from training.store.enrolment import Enrolment

LAST = "33-uw-plan"


@pytest.fixture
def lena(world: World) -> Learner:
    return Learner(world)


def count(world: World, table: type[Base]) -> int:
    with world.transaction() as library:
        return library.session.scalars(select(func.count()).select_from(table)).one()


def test_four_identical_clicks_on_ten_attempts_are_one_decision_each(lena: Learner) -> None:
    outcomes: Counter[Recorded] = Counter()
    for _ in range(10):
        attempt_id = lena.start(Kind.SCENARIO, "bank")
        outcomes.update(at_once([partial(lena.choose, attempt_id, 0, 1)] * 4))
        page = lena.scene(attempt_id)
        if not page.recap:
            lena.choose(attempt_id, 1, 1)
    assert outcomes == {Recorded.NOW: 10, Recorded.BEFORE: 30}
    with lena.world.transaction() as library:
        steps = library.session.execute(
            select(Decision.attempt_id, func.count())
            .where(Decision.step == 0)
            .group_by(Decision.attempt_id)
        )
        assert [row[1] for row in steps] == [1] * 10


def test_different_clicks_at_one_moment_leave_one_winner(lena: Learner) -> None:
    attempt_id = lena.start(Kind.SCENARIO, "bank")
    outcomes = at_once([partial(lena.choose, attempt_id, 0, n) for n in (1, 2, 3)])
    assert Counter(outcomes) == {Recorded.NOW: 1, Recorded.OVERTAKEN: 2}
    assert count(lena.world, Decision) == 1


def test_twenty_starts_at_one_moment_are_one_attempt(lena: Learner) -> None:
    found = at_once([partial(lena.start, Kind.SCENARIO, "bank")] * 20)
    assert len(found) == 20
    assert len(set(found)) == 1
    assert (count(lena.world, Attempt), count(lena.world, Enrolment)) == (1, 1)


def test_the_last_answer_sent_six_times_completes_once(lena: Learner) -> None:
    lena.read_lesson()
    lena.play("Ik vraag wat", "Ik vraag het na")
    attempt_id = lena.start(Kind.QUIZ, "vragen")
    sitting = lena.sitting(attempt_id)
    for item in sitting.quiz.items[:-1]:
        lena.respond(attempt_id, item.name, right_for(sitting, item))
    posted = Posted(text="Als iemand belt, dan luister ik eerst.")
    outcomes = at_once([partial(lena.respond, attempt_id, LAST, posted)] * 6)
    assert Counter(outcomes) == {Recorded.NOW: 1, Recorded.BEFORE: 5}
    assert count(lena.world, Response) == 7
    assert lena.receipt().number
    with lena.world.transaction() as library:
        numbers = library.session.scalars(select(Enrolment.receipt_number))
        assert len(set(numbers)) == 1


def test_a_retake_begun_in_four_tabs_is_one_round(lena: Learner) -> None:
    attempt_id = lena.take_quiz(wrong=("11-wat-is-het-doel", "12-wat-helpt"))
    at_once([partial(lena.retake, attempt_id)] * 4)
    assert lena.quiz(attempt_id).round == 2
    sitting = lena.sitting(attempt_id)
    item = sitting.quiz.item("12-wat-helpt")
    answers = [right_for(sitting, item), wrong_for(sitting, item)] * 2
    outcomes = at_once(
        [partial(lena.respond, attempt_id, item.name, posted, 2) for posted in answers]
    )
    assert Counter(outcomes) == {Recorded.NOW: 1, Recorded.BEFORE: 1, Recorded.OVERTAKEN: 2}


def test_two_last_units_finished_in_two_tabs_complete_the_course(lena: Learner) -> None:
    lena.read_lesson()
    scenario, quiz = lena.start(Kind.SCENARIO, "bank"), lena.start(Kind.QUIZ, "vragen")
    lena.pick(scenario, "Ik vraag wat")
    sitting, page = lena.sitting(quiz), lena.scene(scenario)
    for item in sitting.quiz.items[:-1]:
        lena.respond(quiz, item.name, right_for(sitting, item))
    good = next(c.position for c in page.choices if c.text.startswith("Ik vraag het na"))
    other = Thread(target=lena.respond, args=(quiz, LAST, Posted(text="Als, dan")))
    key = lena.key
    with lena.world.transaction() as library:
        play.choose(
            library,
            attempt_id=scenario,
            learner_key=key,
            step=1,
            shown_position=good,
            at=lena.world.clock(),
        )
        other.start()
        sleep(0.5)
    other.join()
    assert lena.receipt().number
