"""The line of a text that a diagnostic is about, cut to what fits, and where in it."""

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH = 100


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A line on one row, and how many characters stand before the place."""

    text: str
    indent: int

    @property
    def caret(self) -> str:
        """Give the row below it, with a caret under the place."""
        return " " * self.indent + "^"


def lines_of(source: str) -> list[str]:
    """Part a text as the compiler counts its lines."""
    return source.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")


def excerpt(lines: Sequence[str], line: int, column: int, width: int = WIDTH) -> Excerpt | None:
    """Cut a line around a column; none where there is nothing to see."""
    if not (0 < line <= len(lines) and lines[line - 1].strip()):
        return None
    # one place for every character, and no control character of a file reaches a terminal
    text = "".join(mark if mark.isprintable() else " " for mark in lines[line - 1]).rstrip()
    start = max(0, min(column - width // 2, len(text) - width))
    shown = ("…" if start else "") + text[start : start + width]
    shown += "…" if start + width < len(text) else ""
    return Excerpt(shown, column - 1 - start + bool(start))
