"""Who has a pencil and knows all that is told, the chart and the sizes, finds nobody out."""

from collections import Counter
from collections.abc import Callable, Mapping
from itertools import combinations
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.strategies import SearchStrategy

from tests.services.nosy.forms import (
    count_fates,
    count_staff_groups,
    fates_found_out,
    initiative_forms,
    staff_forms,
    staff_found_out,
)
from tests.services.nosy.town import Told, Town, moved_team, shares_told, towns
from tests.services.nosy.waves import change_found_out, count_changes, two_waves
from training.domain import (
    disclosure_audit,
    disclosure_figures,
    disclosure_groups,
    disclosure_pairs,
    stocktake_groups,
)
from training.domain.disclosure import release
from training.domain.disclosure_groups import EVERYONE, FEWEST_FOR_SCORES
from training.domain.group_tree import GroupTree, Homes, People
from training.domain.stocktake_groups import Tree

Between = tuple[int, int]
EXAMPLES = 40
QUICK = settings(
    max_examples=EXAMPLES,
    database=None,
    phases=[Phase.generate],
    report_multiple_bugs=False,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)


class FoundOutError(Exception):
    """Somebody can be told from what is shown."""


def below(told: Told, key: str) -> list[str]:
    return [each for each, above in told.groups.items() if above == key]


def too_few(told: Told) -> str:
    """Look for a sum or difference of told groups that is of a few people; empty for none."""
    for whole in told.told:
        inside = [key for key in told.told if told.rows[key] < told.rows[whole]]
        for many in range(min(4, len(inside)) + 1):
            for parts in combinations(inside, many):
                left = told.rows[whole].difference(*(told.rows[part] for part in parts))
                people = {person for person, _ in left}
                if 0 < len(people) < FEWEST_FOR_SCORES:
                    return f"{whole} less {parts}: {len(people)}"
    return ""


def solve(told: Told) -> dict[str, Between]:
    """Give for each group how many good answers it may have, for who solves all sums.

    Every number of a group must fit; a group is the sum of its parts and of who is in none.
    """
    known = {key: _alone(told, key) for key in told.groups}
    own = {key: (0, len(told.rows[key]) - _inside(told, key)) for key in told.groups}
    for _ in range(2 * len(known)):
        for key in known:
            parts = [*(known[part] for part in below(told, key)), own[key]]
            low, high = sum(p[0] for p in parts), sum(p[1] for p in parts)
            known[key] = max(known[key][0], low), min(known[key][1], high)
            for part in below(told, key):
                one = known[part]
                known[part] = (
                    max(one[0], known[key][0] - high + one[1]),
                    min(one[1], known[key][1] - low + one[0]),
                )
            one = own[key]
            own[key] = (
                max(one[0], known[key][0] - high + one[1]),
                min(one[1], known[key][1] - low + one[0]),
            )
    return known | {f"{key} alone": between for key, between in own.items()}


def _inside(told: Told, key: str) -> int:
    return sum(len(told.rows[part]) for part in below(told, key))


def _alone(told: Told, key: str) -> Between:
    n = len(told.rows[key])
    cells = release([told.good[key], n - told.good[key]]) if told.is_text else None
    exact = cells.value.counts[0] if cells and cells.value and key == EVERYONE else None
    if exact is not None:
        return exact, exact
    fits = [
        good
        for good in range(n + 1)
        if all(abs(share - _as_told(good, n)) < 0.1 for share in told.told.get(key, ()))
    ]
    return (min(fits), max(fits)) if fits else (0, n)


def _as_told(good: int, n: int) -> int:
    return disclosure_figures.round_share(disclosure_figures.Share(good, n).blurred)


