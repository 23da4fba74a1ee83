"""Forms are handed out by chance, in balance, and never twice; drawn lots stay as they fell."""

import pytest

from tests.domain.by_hand import imbalance
from training.domain.forms import assign, is_drawn

NEW: frozenset[str] = frozenset()
A, B, BOTH = frozenset("A"), frozenset("B"), frozenset("AB")


@pytest.mark.parametrize("seed", range(20))
def test_two_forms_differ_by_at_most_one_in_each_unit_over_two_measurements(seed: int) -> None:
    for size in (1, 2, 3, 6, 17, 40):
        people = [(f"p{n}", NEW) for n in range(size)]
        first = assign(people, {}, seed=seed, salt="unit")
        assert imbalance(first.values()) == size % 2
        met = [(key, frozenset(form)) for key, form in first.items()]
        second = assign(met, {}, seed=seed + 1, salt="unit")
        assert imbalance(second.values()) == size % 2
        assert all(second[key] != first[key] for key in first)


def test_who_met_one_form_gets_the_other_and_who_met_both_gets_none() -> None:
    people = [("a", A), ("b", B), ("both", BOTH)]
    assert assign(people, {}, seed=1, salt="u") == {"a": "B", "b": "A", "both": ""}


def test_newcomers_fill_up_what_the_others_left_out_of_balance() -> None:
    people = [*((f"old {n}", A) for n in range(3)), *((f"new {n}", NEW) for n in range(5))]
    given = assign(people, {}, seed=3, salt="u")
    assert imbalance(given.values()) == 0
    assert assign([("late", NEW)], {"A": 2, "B": 1}, seed=3, salt="u") == {"late": "B"}


def test_chance_gives_each_person_either_form_as_often() -> None:
    people = [(f"p{n}", NEW) for n in range(5)]
    runs = [assign(people, {}, seed=seed, salt="unit") for seed in range(2000)]
    for key, _ in people:
        share = sum(run[key] == "A" for run in runs) / len(runs)
        assert 0.46 < share < 0.54  # 3.6 standard errors


def test_units_of_one_are_not_all_given_the_same_form() -> None:
    forms = [assign([("p", NEW)], {}, seed=5, salt=str(unit))["p"] for unit in range(400)]
    assert 0.4 < forms.count("A") / 400 < 0.6


@pytest.mark.parametrize("percent", [25, 33, 50])
def test_a_lot_draws_its_share_and_falls_the_same_again(percent: int) -> None:
    drawn = [is_drawn(11, f"p{n}", percent) for n in range(4000)]
    assert abs(sum(drawn) / 4000 - percent / 100) < 0.03
    assert drawn == [is_drawn(11, f"p{n}", percent) for n in range(4000)]
    assert all(is_drawn(11, f"p{n}", 100) for n in range(500))
