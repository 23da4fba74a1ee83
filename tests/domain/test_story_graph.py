"""The story as a graph, held against its plain definitions."""

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from tests.domain.stories import scene, story
from training.domain.judgement import Level
from training.domain.scenario import Choice, Scene
from training.domain.story_graph import (
    caught_loops,
    common_scenes,
    exits_of,
    inviting_path,
    reachable,
)


@st.composite
def graphs(draw: st.DrawFn) -> tuple[Scene, ...]:
    count = draw(st.integers(1, 9))
    return tuple(
        scene(
            str(name),
            *[
                (str(target), level)
                for target, level in draw(
                    st.lists(st.tuples(st.integers(0, count), st.integers(0, 3)), max_size=3)
                )
            ],
            ending=draw(st.integers(0, 3)) == 0,
        )
        for name in range(count)
    )


def reaches_ending_without(scenes: Sequence[Scene], name: str) -> bool:
    rest = [each for each in scenes if each.name != name]
    if not rest or rest[0].name != scenes[0].name:
        return False
    met = reachable(exits_of(rest), [rest[0].name])
    return any(each.is_ending and each.name in met for each in rest)


@given(graphs())
def test_common_scenes_are_those_that_nobody_can_avoid(scenes: tuple[Scene, ...]) -> None:
    met = reachable(exits_of(scenes), [scenes[0].name])
    has_ending = any(each.is_ending and each.name in met for each in scenes)
    expected = {
        each.name
        for each in scenes
        if has_ending and each.name in met and not reaches_ending_without(scenes, each.name)
    }
    assert common_scenes(scenes) == expected


@given(graphs())
def test_every_loop_is_one_that_nobody_can_leave(scenes: tuple[Scene, ...]) -> None:
    exits = exits_of(scenes)
    outs = {each.name for each in scenes if each.is_ending or not exits[each.name]}
    met = reachable(exits, [scenes[0].name])
    caught = {name for name in met if not reachable(exits, [name]) & outs}
    loops = caught_loops(scenes)
    assert bool(loops) == bool(caught)
    for loop in loops:
        assert set(loop) <= caught
        for here, there in zip(loop, [*loop[1:], loop[0]], strict=True):
            assert there in exits[here]


@given(graphs())
def test_inviting_path_is_walkable_and_as_inviting_as_can_be(scenes: tuple[Scene, ...]) -> None:
    path = inviting_path(story(*scenes))
    by_name = {each.name: each for each in scenes}
    here = scenes[0]
    for step, choice in path:
        assert step is here
        assert choice in step.choices
        here = by_name[choice.target]
    lowest = min((c.judgement.level for _, c in path if c.judgement), default=Level.INVITING)
    assert here.is_ending or not path
    if path and lowest < Level.INVITING:
        better = [
            scene(s.name, *[c.target for c in s.choices if is_above(c, lowest)]) for s in scenes
        ]
        met = reachable(exits_of(better), [better[0].name])
        assert not any(each.is_ending and each.name in met for each in scenes)


def is_above(choice: Choice, level: Level) -> bool:
    return choice.judgement is None or choice.judgement.level > level


def test_shortest_of_the_inviting_paths_is_taken() -> None:
    path = inviting_path(
        story(
            scene("a", ("b", 3), ("end", 1), "c"),
            scene("b", ("c", 3)),
            scene("c", ("end", 3)),
            scene("end", ending=True),
        )
    )
    assert [each.name for each, _ in path] == ["a", "c"]


def test_story_without_ending_has_no_path_and_nothing_common() -> None:
    scenes = (scene("a", "b"), scene("b", "a"))
    assert inviting_path(story(*scenes)) == ()
    assert common_scenes(scenes) == frozenset()
    assert common_scenes(()) == frozenset()


def test_path_of_a_story_that_starts_at_its_ending_is_empty() -> None:
    assert inviting_path(story(scene("a", ending=True))) == ()
    assert common_scenes((scene("a", ending=True),)) == {"a"}


def test_long_story_needs_no_recursion() -> None:
    count = 5_000
    scenes = [scene(str(n), (str(n + 1), 3)) for n in range(count)]
    scenes.append(scene(str(count), ending=True))
    assert len(common_scenes(scenes)) == count + 1
    assert len(inviting_path(story(*scenes))) == count
    assert caught_loops(scenes) == ()
