"""Exempt, more time, taken back: each with a reason, and a line on the trail."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from tests.services.duties.office import EVERYONE, Office
from training.domain.assignment import Due, DueRule
from training.services.duties.dispensation import exempt, extend, revoke
from training.services.errors import Conflict, Invalid, NotFound

TEN_DAYS = replace(EVERYONE, due=Due(DueRule.AFTER_ASSIGNMENT, days=10, grace_days=2))


def take_back(office: Office, exemption_id: UUID, reason: str = "Weer aan het werk") -> None:
    decision = office.decision(reason)
    with office.world.transaction() as library:
        revoke(library, exemption_id, decision=decision)


def give_time(office: Office, days: int, reason: str = "Verlof") -> None:
    decision, row = office.decision(reason), office.cycles()[-1]
    due_on = office.today + timedelta(days=days)
    with office.world.transaction() as library:
        extend(library, row.id, due_on=due_on, decision=decision)


def test_who_is_exempt_is_out_of_the_denominator_and_never_overdue(office: Office) -> None:
    office.rule(TEN_DAYS)
    office.exempt()
    assert office.counts() == {"exempt": 1, "not_started": 3}
    office.night(days=60)
    assert office.counts() == {"exempt": 1, "overdue": 3}
    [line] = office.trail("exempted")
    assert (line.subject_id, line.actor_id) == (office.person_id("lena"), office.person_id("hanne"))
    assert line.details == {"from": "", "to": "open", "reason": "Langdurig ziek"}


def test_an_exemption_holds_through_its_last_day_and_gives_the_days_left_back(
    office: Office,
) -> None:
    office.rule(TEN_DAYS)
    office.world.clock.advance(days=4)
    office.exempt(until=office.today + timedelta(days=30))
    office.night(days=30)
    assert office.standing() == "exempt"
    office.night()
    row = office.row()
    assert (row.standing, row.due_on) == ("not-started", office.today + timedelta(days=6))
    assert row.late_from == office.today + timedelta(days=9)
    assert office.trail("duty-due")[0].details["reason"] == "exemption-ended"


@pytest.mark.parametrize("renewed_after", [3, 20])
def test_an_exemption_that_is_lengthened_gives_back_the_days_of_its_beginning(
    office: Office, renewed_after: int
) -> None:
    office.rule(TEN_DAYS)
    office.world.clock.advance(days=4)
    office.exempt(until=office.today + timedelta(days=20))
    office.world.clock.advance(days=renewed_after)  # before the due date passed, and after it
    until = office.today + timedelta(days=30)
    office.exempt(until=until)
    office.night(days=31)
    assert office.row().due_on == until + timedelta(days=1 + 6)


@pytest.mark.parametrize("has_night", [True, False])
def test_an_exemption_that_is_renewed_the_day_after_counts_as_the_same_one(
    office: Office, has_night: bool
) -> None:
    office.rule(TEN_DAYS)
    office.world.clock.advance(days=4)
    office.exempt(until=office.today + timedelta(days=20))
    office.night(days=21 if has_night else 20)
    office.world.clock.advance(days=0 if has_night else 1)
    until = office.today + timedelta(days=30)
    office.exempt(until=until)
    office.night(days=31)
    assert office.row().due_on == until + timedelta(days=1 + 6)


def test_an_exemption_after_a_gap_counts_by_itself(office: Office) -> None:
    office.rule(TEN_DAYS)
    office.exempt(until=office.today + timedelta(days=2))
    office.night(days=6)
    until = office.today + timedelta(days=30)
    office.exempt(until=until)
    office.night(days=31)
    assert office.row().due_on == until + timedelta(days=1 + 4)


def test_a_night_that_was_missed_gives_nobody_more_days(office: Office) -> None:
    office.rule(TEN_DAYS)
    until = office.today + timedelta(days=30)
    office.exempt(until=until)
    office.night(days=36)
    assert office.row().due_on == until + timedelta(days=1 + 10)


def test_an_exemption_that_is_taken_back_after_it_was_lengthened_gives_them_back_too(
    office: Office,
) -> None:
    office.rule(TEN_DAYS)
    office.exempt(until=office.today + timedelta(days=20))
    office.world.clock.advance(days=20)
    last = office.exempt()
    office.world.clock.advance(days=15)
    take_back(office, last)
    assert office.row().due_on == office.today + timedelta(days=10)


def test_a_duty_that_began_during_an_exemption_gets_all_its_days_after_it(office: Office) -> None:
    office.learner().read_lesson()
    office.exempt(until=office.today + timedelta(days=30))
    office.world.clock.advance(days=5)
    office.rule(TEN_DAYS)
    office.night(days=26)
    assert office.row().due_on == office.today + timedelta(days=10)


def test_who_was_overdue_before_an_exemption_is_so_again_after_it(office: Office) -> None:
    office.rule(TEN_DAYS)
    office.night(days=20)
    exemption_id = office.exempt()
    assert office.standing() == "exempt"
    take_back(office, exemption_id)
    assert office.standing() == "overdue"
    assert office.counts() == {"overdue": 4}


def test_taking_an_exemption_back_is_done_once_and_with_a_reason(office: Office) -> None:
    office.rule(TEN_DAYS)
    exemption_id = office.exempt()
    with pytest.raises(Invalid, match="reason-empty"):
        take_back(office, exemption_id, " ")
    take_back(office, exemption_id)
    assert office.standing() == "not-started"
    with pytest.raises(Conflict, match="exemption-over"):
        take_back(office, exemption_id)
    with pytest.raises(NotFound):
        take_back(office, uuid4())


def test_a_new_exemption_replaces_the_one_that_holds(office: Office) -> None:
    office.rule(TEN_DAYS)
    office.exempt()
    office.world.clock.advance(minutes=1)
    until = office.today + timedelta(days=5)
    office.exempt(until=until)
    assert office.trail("exempted")[1].details["from"] == "open"
    office.night(days=6)
    assert office.standing() == "not-started"


def test_what_is_completed_is_not_exempt(office: Office) -> None:
    office.rule(TEN_DAYS)
    office.learner().complete()
    office.exempt()
    assert office.standing() == "completed"


def test_an_exemption_needs_a_reason_a_day_to_come_and_somebody(office: Office) -> None:
    lena, decision = office.person_id("lena"), office.decision()
    for code, arguments in {
        "reason-empty": (lena, "proef", None, office.decision(" \n")),
        "reason-long": (lena, "proef", None, office.decision("x" * 1001)),
        "until-past": (lena, "proef", office.today - timedelta(days=1), decision),
        "person": (uuid4(), "proef", None, decision),
        "course": (lena, "nergens", None, decision),
    }.items():
        person_id, slug, until, why = arguments
        with (
            office.world.transaction() as library,
            pytest.raises((Invalid, NotFound), match=code),
        ):
            exempt(library, person_id, slug, until=until, decision=why)
    assert office.trail("exempted") == []


def test_more_time_moves_the_due_date_with_its_grace_and_ends_lateness(office: Office) -> None:
    office.rule(TEN_DAYS)
    office.night(days=20)
    assert office.standing() == "overdue"
    give_time(office, 14)
    row = office.row()
    assert (row.standing, row.due_on) == ("not-started", office.today + timedelta(days=14))
    assert row.late_from == office.today + timedelta(days=17)
    [line] = office.trail("extended")
    assert line.details["reason"] == "Verlof"
    assert line.details["to"] == str(row.due_on)
    office.apply()
    assert office.row().due_on == row.due_on


def test_more_time_is_later_than_it_was_and_for_what_is_open(office: Office) -> None:
    office.rule(TEN_DAYS)
    for days, code in ((10, "due-sooner"), (-1, "due-past")):
        with pytest.raises(Invalid, match=code):
            give_time(office, days)
    office.learner().complete()
    with pytest.raises(Conflict, match="nothing-open"):
        give_time(office, 20)


def test_a_sooner_rule_does_not_take_away_the_time_that_hr_gave(office: Office) -> None:
    office.rule(TEN_DAYS)
    give_time(office, 40)
    office.rule(replace(EVERYONE, due=Due(DueRule.AFTER_ASSIGNMENT, days=5)))
    assert office.row().due_on == office.today + timedelta(days=40)
