"""A position in a story: choosing, replaying, going round, and what it costs the citizen."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.offers import LOOP
from training.domain.judgement import NO_COST, Cost
from training.domain.playthrough import IllegalChoice, Playthrough, replay

ROUND = (0, 0)
PATHS = st.lists(st.integers(0, 1), max_size=30)


def walk(wishes: list[int]) -> tuple[Playthrough, list[int]]:
    """Choose as wished until the end; gives the position and the record."""
    position, record = Playthrough(LOOP), []
    for wish in wishes:
        if position.is_finished:
            break
        position = position.choose(wish)
        record.append(wish)
    return position, record


def test_a_story_begins_at_its_first_scene() -> None:
    position = Playthrough(LOOP)
    assert (position.scene.name, position.is_finished, position.odometer) == (
        "begin",
        False,
        NO_COST,
    )
    assert not position.odometer


def test_choosing_leads_on_and_leaves_the_former_position_alone() -> None:
    start = Playthrough(LOOP)
    end = start.choose(1)
    assert (end.scene.name, end.is_finished) == ("einde", True)
    assert start.steps == ()


@pytest.mark.parametrize("index", [-1, 2, 99])
def test_a_choice_that_is_not_there_is_illegal(index: int) -> None:
    with pytest.raises(IllegalChoice):
        Playthrough(LOOP).choose(index)


def test_nothing_can_be_chosen_after_the_end() -> None:
    with pytest.raises(IllegalChoice):
        replay(LOOP, [1, 0])


def test_the_odometer_counts_each_pass_of_a_loop() -> None:
    assert replay(LOOP, ROUND).odometer == Cost(1, 3, 0)
    assert replay(LOOP, [*ROUND, *ROUND, 0, 1]).odometer == Cost(3, 9, 1)


def test_only_the_first_choice_at_each_scene_is_the_measurement() -> None:
    position = replay(LOOP, [*ROUND, 1])
    assert [step.choice.target for step in position.first_steps()] == ["midden", "begin"]
    assert len(position.steps) == 3


@given(PATHS)
def test_a_replayed_record_gives_the_same_position(wishes: list[int]) -> None:
    position, record = walk(wishes)
    assert replay(LOOP, record) == position


@given(PATHS)
def test_first_steps_name_each_scene_once_and_in_order(wishes: list[int]) -> None:
    position, _ = walk(wishes)
    names = [step.scene.name for step in position.first_steps()]
    assert names == list(dict.fromkeys(step.scene.name for step in position.steps))
