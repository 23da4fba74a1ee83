"""A number with decimals is written as one, and read back as the same."""

from decimal import Decimal

import pytest

from training.services.reporting.sheet import cell_of, meaning_of


@pytest.mark.parametrize(
    ("number", "text", "meaning"),
    [("-0.5", "-0,5", "-0.5"), ("10.0", "10", "10"), ("-0.0", "0", "0"), ("0.05", "0,05", "0.05")],
)
def test_a_number_with_decimals_means_the_same_however_it_is_saved(
    number: str, text: str, meaning: str
) -> None:
    cell = cell_of(Decimal(number))
    assert (cell.text, cell.meaning) == (text, meaning)
    assert meaning_of(cell.text) == meaning_of(float(number)) == meaning
