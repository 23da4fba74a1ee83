"""After a course a few new questions come back, one mail a week at most, and nobody has to."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from tests.services.refreshing.days import Days
from tests.world import World
from training.domain.sitting import Posted
from training.services.errors import Invalid, NotFound
from training.services.jobs import Stage, Task
from training.services.refreshing import sitting as refreshers
from training.services.refreshing import wishes
from training.services.refreshing.cards import by_card
from training.services.refreshing.sitting import Reader, Reply
from training.services.refreshing.work import RefreshWork, due_job
from training.store.answer import Answer, Question
from training.store.review import RefresherQuestion, ReviewState
from training.store.unlinking import unlink_answers, unlink_older


def test_a_week_after_a_course_its_sub_points_come_back_as_new_questions(
    days_on_either: Days,
) -> None:
    days = days_on_either
    days.complete()
    days.night()
    assert days.waiting().sitting_id is None
    days.later(7)
    waiting = days.waiting()
    assert (waiting.questions, days.mails()) == (2, ["refresher"])
    assert days.written[0][1]["questions"] == 2
    first = days.page().item
    assert first
    assert first.competency_code in {"1.1", "2.2"}


def test_who_practises_while_the_round_chooses_is_served_another_time(days: Days) -> None:
    days.complete()
    days.night()
    days.world.clock.advance(days=7)
    at, task = days.world.clock(), Task(days.learner.key, {}, None, Stage("make|"))
    for due_on, mails in ((days.day(9), []), (days.day(), ["refresher"])):
        step = RefreshWork(days.write).think(days.world.transaction, task, at)
        with days.world.session() as session:
            session.execute(update(ReviewState).values(due_on=due_on))
        with days.world.transaction() as library:
            assert step(library, task, at).is_finished
        assert days.mails() == mails
        with days.world.session() as session:
            session.execute(update(ReviewState).values(due_on=days.day()))
    assert days.waiting().questions == 2


def test_an_answer_brings_feedback_at_once_and_the_next_day_of_the_schedule(days: Days) -> None:
    days.complete()
    days.later(7)
    page = days.answer()
    assert page.item
    assert page.item.is_answered
    assert any(option.feedback for option in page.item.options)
    end = days.answer()
    assert end.left == 0
    states = days.states()
    assert {states[code].due_on for code in ("1.1", "2.2")} == {days.day(23)}
    assert days.waiting().sitting_id is None


def test_the_answer_counts_for_the_organisation_as_a_refresher(days: Days) -> None:
    days.complete()
    days.later(7)
    days.answer("Ik geef")
    with days.world.session() as session:
        query = select(Answer.occasion, Answer.level, Question.form).join(
            Question, Question.id == Answer.question_id
        )
        rows = session.execute(query.where(Answer.occasion == "refresher")).all()
    assert [tuple(row) for row in rows] == [("refresher", 0, "")]


def test_no_question_comes_twice_and_the_core_never_does(days: Days) -> None:
    days.complete()
    asked = []
    for span in (7, 23, 60, 90, 30):
        days.later(span)
        while days.waiting().sitting_id:
            page = days.answer()
            assert page.item
            asked.append(page.item.title)
    assert sorted(asked) == ["Fietspad", "Moestuin", "Speelplek"]


def test_where_the_questions_are_gone_it_is_noted_and_tried_again_later(days: Days) -> None:
    days.complete()
    days.later(7)
    skipped = {code: row for code, row in days.states().items() if row.skipped_on}
    assert "1.2" in skipped
    assert skipped["1.2"].due_on == days.day(30)
    assert skipped["1.2"].stage == 0


def test_doing_a_day_twice_changes_nothing(days: Days) -> None:
    days.complete()
    days.later(7)
    days.night()
    assert days.mails() == ["refresher"]
    days.later(1)
    assert days.mails() == ["refresher"]


@pytest.mark.parametrize("values", [{"away_until": None}, {"is_active": False}])
def test_who_is_away_or_left_is_not_asked(days: Days, values: dict[str, object]) -> None:
    days.complete()
    days.change(away_from=days.day() if "away_until" in values else None, **values)
    days.later(7)
    assert days.mails() == []


def test_who_comes_back_from_leave_is_asked_then(days: Days) -> None:
    days.complete()
    days.change(away_from=days.day(), away_until=days.day(20))
    days.later(10)
    assert days.mails() == []
    days.later(11)
    assert days.mails() == ["refresher"]


def test_nobody_is_asked_again_or_told_of_what_was_left_unanswered(days_on_either: Days) -> None:
    days = days_on_either
    days.complete()
    days.later(7)
    sitting_id = days.waiting().sitting_id
    days.later(29)
    assert days.states()["2.2"].stage == 1
    assert days.waiting().sitting_id != sitting_id
    with pytest.raises(NotFound):
        days.page(sitting_id=sitting_id)


def test_a_month_of_rest_is_a_month_of_rest(days: Days) -> None:
    days.complete()
    with days.world.session() as session:
        wishes.pause(session, days.learner.key, today=days.day())
    days.later(7)
    assert days.mails() == []
    days.later(24)
    assert days.mails() == ["refresher"]


def test_who_wants_no_mail_still_finds_it_at_home(days: Days) -> None:
    days.complete()
    with days.world.session() as session:
        wishes.choose_mail(session, days.learner.key, is_mailed=False)
    days.later(7)
    assert days.mails() == []
    assert days.waiting().questions == 2


def test_a_second_click_leaves_the_first_answer(days: Days) -> None:
    days.complete()
    days.later(7)
    sitting_id = days.waiting().sitting_id
    assert sitting_id
    days.answer("Ik geef")
    with days.world.transaction() as library:
        reply = Reply(sitting_id, 1, Posted((1,)))
        refreshers.answer(library, days.reader(), reply, by_card, at=days.world.clock())
        reply = Reply(sitting_id, 1, Posted((2,)))
        refreshers.answer(library, days.reader(), reply, by_card, at=days.world.clock())
    item = days.page(1, sitting_id).item
    assert item
    assert [option.level for option in item.options if option.is_chosen] == [0]


def test_another_person_finds_nothing(days: Days) -> None:
    days.complete()
    days.later(7)
    sitting_id = days.waiting().sitting_id
    assert sitting_id
    otto = Reader(days.world.learner("otto"), "nl")
    with days.world.transaction() as library, pytest.raises(NotFound):
        refreshers.read(library, otto, sitting_id)
    reply = Reply(sitting_id, 1, Posted((1,)))
    with days.world.transaction() as library, pytest.raises(NotFound):
        refreshers.answer(library, otto, reply, by_card, at=days.world.clock())


def test_an_incomplete_answer_is_refused(days: Days) -> None:
    days.complete()
    days.later(7)
    sitting_id = days.waiting().sitting_id
    assert sitting_id
    reply = Reply(sitting_id, 1, Posted())
    with days.world.transaction() as library, pytest.raises(Invalid):
        refreshers.answer(library, days.reader(), reply, by_card, at=days.world.clock())


def test_fsrs_decides_by_the_answer_when_it_comes_back(days: Days) -> None:
    days.complete()
    days.later(7)
    days.answer("Ik geef", schedule=by_card)
    days.answer("Ik bel", schedule=by_card)
    dues = sorted(row.due_on for row in days.states().values() if row.card and row.due_on)
    assert dues[0] < dues[1]


def test_the_lowest_sub_points_come_first(small_world: World) -> None:
    days = Days(small_world, lowest=lambda library: ("2.2",))
    days.complete()
    days.later(7)
    item = days.page().item
    assert item
    assert item.competency_code == "2.2"


def test_with_refreshers_off_there_is_no_round(days: Days) -> None:
    assert due_job(days.world.clock(), "off") is None
    assert due_job(days.world.clock(), "fixed")


@pytest.mark.parametrize("is_asked", [True, False])
def test_who_unlinks_answers_keeps_what_was_asked_and_nothing_of_what_was_said(
    days_on_either: Days, *, is_asked: bool
) -> None:
    days = days_on_either
    days.complete()
    days.later(7)
    sitting_id = days.waiting().sitting_id
    assert sitting_id
    days.answer()
    days.answer()
    at = days.world.clock() + timedelta(days=1)
    with days.world.session() as session:
        if is_asked:
            unlink_answers(session, days.learner.key)
        else:
            unlink_older(session, at.date(), at, at.year)
    with days.world.session() as session:
        rows = session.execute(select(RefresherQuestion.answer, RefresherQuestion.digest)).all()
    assert [row.answer for row in rows] == [None, None]
    assert all(row.digest for row in rows)
    assert days.page(1, sitting_id).item is None
