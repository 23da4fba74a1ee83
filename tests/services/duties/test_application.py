"""Rules become duties: at once, for joiners and movers, and doing so again changes nothing."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.services.duties.office import EVERYONE, Office
from tests.services.test_progress import with_course
from tests.world import PERSONS
from training.domain.assignment import Due, DueRule, Target
from training.domain.organisation import Layer
from training.services.duties.rules import NewRule
from training.services.enrolment import duty_by, enrol
from training.store.organisation import Cohort, CohortMember

SOON = Due(DueRule.AFTER_ASSIGNMENT, days=10, grace_days=3)
LATER = Due(DueRule.AFTER_ASSIGNMENT, days=40)


def snapshot(office: Office, *names: str) -> list[tuple[object, ...]]:
    rows = [row for name in names or PERSONS for row in office.cycles(name)]
    return [
        (row.id, row.due_on, row.standing, row.assignment_id, row.reason_label, row.ended_at)
        for row in rows
    ]


def test_a_rule_for_everyone_reaches_everyone_with_its_due_date(office: Office) -> None:
    rule_id = office.rule(replace(EVERYONE, due=SOON))
    row = office.row("lena")
    assert (row.standing, row.is_required, row.assignment_id) == ("not-started", True, rule_id)
    assert row.due_on == office.today + timedelta(days=10)
    assert row.late_from == office.today + timedelta(days=14)
    assert (row.reason, row.reason_label) == ("everyone", "")
    assert office.counts() == {"not_started": len(PERSONS)}


def test_applying_again_changes_nothing(office: Office) -> None:
    office.rule(replace(EVERYONE, due=SOON))
    before, trail = snapshot(office), office.trail("duty-due")
    office.world.clock.advance(days=3)
    office.apply()
    assert (snapshot(office), office.trail("duty-due")) == (before, trail)


def test_a_unit_is_meant_with_everything_below_it_and_the_reason_is_kept(office: Office) -> None:
    city = office.unit("Stad")
    desk = office.unit("Burgerzaken", city)
    office.place("lena", unit_id=desk)
    office.place("otto", unit_id=city)
    office.rule(NewRule("proef", Target.UNIT, city))
    assert office.row("lena").reason_label == "Stad"
    assert office.standing("otto") == "not-started"
    assert office.cycles("tom") == []
    assert office.counts(desk) == {"not_started": 1}
    assert office.counts(city) == {"not_started": 2}


def test_layers_functions_cohorts_and_persons_are_found(office: Office) -> None:
    council = office.unit("Raad", layer=Layer.COUNCIL)
    office.place("lena", unit_id=council)
    office.place("otto", function="Adviseur")
    cohort = Cohort(id=office.person_id("lena"), name="Lichting")
    member = CohortMember(cohort_id=cohort.id, person_id=office.person_id("tom"))
    with office.world.session() as session:
        session.add(cohort)
        session.flush()
        session.add(member)
    office.rule(NewRule("proef", Target.LAYER, target_text="council"))
    assert [bool(office.cycles(name)) for name in PERSONS] == [True, False, False, False]
    office.rule(NewRule("proef", Target.FUNCTION, target_text="Adviseur"))
    assert office.row("otto").reason_label == "Adviseur"
    office.rule(NewRule("proef", Target.COHORT, cohort.id))
    assert office.row("tom").reason_label == "Lichting"
    office.rule(NewRule("proef", Target.PERSON, office.person_id("hanne")))
    assert (office.row("hanne").reason, office.row("hanne").reason_label) == ("person", "")


def test_of_two_rules_the_earliest_due_date_counts_and_of_equals_the_oldest(
    office: Office,
) -> None:
    first = office.rule(replace(EVERYONE, due=LATER))
    sooner = office.rule(NewRule("proef", Target.LAYER, target_text="officials", due=SOON))
    assert office.row().assignment_id == sooner != first
    assert office.row().due_on == office.today + timedelta(days=10)
    assert office.trail("duty-due")[0].details["to"] == str(office.row().due_on)
    office.rule(NewRule("proef", Target.PERSON, office.person_id("lena"), due=SOON))
    assert office.row().assignment_id == sooner


def test_a_mover_gets_the_duties_of_the_new_unit_and_loses_those_of_the_old_one(
    office: Office,
) -> None:
    desk, works = office.unit("Burgerzaken"), office.unit("Werken")
    with_course(office.world, slug="tweede")
    office.place("lena", unit_id=desk)
    office.rule(NewRule("proef", Target.UNIT, desk, due=SOON))
    office.rule(NewRule("tweede", Target.UNIT, works, due=SOON))
    office.learner().read_lesson()
    office.place("lena", unit_id=works)
    office.apply("lena")
    row = office.row()
    assert (row.standing, row.ended_at) == (None, office.world.clock())
    assert (row.completion, office.learner().states()["lezen"]) == ("in-progress", "done")
    assert office.row(course="tweede").reason_label == "Werken"
    assert office.counts(works, "tweede") == {"in_progress": 1}
    assert office.counts(desk) == office.counts(works) == {}


def test_who_moves_back_takes_the_duty_up_again(office: Office) -> None:
    desk, works = office.unit("Burgerzaken"), office.unit("Werken")
    office.place("lena", unit_id=desk)
    office.rule(NewRule("proef", Target.UNIT, desk, due=SOON))
    for unit_id in (works, desk):
        office.world.clock.advance(days=30)
        office.place("lena", unit_id=unit_id)
        office.apply("lena")
    row = office.row()
    assert (row.standing, row.ended_at) == ("not-started", None)
    assert row.due_on == office.today + timedelta(days=10)


def test_another_rule_takes_over_what_a_mover_has_and_keeps_what_was_done(office: Office) -> None:
    desk, works = office.unit("Burgerzaken"), office.unit("Werken")
    office.place("lena", unit_id=desk)
    office.rule(NewRule("proef", Target.UNIT, desk, due=SOON))
    office.rule(NewRule("proef", Target.UNIT, works, due=LATER))
    office.learner().complete()
    receipt = office.row().receipt_number
    office.place("lena", unit_id=works)
    office.apply("lena")
    row = office.row()
    assert (row.standing, row.receipt_number) == ("completed", receipt)
    assert row.reason_label == "Werken"
    assert office.counts(works) == {"completed": 1}


def test_a_joiner_gets_the_duties_and_nobody_is_late_on_the_first_day(office: Office) -> None:
    office.place("otto", is_active=False)
    day = Due(DueRule.FIXED, on=date(2026, 12, 1), days=14)
    office.rule(replace(EVERYONE, due=day))
    assert office.cycles("otto") == []
    office.world.clock.advance(days=20)
    office.place("otto", is_active=True)
    office.apply("otto")
    assert office.row("otto").due_on == office.today + timedelta(days=14)
    assert office.standing("otto") == "not-started"


def test_what_was_done_of_shared_units_counts_at_once(office: Office) -> None:
    with_course(office.world, slug="tweede")
    office.learner().read_lesson("tweede")
    office.learner("tom").complete("tweede")
    office.rule()
    assert [office.standing(name) for name in ("lena", "tom", "otto")] == [
        "in-progress",
        "completed",
        "not-started",
    ]
    assert office.counts() == {"in_progress": 1, "completed": 1, "not_started": 2}


def test_who_took_the_course_up_freely_has_a_duty_from_then_on(office: Office) -> None:
    office.learner().complete()
    assert office.standing() is None
    office.rule(replace(EVERYONE, due=SOON))
    assert (office.standing(), office.row().reason) == ("completed", "everyone")


def test_a_duty_on_a_course_that_was_taken_up_freely_begins_on_its_own_day(
    office: Office,
) -> None:
    office.learner().read_lesson()
    office.world.clock.advance(days=60)
    office.rule(replace(EVERYONE, due=SOON))
    assert office.row().starts_on == office.today
    before = snapshot(office)
    office.world.clock.advance(days=1)
    office.apply()
    assert snapshot(office) == before
    key, at = office.key("lena"), office.world.clock()
    with office.world.transaction() as library:
        sooner = duty_by(office.today + timedelta(days=2))
        enrol(library, learner_key=key, course_slug="proef", at=at, duty=sooner)
    assert office.row().starts_on == office.today - timedelta(days=1)


def test_what_hr_gave_by_hand_stays_when_no_rule_reaches(office: Office) -> None:
    key, at = office.key("lena"), office.world.clock()
    with office.world.transaction() as library:
        enrol(library, learner_key=key, course_slug="proef", at=at, duty=duty_by(None))
    office.apply()
    assert (office.standing(), office.row().ended_at) == ("not-started", None)


@pytest.mark.parametrize("keeps_duties", [False, True])
def test_an_ended_rule_lets_go_of_its_duties_or_keeps_them(
    office: Office, keeps_duties: bool
) -> None:
    rule_id = office.rule(replace(EVERYONE, due=SOON))
    office.learner().complete()
    office.end(rule_id, keeps_duties=keeps_duties)
    office.apply()
    kept = {"completed": 1, "not_started": len(PERSONS) - 1}
    assert office.counts() == (kept if keeps_duties else {})
    assert office.learner().receipt().number == office.row().receipt_number


def test_what_another_rule_holds_does_not_end(office: Office) -> None:
    rule_id = office.rule(replace(EVERYONE, due=SOON))
    office.rule(NewRule("proef", Target.PERSON, office.person_id("lena"), due=LATER))
    office.end(rule_id)
    assert office.row().due_on == office.today + timedelta(days=40)
    assert office.counts() == {"not_started": 1}


def test_a_course_that_was_retired_asks_nothing_new(office: Office) -> None:
    with_course(office.world, slug="tweede")
    office.place("otto", is_active=False)
    office.rule(NewRule("tweede", Target.EVERYONE))
    with_course(office.world, ("Proefcursus", "Proef"))
    office.place("otto", is_active=True)
    office.apply()
    assert office.cycles("otto", "tweede") == []
    assert office.standing("lena", "tweede") == "not-started"
