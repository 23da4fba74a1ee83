"""Where the scenes of a story are drawn, and the lines between them."""

from collections.abc import Mapping
from dataclasses import dataclass

from training.domain.layers import GAP, WIDTH, Rows, arrange
from training.domain.story_graph import Exits

AISLE, LANE, EDGE = 64.0, 12.0, 16.0
"""What is left below a row, between two lines led around, and to the corner of a scene."""

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Box:
    """A scene on the map, by its upper left corner."""

    name: str
    x: float
    y: float
    height: float


@dataclass(frozen=True, slots=True)
class Line:
    """All choices from one scene to another; what goes back or far is led around the right."""

    source: str
    target: str
    points: tuple[Point, ...]
    is_back: bool


@dataclass(frozen=True, slots=True)
class StoryMap:
    """The whole map."""

    width: float
    height: float
    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]


def draw(exits: Exits, heights: Mapping[str, float]) -> StoryMap:
    """Lay out the scenes from the first, which is the start, down to the endings."""
    rows = arrange(exits)
    shift = WIDTH / 2 - min((rows.centre[name, "", 0] for name in exits), default=0.0)
    shift = max(shift, -min(rows.centre.values(), default=0.0)) + LANE
    rows.centre = {node: place + shift for node, place in rows.centre.items()}
    tops, bottoms, y = list[float](), list[float](), AISLE / 2
    for row in rows.rows:
        tops.append(y)
        bottoms.append(y + max((heights[name] for name, target, _ in row if not target), default=0))
        y = bottoms[-1] + AISLE
    boxes = {
        name: Box(name, rows.centre[name, "", 0] - WIDTH / 2, tops[row], heights[name])
        for name, row in rows.row_of.items()
    }
    right = max(rows.centre.values(), default=0.0) + WIDTH / 2 + GAP
    forward = _forward(rows, boxes, tops, bottoms)
    around = _around(exits, rows, boxes, bottoms, right)
    width = right + len(around) * LANE
    return StoryMap(width, max(y - AISLE / 2, 0.0), tuple(boxes.values()), (*forward, *around))


def _forward(
    rows: Rows, boxes: Mapping[str, Box], tops: list[float], bottoms: list[float]
) -> list[Line]:
    """Lead lines down: curved between rows only, straight where they pass one."""
    lines = []
    for pair, chain in rows.chains.items():
        source, target, row = boxes[pair[0]], boxes[pair[1]], rows.row_of[pair[0]]
        beside = [rows.centre[node] for node in rows.downs[chain[0]]]
        rank = sum(place < rows.centre[chain[1]] for place in beside)
        x = source.x + WIDTH * (rank + 1) / (len(beside) + 1)
        points = [(x, source.y + source.height), (x, bottoms[row])]
        for node in chain[1:-1]:
            x = rows.centre[node]
            points += [(x, tops[node[2]]), (x, bottoms[node[2]])]
        points.append((target.x + WIDTH / 2, target.y))
        lines.append(Line(*pair, tuple(dict.fromkeys(points)), False))
    return lines


def _around(
    exits: Exits, rows: Rows, boxes: Mapping[str, Box], bottoms: list[float], right: float
) -> list[Line]:
    """Lead lines out below, along a lane of their own, and in from above."""
    pairs = dict.fromkeys((name, target) for name, found in exits.items() for target in found)
    lines: list[Line] = []
    for name, aim in (pair for pair in pairs if pair not in rows.chains):
        source, target = boxes[name], boxes[aim]
        lane, step = right + len(lines) * LANE, 8.0 + 6.0 * (len(lines) % 3)
        out, into = source.x + WIDTH - EDGE, target.x + WIDTH - EDGE
        low, high = bottoms[rows.row_of[name]] + step, target.y - step - 4
        corners = ((out, source.y + source.height), (out, low), (lane, low), (lane, high))
        points = (*corners, (into, high), (into, target.y))
        lines.append(Line(name, aim, points, rows.row_of[aim] <= rows.row_of[name]))
    return lines
