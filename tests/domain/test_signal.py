"""The steps of a signal: what each asks, and what cannot be skipped."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import product

import pytest

from training.domain.signal import (
    DEFAULT_TERMS,
    ENDED,
    NEXT,
    Case,
    State,
    due_days,
    is_fictional,
    is_missed,
    label_of,
    may_reopen,
    missing_for,
    numbers_of,
    says_signal,
)
from training.domain.workdays import Country

READY = Case(
    State.RECEIVED,
    has_handler=True,
    has_standin=True,
    is_conversion_checked=True,
    has_legal_kind=True,
    has_original_date=True,
    is_plan_given=True,
    is_outcome_given=True,
    is_masking_checked=True,
    is_coded=True,
    has_lesson=True,
    is_usefulness_asked=True,
    is_merged_elsewhere=True,
)
FRIDAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    "way",
    [
        "received seen in-contact sought told lesson closed",
        "received seen converted sought told lesson closed",
        "received seen converted told lesson closed",
        "received seen anonymous lesson closed",
        "received seen in-contact converted told lesson closed",
        "received merged",
        "received withdrawn",
    ],
)
def test_the_ways_of_a_signal(way: str) -> None:
    case = READY
    for name in way.split()[1:]:
        assert missing_for(case, State(name)) == ()
        case = replace(case, state=State(name))
    assert case.state in ENDED


def test_nothing_is_closed_that_was_not_told_and_has_no_lesson() -> None:
    closing = [state for state in State if State.CLOSED in NEXT[state]]
    learning = [state for state in State if State.LESSON in NEXT[state]]
    assert (closing, learning) == ([State.LESSON], [State.TOLD, State.ANONYMOUS])
    case = replace(READY, state=State.LESSON, has_lesson=False, is_usefulness_asked=False)
    assert missing_for(case, State.CLOSED) == ("lesson", "useful")


@pytest.mark.parametrize(
    ("state", "target", "without", "missing"),
    [
        ("received", "seen", "has_handler", "handler"),
        ("received", "seen", "has_standin", "stand-in"),
        ("received", "seen", "is_conversion_checked", "conversion"),
        ("seen", "converted", "has_legal_kind", "legal-kind"),
        ("seen", "converted", "has_original_date", "original-date"),
        ("in-contact", "sought", "is_plan_given", "plan"),
        ("sought", "told", "is_outcome_given", "outcome"),
        ("told", "lesson", "has_lesson", "lesson"),
        ("told", "lesson", "is_masking_checked", "masking"),
        ("told", "lesson", "is_coded", "codes"),
        ("seen", "merged", "is_merged_elsewhere", "other"),
    ],
)
def test_a_step_says_what_it_still_asks(
    state: str, target: str, without: str, missing: str
) -> None:
    case = replace(READY, state=State(state), **{without: False})
    assert missing_for(case, State(target)) == (missing,)


def test_whom_it_is_about_does_not_handle_it() -> None:
    assert missing_for(replace(READY, is_subject_involved=True), State.SEEN) == ("subject",)


def test_who_can_be_reached_is_not_left_alone() -> None:
    case = replace(READY, state=State.SEEN, has_contact=True)
    assert missing_for(case, State.ANONYMOUS) == ("no-contact",)


def test_only_the_drawn_steps_can_be_taken() -> None:
    for state, target in product(State, State):
        is_drawn = target in NEXT[state]
        assert (missing_for(replace(READY, state=state), target) == ()) is is_drawn


def test_promises_are_counted_in_working_days() -> None:
    due = due_days(FRIDAY, Country.NETHERLANDS, DEFAULT_TERMS, is_urgent=False, has_contact=True)
    assert (due.seen, due.contact) == (date(2026, 11, 23), date(2026, 11, 24))
    assert (due.answer, due.outcome) == (date(2026, 12, 4), date(2027, 1, 1))


def test_safety_is_looked_at_the_same_day_and_nobody_is_called_without_a_number() -> None:
    due = due_days(FRIDAY, Country.FLANDERS, DEFAULT_TERMS, is_urgent=True, has_contact=False)
    assert (due.seen, due.contact) == (FRIDAY, None)


def test_a_promise_is_missed_the_day_after() -> None:
    assert not is_missed(FRIDAY, None, FRIDAY)
    assert is_missed(FRIDAY, None, FRIDAY + timedelta(days=1))
    assert not is_missed(FRIDAY, FRIDAY, FRIDAY + timedelta(days=9))
    assert is_missed(FRIDAY, FRIDAY + timedelta(days=1), FRIDAY)
    assert not is_missed(None, None, FRIDAY)


def test_it_can_be_opened_again_for_eight_weeks() -> None:
    last = FRIDAY + timedelta(weeks=8)
    assert may_reopen(State.CLOSED, FRIDAY, last)
    assert not may_reopen(State.CLOSED, FRIDAY, last + timedelta(days=1))
    assert not may_reopen(State.WITHDRAWN, FRIDAY, FRIDAY)


def test_a_text_names_its_signal() -> None:
    assert numbers_of(f"signaal {label_of(2026, 14)}") == (2026, 14)
    assert numbers_of("Signal-2026-1234 ") == (2026, 1234)
    assert numbers_of("melding 2026-014") == (2026, 14)
    assert says_signal("Melding 2026-014")
    assert numbers_of("signaal 14") is None
    assert numbers_of("de krant, 2026-014") is None


def test_four_of_six_things_are_changed() -> None:
    assert is_fictional(frozenset({"place", "domain", "sex", "time"}))
    assert not is_fictional(frozenset({"place", "domain", "sex", "weather", "shoes"}))
