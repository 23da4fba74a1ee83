"""Completion by HR counts like any other, tells why, and can be undone after a mistake."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest

from tests.services.duties.office import EVERYONE, Office
from tests.world import MOMENT
from training.domain.assignment import Due, DueRule, Renewal
from training.services.duties import classroom
from training.services.duties.classroom import NewSession, SessionReport
from training.services.duties.completion import Done, complete, undo
from training.services.errors import Conflict, Invalid, NotFound

YEARLY = replace(
    EVERYONE, due=Due(DueRule.AFTER_ASSIGNMENT, days=10), renewal=Renewal(months=12, window_days=30)
)


def take_back(office: Office, reason: str = "Verkeerde persoon") -> None:
    decision, row = office.decision(reason), office.cycles()[-1]
    with office.world.transaction() as library:
        undo(library, row.id, decision=decision)


MEETING = NewSession("proef", "Bijeenkomst in de raadzaal", MOMENT.date(), "")


def hold(office: Office, session: NewSession) -> SessionReport:
    decision = office.decision("")
    with office.world.transaction() as library:
        return classroom.record(library, session, decision=decision)


def test_completion_by_hand_gets_a_number_a_version_and_a_last_day(office: Office) -> None:
    office.rule(YEARLY)
    day = office.today - timedelta(days=20)
    office.complete(on=day)
    row = office.row()
    assert (row.standing, row.completion) == ("completed", "completed")
    assert row.receipt_number
    assert row.completed_revision_id
    assert row.expires_on == date(2027, 11, 3)
    assert office.learner().receipt().number == row.receipt_number
    [line] = office.trail("completed-by-hand")
    assert line.details["to"] == str(day)
    assert line.details["reason"] == "Bij een andere gemeente gedaan"
    assert office.counts() == {"completed": 1, "not_started": 3}


def test_who_was_not_in_the_course_gets_the_proof_without_a_duty(office: Office) -> None:
    office.complete()
    assert (office.row().standing, office.row().is_required) == (None, False)
    office.rule(YEARLY)
    assert office.standing() == "completed"


def test_it_is_refused_twice_for_a_day_to_come_and_without_a_reason(office: Office) -> None:
    office.complete()
    with pytest.raises(Conflict, match="completed-already"):
        office.complete()
    with pytest.raises(Invalid, match="day-future"):
        office.complete("otto", on=office.today + timedelta(days=1))
    person_id, decision = office.person_id("otto"), office.decision("")
    with office.world.transaction() as library, pytest.raises(Invalid, match="reason-empty"):
        complete(library, person_id, "proef", done=Done(office.today), decision=decision)
    with office.world.transaction() as library, pytest.raises(NotFound):
        complete(library, uuid4(), "proef", done=Done(office.today), decision=office.decision())


def test_what_expires_is_completed_again_as_the_next_cycle(office: Office) -> None:
    office.rule(YEARLY)
    office.complete()
    office.night(days=100)
    office.complete()
    first, second = office.cycles()
    assert (first.standing, second.standing, second.cycle) == (None, "completed", 2)
    assert first.receipt_number != second.receipt_number
    assert second.expires_on == date(2028, 3, 3)
    take_back(office)
    first, second = office.cycles()
    assert (first.standing, second.standing, second.due_on) == ("completed", None, first.expires_on)


def test_a_mistake_can_be_undone_and_the_trail_tells_both(office: Office) -> None:
    office.rule(YEARLY)
    office.learner().read_lesson()
    office.complete()
    with pytest.raises(Invalid, match="reason-empty"):
        take_back(office, "")
    take_back(office)
    row = office.row()
    assert (row.standing, row.completion) == ("in-progress", "in-progress")
    assert (row.receipt_number, row.completed_at, row.expires_on) == (None, None, None)
    with pytest.raises(NotFound):
        office.learner().receipt()
    assert office.trail("completion-undone")[0].details["reason"] == "Verkeerde persoon"
    assert office.counts() == {"in_progress": 1, "not_started": 3}
    with pytest.raises(NotFound):
        take_back(office)


def test_undone_the_own_completion_is_of_the_day_of_its_last_unit(office: Office) -> None:
    office.rule(YEARLY)
    office.complete()
    office.world.clock.advance(days=5)
    office.learner().complete()
    last = office.world.clock()
    office.world.clock.advance(days=20)
    take_back(office)
    row = office.row()
    assert (row.standing, row.completed_at) == ("completed", last)
    assert row.expires_on == date(2027, 11, 28)
    assert row.receipt_number


def test_what_somebody_did_in_the_course_itself_cannot_be_undone(office: Office) -> None:
    office.learner().complete()
    with pytest.raises(NotFound):
        take_back(office)


def test_a_meeting_is_recorded_for_everyone_on_the_list(office: Office) -> None:
    office.rule(YEARLY)
    office.place("otto", staff_number="007")
    office.learner("tom").complete()
    people = " LENA@voorbeeld.example \n\n007\r\ntom@voorbeeld.example\n"
    report = hold(office, replace(MEETING, people=people))
    assert (report.errors, report.recorded, report.already) == ((), 2, 1)
    assert office.counts() == {"completed": 3, "not_started": 1}
    with office.world.transaction() as library:
        [row] = classroom.list_latest(library)
    assert (row.title, row.people) == ("Bijeenkomst in de raadzaal", 2)
    assert len(office.trail("class-session")) == 1


def test_all_errors_are_told_with_their_lines_and_nothing_is_recorded(office: Office) -> None:
    office.place("otto", is_active=False)
    people = "lena@voorbeeld.example\nniemand\n\notto@voorbeeld.example\nLena@voorbeeld.example"
    report = hold(office, replace(MEETING, people=people))
    assert [(error.line, error.code) for error in report.errors] == [
        (2, "line-unknown"),
        (4, "line-left"),
        (5, "line-twice"),
    ]
    assert (report.recorded, office.cycles(), office.trail("class-session")) == (0, [], [])


@pytest.mark.parametrize(
    ("session", "code"),
    [
        (replace(MEETING, people="1", title=" "), "title-empty"),
        (replace(MEETING, people="1", held_on=date(2027, 1, 1)), "day-future"),
        (replace(MEETING, people=" \n"), "people-empty"),
        (replace(MEETING, people="1\n" * 301), "people-many"),
        (replace(MEETING, people="1", course_slug="nergens"), "course"),
    ],
)
def test_a_meeting_without_what_it_needs_is_refused(
    office: Office, session: NewSession, code: str
) -> None:
    with pytest.raises((Invalid, NotFound), match=code):
        hold(office, session)
