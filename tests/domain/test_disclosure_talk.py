"""What a team may see of its own split."""

import pytest

from training.domain.disclosure_talk import (
    alike,
    dump_split,
    fitting_share,
    is_split,
    load_split,
    split_of,
)

TEAM = {"team"}


@pytest.mark.parametrize(
    ("counts", "chance"),
    [((10, 10), 90 / 190), ((20, 0), 1.0), ((1, 1, 1), 0.0), ((3, 1), 0.5), ((1,), 1.0), ((), 1.0)],
)
def test_alike_counts_pairs_of_different_people(counts: tuple[int, ...], chance: float) -> None:
    assert alike(counts) == pytest.approx(chance)


def test_shares_are_rounded_and_a_few_people_are_not_shown() -> None:
    split = split_of(TEAM, "team", (12, 9, 1, 11)).value
    assert split
    assert split.total == 33
    # The cell of one is hidden, and with it the least of the others.
    assert split.shares == (35, None, None, 35)
    assert split.alike is None


def test_who_splits_is_told_with_the_chance_in_tenths() -> None:
    split = split_of(TEAM, "team", (12, 11)).value
    assert split
    assert split.shares == (50, 50)
    assert split.alike == 0.5


@pytest.mark.parametrize("counts", [(10, 9), (0, 0), ()])
def test_fewer_than_twenty_have_no_split(counts: tuple[int, ...]) -> None:
    assert split_of(TEAM, "team", counts).value is None


def test_a_group_without_figures_has_none() -> None:
    assert split_of(set(), "team", (30, 30)).value is None
    assert is_split(set(), "team", (30, 30)).value is None
    assert fitting_share(set(), "team", 0.9).value is None


def test_a_unanimous_team_does_not_split() -> None:
    assert is_split(TEAM, "team", (25, 2)).value is False
    assert is_split(TEAM, "team", (14, 13)).value is True


def test_what_was_kept_is_read_back() -> None:
    shown = split_of(TEAM, "team", (12, 9, 1, 11))
    assert load_split(dump_split(shown)) == shown.value
    assert load_split(None) is None
