"""Who comes outside an HR file has the duties of the rules at once."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.services.duties.office import EVERYONE, Office
from tests.world import PERSONS
from training.domain.assignment import Due, DueRule
from training.domain.organisation import ROOT_ID
from training.services.duties.joining import join
from training.services.errors import Conflict
from training.services.people import NewPerson
from training.store.enrolment import list_enrolments

SOON = replace(EVERYONE, due=Due(DueRule.AFTER_ASSIGNMENT, days=10))
NOOR = NewPerson("noor@voorbeeld.example", "Noor Smit")


def test_who_joins_has_the_duties_of_the_rules_in_force(office: Office) -> None:
    office.rule(SOON)
    office.world.clock.advance(days=3)
    with office.world.transaction() as library:
        key = join(library, NOOR, at=office.world.clock())
        [row] = list_enrolments(library.session, key)
    assert (row.standing, row.due_on) == ("not-started", office.today + timedelta(days=10))
    assert office.counts(ROOT_ID) == {"not_started": len(PERSONS) + 1}


def test_without_rules_there_is_an_account_and_no_duty(office: Office) -> None:
    with office.world.transaction() as library:
        key = join(library, NOOR, at=office.world.clock())
        assert list_enrolments(library.session, key) == []
    with office.world.transaction() as library, pytest.raises(Conflict, match="email-taken"):
        join(library, NOOR, at=office.world.clock())
