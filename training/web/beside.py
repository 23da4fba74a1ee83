"""Two texts and what they come from, as rows of a table: what is equal is folded."""

from collections.abc import Sequence
from dataclasses import dataclass

from training.domain.merging import Piece

AROUND = 2


@dataclass(frozen=True, slots=True)
class Row:
    """A stretch of lines in three columns, or so many equal lines that are folded away.

    `kind` is equal, ours, theirs, both (changed alike), conflict or folded.
    """

    kind: str
    base: str = ""
    ours: str = ""
    theirs: str = ""
    folded: int = 0


def rows_of(pieces: Sequence[Piece]) -> tuple[Row, ...]:
    """Give the rows from top to bottom; around what differs two equal lines stay."""
    rows: list[Row] = []
    for place, piece in enumerate(pieces):
        if not piece.is_common:
            base, ours, theirs = map(_text, (piece.base, piece.ours, piece.theirs))
            rows.append(Row(_kind(piece), base, ours, theirs))
            continue
        head = AROUND if place else 0
        tail = AROUND if place < len(pieces) - 1 else 0
        lines = piece.ours
        if len(lines) <= head + tail + 1:
            rows.append(_equal(lines))
            continue
        rows += [_equal(lines[:head])] if head else []
        rows.append(Row("folded", folded=len(lines) - head - tail))
        rows += [_equal(lines[-tail:])] if tail else []
    return tuple(rows)


def _equal(lines: tuple[str, ...]) -> Row:
    text = _text(lines)
    return Row("equal", text, text, text)


def _kind(piece: Piece) -> str:
    if piece.is_conflict:
        return "conflict"
    if piece.ours == piece.theirs:
        return "both"
    return "theirs" if piece.ours == piece.base else "ours"


def _text(lines: Sequence[str] | None) -> str:
    return "".join(lines or ()).rstrip("\r\n")
