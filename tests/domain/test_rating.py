"""What a panel says: a proposal where it agrees, a talk where its sides differ, else a split."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.domain.rating import Side, Verdict, Vote, judge

CITIZEN, OFFICIAL = Side.CITIZEN, Side.OFFICIAL
VOTES = st.lists(st.builds(Vote, st.sampled_from(Side), st.integers(0, 3)), max_size=30)


def panel(citizens: list[int], officials: list[int], present: int = 2) -> Verdict:
    votes = [Vote(CITIZEN, level) for level in citizens]
    return judge([*votes, *(Vote(OFFICIAL, level) for level in officials)], present)


def test_below_eight_there_is_only_the_split() -> None:
    found = panel([3, 3, 3, 3], [0, 0, 0])
    assert found.split == (3, 0, 0, 4)
    assert (found.median, found.deviation, found.proposed) == (None, None, None)
    assert not found.needs_talk
    assert not found.is_agreed
    assert not found.is_adoptable


def test_agreement_makes_a_proposal() -> None:
    found = panel([3, 3, 3, 2], [3, 3, 3, 2])
    assert (found.median, found.deviation, found.proposed) == (3.0, 0.25, 3)
    assert found.is_adoptable


def test_two_thirds_of_a_level_is_still_agreement() -> None:
    assert panel([3, 3, 3, 1, 1, 3], [3, 3, 3, 3, 1, 1]).is_agreed
    assert not panel([3, 3, 3, 1, 1, 3], [3, 3, 3, 1, 1, 1]).is_agreed


@pytest.mark.parametrize(("present", "proposed"), [(2, 2), (3, 3), (1, 2), (0, 2)])
def test_a_median_between_two_levels_changes_nothing_without_a_majority(
    present: int, proposed: int
) -> None:
    found = panel([2, 2, 3, 3], [2, 2, 3, 3], present)
    assert found.median == 2.5
    assert found.proposed == proposed


def test_citizens_and_officials_who_differ_are_to_talk() -> None:
    found = panel([1, 1, 1, 2], [2, 2, 2, 3])
    assert found.needs_talk
    assert not found.is_adoptable
    assert not panel([1, 1], [3] * 6).needs_talk
    assert not panel([2, 2, 3, 3], [3, 3, 3, 3]).needs_talk


def test_what_crosses_a_limit_is_not_proposed_above_it() -> None:
    votes = [Vote(CITIZEN, 3)] * 8
    assert judge(votes, 1, crosses_limit=True).proposed == 1
    assert judge(votes, 1).proposed == 3


@given(VOTES, st.integers(0, 3))
def test_a_verdict_counts_everyone_who_is_heard_once(votes: list[Vote], present: int) -> None:
    found = judge(votes, present)
    sides = [sum(vote.side is side for vote in votes) for side in (CITIZEN, OFFICIAL)]
    assert [sum(found.citizens), sum(found.officials)] == [n if n >= 3 else 0 for n in sides]
    assert sum(found.split) == found.n == sum(found.citizens) + sum(found.officials)
    assert (found.proposed is None) == (found.n < 8)


@given(VOTES, st.lists(st.builds(Vote, st.just(OFFICIAL), st.integers(0, 3)), max_size=2))
def test_nothing_tells_what_one_or_two_of_a_side_gave(votes: list[Vote], few: list[Vote]) -> None:
    citizens = [vote for vote in votes if vote.side is CITIZEN]
    assert judge([*citizens, *few], 1) == judge(citizens, 1)


@given(VOTES, st.integers(0, 3))
def test_sides_that_change_places_need_the_same_talk(votes: list[Vote], present: int) -> None:
    other = {CITIZEN: OFFICIAL, OFFICIAL: CITIZEN}
    turned = [Vote(other[vote.side], vote.level) for vote in votes]
    assert judge(turned, present).needs_talk == judge(votes, present).needs_talk
