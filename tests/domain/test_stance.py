"""Missing leeway is told from missing skill by whether somebody may; quarters close one by one."""

from datetime import date

import pytest

from training.domain.quarter import quarter_before, quarter_of
from training.domain.stance import Gap, May, gap_of


@pytest.mark.parametrize(
    ("should", "would", "may", "gap"),
    [
        (3, 1, May.NO, Gap.MANDATE),
        (2, 0, May.NO, Gap.MANDATE),
        (3, 1, May.YES, Gap.SKILL),
        (3, 1, May.UNKNOWN, Gap.UNSURE),
        (1, 1, May.NO, Gap.NORM),
        (0, 1, May.YES, Gap.NORM),
        (3, 2, May.NO, Gap.NONE),
        (1, 3, May.NO, Gap.NONE),
    ],
)
def test_what_is_missing_follows_from_the_three(
    should: int, would: int, may: May, gap: Gap
) -> None:
    assert gap_of(should, would, may) is gap


def test_a_quarter_is_over_when_the_next_has_begun() -> None:
    winter = quarter_of(date(2026, 12, 31))
    assert (winter.first, winter.last) == (date(2026, 10, 1), date(2026, 12, 31))
    assert quarter_before(date(2027, 1, 1)) == winter
    assert quarter_before(date(2026, 12, 31)) == quarter_of(date(2026, 8, 15))
    assert quarter_of(date(2028, 2, 29)).last == date(2028, 3, 31)
