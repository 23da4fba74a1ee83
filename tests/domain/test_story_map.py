"""The map of a story: no scene over another, every line drawn once, and in time."""

from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.domain.layers import GAP, WIDTH
from training.domain.story_graph import Exits
from training.domain.story_map import Box, StoryMap, draw


@st.composite
def graphs(draw: st.DrawFn) -> dict[str, tuple[str, ...]]:
    names = [f"s{n}" for n in range(draw(st.integers(1, 14)))]
    targets = st.lists(st.sampled_from(names), max_size=4)
    return {name: tuple(draw(targets)) for name in names}


def heights(exits: Exits) -> dict[str, float]:
    return {name: 40.0 + 18.0 * len(targets) for name, targets in exits.items()}


def is_apart(one: Box, other: Box) -> bool:
    beside = one.x + WIDTH <= other.x + 1e-6 or other.x + WIDTH <= one.x + 1e-6
    return beside or one.y + one.height <= other.y or other.y + other.height <= one.y


def is_over(line: tuple[tuple[float, float], tuple[float, float]], box: Box) -> bool:
    """Tell whether a straight part runs over a scene; curves stay between two rows."""
    (x1, y1), (x2, y2) = line
    inside = 0.5
    return (
        max(x1, x2) > box.x + inside
        and min(x1, x2) < box.x + WIDTH - inside
        and max(y1, y2) > box.y + inside
        and min(y1, y2) < box.y + box.height - inside
    )


@given(graphs())
def test_no_scene_lies_over_another(exits: dict[str, tuple[str, ...]]) -> None:
    found = draw(exits, heights(exits))
    assert [box.name for box in found.boxes] == list(exits)
    assert all(is_apart(*pair) for pair in combinations(found.boxes, 2))


@given(graphs())
def test_every_line_is_drawn_once_from_and_to_its_scenes(exits: dict[str, tuple[str, ...]]) -> None:
    found = draw(exits, heights(exits))
    pairs = [(line.source, line.target) for line in found.lines]
    assert sorted(pairs) == sorted({(s, t) for s, targets in exits.items() for t in targets})
    boxes = {box.name: box for box in found.boxes}
    for line in found.lines:
        (x1, y1), *_, (x2, y2) = line.points
        source, target = boxes[line.source], boxes[line.target]
        assert source.x < x1 < source.x + WIDTH
        assert (y1, y2) == (source.y + source.height, target.y)
        assert target.x < x2 < target.x + WIDTH


@given(graphs())
def test_no_line_runs_over_a_scene(exits: dict[str, tuple[str, ...]]) -> None:
    found = draw(exits, heights(exits))
    parts = [part for line in found.lines for part in pairwise(line.points)]
    assert not [box.name for box in found.boxes for part in parts if is_over(part, box)]


@given(graphs())
def test_everything_lies_on_the_map(exits: dict[str, tuple[str, ...]]) -> None:
    found = draw(exits, heights(exits))
    points = [point for line in found.lines for point in line.points]
    points += [(box.x, box.y) for box in found.boxes]
    points += [(box.x + WIDTH, box.y + box.height) for box in found.boxes]
    assert all(0 <= x <= found.width and 0 <= y <= found.height for x, y in points)


def rows(found: StoryMap) -> list[list[str]]:
    tops = sorted({box.y for box in found.boxes})
    return [[b.name for b in sorted(found.boxes, key=lambda b: b.x) if b.y == top] for top in tops]


def test_a_story_reads_from_top_to_bottom() -> None:
    exits = {"a": ("omweg", "c"), "omweg": ("c",), "c": ("a", "e"), "e": (), "los": ("c",)}
    found = draw(exits, heights(exits))
    assert rows(found) == [["a"], ["omweg"], ["c"], ["e"], ["los"]]
    assert {(line.source, line.target) for line in found.lines if line.is_back} == {
        ("c", "a"),
        ("los", "c"),
    }


def test_lines_are_untangled() -> None:
    exits = {"a": ("l", "r"), "l": ("y",), "r": ("x",), "x": (), "y": ()}
    found = draw(exits, heights(exits))
    order = rows(found)
    assert (order[1] == ["l", "r"]) == (order[2] == ["y", "x"])


def test_a_story_without_scenes_has_an_empty_map() -> None:
    assert draw({}, {}).boxes == ()


@pytest.mark.parametrize("size", [30, 400])
def test_a_large_story_is_drawn_whole(size: int) -> None:
    exits = {
        f"s{n}": tuple(f"s{min(size - 1, n + 1 + n * way % 6)}" for way in (1, 5, 7))
        for n in range(size)
    }
    found = draw(exits, heights(exits))
    assert len(found.boxes) == size
    assert found.width >= WIDTH + GAP
