"""The life of a course that must be done again: a next cycle is a new row, never a reset."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from tests.services.duties.office import EVERYONE, Office
from tests.services.test_progress import with_course
from training.domain.assignment import Due, DueRule, Renewal, RenewFrom, Target
from training.domain.document import Kind
from training.domain.standing import Standing
from training.services.duties.rules import NewRule
from training.services.enrolment import duty_by, enrol
from training.services.errors import Conflict
from training.store.attempts import Attempt, Decision
from training.store.enrolment import UnitStatus

DUE = Due(DueRule.AFTER_ASSIGNMENT, days=30, grace_days=5)
YEARLY = replace(EVERYONE, due=DUE, renewal=Renewal(months=12, window_days=60))
EXPIRY = date(2027, 11, 23)
"""A year after the moment of the tests, when everything was done at once."""


@pytest.fixture
def certified(office: Office) -> Office:
    """Lena has completed what a yearly rule asks of everyone."""
    office.rule(YEARLY)
    office.learner().complete()
    return office


def until(office: Office, day: date) -> None:
    office.night(days=(day - office.today).days)


def standings(office: Office) -> list[str | None]:
    return [row.standing for row in office.cycles()]


def test_a_completion_is_valid_through_its_last_day(certified: Office) -> None:
    assert certified.row().expires_on == EXPIRY
    until(certified, EXPIRY - timedelta(days=61))
    assert [row.cycle for row in certified.cycles()] == [1]


def test_in_the_window_a_new_row_waits_beside_the_valid_evidence(certified: Office) -> None:
    receipt = certified.learner().receipt()
    until(certified, EXPIRY - timedelta(days=60))
    first, second = certified.cycles()
    assert (first.standing, second.standing) == ("completed", None)
    assert (second.cycle, second.starts_on, second.due_on) == (2, certified.today, EXPIRY)
    assert second.late_from == EXPIRY + timedelta(days=6)
    assert (second.assignment_id, second.reason) == (first.assignment_id, "everyone")
    assert certified.learner().receipt().number == receipt.number
    assert set(certified.learner().states().values()) == {"not-started"}
    until(certified, certified.today + timedelta(days=1))
    assert len(certified.cycles()) == 2
    assert certified.counts()["completed"] == 1


def test_early_renewal_counts_from_the_new_completion(certified: Office) -> None:
    until(certified, EXPIRY - timedelta(days=30))
    certified.learner().complete()
    first, second = certified.cycles()
    assert (first.standing, second.standing) == (None, "completed")
    assert second.expires_on == date(2028, 10, 24)
    assert first.receipt_number != second.receipt_number
    assert certified.learner().receipt().number == second.receipt_number
    assert certified.counts()["completed"] == 1


def test_who_is_late_is_overdue_after_the_grace_and_not_failed(certified: Office) -> None:
    until(certified, EXPIRY)
    assert standings(certified) == ["completed", None]
    until(certified, EXPIRY + timedelta(days=1))
    assert standings(certified) == [None, "not-started"]
    certified.learner().read_lesson()
    until(certified, EXPIRY + timedelta(days=5))
    assert standings(certified) == [None, "in-progress"]
    until(certified, EXPIRY + timedelta(days=6))
    assert standings(certified) == [None, "overdue"]
    assert certified.cycles()[1].success == "unknown"
    certified.learner().play("Ik vraag wat", "Ik vraag het na")
    certified.learner().take_quiz()
    assert standings(certified) == [None, "completed"]
    assert certified.cycles()[1].expires_on == date(2028, 11, 29)


def test_a_night_that_was_missed_is_made_up_for(certified: Office) -> None:
    until(certified, EXPIRY + timedelta(days=10))
    first, second = certified.cycles()
    assert (first.standing, second.standing) == (None, "not-started")
    assert second.due_on == certified.today + timedelta(days=60)
    assert certified.counts() == {"not_started": 1, "overdue": 3}


def facts_of(office: Office, cycle: int) -> list[tuple[object, ...]]:
    enrolment_id = office.cycles()[cycle - 1].id
    with office.world.session() as session:
        rows = session.scalars(select(UnitStatus).where(UnitStatus.enrolment_id == enrolment_id))
        return sorted((row.document_id, row.completion, row.completed_at) for row in rows)


def test_two_cycles_of_answers_stand_apart_and_the_second_is_no_practice(
    certified: Office,
) -> None:
    lena, earlier = certified.learner(), facts_of(certified, 1)
    until(certified, EXPIRY - timedelta(days=10))
    attempt_id = lena.play("Ik zeg dat het nooit")
    assert lena.scene(attempt_id).is_practice is False
    lena.read_lesson()
    lena.take_quiz()
    with certified.world.session() as session:
        assert list(session.scalars(select(Attempt.is_practice))) == [False] * 6
        decided = session.scalars(select(Decision.attempt_id)).all()
        assert decided.count(attempt_id) == 1
        assert len(decided) == 3
    assert standings(certified) == [None, "completed"]
    assert facts_of(certified, 1) == earlier
    assert len(facts_of(certified, 2)) == 3


def test_practice_that_was_left_open_does_not_count_for_the_new_cycle(certified: Office) -> None:
    lena = certified.learner()
    practice = lena.start(Kind.SCENARIO, "bank")
    assert lena.scene(practice).is_practice
    until(certified, EXPIRY - timedelta(days=10))
    counting = lena.start(Kind.SCENARIO, "bank")
    assert counting != practice
    assert lena.scene(counting).is_practice is False
    lena.pick(practice, "Ik vraag wat", "Ik vraag het na")
    assert lena.states()["bank"] == "in-progress"


def test_a_fixed_day_gathers_everyone(office: Office) -> None:
    fixed = Renewal(12, 60, RenewFrom.FIXED_DAY, month=3, day=1)
    office.rule(replace(YEARLY, renewal=fixed))
    office.learner().complete()
    assert office.row().expires_on == date(2027, 3, 1)
    until(office, date(2027, 2, 1))
    assert office.cycles()[1].due_on == date(2027, 3, 1)
    office.learner().complete()
    until(office, date(2027, 3, 2))
    assert standings(office) == [None, "completed"]
    assert office.cycles()[1].expires_on == date(2028, 3, 1)


def test_a_course_of_its_own_validity_is_renewed_without_a_rule(office: Office) -> None:
    with_course(office.world, ("duur: 10", "duur: 10\ngeldig: 12 maanden"))
    key, at = office.key("lena"), office.world.clock()
    with office.world.transaction() as library:
        enrol(library, learner_key=key, course_slug="proef", at=at, duty=duty_by(None))
    office.learner().complete()
    until(office, EXPIRY)
    assert [row.reason for row in office.cycles()] == ["hr", "hr"]


def test_nobody_asks_again_what_was_done_freely_or_by_an_ended_rule(office: Office) -> None:
    office.learner("otto").complete()
    rule_id = office.rule(replace(YEARLY, target=EVERYONE.target))
    office.learner().complete()
    office.end(rule_id, keeps_duties=True)
    until(office, EXPIRY + timedelta(days=30))
    assert [len(office.cycles(name)) for name in ("lena", "otto")] == [1, 1]


def test_who_leaves_in_between_is_asked_again_after_coming_back(certified: Office) -> None:
    certified.place("lena", left_on=date(2027, 3, 31))
    until(certified, date(2027, 4, 1))
    assert standings(certified) == [None]
    until(certified, EXPIRY + timedelta(days=100))
    assert len(certified.cycles()) == 1
    certified.place("lena", is_active=True, left_on=None)
    certified.apply("lena")
    assert standings(certified) == ["completed"]
    certified.night()
    assert standings(certified) == [None, "not-started"]
    assert certified.cycles()[1].due_on == certified.today + timedelta(days=60)


def test_who_left_with_an_open_duty_gets_its_days_anew(office: Office) -> None:
    office.rule(YEARLY)
    office.place("lena", left_on=office.today)
    office.night(days=1)
    assert (office.standing(), office.counts()) == (None, {"not_started": 3})
    office.night(days=100)
    office.place("lena", is_active=True, left_on=None)
    office.apply("lena")
    assert (office.standing(), office.row().due_on) == (
        "not-started",
        office.today + timedelta(days=30),
    )


def test_a_mover_keeps_the_renewal_that_another_rule_holds(certified: Office) -> None:
    works = certified.unit("Werken")
    until(certified, EXPIRY - timedelta(days=30))
    certified.rule(NewRule("proef", EVERYONE.target.UNIT, works, due=DUE, renewal=YEARLY.renewal))
    certified.place("lena", unit_id=works)
    [everyone] = {row.assignment_id for row in certified.cycles()}
    assert everyone
    certified.end(everyone)
    first, second = certified.cycles()
    assert (first.standing, second.standing) == ("completed", None)
    assert (second.reason_label, second.due_on) == ("Werken", EXPIRY)


def test_an_old_meeting_does_not_take_the_place_of_newer_evidence(office: Office) -> None:
    office.rule(replace(EVERYONE, renewal=Renewal(months=12, window_days=60)))
    office.world.clock.advance(days=100)
    office.learner().complete()
    office.night(days=310)
    with pytest.raises(Conflict):
        office.complete(on=office.today - timedelta(days=400))
    office.night()
    assert office.standing() == Standing.COMPLETED


def test_what_was_given_by_hand_and_completed_goes_under_a_rule(office: Office) -> None:
    key, at = office.key("lena"), office.world.clock()
    with office.world.transaction() as library:
        enrol(library, learner_key=key, course_slug="proef", at=at, duty=duty_by(None))
    office.learner().complete()
    office.rule(replace(EVERYONE, renewal=Renewal(months=12, window_days=60)))
    office.night(days=370)
    assert [row.cycle for row in office.cycles()] == [1, 2]


def test_a_rule_that_ends_leaves_its_renewals_to_another_that_asks_the_same(office: Office) -> None:
    yearly = replace(EVERYONE, renewal=Renewal(months=12, window_days=60))
    first = office.rule(yearly)
    office.rule(replace(yearly, target=Target.LAYER, target_text="officials"))
    office.learner().complete()
    office.end(first, keeps_duties=True)
    office.night(days=370)
    assert [row.cycle for row in office.cycles()] == [1, 2]


def test_who_completes_after_a_kept_rule_ended_is_renewed_by_another_that_asks_it(
    office: Office,
) -> None:
    kept = office.rule(YEARLY)
    later = Due(DueRule.AFTER_ASSIGNMENT, days=40)
    other = office.rule(replace(YEARLY, target=Target.LAYER, target_text="officials", due=later))
    office.end(kept, keeps_duties=True)
    office.learner().complete()
    assert office.row().assignment_id == kept
    until(office, EXPIRY - timedelta(days=60))
    first, second = office.cycles()
    assert (first.standing, second.standing) == ("completed", None)
    assert (second.assignment_id, second.due_on) == (other, EXPIRY)


def test_who_completes_after_a_kept_rule_ended_is_asked_no_more_where_no_other_asks_it(
    office: Office,
) -> None:
    kept = office.rule(YEARLY)
    office.rule(replace(YEARLY, target=Target.LAYER, target_text="council"))
    office.end(kept, keeps_duties=True)
    office.learner().complete()
    until(office, EXPIRY + timedelta(days=10))
    assert standings(office) == ["completed"]
