"""What may be told of counts of signals: no cell of a few, and none that follows from the rest.

A signal is of a citizen, and citizens with a plan are few and known in their town. What signals are
about is counted by closed quarter, never by part of one, so that no week can be taken from a month.
"""

from collections.abc import Mapping

from training.domain.disclosure import Shown, decide

FEWEST_PUBLIC, FEWEST_INTERNAL = 5, 3


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


def _sum(counts: Mapping[str, int], keys: set[str]) -> int:
    return sum(counts[key] for key in keys)


def _same(count: int) -> int:
    return count
