"""A sub-point comes back after 7, 30, 90 and 180 days, and a week after the last at least."""

from datetime import date, timedelta

import pytest

from training.domain.spacing import Review, begin, fixed, let_go, practise
from training.services.refreshing.cards import by_card, scheduler_of

DAY = date(2026, 1, 1)


def after(days: int) -> date:
    return DAY + timedelta(days=days)


def test_the_default_is_7_30_90_and_180_days_and_then_it_ends() -> None:
    review, days = begin(DAY, DAY), []
    while review.due_on:
        days.append((review.due_on - DAY).days)
        review = fixed(review, 3, review.due_on)
    assert days == [7, 30, 90, 180]


def test_who_answers_late_has_a_week_at_least() -> None:
    review = fixed(begin(DAY, DAY), 0, after(28))
    assert review.due_on == after(35)


def test_what_was_not_answered_goes_on_without_being_asked_again() -> None:
    review = let_go(begin(DAY, DAY), after(36))
    assert (review.stage, review.due_on, review.last_on) == (1, after(43), None)


@pytest.mark.parametrize(("ago", "due"), [(0, 7), (20, 7), (25, 30), (100, 90), (110, 180)])
def test_what_was_completed_before_goes_on_where_it_would_be(ago: int, due: int) -> None:
    assert begin(DAY, after(ago)).due_on == after(due)


def test_what_was_completed_too_long_ago_does_not_come_back() -> None:
    assert begin(DAY, after(400)).due_on is None


def test_another_unit_before_the_first_refresher_makes_it_later() -> None:
    assert practise(begin(DAY, DAY), after(5), after(5)).due_on == after(12)


def test_another_unit_between_refreshers_changes_nothing() -> None:
    review = fixed(begin(DAY, DAY), 3, after(7))
    assert practise(review, after(20), after(20)) == review


def test_a_renewal_after_the_last_refresher_begins_again() -> None:
    review = Review(DAY, None, 4, after(180))
    assert practise(review, after(365), after(366)) == begin(after(365), after(366))
    assert practise(review, after(100), after(366)) == review


def days_of(*levels: int) -> list[int]:
    """Give the gaps that FSRS chooses when each refresher is answered on its day."""
    review, gaps = begin(DAY, DAY), []
    for level in levels:
        assert review.due_on
        on = review.due_on
        review = by_card(review, level, on)
        assert review.due_on
        gaps.append((review.due_on - on).days)
    return gaps


def test_fsrs_widens_after_good_answers_and_comes_soon_after_a_dismissive_one() -> None:
    good, bad = days_of(3, 3, 3, 3), days_of(3, 0, 3, 3)
    assert good == sorted(good)
    assert good[-1] == 180
    assert bad[1] <= 7 < good[1]


def test_fsrs_asks_sooner_the_less_inviting_the_answer_was() -> None:
    assert 3 <= days_of(1)[0] <= days_of(2)[0] < days_of(3)[0]


def test_fsrs_is_the_same_every_time_and_survives_its_writing() -> None:
    assert days_of(3, 2, 1, 3) == days_of(3, 2, 1, 3)
    card = by_card(begin(DAY, DAY), 3, after(7)).card
    assert '"version": "fsrs-6"' in card


def test_the_setting_names_the_scheduler() -> None:
    assert scheduler_of("fsrs") is by_card
    assert scheduler_of("fixed") is fixed


def test_what_fsrs_keeps_a_card_of_comes_back_after_a_month_when_it_was_let_go() -> None:
    review = by_card(begin(DAY, DAY), 3, after(7))
    assert let_go(review, after(60)).due_on == after(90)
    assert let_go(review, after(60)).card == review.card
