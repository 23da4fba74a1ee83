"""A stranger learns whether a number is genuine, and cannot find out whose it is by guessing."""

from datetime import date

import pytest
from sqlalchemy import select

from tests.services.evidence.completed import completed, next_cycle, reissue, set_expiry
from tests.services.together import at_once
from tests.world import World
from training.services.audit import Actor
from training.services.errors import NotFound, TooMany
from training.services.evidence import checking
from training.services.evidence.checking import Checked, Verdict, plain_name, read_number
from training.store.audit import AuditEvent

STRANGER = Actor(None, "203.0.113.9")


def check(world: World, typed: str) -> Checked:
    with world.transaction() as library:
        return checking.check(library, typed, language="nl", today=world.clock().date())


def matches(world: World, number: str, name: str, actor: Actor = STRANGER) -> bool:
    with world.transaction() as library:
        return checking.matches_name(library, number, name, actor, at=world.clock())


def test_a_genuine_number_tells_course_version_and_day(world: World) -> None:
    _, number = completed(world)
    found = check(world, number)
    assert found == Checked(
        number, Verdict.GENUINE, "Proefcursus", 1, date(2026, 11, 23), None, None
    )
    assert "Lena" not in repr(found)


def test_a_number_may_be_typed_in_any_way(world: World) -> None:
    _, number = completed(world)
    for typed in (number.lower(), number.replace("-", " "), number.replace("-", ""), f" {number} "):
        assert check(world, typed).number == number


@pytest.mark.parametrize(
    "typed",
    ["", "2026-AAAA-AAAA", "x" * 10_000, "2026-%00-AAAA", "٢٠٢٦-7F3K-9QXM", "'; drop", "\0"],
)
def test_unknown_and_impossible_numbers_get_one_answer(world: World, typed: str) -> None:
    with pytest.raises(NotFound) as refusal:
        check(world, typed)
    assert (refusal.value.code, refusal.value.values) == ("certificate", {})


def test_an_expired_number_says_so(world: World) -> None:
    lena, number = completed(world)
    set_expiry(lena, date(2026, 12, 31))
    assert check(world, number).verdict is Verdict.GENUINE
    world.clock.advance(days=60)
    assert check(world, number).verdict is Verdict.EXPIRED


def test_a_replaced_number_says_so_and_not_by_which(world: World) -> None:
    lena, old = completed(world)
    world.clock.advance(days=3)
    new = reissue(lena, old)
    found = check(world, old)
    assert (found.verdict, found.replaced_on) == (Verdict.REPLACED, date(2026, 11, 26))
    assert new not in repr(found)
    assert check(world, new).verdict is Verdict.GENUINE


def test_an_earlier_cycle_stays_genuine(world: World) -> None:
    lena, first = completed(world)
    next_cycle(lena)
    assert check(world, first).verdict is Verdict.GENUINE


def test_a_name_is_compared_and_not_told(world: World) -> None:
    _, number = completed(world)
    assert matches(world, number, "  lena  DE wit ")
    assert not matches(world, number, "Lena")
    with world.transaction() as library:
        lines = library.session.scalars(
            select(AuditEvent).where(AuditEvent.action == "check-name").order_by(AuditEvent.id)
        )
        assert sorted(line.result for line in lines) == ["differs", "matches"]


def test_names_cannot_be_guessed_without_end(world: World) -> None:
    _, number = completed(world)
    for guess in range(checking.NAMES_A_DAY):
        assert not matches(world, number, f"Naam {guess}")
    with pytest.raises(TooMany):
        matches(world, number, "Lena de Wit")
    world.clock.advance(hours=24, seconds=1)
    assert matches(world, number, "Lena de Wit")


def test_a_stranger_does_not_use_up_the_tries_of_another(world: World) -> None:
    _, number = completed(world)
    for guess in range(checking.NAMES_A_DAY):
        matches(world, number, f"Naam {guess}")
    with pytest.raises(TooMany):
        matches(world, number, "Lena de Wit")
    assert matches(world, number, "Lena de Wit", Actor(None, "192.0.2.99"))


def test_many_addresses_together_have_an_end_as_well(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checking, "NAMES_OF_ALL", 12)
    _, number = completed(world)
    for guess in range(12):
        assert not matches(world, number, "Niemand", Actor(None, f"192.0.2.{guess}"))
    with pytest.raises(TooMany):
        matches(world, number, "Lena de Wit", Actor(None, "192.0.2.99"))


def test_names_that_are_guessed_at_once_count_as_well(world: World) -> None:
    _, number = completed(world)

    def guess() -> bool:
        try:
            return matches(world, number, "Niemand")
        except TooMany:
            return True

    answers = [answer for _ in range(3) for answer in at_once([guess] * 5)]
    assert (answers.count(False), answers.count(True)) == (checking.NAMES_A_DAY, 5)


def test_the_tries_of_one_completion_count_together_whatever_its_number(world: World) -> None:
    lena, number = completed(world)
    for _ in range(checking.NAMES_A_DAY):
        matches(world, number, "Niemand")
    number = reissue(lena, number)
    with pytest.raises(TooMany):
        matches(world, number, "Lena de Wit")


def test_a_replaced_number_compares_no_names(world: World) -> None:
    lena, old = completed(world)
    reissue(lena, old)
    with pytest.raises(NotFound):
        matches(world, old, "Lena de Wit")


def test_ways_of_writing_a_name_are_the_same() -> None:
    assert plain_name("Zo\u0308e  D'Hont") == plain_name("ZÖE D'HONT")
    assert plain_name("Müller") != plain_name("Muller")
    assert read_number("2026 7f3k\u20139qxm") == "2026-7F3K-9QXM"
