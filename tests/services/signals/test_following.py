"""Who sent a signal follows it with a code, and cannot do what is too late or too early."""

import pytest

from tests.services.signals.office import OFFICE, kept, receive
from tests.services.signals.test_daily import closed
from tests.world import World
from training.domain.signal import State
from training.services.errors import Conflict, Invalid, NotFound
from training.services.signals import following


def test_what_is_too_early_or_unknown_is_refused(world: World) -> None:
    code, at = receive(world).code, world.clock()
    with world.transaction() as library:
        with pytest.raises(Conflict, match="signal-open"):
            following.reopen(library, OFFICE, code, today=at.date(), at=at)
        with pytest.raises(Conflict, match="signal-untold"):
            following.rate(library, OFFICE, code, useful=5, at=at)
        with pytest.raises(Invalid, match="signal-useful"):
            following.rate(library, OFFICE, code, useful=6, at=at)
        with pytest.raises(Invalid, match="signal-kind"):
            following.want(library, OFFICE, code, kind="letter", at=at)
        with pytest.raises(NotFound):
            following.rate(library, OFFICE, "AAAA-BBBB-CCCC", useful=5, at=at)


def test_a_rating_is_given_once_and_again_after_opening_again(world: World) -> None:
    code, today = closed(world).code, world.clock().date()
    at = world.clock()
    with world.transaction() as library:
        following.rate(library, OFFICE, code, useful=2, at=at)
        with pytest.raises(Conflict, match="signal-rated"):
            following.rate(library, OFFICE, code, useful=5, at=at)
        assert following.show(library, OFFICE, code, today=today).useful == 2
        following.reopen(library, OFFICE, code, today=today, at=at)
        assert not following.show(library, OFFICE, code, today=today).may_rate
        with pytest.raises(Conflict, match="signal-untold"):
            following.rate(library, OFFICE, code, useful=5, at=at)


def test_after_eight_weeks_a_new_signal_is_asked_for(world: World) -> None:
    receipt = closed(world)
    world.clock.advance(weeks=8, days=1)
    at = world.clock()
    with world.transaction() as library, pytest.raises(Conflict, match="signal-late"):
        following.reopen(library, OFFICE, receipt.code, today=at.date(), at=at)


def test_nothing_is_done_with_a_signal_that_was_taken_back(world: World) -> None:
    receipt, at = receive(world), world.clock()
    with world.transaction() as library:
        following.withdraw(library, OFFICE, receipt.code, today=at.date(), at=at)
    assert kept(world, receipt).state == State.WITHDRAWN
    with world.transaction() as library:
        with pytest.raises(Conflict, match="signal-withdrawn"):
            following.set_consent(library, OFFICE, receipt.code, is_given=True, at=at)
        with pytest.raises(Conflict, match="signal-closed"):
            following.want(library, OFFICE, receipt.code, kind="complaint", at=at)
        with pytest.raises(Conflict, match="signal-withdrawn"):
            following.withdraw(library, OFFICE, receipt.code, today=at.date(), at=at)
