"""What may be told of counts of signals: no cell of a few, and none that follows from the rest.

A signal is of a citizen, and citizens with a plan are few and known in their town. So signals are
counted once, by closed quarters that no other report counts, all figures of a report over the same
signals. A quarter with fewer than ten is counted with the next one. Whoever looks today and
tomorrow sees the same, or a report about other signals.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta

from training.domain.disclosure import Shown, decide
from training.domain.quarter import quarter_of
from training.domain.rate import Rate, poisson

FEWEST_PUBLIC, FEWEST_INTERNAL = 5, 3
FEWEST_IN_PERIOD = 10
ONE_DAY = timedelta(days=1)


def table(counts: Mapping[str, int], fewest: int) -> dict[str, Shown[int]]:
    """Show the cells of a table whose total is shown; a zero is no small cell.

    Hidden cells are always at least two, of together enough signals: one alone would follow from
    the total.
    """
    hidden = {key for key, count in counts.items() if 0 < count < fewest}
    others = sorted((count, key) for key, count in counts.items() if count and key not in hidden)
    while others and hidden and (len(hidden) < 2 or _sum(counts, hidden) < fewest):  # noqa: PLR2004 -- one alone follows from the rest
        hidden.add(others.pop(0)[1])
    if _sum(counts, set(counts)) < fewest:
        hidden = set(counts)
    visible = counts.keys() - hidden
    return {key: decide(visible, key, count, _same) for key, count in counts.items()}


def total(number: int, fewest: int) -> Shown[int]:
    """Show how many there are in all, of enough."""
    return decide({"all"} if number >= fewest else set(), "all", number, _same)


def reach(learners: int) -> Shown[int]:
    """Show how many colleagues a lesson reaches; of fewer than five only that there are some."""
    return total(learners, FEWEST_PUBLIC)


def measure(value: float | None, number: int, fewest: int, digits: int = 0) -> Shown[float]:
    """Show a statistic of enough signals, rounded."""
    visible = {"all"} if number >= fewest else set()
    return decide(visible, "all", value, lambda found: round(found, digits))


def together(cells: Sequence[Shown[int]]) -> Shown[int]:
    """Add cells that are shown; hidden as soon as one of them is."""
    values = [cell.value for cell in cells]
    whole = sum(value for value in values if value is not None)
    visible = {"all"} if values and None not in values else set()
    return decide(visible, "all", whole, _same)


def per_hundred(number: Shown[int], contacts: int | None) -> Shown[Rate]:
    """Show a count that is shown as a rate of a hundred contacts, with its exact interval."""
    rate = poisson(number.value, contacts) if number.value is not None and contacts else None
    return decide({"all"}, "all", rate, lambda found: found)


def closed_period(
    first: date, today: date, settled_after: timedelta, count: Callable[[date, date], int]
) -> tuple[date, date] | None:
    """Give the next period to count: quarters in a row, until there are enough signals in it.

    None while the quarters that are over, and of which all that was promised fell due, hold too few
    together; they wait for the next one.
    """
    last = quarter_of(first).last
    while last + settled_after < today:
        if count(first, last) >= FEWEST_IN_PERIOD:
            return first, last
        last = quarter_of(last + ONE_DAY).last
    return None


def _sum(counts: Mapping[str, int], keys: set[str]) -> int:
    return sum(counts[key] for key in keys)


def _same(count: int) -> int:
    return count
