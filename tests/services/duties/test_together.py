"""Two who decide about one person at the same moment: the second looks again in its turn."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest

from tests.services.duties.office import EVERYONE, Office
from training.domain.assignment import Due, DueRule
from training.services.duties.completion import undo
from training.services.duties.dispensation import exempt, extend, revoke
from training.services.duties.resumption import resume_duties
from training.services.errors import Conflict, Invalid, NotFound
from training.services.library import Library

TEN_DAYS = replace(EVERYONE, due=Due(DueRule.AFTER_ASSIGNMENT, days=10))
Act = Callable[[Library], object]


def both(office: Office, first: Act, second: Act) -> object:
    """Do the second while the first is done and not committed; give what the second gives."""

    def later() -> object:
        with office.world.transaction() as library:
            return second(library)

    with ThreadPoolExecutor(1) as pool:
        with office.world.transaction() as library:
            first(library)
            library.session.flush()
            waiting = pool.submit(later)
            time.sleep(0.3)  # it has read what it knows, and waits for the lock
            assert not waiting.done()
        return waiting.result(timeout=30)


def test_an_exemption_is_taken_back_once(office: Office) -> None:
    office.rule(TEN_DAYS)
    exemption_id, decision = office.exempt(), office.decision()

    def act(library: Library) -> None:
        revoke(library, exemption_id, decision=decision)

    with pytest.raises(Conflict, match="exemption-over"):
        both(office, act, act)
    assert len(office.trail("exemption-revoked")) == 1


def test_more_time_counts_from_the_date_that_another_gave(office: Office) -> None:
    office.rule(TEN_DAYS)
    row, decision = office.row(), office.decision()

    def act(library: Library) -> None:
        extend(library, row.id, due_on=office.today + timedelta(days=20), decision=decision)

    with pytest.raises(Invalid, match="due-sooner"):
        both(office, act, act)
    assert len(office.trail("extended")) == 1


def test_a_completion_by_hand_is_undone_once(office: Office) -> None:
    office.rule(TEN_DAYS)
    office.complete()
    row, decision = office.row(), office.decision()

    def act(library: Library) -> None:
        undo(library, row.id, decision=decision)

    with pytest.raises(NotFound):
        both(office, act, act)
    assert len(office.trail("completion-undone")) == 1


def test_the_night_leaves_alone_who_is_exempt_again_meanwhile(office: Office) -> None:
    office.rule(TEN_DAYS)
    office.exempt(until=office.today + timedelta(days=20))
    office.world.clock.advance(days=21)
    person_id, decision, at = office.person_id("lena"), office.decision(), office.world.clock()

    def renew(library: Library) -> None:
        exempt(library, person_id, "proef", until=None, decision=decision)

    def wake(library: Library) -> None:
        resume_duties(library, limit=10, today=office.today, at=at)

    before = office.row().due_on
    both(office, renew, wake)
    assert (office.standing(), office.row().due_on) == ("exempt", before)
    assert office.trail("duty-due") == []
