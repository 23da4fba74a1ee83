"""Points: what each kind of item earns, what does not fit, and where mastery begins."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.offers import (
    EVERY_KIND,
    LOOP,
    choice,
    judged,
    judgement_item,
    matching,
    multiple,
    option,
    ordering,
    poll,
    reflection,
    scenario,
    scene,
    single,
)
from training.domain.playthrough import replay
from training.domain.quiz import Item, ItemKind
from training.domain.scoring import (
    NO_SCORE,
    IllegalAnswer,
    Score,
    check_answer,
    is_passed,
    points_of,
    right_answer,
    score_item,
    score_playthrough,
    total,
)


@pytest.mark.parametrize(
    ("item", "answer", "points"),
    [
        (single(), (0,), 1),
        (single(), (1,), 0),
        (multiple(), (0, 2), 1),
        (multiple(), (0,), 0),
        (multiple(), (0, 1, 2), 0),
        (judgement_item(), (1,), 1),
        (judgement_item(), (0,), 1 / 3),
        (judgement_item(), (2,), 0),
        (ordering(), (0, 1, 2, 3), 1),
        (ordering(), (1, 2, 3, 0), 2 / 3),
        (ordering(), (3, 2, 1, 0), 0),
        (ordering(size=1), (0,), 1),
        (matching(), (0, 1, 2), 1),
        (matching(), (0, 2, 1), 1 / 3),
        (matching(), (1, 1, 1), 1 / 3),
        (matching("raad", "raad"), (1, 0), 1),
    ],
)
def test_each_kind_earns_its_share(item: Item, answer: tuple[int, ...], points: float) -> None:
    score = score_item(item, answer)
    assert score.raw == pytest.approx(points)
    assert score.maximum == 1
    assert score.is_full is (points == 1)


@pytest.mark.parametrize(("item", "answer"), [(poll(), (1,)), (reflection(), ())])
def test_what_has_no_right_answer_earns_and_costs_nothing(
    item: Item, answer: tuple[int, ...]
) -> None:
    assert score_item(item, answer) == NO_SCORE
    assert NO_SCORE.scaled is None
    assert NO_SCORE.is_full


@pytest.mark.parametrize(
    ("item", "answer"),
    [
        (single(), ()),
        (single(), (0, 1)),
        (single(), (3,)),
        (single(), (-1,)),
        (poll(), ()),
        (judgement_item(), (3,)),
        (multiple(), ()),
        (multiple(), (2, 0)),
        (multiple(), (0, 0)),
        (multiple(), (3,)),
        (multiple(), (-1, 0)),
        (ordering(), (0, 1, 2)),
        (ordering(), (0, 1, 2, 2)),
        (ordering(), (1, 2, 3, 4)),
        (matching(), (0, 1)),
        (matching(), (0, 1, 3)),
        (matching(), (0, 1, -1)),
        (reflection(), (0,)),
    ],
)
def test_what_does_not_fit_is_illegal(item: Item, answer: tuple[int, ...]) -> None:
    with pytest.raises(IllegalAnswer):
        score_item(item, answer)


def test_a_crossed_limit_caps_the_friendliest_answer() -> None:
    assert [points_of(judged(level)) for level in range(4)] == [0, 1 / 3, 2 / 3, 1]
    assert [points_of(judged(level, limit="L3")) for level in range(4)] == [0, 1 / 3, 1 / 3, 1 / 3]


def test_the_right_judgement_is_worth_most_after_the_cap() -> None:
    warm = replace(option("warm"), judgement=judged(3, limit="L3"))
    capped = Item("x", "x", ItemKind.JUDGEMENT, options=(warm, option("goed", level=2)))
    assert right_answer(capped) == (1,)


def test_a_judgement_item_whose_option_lacks_a_level_earns_nothing_there() -> None:
    item = Item("x", "x", ItemKind.JUDGEMENT, options=(option("zonder"), option("met", level=3)))
    assert score_item(item, (0,)).raw == 0


def test_a_playthrough_is_scored_by_its_first_choices() -> None:
    assert score_playthrough(replay(LOOP, [0, 0, 1])) == Score(1 / 3, 1)
    assert score_playthrough(replay(LOOP, [1])) == Score(1, 1)
    unscored = scenario(scene("a", choice("b")), scene("b"))
    assert score_playthrough(replay(unscored, [0])).scaled is None


@pytest.mark.parametrize(
    ("raw", "maximum", "mastery", "passed"),
    [
        (sum([1 / 3] * 12), 5, 0.8, True),
        (12 * (1 / 3) - 0.001, 5, 0.8, False),
        (2 / 3 + 2 / 3 + 2 / 3, 3, 2 / 3, True),
        (0.1 + 0.2, 1, 0.3, True),
        (0, 5, 0, True),
        (5, 5, 1, True),
        (sum([1 / 3] * 15) - 1 / 3, 5, 1, False),
        (0, 0, 1, True),
    ],
)
def test_mastery_begins_exactly_at_its_bar(
    raw: float, maximum: float, mastery: float, passed: bool
) -> None:
    assert is_passed(Score(raw, maximum), mastery) is passed


@st.composite
def answered(draw: st.DrawFn) -> tuple[Item, tuple[int, ...]]:
    item = draw(st.sampled_from(EVERY_KIND))
    size = len(item.options)
    match item.kind:
        case ItemKind.ORDERING:
            return item, tuple(draw(st.permutations(range(size))))
        case ItemKind.MATCHING:
            picks = st.lists(st.integers(0, size - 1), min_size=size, max_size=size)
            return item, tuple(draw(picks))
        case ItemKind.MULTIPLE:
            return item, tuple(sorted(draw(st.sets(st.integers(0, size - 1), min_size=1))))
        case ItemKind.REFLECTION:
            return item, ()
    return item, (draw(st.integers(0, size - 1)),)


@given(st.lists(answered(), max_size=8))
def test_points_stay_between_nothing_and_the_maximum(
    answers: list[tuple[Item, tuple[int, ...]]],
) -> None:
    score = total(score_item(item, answer) for item, answer in answers)
    assert 0 <= score.raw <= score.maximum <= len(answers)
    assert score.scaled is None or 0 <= score.scaled <= 1


@pytest.mark.parametrize("item", EVERY_KIND, ids=lambda item: item.kind.value)
def test_the_right_answer_earns_everything(item: Item) -> None:
    if not item.is_scored:
        assert right_answer(item) == ()
        return
    check_answer(item, right_answer(item))
    assert score_item(item, right_answer(item)).is_full
