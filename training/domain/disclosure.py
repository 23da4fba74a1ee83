"""What may be shown of a group: nothing from which a few people can be picked out.

The one place that decides it. Only this module makes a `Shown`, and pages write nothing else.

- A distribution needs twenty people. A cell of one or two is hidden, and with it another that is
  not small, so that it follows from no total and any of the hidden ones may be the large one
  (secondary suppression; Hundepool et al., Statistical Disclosure Control, 2012, chapter 4). In a
  table of two cells a zero is hidden as well, since all the others are then known.
- The same table appears again only after ten more people, and only when each cell that was shown
  grew by nothing or by three or more, so that two publications subtracted tell no more than one.
- What was hidden stays a candidate for hiding: the cells that are hidden later are among those that
  were hidden before. Differences of publications that are further apart are therefore sums of
  differences that are each safe.

Left open on purpose: who knows these rules can tell, once a hidden cell is shown, that it was small
before. Who that was does not follow.
"""

from collections.abc import Callable, Collection, Container, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from training.domain.item_analysis import Quartiles

FEWEST = 20
SMALLEST_CELL = 3
SHOWN_AGAIN = 5
"""A cell that was hidden may have been two: from five on it has grown by three or more."""

WAVE = 10
STEP = 5
LOWEST_SHARE = 10

T = TypeVar("T")
V = TypeVar("V")
_SEAL = object()