def given_away(told: Told) -> str:
    """Look for a group of which it follows that fewer than three did otherwise; empty for none.

    Of one that is told of itself, that nobody did: what is blurred of it may be less blurred.
    Of fewer than ten, no number may be the only one that is left.
    """
    shown = {told.rows[key] for key in told.told}
    for key, (low, high) in solve(told).items() if told.good else ():
        rows = told.rows.get(key)
        n = len(rows) if rows is not None else _own(told, key)
        is_shown = (rows or told.rows[key.removesuffix(" alone")]) in shown and n == len(
            told.rows[key.removesuffix(" alone")]
        )
        few = min(1 if is_shown else 3, n // 2)
        if n and (high < few or low > n - few or (high == low and n < FEWEST_FOR_SCORES)):
            return f"{key}: {low} to {high} of {n}"
    return ""


def _own(told: Told, key: str) -> int:
    group = key.removesuffix(" alone")
    return len(told.rows[group]) - _inside(told, group)


def found_out(town: Town) -> str:
    """Try everything on all reports of all periods."""
    for rows in town.periods:
        if rows:
            for told in shares_told(town.tree, rows):
                found = too_few(told) or given_away(told)
                if found:
                    return found
    return ""


def count_told(town: Town) -> int:
    return max(
        (len(one.told) for rows in town.periods if rows for one in shares_told(town.tree, rows)),
        default=0,
    )


ATTACKS: dict[str, tuple[SearchStrategy[Any], Callable[[Any], str], Callable[[Any], int]]] = {
    "reports of periods": (towns(), found_out, count_told),
    "two measurements": (two_waves(), change_found_out, count_changes),
    "forms of staff": (staff_forms(), staff_found_out, count_staff_groups),
    "forms of initiatives": (initiative_forms(), fates_found_out, count_fates),
}
"""What may be drawn, how it is attacked, and how many groups are told of in it."""


def attacked(kind: str, examples: int) -> str:
    """Attack as many as there are, and give the first that gives somebody away."""
    drawn, attack, _ = ATTACKS[kind]

    @settings(QUICK, max_examples=examples)
    @given(drawn)
    def look(one: object) -> None:
        found = attack(one)
        if found:
            raise FoundOutError(found)

    try:
        look()
    except FoundOutError as error:
        return str(error)
    return ""


@pytest.mark.parametrize("kind", ATTACKS)
def test_nothing_follows_from_all_reports_together(kind: str) -> None:
    assert attacked(kind, EXAMPLES) == ""


@pytest.mark.parametrize("kind", ATTACKS)
def test_something_is_told_in_most_of_these_towns(kind: str) -> None:
    """Else nothing was tried."""
    drawn, _, count = ATTACKS[kind]
    seen: list[int] = []

    @settings(QUICK, max_examples=20)
    @given(drawn)
    def look(one: object) -> None:
        seen.append(count(one))

    look()
    assert sum(many > 0 for many in seen) > len(seen) / 2
    assert sum(many > 2 for many in seen) >= len(seen) / 10


def respondents(tree: GroupTree, people: Mapping[Homes, int]) -> People:
    """Count who moved once for each unit, as respondents are."""
    apart = Counter[Homes]()
    for homes, many in people.items():
        apart.update({frozenset({home}): many for home in homes})
    return COUNT(tree, apart)


COUNT = GroupTree.count
PERIODS, WAVES, STAFF, INITIATIVES = ATTACKS
ENOUGH = (disclosure_groups, "_is_enough", lambda one, _: one.answered)
MIXED = (disclosure_groups, "_is_mixed", lambda *_: True)
RULES: dict[str, tuple[str, tuple[object, str, object]]] = {
    "ten people before a share": (PERIODS, ENOUGH),
    "one small group takes another along": (PERIODS, MIXED),
    "three on either side": (PERIODS, (disclosure_figures, "FEWEST_IN_A_CELL", 0)),
    "sums are solved": (PERIODS, (disclosure_audit, "closed_parts", lambda *_, **__: [])),
    "trainers count exactly": (PERIODS, (disclosure_audit, "EVERYONE", "")),
    "three took part once": (WAVES, (disclosure_pairs, "FEWEST_BESIDE", 0)),
    "two are one too few": (WAVES, (disclosure_pairs, "FEWEST_BESIDE", 2)),
    "ten forms of a unit": (STAFF, ENOUGH),
    "one small unit takes another along": (STAFF, MIXED),
    "no more forms than people": (STAFF, (Tree, "overfull", lambda _: frozenset())),
    "typed forms do not count": (STAFF, (stocktake_groups, "mailed", list)),
    "contact and units are apart": (STAFF, (stocktake_groups, "are_apart", lambda _: True)),
    "ten forms of a fate": (INITIATIVES, ENOUGH),
    "one small fate takes another along": (INITIATIVES, MIXED),
    "typed forms of initiatives do not count": (INITIATIVES, (stocktake_groups, "mailed", list)),
}


@pytest.mark.parametrize("rule", RULES)
def test_without_a_rule_somebody_is_found_out(rule: str, monkeypatch: pytest.MonkeyPatch) -> None:
    kind, (owner, name, without) = RULES[rule]
    monkeypatch.setattr(owner, name, without)
    assert attacked(kind, 400)


def test_a_team_that_moved_is_not_twice_as_many(monkeypatch: pytest.MonkeyPatch) -> None:
    assert found_out(moved_team()) == ""
    monkeypatch.setattr(GroupTree, "count", respondents)
    assert found_out(moved_team())
