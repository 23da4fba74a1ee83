"""Puts what leads to one another in rows from top to bottom, so that few lines cross."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import accumulate, pairwise

from training.domain.story_graph import Exits, reachable

WIDTH, NARROW, GAP = 208.0, 16.0, 24.0
"""How wide a scene is, how wide a line that passes between scenes, and what is left between."""
SWEEPS, LARGE, FAR = 6, 3_000, 12
"""How often a row is put in order again; once only where there is more than `LARGE` to order.
A line that passes more than `FAR` rows does not run between the scenes."""

Node = tuple[str, str, int]
"""A scene (name, "", 0), or a line (source, target, row) where it passes a row."""


@dataclass(slots=True)
class Rows:
    """The rows from top to bottom; `chains` holds the nodes that each short line comes by."""

    row_of: dict[str, int]
    rows: list[list[Node]]
    chains: dict[tuple[str, str], list[Node]]
    ups: dict[Node, list[Node]] = field(default_factory=dict)
    downs: dict[Node, list[Node]] = field(default_factory=dict)
    centre: dict[Node, float] = field(default_factory=dict)


def arrange(exits: Exits) -> Rows:
    """Give every scene a row and a place in it; what the first cannot reach comes below."""
    row_of = _row_of(exits)
    pairs = dict.fromkeys((name, target) for name, found in exits.items() for target in found)
    falls = {pair: row_of[pair[1]] - row_of[pair[0]] for pair in pairs}
    chains = {pair: _chain(*pair, row_of) for pair, fall in falls.items() if 0 < fall <= FAR}
    rows: list[list[Node]] = [[] for _ in range(max(row_of.values(), default=-1) + 1)]
    for name, row in row_of.items():
        rows[row].append((name, "", 0))
    found = Rows(row_of, rows, chains)
    for chain in chains.values():
        for node in chain[1:-1]:
            rows[node[2]].append(node)
        for above, below in pairwise(chain):
            found.downs.setdefault(above, []).append(below)
            found.ups.setdefault(below, []).append(above)
    sweeps = SWEEPS if sum(map(len, rows)) <= LARGE else 1
    _untangle(found, sweeps)
    _place(found, sweeps)
    return found


def _row_of(exits: Exits) -> dict[str, int]:
    """Put each scene one row below the lowest that leads to it; loops are cut where they close."""
    names = list(exits)
    met = reachable(exits, names[:1])
    found: dict[str, int] = {}
    for group in ([n for n in names if n in met], [n for n in names if n not in met]):
        top = max(found.values(), default=-1) + 1
        inside = set(group)
        rank = dict.fromkeys(group, top)
        done: set[tuple[str, str]] = set()
        for name in _from_the_start(exits, group, done):
            for target in exits[name]:
                if target in inside and (name, target) not in done:
                    rank[target] = max(rank[target], rank[name] + 1)
        found |= rank
    return {name: found[name] for name in names}


def _from_the_start(exits: Exits, group: list[str], loops: set[tuple[str, str]]) -> list[str]:
    """Order scenes after what leads to them; note in `loops` the lines that close a loop."""
    inside, order = set(group), list[str]()
    state: dict[str, bool] = {}  # False while its ways out are being followed
    for first in group:
        if first in state:
            continue
        state[first] = False
        waiting = [(first, iter(exits[first]))]
        while waiting:
            name, targets = waiting[-1]
            target = next(targets, None)
            if target is None:
                waiting.pop()
                state[name] = True
                order.append(name)
            elif target in inside and state.get(target) is False:
                loops.add((name, target))
            elif target in inside and target not in state:
                state[target] = False
                waiting.append((target, iter(exits[target])))
    return order[::-1]


def _chain(source: str, target: str, row_of: Mapping[str, int]) -> list[Node]:
    passed = range(row_of[source] + 1, row_of[target])
    return [(source, "", 0), *((source, target, row) for row in passed), (target, "", 0)]


def _untangle(found: Rows, sweeps: int) -> None:
    """Put each node where its neighbours above, then below, are on average."""
    for sweep in range(sweeps):
        rows, beside = found.rows[1:], found.ups
        if sweep % 2:
            rows, beside = found.rows[-2::-1], found.downs
        place = {node: float(n) for row in found.rows for n, node in enumerate(row)}
        for row in rows:
            row.sort(key=lambda node: _mean(place, beside.get(node, ()), place[node]))
            place |= {node: float(n) for n, node in enumerate(row)}


def _place(found: Rows, sweeps: int) -> None:
    """Move each node towards its neighbours, as far as the others in its row allow."""
    centre = found.centre
    for row in found.rows:
        edges = list(accumulate((_apart(*pair) for pair in pairwise(row)), initial=0.0))
        centre |= {node: edge - edges[-1] / 2 for node, edge in zip(row, edges, strict=True)}
    for sweep in range(sweeps + 1):
        for row in found.rows[:: -1 if sweep % 2 else 1]:
            near = {n: [*found.ups.get(n, ()), *found.downs.get(n, ())] for n in row}
            wished = [_mean(centre, near[node], centre[node]) for node in row]
            left, right = _packed(row, wished), _packed(row[::-1], [-x for x in wished[::-1]])[::-1]
            for node, low, high in zip(row, left, right, strict=True):
                centre[node] = (low - high) / 2


def _packed(row: list[Node], wished: list[float]) -> list[float]:
    places: list[float] = []
    for n, wish in enumerate(wished):
        places.append(wish if not n else max(wish, places[-1] + _apart(row[n - 1], row[n])))
    return places


def _apart(one: Node, other: Node) -> float:
    return GAP + ((NARROW if one[1] else WIDTH) + (NARROW if other[1] else WIDTH)) / 2


def _mean(places: Mapping[Node, float], nodes: Iterable[Node], otherwise: float) -> float:
    found = [places[node] for node in nodes]
    return sum(found) / len(found) if found else otherwise
