"""Scores of forms: from an answer to the total, and what is missing."""

import pytest

from training.domain.stocktake import (
    FIGURES,
    SUB_POINTS,
    TOTAL,
    Length,
    Sheet,
    Side,
    dont_know_share,
    often_share,
    score,
    statements_of,
)

CORE, LONG = Length.CORE, Length.LONG


def filled(value: int, length: Length = CORE) -> dict[str, int]:
    return dict.fromkeys(statements_of(length), value)


def test_core_has_eighteen_statements_and_the_long_form_twenty_seven() -> None:
    assert len(statements_of(CORE)) == 18
    assert len(statements_of(LONG)) == 27


@pytest.mark.parametrize("figure", FIGURES)
@pytest.mark.parametrize("length", [CORE, LONG])
@pytest.mark.parametrize(("value", "expected"), [(5, 100), (1, 0), (3, 50)])
def test_equal_answers_give_one_score(
    figure: str, length: Length, value: int, expected: float
) -> None:
    assert score(filled(value, length), figure, length) == expected


@pytest.mark.parametrize(
    ("answers", "length", "expected"),
    [
        ({"1.1a": 4, "1.1b": 0}, CORE, 75.0),
        ({"1.1a": 4}, CORE, 75.0),
        ({"1.1a": 0, "1.1b": 0}, CORE, None),
        ({"1.1a": 4, "1.1b": 0, "1.1c": 0}, LONG, None),
        ({"1.1a": 4, "1.1b": 2, "1.1c": 0}, LONG, 50.0),
    ],
)
def test_sub_point_asks_for_one_of_two_or_two_of_three(
    answers: dict[str, int], length: Length, expected: float | None
) -> None:
    assert score(answers, "1.1", length) == expected


def test_principle_asks_for_two_sub_points() -> None:
    assert score({"1.1a": 5, "1.2a": 1}, "1", CORE) == 50
    assert score({"1.1a": 5, "1.1b": 5}, "1", CORE) is None


def test_total_weighs_principles_alike_whatever_was_answered() -> None:
    answers = filled(5) | dict.fromkeys(("1.1a", "1.1b", "1.2a", "1.2b", "1.3a", "1.3b"), 1)
    answers |= {"1.3a": 0, "1.3b": 0}
    assert score(answers, TOTAL, CORE) == pytest.approx(200 / 3)
    assert score({**answers, "1.2a": 0, "1.2b": 0}, TOTAL, CORE) is None


def test_a_sub_point_that_is_not_told_goes_into_no_sum() -> None:
    answers = filled(5) | {"1.3a": 1, "1.3b": 1}
    told = tuple(code for code in SUB_POINTS if code != "1.3")
    assert score(answers, "1", CORE, told) == 100
    assert score(answers, TOTAL, CORE, told) == 100


def test_not_knowing_is_counted_among_marks_and_an_empty_line_is_not() -> None:
    sheets = [
        Sheet(Side.STAFF, {"1.1a": 0, "1.1b": 4}),
        Sheet(Side.STAFF, {"1.1a": 2}),
        Sheet(Side.STAFF, {}),
    ]
    assert dont_know_share(sheets, "1.1", CORE) == (1 / 3, 3)
    assert often_share(sheets, "1.1", CORE) == (1 / 2, 2)
    assert dont_know_share(sheets, "1.2", CORE) == (None, 0)
