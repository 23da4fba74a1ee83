"""Text as an author sent it: read as UTF-8, line ends made equal, refused where it is hostile."""

from training.domain.diagnostics import Compiled, Diagnostic

MAX_SIZE = 100_000
MAX_MARKS = {"[": 2_000, "*_`<&!\\": 10_000}
"""Several times what the largest sensible document needs; beyond this the work is not bounded.

What only a parser can see, blocks that are too many, too long or too deep, `limits` refuses.
"""

BYTE_ORDER_MARK = "\ufeff"


def read_text(source: str | bytes) -> Compiled[str]:
    """Give the text with `\\n` as its only line end, or none with the reason."""
    text = _decode(source)
    if isinstance(text, Diagnostic):
        return Compiled(None, (text,))
    text = text.removeprefix(BYTE_ORDER_MARK).replace("\r\n", "\n").replace("\r", "\n")
    found = _binary(text) or _too_much(text)
    return Compiled(None, (found,)) if found else Compiled(text)


def _decode(source: str | bytes) -> str | Diagnostic:
    try:
        if isinstance(source, bytes):
            return source.decode("utf-8")
        source.encode("utf-8")  # a lone surrogate can be in a str, but in no file and no HTML
    except UnicodeDecodeError as error:
        before = error.object[: error.start].decode("utf-8", "replace")
        return _not_text(before, "encoding")
    except UnicodeEncodeError as error:
        return _not_text(error.object[: error.start], "encoding")
    return source


def _binary(text: str) -> Diagnostic | None:
    place = text.find("\0")
    return None if place < 0 else _not_text(text[:place], "binary")


def _not_text(before: str, variant: str) -> Diagnostic:
    lines = before.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return Diagnostic("E34", len(lines), len(lines[-1]) + 1, variant=variant)


def _too_much(text: str) -> Diagnostic | None:
    if len(text) > MAX_SIZE:
        return _refuse(text.count("\n", 0, MAX_SIZE) + 1, "size", MAX_SIZE)
    for marks, limit in MAX_MARKS.items():
        if sum(map(text.count, marks)) > limit:
            return _refuse(1, "file-marks", limit, marks=" ".join(marks))
    return None


def _refuse(line: int, variant: str, limit: int, **values: str) -> Diagnostic:
    return Diagnostic("E35", line, values={"limit": str(limit), **values}, variant=variant)
