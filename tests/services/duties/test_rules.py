"""A rule is looked at before it is made; what makes no rule is refused with a code."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from tests.services.duties.office import EVERYONE, Office
from training.domain.assignment import Due, DueRule, Renewal, RenewFrom, Target
from training.services.duties import overview, rules
from training.services.duties.rules import NewRule, Preview
from training.services.errors import Conflict, Invalid, NotFound
from training.services.jobs import FAILED
from training.store.job import Job


def preview(office: Office, new: NewRule) -> Preview:
    with office.world.transaction() as library:
        return rules.preview(library, new, today=office.today, language="nl")


def test_a_preview_counts_whom_it_would_reach_and_changes_nothing(office: Office) -> None:
    desk = office.unit("Burgerzaken")
    office.place("lena", unit_id=desk)
    office.place("otto", unit_id=desk)
    office.learner().complete()
    office.rule(NewRule("proef", Target.PERSON, office.person_id("otto")))
    found = preview(office, NewRule("proef", Target.UNIT, desk))
    assert (found.reached, found.with_duty, found.new, found.completed) == (2, 1, 1, 1)
    assert (found.target_label, found.course_title) == ("Burgerzaken", "Proefcursus")
    assert office.row().is_required is False


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"course_slug": "nergens"}, "course"),
        ({"target": Target.UNIT}, "target-empty"),
        ({"target": Target.UNIT, "target_id": uuid4()}, "unit"),
        ({"target": Target.COHORT, "target_id": uuid4()}, "cohort"),
        ({"target": Target.PERSON, "target_id": uuid4()}, "person"),
        ({"target": Target.LAYER, "target_text": "adel"}, "target-empty"),
        ({"target": Target.FUNCTION, "target_text": "Niemand"}, "target-empty"),
        ({"due": Due(DueRule.FIXED)}, "due-empty"),
        ({"due": Due(DueRule.AFTER_HIRE, days=-1)}, "due-days"),
        ({"due": Due(DueRule.AFTER_HIRE, grace_days=366)}, "grace-days"),
        ({"renewal": Renewal(121)}, "renew-months"),
        ({"renewal": Renewal(12, 366)}, "renew-window"),
        ({"renewal": Renewal(12, 9, RenewFrom.FIXED_DAY, 2, 30)}, "renew-day"),
        ({"renewal": Renewal(12, 9, RenewFrom.FIXED_DAY, 13, 1)}, "renew-day"),
    ],
)
def test_what_makes_no_rule_is_refused(
    office: Office, changes: dict[str, object], code: str
) -> None:
    new = EVERYONE
    for name, value in changes.items():
        new = replace(new, **{name: value})  # type: ignore[arg-type]  # a table of cases
    with pytest.raises((Invalid, NotFound), match=f"^{code}$"):
        preview(office, new)
    with pytest.raises((Invalid, NotFound), match=f"^{code}$"):
        office.rule(new)


def test_a_date_that_has_passed_is_refused_and_today_is_not(office: Office) -> None:
    for days, is_right in ((-1, False), (0, True)):
        due = Due(DueRule.FIXED, on=office.today + timedelta(days=days))
        if is_right:
            preview(office, replace(EVERYONE, due=due))
        else:
            with pytest.raises(Invalid, match="due-past"):
                preview(office, replace(EVERYONE, due=due))


def test_the_same_rule_is_not_made_twice_and_an_ended_one_not_ended_again(office: Office) -> None:
    rule_id = office.rule()
    with pytest.raises(Conflict, match="rule-exists"):
        office.rule()
    office.end(rule_id)
    with pytest.raises(Conflict, match="rule-ended"):
        office.end(rule_id)
    with pytest.raises(NotFound, match="rule"):
        office.end(uuid4())
    office.rule()
    assert [line.action for line in office.trail("rule-made")] == ["rule-made"] * 2
    [line] = office.trail("rule-ended")
    assert line.details == {"target": "everyone", "duties": "end"}
    assert line.actor_id == office.person_id("hanne")


def test_the_list_tells_of_rules_in_force_and_ended(office: Office) -> None:
    office.place("otto", name="Otto van Dam")
    office.end(office.rule(), keeps_duties=True)
    office.rule(NewRule("proef", Target.PERSON, office.person_id("otto")))
    with office.world.transaction() as library:
        found = overview.list_rules(library, "en")
    assert [row.target_label for row in found.in_force] == ["Otto van Dam"]
    [ended] = found.ended
    assert (ended.people, ended.keeps_duties, ended.progress) == (4, True, None)


def test_the_work_of_a_rule_goes_on_after_a_restart_and_shows_how_far_it_is(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("training.services.duties.rule_job.PEOPLE_AT_ONCE", 3)
    hanne, at = office.hanne, office.world.clock()
    with office.world.transaction() as library:
        rules.make(library, EVERYONE, actor=hanne, today=office.today, at=at)
        [row] = overview.list_rules(library, "nl").in_force
        assert row.progress
        assert (row.progress.done, row.progress.total) == (0, 4)
    office.work_once()
    with office.world.transaction() as library:
        [row] = overview.list_rules(library, "nl").in_force
        assert row.progress
        assert (row.progress.done, row.people) == (3, 3)
    office.work()
    assert office.counts() == {"not_started": 4}


def test_work_that_was_given_up_goes_on_where_it_was_once_and_on_the_trail(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("training.services.duties.rule_job.PEOPLE_AT_ONCE", 3)
    rule_id, hanne = given_up(office), office.hanne
    for _ in range(2):
        with office.world.transaction() as library:
            rules.again(library, rule_id, actor=hanne, at=office.world.clock())
    assert len(office.trail("rule-resumed")) == 1
    with office.world.transaction() as library:
        [row] = overview.list_rules(library, "nl").in_force
    assert row.progress == overview.Progress(3, 4, is_failed=False)
    office.work()
    assert office.counts() == {"not_started": 4}
    with office.world.transaction() as library:
        rules.again(library, rule_id, actor=hanne, at=office.world.clock())
        with pytest.raises(NotFound):
            rules.again(library, uuid4(), actor=hanne, at=office.world.clock())
    assert len(office.trail("rule-resumed")) == 1


def given_up(office: Office) -> UUID:
    """Make a rule whose work breaks down after its first step, until it is given up."""
    hanne, at = office.hanne, office.world.clock()
    with office.world.transaction() as library:
        made = rules.make(library, EVERYONE, actor=hanne, today=office.today, at=at)
    office.work_once()
    with office.world.session() as session:
        job = session.get_one(Job, made.job_id)
        job.state, job.tries, job.failure, job.finished_at = FAILED, 4, "OperationalError", at
    return made.rule_id
