"""Two texts that come from one: what only one of them changed is taken, the rest is marked."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

OPENS, DIVIDES, CLOSES = "<" * 7, "=" * 7, ">" * 7
MOST_LINES = 4_000
"""Longer texts are not laid side by side line by line: what differs is then one place."""


@dataclass(frozen=True, slots=True)
class Labels:
    """What stands behind the marks of a place where both texts say something else."""

    ours: str
    theirs: str
    end: str


@dataclass(frozen=True, slots=True)
class Merged:
    """One text, and in how many places somebody has to choose."""

    text: str
    conflicts: int


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of lines: the same in base, ours and theirs, or not; `base` may be unknown."""

    base: tuple[str, ...] | None
    ours: tuple[str, ...]
    theirs: tuple[str, ...]

    @property
    def is_common(self) -> bool:
        """Tell whether nobody changed anything here."""
        return self.ours == self.theirs and self.base in (None, self.ours)

    @property
    def is_conflict(self) -> bool:
        """Tell whether both changed it, and not alike."""
        return self.ours != self.theirs and self.base not in (self.ours, self.theirs)

    @property
    def chosen(self) -> tuple[str, ...]:
        """Give what goes into one text, where nobody has to choose."""
        return self.theirs if self.ours == self.base else self.ours


def merge(base: str | None, ours: str, theirs: str, labels: Labels) -> Merged:
    """Put two texts together; without a base every difference is a place to choose."""
    if ours == theirs:
        return Merged(ours, 0)
    if base is not None and base in (ours, theirs):
        return Merged(theirs if base == ours else ours, 0)
    text: list[str] = []
    conflicts = 0
    for piece in lay_beside(base, ours, theirs):
        conflicts += piece.is_conflict
        text.extend(_marked(piece, labels) if piece.is_conflict else piece.chosen)
    return Merged("".join(text), conflicts)


def lay_beside(base: str | None, ours: str, theirs: str) -> tuple[Piece, ...]:
    """Cut texts into stretches that are equal, and stretches in which one or both differ."""
    if base is None:
        return tuple(_pieces_of_two(_lines(ours), _lines(theirs)))
    return tuple(_pieces(_lines(base), _lines(ours), _lines(theirs)))


def _marked(piece: Piece, labels: Labels) -> Iterator[str]:
    last = (*piece.ours, *piece.theirs, "\n")[0]
    end = "\r\n" if last.endswith("\r\n") else "\n"
    yield f"{OPENS} {labels.ours}{end}"
    yield from _closed(piece.ours, end)
    yield f"{DIVIDES} {labels.theirs}{end}"
    yield from _closed(piece.theirs, end)
    yield f"{CLOSES} {labels.end}{end}"


def _closed(lines: tuple[str, ...], end: str) -> Iterator[str]:
    """Give lines that all have an end, so that a mark begins a line of its own."""
    for line in lines:
        yield line if line.endswith(("\n", "\r")) else line + end


def _pieces(base: list[str], ours: list[str], theirs: list[str]) -> Iterator[Piece]:
    """Walk along what all three have in common, and give what lies in between."""
    at = our_at = their_at = 0
    for start, our_start, their_start, size in [
        *_common(base, ours, theirs),
        (len(base), len(ours), len(theirs), 0),
    ]:
        between = Piece(
            tuple(base[at:start]),
            tuple(ours[our_at:our_start]),
            tuple(theirs[their_at:their_start]),
        )
        if between.base or between.ours or between.theirs:
            yield between
        at, our_at, their_at = start + size, our_start + size, their_start + size
        if size:
            same = tuple(base[start:at])
            yield Piece(same, same, same)


def _common(
    base: list[str], ours: list[str], theirs: list[str]
) -> Iterator[tuple[int, int, int, int]]:
    """Give stretches of the base that both texts kept, with where they stand in each."""
    left, right = _matches(base, ours), _matches(base, theirs)
    i = j = 0
    while i < len(left) and j < len(right):
        (start, our_start, size), (other, their_start, their_size) = left[i], right[j]
        low, high = max(start, other), min(start + size, other + their_size)
        if low < high:
            yield low, our_start + low - start, their_start + low - other, high - low
        if start + size < other + their_size:
            i += 1
        else:
            j += 1


def _pieces_of_two(ours: list[str], theirs: list[str]) -> Iterator[Piece]:
    at = their_at = 0
    for start, their_start, size in [*_matches(ours, theirs), (len(ours), len(theirs), 0)]:
        if start > at or their_start > their_at:
            yield Piece(None, tuple(ours[at:start]), tuple(theirs[their_at:their_start]))
        at, their_at = start + size, their_start + size
        same = tuple(ours[start:at])
        if same:
            yield Piece(None, same, same)


def _matches(one: list[str], other: list[str]) -> list[tuple[int, int, int]]:
    """Give the stretches that two texts share; the equal beginning and end are found at once."""
    head = 0
    while head < min(len(one), len(other)) and one[head] == other[head]:
        head += 1
    tail = 0
    while tail < min(len(one), len(other)) - head and one[-1 - tail] == other[-1 - tail]:
        tail += 1
    middle, other_middle = one[head : len(one) - tail], other[head : len(other) - tail]
    found = [(0, 0, head)] if head else []
    if len(middle) + len(other_middle) <= MOST_LINES:
        blocks = SequenceMatcher(None, middle, other_middle).get_matching_blocks()
        found += [(a + head, b + head, size) for a, b, size in blocks if size]
    if tail:
        found.append((len(one) - tail, len(other) - tail, tail))
    return found


def _lines(text: str) -> list[str]:
    """Cut at line feeds alone, and keep them: no other mark ends a line of a file."""
    lines = text.split("\n")
    return [f"{line}\n" for line in lines[:-1]] + ([lines[-1]] if lines[-1] else [])
