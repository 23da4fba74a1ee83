"""A trend lays periods side by side that asked the same, and leaves room for chance."""

from dataclasses import replace
from datetime import date
from uuid import UUID, uuid4

import pytest

from tests.world import MOMENT
from training.domain.disclosure import load
from training.services.aligning import trend
from training.services.aligning.reports import Chance, Figure, Line
from training.services.aligning.trend import Step, trend_of
from training.services.library import Library, Shelf

NONE = Chance(load(None))
A, B = frozenset({1, 2}), frozenset({1, 3})


def line(quarter: int, share: int | None, reach: int = 5, occasion: str = "course") -> Line:
    """Make a report of a quarter; the interval is so many per cents on both sides."""
    found = NONE if share is None else Chance(load(share), share - reach, share + reach)
    figure = Figure("everyone", "", "all", load(40), found, NONE, NONE)
    first, last = date(2026, quarter * 3 - 2, 1), date(2026, quarter * 3, 28)
    return Line(uuid4(), occasion, "", first, last, MOMENT, figure)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> dict[UUID, frozenset[int]]:
    """Stand in for the table of the questions of each report."""
    found: dict[UUID, frozenset[int]] = {}
    monkeypatch.setattr(trend, "map_questions", lambda session: found)
    return found


def laid(
    asked: dict[UUID, frozenset[int]], lines: list[Line], sets: list[frozenset[int]]
) -> trend.Trend | None:
    asked.update({one.id: numbers for one, numbers in zip(lines, sets, strict=True)})
    newest_first = sorted(lines, key=lambda one: one.until_on, reverse=True)
    # The session is not looked at: the fixture stands before it.
    return trend_of(Library(None, Shelf()), newest_first)  # type: ignore[arg-type]  # no database


def test_intervals_that_touch_are_no_difference(asked: dict[UUID, frozenset[int]]) -> None:
    found = laid(asked, [line(1, 40), line(2, 50), line(3, 65), line(4, 45)], [A] * 4)
    assert found
    steps = [moment.step for moment in found.moments]
    assert steps == [None, Step.OVERLAP, Step.UP, Step.DOWN]
    assert (found.whole, found.others) == (Step.OVERLAP, 0)


def test_other_questions_stand_beside_no_other_period(asked: dict[UUID, frozenset[int]]) -> None:
    found = laid(asked, [line(1, 40), line(2, 80), line(3, 60)], [A, B, A])
    assert found
    assert [moment.share for moment in found.moments] == [40, 60]
    assert (found.whole, found.others) == (Step.UP, 1)
    assert laid(asked, [line(1, 40), line(2, 80)], [A, B]) is None


def test_what_is_hidden_and_what_is_a_measurement_is_no_moment(
    asked: dict[UUID, frozenset[int]],
) -> None:
    assert laid(asked, [line(1, None), line(2, 80)], [A, A]) is None
    assert laid(asked, [line(1, 40, occasion="measurement"), line(2, 80)], [A, A]) is None
    assert laid(asked, [], []) is None


def test_a_report_without_questions_begins_no_trend(asked: dict[UUID, frozenset[int]]) -> None:
    none = frozenset[int]()
    assert laid(asked, [line(1, 40), replace(line(2, 80))], [none, none]) is None