@dataclass(frozen=True, slots=True)
class Shown(Generic[T]):
    """A value that may be shown, or the fact that it may not (`value` is none)."""

    value: T | None
    _seal: object = field(default=None, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Refuse to be made by anybody else."""
        if self._seal is not _SEAL:
            raise TypeError("only training.domain.disclosure decides what may be shown")


@dataclass(frozen=True, slots=True)
class Cells:
    """A distribution of `total` people; a hidden cell is none."""

    total: int
    counts: tuple[int | None, ...]

    @property
    def hidden(self) -> frozenset[int]:
        """Give the places of the cells that are not shown."""
        return frozenset(place for place, count in enumerate(self.counts) if count is None)


HIDDEN: Shown[float] = Shown(None, _SEAL)
NO_SIZE: Shown[int] = Shown(None, _SEAL)
NO_TIMES: Shown[tuple[float, float, float]] = Shown(None, _SEAL)


def release(counts: Sequence[int], before: Cells | None = None) -> Shown[Cells] | None:
    """Decide what to show of a distribution; none to let what was shown before stand.

    `before` is what was shown last of the same table. Too few people, or too few more, or a
    difference from which a few could be picked out: nothing new.
    """
    total = sum(counts)
    if total < FEWEST:
        return None
    if before and (total - before.total < WAVE or len(before.counts) != len(counts)):
        return None
    hidden = _hidden(counts, before.hidden if before else frozenset())
    if before and not _is_safe_after(counts, hidden, before):
        return None
    shown = tuple(None if place in hidden else count for place, count in enumerate(counts))
    return Shown(Cells(total, shown), _SEAL)


def count_within(cells: Cells, members: Collection[int]) -> Shown[int]:
    """Count the people in some of the cells, where that tells no more than the cells do."""
    hidden = cells.hidden
    seen = sum(count for place in members if (count := cells.counts[place]) is not None)
    if not hidden & set(members):
        return Shown(seen, _SEAL)
    if hidden <= set(members):
        everyone = sum(count for count in cells.counts if count is not None)
        return Shown(seen + cells.total - everyone, _SEAL)
    return Shown(None, _SEAL)


def is_option_shown(cells: Cells, option: int) -> bool:
    """Tell whether an option may be named: what is said of it says how many took it."""
    return cells.counts[option] is not None


def group_size(n: int, *, is_everyone: bool) -> Shown[int]:
    """Show how many answered: of a part of the people only from twenty on.

    How many came by a scene off the main road says what they chose before it.
    """
    return Shown(n if is_everyone or n >= FEWEST else None, _SEAL)


def coarse(value: float | None, *, n: int, fewest: int, digits: int) -> Shown[float]:
    """Show a statistic of enough people, rounded."""
    if value is None or n < max(fewest, FEWEST):
        return HIDDEN
    return Shown(round(value, digits), _SEAL)


def times(found: Quartiles, *, fewest: int) -> Shown[tuple[float, float, float]]:
    """Show how long enough people took: the quartiles, in seconds."""
    if found.n < max(fewest, FEWEST):
        return NO_TIMES
    return Shown((found.lower, found.median, found.upper), _SEAL)


def shares_by_third(
    thirds: Sequence[Sequence[int]], cells: Cells, *, fewest: int
) -> Shown[tuple[tuple[int | None, ...], ...]]:
    """Show how each third of the people chose, in per cents; -1 stands for fewer than ten.

    Rounded to five, since a third is a small group; an option that is hidden is hidden here too.
    """
    sizes = [sum(third) for third in thirds]
    if cells.total < fewest or min(sizes, default=0) < FEWEST:
        return Shown(None, _SEAL)
    return Shown(
        tuple(
            tuple(
                None if place in cells.hidden else _rounded(count, size)
                for place, count in enumerate(third)
            )
            for third, size in zip(thirds, sizes, strict=True)
        ),
        _SEAL,
    )


def decide(
    visible: Container[object], key: str, value: V | None, rounded: Callable[[V], T]
) -> Shown[T]:
    """Show a value of a group that may have figures, rounded so that nobody can be told from it."""
    return Shown(None if value is None or key not in visible else rounded(value), _SEAL)


def dump_cells(shown: Shown[Cells]) -> dict[str, object] | None:
    """Write down what is shown, to keep it."""
    cells = shown.value
    return {"total": cells.total, "counts": list(cells.counts)} if cells else None


def load_cells(kept: Mapping[str, object] | None) -> Shown[Cells]:
    """Read back what was shown; `kept` comes from `dump_cells` and from nowhere else."""
    if kept is None:
        return Shown(None, _SEAL)
    total, counts = kept["total"], kept["counts"]
    if not isinstance(total, int) or not isinstance(counts, list):
        raise TypeError("these are no cells")
    return Shown(Cells(total, tuple(counts)), _SEAL)


def load(kept: T | None) -> Shown[T]:
    """Read back a value that was shown, or was not."""
    return Shown(kept, _SEAL)


def _hidden(counts: Sequence[int], before: frozenset[int]) -> frozenset[int]:
    """Choose the cells to hide: the small ones, and with them those that were hidden before."""
    fewest = 0 if len(counts) == 2 else 1  # noqa: PLR2004 -- of two cells one tells the other
    hidden = {
        place
        for place, count in enumerate(counts)
        if fewest <= count < (SHOWN_AGAIN if place in before else SMALLEST_CELL)
    }
    if not hidden:
        return frozenset()
    others = {place for place, count in enumerate(counts) if count and place not in hidden}
    # One that is not small, so that any of the hidden ones may be it; and all that equal it, or
    # which of them was taken would say which is the small one.
    while others and (len(hidden) < 2 or max(counts[p] for p in hidden) < SMALLEST_CELL):  # noqa: PLR2004 -- one alone follows from the rest
        least = min((place not in before, counts[place]) for place in others)
        hidden |= {place for place in others if (place not in before, counts[place]) == least}
        others -= hidden
    return frozenset(hidden)


def _is_safe_after(counts: Sequence[int], hidden: frozenset[int], before: Cells) -> bool:
    if not hidden <= before.hidden:
        return False
    growth = [
        counts[place] - count for place, count in enumerate(before.counts) if count is not None
    ]
    rest = sum(counts) - before.total - sum(growth)
    return all(step == 0 or step >= SMALLEST_CELL for step in (*growth, rest))


def _rounded(count: int, size: int) -> int:
    if not count:
        return 0
    percent = STEP * round(100 * count / size / STEP)
    return percent if percent >= LOWEST_SHARE else -1
