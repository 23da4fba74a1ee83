"""Where one is in a quiz: what is asked, what was given, and what a page may send."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.answering import posted_for, right_for, wrong_for
from tests.domain.offers import EVERY_KIND, matching, ordering, quiz, single
from tests.domain.test_scoring import answered
from training.domain.quiz import Item
from training.domain.scoring import IllegalAnswer, Score, score_item
from training.domain.sitting import Given, Posted, Sitting

SEEDS = st.integers(0, 2**31 - 1)


def answer_all(sitting: Sitting, *wrong: str) -> Sitting:
    given = list(sitting.given)
    for item in sitting.unanswered:
        posted = (wrong_for if item.name in wrong else right_for)(sitting, item)
        answer = sitting.answer_of(item, posted)
        given.append(Given(item.name, sitting.round, answer, score_item(item, answer)))
    return Sitting(sitting.quiz, sitting.seed, sitting.round, tuple(given))


def next_round(sitting: Sitting) -> Sitting:
    return Sitting(sitting.quiz, sitting.seed, sitting.round + 1, sitting.given)


def names(items: tuple[Item, ...]) -> list[str]:
    return [item.name for item in items]


def test_the_first_round_asks_everything_and_later_ones_what_was_missed() -> None:
    first = answer_all(Sitting(quiz(), 7), "single", "matching")
    assert first.unanswered == ()
    assert names(first.missed) == ["single", "matching"]
    assert not first.is_passed
    second = next_round(first)
    assert names(second.asked) == names(second.unanswered) == ["single", "matching"]
    assert second.find("single") is None
    assert second.last("single") == first.find("single")
    done = answer_all(second, "single")
    assert names(done.missed) == ["single"]
    assert names(next_round(done).asked) == ["single"]


def test_the_score_is_that_of_the_latest_responses_in_whatever_order_they_come() -> None:
    done = answer_all(next_round(answer_all(Sitting(quiz(), 7), "single", "multiple")))
    assert done.score == Score(5, 5)
    backwards = Sitting(done.quiz, 7, 2, done.given[::-1])
    assert backwards.score == Score(5, 5)
    assert backwards.is_passed


def test_an_item_that_was_not_answered_has_no_response() -> None:
    sitting = Sitting(quiz(), 7)
    assert sitting.find("single") is None
    assert sitting.last("single") is None
    assert sitting.score.scaled is None


@given(SEEDS, st.integers(1, 9))
def test_a_draw_is_stable_keeps_the_authors_order_and_has_its_size(seed: int, draw: int) -> None:
    sitting = Sitting(quiz(draw=draw), seed)
    places = [EVERY_KIND.index(item) for item in sitting.drawn]
    assert places == sorted(places)
    assert len(places) == min(draw, 7)
    assert sitting.drawn == Sitting(quiz(draw=draw), seed).drawn


def test_different_attempts_draw_different_items() -> None:
    assert len({Sitting(quiz(draw=3), seed).drawn for seed in range(50)}) > 10


@given(SEEDS, st.booleans(), st.integers(2, 7))
def test_an_ordering_item_is_never_shown_in_its_right_order(
    seed: int, is_shuffled: bool, size: int
) -> None:
    item = ordering(size=size)
    order = Sitting(quiz(item, is_shuffled=is_shuffled), seed).order(item)
    assert order != tuple(range(size))
    assert sorted(order) == list(range(size))


def test_an_author_may_fix_the_order_of_options() -> None:
    item = single()
    assert Sitting(quiz(item, is_shuffled=False), 7).order(item) == (0, 1, 2)
    orders = {Sitting(quiz(item), seed).order(item) for seed in range(40)}
    assert len(orders) == 6


def test_a_translation_is_shown_in_the_same_order() -> None:
    dutch, english = quiz(single("doel"), matching()), quiz(single("goal"), matching())
    for one, other in zip(dutch.items, english.items, strict=True):
        assert Sitting(dutch, 7).order(one) == Sitting(english, 7).order(other)
        assert Sitting(dutch, 7).match_order(one) == Sitting(english, 7).match_order(other)


@given(answered(), SEEDS)
def test_what_a_page_sends_is_read_back_as_the_answer(
    pair: tuple[Item, tuple[int, ...]], seed: int
) -> None:
    item, answer = pair
    sitting = Sitting(quiz(), seed)
    assert sitting.answer_of(item, posted_for(sitting, item, answer)) == answer


@pytest.mark.parametrize(
    ("item", "posted"),
    [
        (single(), Posted(chosen=(0,))),
        (single(), Posted(chosen=(4,))),
        (single(), Posted(chosen=(-1,))),
        (ordering(), Posted(placed={1: 1, 2: 2, 3: 3})),
        (ordering(), Posted(placed={1: 1, 2: 2, 3: 3, 4: 3})),
        (ordering(), Posted(placed={0: 1, 1: 2, 2: 3, 3: 4})),
        (matching(), Posted(placed={1: 1, 2: 2})),
        (matching(), Posted(placed={1: 1, 2: 2, 3: 0})),
        (matching(), Posted(placed={1: 1, 2: 2, 3: 4})),
        (matching(), Posted()),
    ],
)
def test_what_does_not_fit_the_page_is_illegal(item: Item, posted: Posted) -> None:
    with pytest.raises(IllegalAnswer):
        Sitting(quiz(), 7).answer_of(next(i for i in EVERY_KIND if i.kind is item.kind), posted)


def test_a_quiz_gives_its_items_by_name() -> None:
    assert quiz().item("poll").name == "poll"
    with pytest.raises(KeyError):
        quiz().item("nergens")
