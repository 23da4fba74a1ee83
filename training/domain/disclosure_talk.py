"""What a team may see of its own answers before and after a talk.

What is counted is a closed quarter, or a vote that was closed: no two splits of a group hold the
same answers. Shares are rounded, as everywhere; what `release` hides stays hidden.
"""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass

from training.domain.disclosure import Shown, coarse, decide, release
from training.domain.disclosure_groups import FEWEST_FOR_AGREEMENT, POINTS

FEWEST_FOR_A_TALK = 5
"""People in a unit before it gets a card at all; below twenty answers it has no numbers."""

SPLIT_BELOW = 0.5
"""A team splits when two of its people, taken at random, choose the same less often than this."""


@dataclass(frozen=True, slots=True)
class Split:
    """How `total` people chose, in per cents by option; an option of a few people has none.

    `alike` is the chance that two of them chose the same, in tenths; none where a cell is hidden.
    """

    total: int
    shares: tuple[int | None, ...]
    alike: float | None


def alike(counts: Sequence[int]) -> float:
    """Give the chance that two people, taken at random without putting back, chose the same."""
    total = sum(counts)
    pairs = total * (total - 1)
    return sum(count * (count - 1) for count in counts) / pairs if pairs else 1.0


def is_split(visible: Container[object], key: str, counts: Sequence[int]) -> Shown[bool]:
    """Tell whether a group splits, where so much may be told of it."""
    return decide(visible, key, alike(counts) < SPLIT_BELOW, bool)


def split_of(visible: Container[object], key: str, counts: Sequence[int]) -> Shown[Split]:
    """Show how a group chose; nothing of a group that may have no figures."""
    return decide(visible, key, _split(counts), lambda found: found)


def fitting_share(visible: Container[object], key: str, share: float) -> Shown[int]:
    """Show which share of a group gave a fitting answer, in per cents."""
    return decide(visible, key, share, lambda found: _rounded(found))


def dump_split(shown: Shown[Split]) -> dict[str, object] | None:
    """Write down what is shown, to keep it."""
    split = shown.value
    if split is None:
        return None
    return {"total": split.total, "shares": list(split.shares), "alike": split.alike}


def load_split(kept: Mapping[str, object] | None) -> Split | None:
    """Read back what was shown; `kept` comes from `dump_split` and from nowhere else."""
    if kept is None:
        return None
    total, shares, chance = kept["total"], kept["shares"], kept["alike"]
    if not isinstance(total, int) or not isinstance(shares, list):
        raise TypeError("this is no split")
    return Split(total, tuple(shares), chance if isinstance(chance, float) else None)


def _split(counts: Sequence[int]) -> Split | None:
    shown = release(counts)
    cells = shown.value if shown else None
    if cells is None:
        return None
    shares = tuple(
        None if count is None else _rounded(count / cells.total) for count in cells.counts
    )
    chance = coarse(alike(counts), n=cells.total, fewest=FEWEST_FOR_AGREEMENT, digits=1)
    return Split(cells.total, shares, None if cells.hidden else chance.value)


def _rounded(share: float) -> int:
    return POINTS * round(share * 100 / POINTS)
