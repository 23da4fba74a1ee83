"""Two measurements of a small organisation, with what is told of either and of the change."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from uuid import UUID

from hypothesis import strategies as st

from tests.services.nosy.town import COUNCIL, LEVELS, Row, gathered
from training.domain.disclosure_pairs import Takers
from training.domain.group_tree import GroupTree, Unit, tree_of
from training.domain.organisation import ROOT_ID
from training.services.aligning.telling import tell_groups
from training.services.measuring.reporting import ORDERS, Change, tell_effects
from training.store.pairs import Pair, Score

FEWEST_BESIDE = 3
NOT_THEN = -1

Met = tuple[int, int]
"""Somebody, and which of the two times."""


@dataclass(frozen=True)
class TwoWaves:
    """Where each of these people was then and now: a place, or that they did not take part."""

    tree: GroupTree
    units: tuple[tuple[UUID, str], ...]
    people: tuple[tuple[int, int], ...]

    def place(self, at: int) -> int | None:
        """Give the group of somebody at one of the times."""
        return None if at == NOT_THEN else self.tree.home(*self.units[at])


@st.composite
def two_waves(draw: st.DrawFn) -> TwoWaves:
    """Give units of which most took part twice, some once, and some have moved between."""
    units = [Unit(ROOT_ID, None, "officials", 0)]
    for number in range(draw(st.integers(2, 4))):
        above = draw(st.sampled_from([unit.id for unit in units]))
        units.append(Unit(UUID(int=number + 1), above, "officials", 30))
    units.append(Unit(COUNCIL, ROOT_ID, "council", 30))
    people: list[tuple[int, int]] = []
    once = st.sampled_from([0, 0, 0, 1, 2, 3, 12])
    for at in range(len(units)):
        people += [(at, at)] * draw(st.sampled_from([0, 10, 12, 14, 25]))
        people += [(at, NOT_THEN)] * draw(once)
        people += [(NOT_THEN, at)] * draw(once)
    place = st.integers(0, len(units) - 1)
    for of, to, many in draw(
        st.lists(st.tuples(place, place, st.sampled_from([1, 2, 11])), max_size=2)
    ):
        people += [(of, to)] * many
    return TwoWaves(tree_of(units), tuple((u.id, u.layer) for u in units), tuple(people))


def change_found_out(waves: TwoWaves) -> str:
    """Lay both times and the change side by side; empty where nobody is left alone."""
    tree, twice = waves.tree, _twice(waves)
    tables = [(_then(waves, time), _told_then(waves, time)) for time in (0, 1)]
    tables.append((twice, _told_change(waves)))
    for whole in tables[2][1]:
        if not all(whole in told for _, told in tables):
            continue
        inside = sorted(tables[2][1] - {whole})
        for parts in _some(_below(tree, whole, inside)):
            left = Counter[Met]()
            for sign, (who, told) in zip((1, 1, -1), tables, strict=True):
                left.update(dict.fromkeys(who[whole], sign))
                for part in parts:
                    left.update(dict.fromkeys(who[part] if part in told else (), -sign))
            people = {person for (person, _), many in left.items() if many}
            if 0 < len(people) < FEWEST_BESIDE:
                return f"{whole} less {parts}: {len(people)}"
    return ""


def count_changes(waves: TwoWaves) -> int:
    """Count the groups of which is told what changed."""
    return len(_told_change(waves))


def _some(keys: list[str]) -> Iterator[tuple[str, ...]]:
    for many in range(min(4, len(keys) + 1)):
        yield from combinations(keys, many)


def _below(tree: GroupTree, whole: str, keys: list[str]) -> list[str]:
    top = tree.keys.index(whole)
    return [key for key in keys if top in tree.upward(tree.keys.index(key))]


def _then(waves: TwoWaves, time: int) -> dict[str, frozenset[Met]]:
    found: dict[str, set[Met]] = {key: set() for key in waves.tree.keys}
    for person, places in enumerate(waves.people):
        home = waves.place(places[time])
        for place in () if home is None else waves.tree.upward(home):
            found[waves.tree.keys[place]].add((person, time))
    return {key: frozenset(who) for key, who in found.items()}


def _twice(waves: TwoWaves) -> dict[str, frozenset[Met]]:
    then, now = _then(waves, 0), _then(waves, 1)
    return {
        key: frozenset(
            (person, time) for person, _ in then[key] if (person, 1) in now[key] for time in (0, 1)
        )
        for key in then
    }


def _told_then(waves: TwoWaves, time: int) -> frozenset[str]:
    """Name the groups that the report of one time tells of."""
    rows = [
        Row(person, *waves.units[places[time]], _options(person + time))
        for person, places in enumerate(waves.people)
        if places[time] != NOT_THEN
    ]
    return tell_groups(gathered(waves.tree, rows)).sight.shares.keys if rows else frozenset()


def _options(number: int) -> tuple[int, ...]:
    return tuple(number * (at + 3) % len(levels) for at, levels in enumerate(LEVELS))


def _told_change(waves: TwoWaves) -> frozenset[str]:
    """Name the groups that the change is told of."""
    tree = waves.tree
    changes: dict[tuple[str, str], Change] = {}
    takers = Counter((waves.place(then), waves.place(now)) for then, now in waves.people)
    for person, (then, now) in enumerate(waves.people):
        before, after = waves.place(then), waves.place(now)
        if before is None or after is None:
            continue
        key = tree.keys[tree.meet(before, after)], ORDERS[person % 2]
        pair = Pair(
            ROOT_ID, ROOT_ID, key[1][0], key[1][1], Score(1.5, 0.5), Score(2, person % 3 / 2)
        )
        changes[key] = changes.get(key, Change()).with_pair(pair)
    alike = [Takers(*places, many, is_pair=None not in places) for places, many in takers.items()]
    return frozenset(tell_effects(tree, changes, alike))
