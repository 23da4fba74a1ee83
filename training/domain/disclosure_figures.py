"""Figures that carry how many people they are of: rounded and blurred here, and nowhere else.

What fewer than three people of a group did is never told, however large it is: a share says at
least three of either side, and every other figure of the same answers is made of the blurred
counts, so that none says more than the share. Intervals follow from what is told and from how many
there are; an interval of the exact figure would tell it again, with other ends.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, sqrt

from training.domain.disclosure import Shown, decide
from training.domain.disclosure_groups import (
    FEWEST_FOR_EXTREMES,
    FEWEST_IN_A_CELL,
    POINTS,
    Visible,
)
from training.domain.interval import around

FEWEST_ASKED = 2 * FEWEST_IN_A_CELL
"""Of a question that fewer answered, nothing is left once three of either side are not told."""

HALF_STEP = POINTS / 2


@dataclass(frozen=True, slots=True)
class Answers:
    """How a group answered one question: counts by kind of answer, and which kinds are inviting."""

    counts: tuple[int, ...]
    is_good: tuple[bool, ...]

    @property
    def n(self) -> int:
        """Count the people."""
        return sum(self.counts)

    @property
    def share(self) -> "Share":
        """Give the share of inviting answers."""
        good = sum(
            count for count, is_good in zip(self.counts, self.is_good, strict=True) if is_good
        )
        return Share(good, self.n)

    @property
    def pairs_alike(self) -> float:
        """Count the pairs of people who say the same, as if at least three say otherwise."""
        most, n = max(self.counts), self.n
        if most > n - FEWEST_IN_A_CELL:
            return _pairs(n - FEWEST_IN_A_CELL) + _pairs(FEWEST_IN_A_CELL)
        return sum(map(_pairs, self.counts))


@dataclass(frozen=True, slots=True)
class Share:
    """How many of `n` people, or how much of them where each of them has a share of its own."""

    good: float
    n: float

    @property
    def blurred(self) -> float:
        """Give the share, 0 to 1, with at least three people on either side."""
        return _off_ends(self.good, min(FEWEST_IN_A_CELL, self.n / 2), self.n) / self.n


@dataclass(frozen=True, slots=True)
class Chance:
    """A chance of two of `n` people, made of blurred counts; by `both_of` and `alike_of` only."""

    value: float
    n: float


@dataclass(frozen=True, slots=True)
class Distance:
    """How far apart two groups answer, 0 to 1, and how many people each has."""

    value: float
    n: int
    other: int

    @property
    def blurred(self) -> float:
        """Give the distance, as if three of either group answered as the other group does.

        That three of the smaller one answer otherwise than the larger is no distance.
        """
        if self.value <= FEWEST_IN_A_CELL / min(self.n, self.other):
            return 0.0
        most = 1 - FEWEST_IN_A_CELL / self.n - FEWEST_IN_A_CELL / self.other
        return min(self.value, most)


def pool(asked: Sequence[Answers]) -> Share | None:
    """Give the share over several questions: each answer weighs the same.

    Each question is blurred before it is added, or one could be taken from their sum.
    """
    shares = [each.share for each in asked if each.n >= FEWEST_ASKED]
    total = sum(share.n for share in shares)
    if not total:
        return None
    many = total / len(shares)
    return Share(many * sum(share.blurred * share.n for share in shares) / total, many)


def both_of(asked: Sequence[Answers]) -> Chance | None:
    """Give the chance that two people of a group both answer invitingly: x(x-1) / n(n-1).

    Over several questions each pair of answers weighs the same.
    """
    shares = [each.share for each in asked if each.n >= FEWEST_ASKED]
    return _chance([_pairs(share.blurred * share.n) for share in shares], [s.n for s in shares])


def alike_of(asked: Sequence[Answers]) -> Chance | None:
    """Give the chance that two people of a group say the same; none where only one can be said."""
    many = [each for each in asked if each.n >= FEWEST_ASKED and len(each.counts) > 1]
    return _chance([each.pairs_alike for each in many], [each.n for each in many])


def distance_of(one: Answers, other: Answers) -> Distance | None:
    """Give half the sum of differences of shares: 0 the same, 1 nothing in common."""
    if not one.n or not other.n or len(one.counts) == 1:
        return None
    apart = (abs(a / one.n - b / other.n) for a, b in zip(one.counts, other.counts, strict=True))
    return Distance(sum(apart) / 2, one.n, other.n)


def told_share(visible: Visible, key: str, share: Share | None) -> Shown[int]:
    """Show a share in per cents rounded to five."""
    return decide(visible, key, share, lambda found: round_share(found.blurred))


def told_joint_share(
    visible: Visible, key: str, own: tuple[float | None, int], known: tuple[float | None, int]
) -> Shown[int]:
    """Show a share over answers of which whoever asks may know a part: both with their numbers.

    It is blurred by the people whom nobody knows alone, who may have given more answers than one;
    the others are added after that: take them away again, and what is left is still blurred.
    """
    share, many = own
    people = visible.answered.get(key, 0)
    if share is None or not people:
        return decide(visible, key, None, round_share)
    beside = known[1] if known[0] is not None else 0
    blurred = Share(share * people, people).blurred
    joint = (blurred * many + (known[0] or 0.0) * beside) / (many + beside)
    return decide(visible, key, joint, round_share)


def step_for(n: int, whole: int = 100) -> float:
    """Give the step of a mean of `n` people: one of them seldom moves it by more than two."""
    return whole / 100 * (POINTS if n < FEWEST_FOR_EXTREMES else 1)


def blur_mean(mean: float, n: int, whole: int = 100) -> float:
    """Move a mean of a small group away from both ends: what all say alike is not told of each.

    By one step: on a scale the ends are seldom reached, and three of seven people are half of it.
    """
    return _off_ends(mean, step_for(n, whole) if n < FEWEST_FOR_EXTREMES else 0.0, whole)


def told_share_interval(visible: Visible, key: str, share: Share | None) -> Shown[tuple[int, int]]:
    """Show between which shares the truth may well lie: Wilson's interval of what is told.

    It is that of every share that is rounded to the same, so it is wide enough.
    """
    return decide(visible, key, share, _share_interval)


def told_chance(visible: Visible, key: str, chance: Chance | None) -> Shown[int]:
    """Show a chance in per cents rounded to five."""
    return decide(visible, key, chance, lambda found: round_share(found.value))


def told_chance_interval(
    visible: Visible, key: str, chance: Chance | None
) -> Shown[tuple[int, int]]:
    """Show between which chances the truth may well lie, from what is told.

    Of all distributions in which two people say the same by chance A, the one in which √A of them
    say one thing varies most: by the delta method 4 (A^1.5 - A²) / n. Its root is concave in A, so
    that a mean over questions varies no more. So it is Wilson's interval of √A, squared.
    """
    return decide(visible, key, chance, _chance_interval)


def told_distance(visible: Visible, one: str, other: str, found: Distance | None) -> Shown[int]:
    """Show how far two groups are apart, in per cents rounded to five, where both are shown."""
    return decide(
        visible, one, found if other in visible else None, lambda apart: round_share(apart.blurred)
    )


def _off_ends(value: float, least: float, whole: float) -> float:
    """Keep a number so far away from none and from all: the one blur there is."""
    return min(max(value, least), whole - least)


def _pairs(many: float) -> float:
    return many * (many - 1)


def _chance(found: Sequence[float], asked: Sequence[float]) -> Chance | None:
    if not asked:
        return None
    return Chance(sum(found) / sum(map(_pairs, asked)), sum(asked) / len(asked))


def round_share(share: float) -> int:
    """Give a share in per cents rounded to five; for what is blurred or hidden already."""
    return POINTS * round(share * 100 / POINTS)


def _share_interval(share: Share) -> tuple[int, int]:
    low, high = _between(round_share(share.blurred))
    return _outward(around(low, share.n).low, around(high, share.n).high)


def _chance_interval(chance: Chance) -> tuple[int, int]:
    low, high = (sqrt(end) for end in _between(round_share(chance.value)))
    return _outward(around(low, chance.n).low ** 2, around(high, chance.n).high ** 2)


def _between(told: int) -> tuple[float, float]:
    """Give the ends of what is rounded to the same, 0 to 1."""
    return max(0.0, told - HALF_STEP) / 100, min(100.0, told + HALF_STEP) / 100


def _outward(low: float, high: float) -> tuple[int, int]:
    return POINTS * floor(low * 100 / POINTS), min(100, POINTS * ceil(high * 100 / POINTS))
