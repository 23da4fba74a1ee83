"""A plan is asked back after 14 and 60 days, to its maker alone."""

from datetime import timedelta

import pytest

from tests.services.refreshing.days import Days
from training.services.errors import Conflict, Invalid, NotFound
from training.services.refreshing import plans
from training.services.refreshing.plans import LookBack, PlanLine
from training.store.unlinking import unlink_answers, unlink_older

TEXT = "Als de telefoon gaat, dan vraag ik naar het doel."


def own(days: Days) -> list[PlanLine]:
    with days.world.transaction() as library:
        return list(plans.list_own(library, days.learner.key, today=days.day()))


def say(days: Days, words: LookBack, name: str = "lena") -> None:
    plan = own(days)[0]
    with days.world.transaction() as library:
        key = days.world.learner(name)
        plans.look_back(library, key, plan.id, words, at=days.world.clock())


def test_a_plan_is_asked_back_after_two_weeks_and_after_two_months(days_on_either: Days) -> None:
    days = days_on_either
    days.plan(TEXT)
    asked, passed = [], 0
    for span in (1, 12, 1, 1, 44, 1, 10):
        days.later(span)
        passed += span
        if own(days)[0].is_asked:
            asked.append(passed)
            say(days, LookBack(len(asked) - 1, "sometimes"))
    assert asked == [14, 60]
    assert [said.outcome for said in own(days)[0].said] == ["sometimes", "sometimes"]


def test_the_mail_comes_once_each_time_and_holds_nothing_of_the_plan(days: Days) -> None:
    days.plan(TEXT)
    for span in (13, 1, 1, 5):
        days.later(span)
    assert days.mails() == ["refresher"]
    assert TEXT not in str(days.written)
    assert days.written[0][1]["plans"] == 1


def test_a_new_plan_takes_the_place_of_the_old_one(days: Days) -> None:
    days.plan(TEXT)
    days.later(14)
    say(days, LookBack(0, "not-yet", "Als het druk is, dan noem ik een dag."))
    new, old = own(days)
    assert (new.text, new.next_on) == ("Als het druk is, dan noem ik een dag.", days.day(14))
    assert (old.text, old.next_on) == (TEXT, None)


def test_what_is_no_longer_needed_is_not_asked_again(days: Days) -> None:
    days.plan(TEXT)
    days.later(14)
    say(days, LookBack(0, "dropped"))
    assert own(days)[0].next_on is None


def test_a_plan_that_was_thrown_away_stays_away(days: Days) -> None:
    days.plan(TEXT)
    days.later(14)
    with days.world.transaction() as library:
        plans.throw_away(library, days.learner.key, own(days)[0].id)
    days.later(1)
    assert own(days) == []
    assert days.waiting().plans == 0


def test_saying_it_twice_changes_nothing_and_too_early_is_refused(days: Days) -> None:
    days.plan(TEXT)
    days.night()
    with pytest.raises(Conflict):
        say(days, LookBack(0, "yes"))
    days.later(14)
    say(days, LookBack(0, "yes"))
    say(days, LookBack(0, "dropped"))
    assert [said.outcome for said in own(days)[0].said] == ["yes"]
    assert own(days)[0].next_on == days.day(46)


def test_another_person_finds_no_plan_and_odd_words_are_refused(days: Days) -> None:
    days.plan(TEXT)
    days.later(14)
    with pytest.raises(NotFound):
        say(days, LookBack(0, "yes"), "otto")
    with pytest.raises(Invalid):
        say(days, LookBack(0, "<script>"))
    with pytest.raises(Invalid):
        say(days, LookBack(0, "yes", "x" * 5000))


def test_who_unlinks_answers_keeps_the_plan_that_is_still_asked_back(days: Days) -> None:
    days.plan(TEXT)
    days.later(14)
    with days.world.session() as session:
        unlink_answers(session, days.learner.key)
    assert [plan.text for plan in own(days)] == [TEXT]
    say(days, LookBack(0, "dropped"))
    with days.world.session() as session:
        unlink_answers(session, days.learner.key)
    assert own(days) == []


def test_plans_of_before_the_set_months_go(days: Days) -> None:
    days.plan(TEXT)
    days.later(14)
    at = days.world.clock() + timedelta(days=1)
    with days.world.session() as session:
        assert unlink_older(session, at.date(), at, at.year)
    assert own(days) == []
