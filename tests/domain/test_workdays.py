"""Working days by the holidays of two countries, against published calendars."""

from datetime import date

import pytest

from training.domain.workdays import Country, add_workdays, count_workdays, easter, is_workday

NL, VL = Country.NETHERLANDS, Country.FLANDERS


@pytest.mark.parametrize(
    ("year", "month", "day"),
    [(1961, 4, 2), (2000, 4, 23), (2008, 3, 23), (2024, 3, 31), (2025, 4, 20), (2026, 4, 5),
     (2027, 3, 28), (2038, 4, 25), (2285, 3, 22)],
)  # fmt: skip
def test_easter_is_where_the_church_has_it(year: int, month: int, day: int) -> None:
    assert easter(year) == date(year, month, day)


@pytest.mark.parametrize(
    ("country", "day"),
    [
        (NL, date(2026, 4, 3)),  # Good Friday
        (NL, date(2026, 4, 6)),  # Easter Monday
        (NL, date(2026, 4, 27)),  # the King
        (NL, date(2026, 5, 5)),
        (NL, date(2026, 5, 14)),  # Ascension
        (NL, date(2026, 5, 25)),  # Whit Monday
        (NL, date(2026, 12, 25)),
        (NL, date(2026, 11, 21)),  # a Saturday
        (VL, date(2026, 5, 1)),
        (VL, date(2026, 7, 21)),
        (VL, date(2025, 7, 11)),
        (VL, date(2026, 11, 11)),
    ],
)
def test_offices_are_closed(country: Country, day: date) -> None:
    assert not is_workday(country, day)


@pytest.mark.parametrize(
    ("country", "day"),
    [
        (NL, date(2026, 11, 11)),
        (NL, date(2026, 7, 21)),
        (NL, date(2026, 5, 1)),
        (VL, date(2026, 4, 3)),
        (VL, date(2026, 4, 27)),
        (VL, date(2026, 5, 5)),
    ],
)
def test_the_holiday_of_one_is_a_working_day_of_the_other(country: Country, day: date) -> None:
    assert is_workday(country, day)


def test_the_kings_day_is_moved_from_a_sunday_to_the_saturday() -> None:
    assert date(2025, 4, 27).weekday() == 6
    assert is_workday(NL, date(2025, 4, 28))


def test_ten_working_days_over_easter_differ_by_country() -> None:
    received = date(2026, 4, 1)
    assert add_workdays(NL, received, 2) == date(2026, 4, 7)
    assert add_workdays(VL, received, 2) == date(2026, 4, 3)
    assert add_workdays(NL, received, 10) == date(2026, 4, 17)
    assert add_workdays(VL, received, 10) == date(2026, 4, 16)


def test_counting_and_adding_agree() -> None:
    for country in Country:
        for number in range(30):
            end = add_workdays(country, date(2026, 12, 18), number)
            assert count_workdays(country, date(2026, 12, 18), end) == number
