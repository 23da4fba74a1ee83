"""What a team may see of its own split."""

import pytest

from training.domain.disclosure_answers import tell
from training.domain.disclosure_talk import Split, dump_split, is_split, load_split, split_of

TEAM = {"team"}


def split(*counts: int, visible: set[str] = TEAM) -> Split | None:
    told = tell(counts, [True] * len(counts))
    return split_of(visible, "team", told, counts).value


def splits(*counts: int, visible: set[str] = TEAM) -> bool | None:
    return is_split(visible, "team", tell(counts, [True] * len(counts)), counts).value


def test_shares_are_rounded_and_a_few_people_are_not_shown() -> None:
    # The answer of one is hidden, and with it the least of the others.
    assert split(12, 9, 1, 11) == Split(33, (35, None, None, 35), None)


def test_who_splits_is_told_with_the_chance_in_tenths() -> None:
    assert split(12, 11) == Split(23, (50, 50), 0.5)


def test_fewer_than_twenty_have_no_split() -> None:
    assert split(10, 9) is None


def test_that_all_but_a_few_agree_is_told_as_at_most_that() -> None:
    found = {split(30 - few, few, 0) for few in range(3)}
    assert found == {Split(30, (90, None, None), None)}


def test_a_group_without_figures_has_none() -> None:
    assert split(30, 30, visible=set()) is None
    assert splits(30, 30, visible=set()) is None


def test_a_unanimous_team_does_not_split() -> None:
    assert splits(25, 2) is False
    assert splits(14, 13) is True


@pytest.mark.parametrize("counts", [(12, 9, 1, 11), (23, 0)])
def test_what_was_kept_is_read_back(counts: tuple[int, ...]) -> None:
    shown = split_of(TEAM, "team", tell(counts, [True] * len(counts)), counts)
    assert load_split(dump_split(shown)) == shown.value
    assert load_split(None) is None
