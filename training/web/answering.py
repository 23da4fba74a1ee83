"""A response to a question, as the form of its page sends it."""

from collections.abc import Mapping

from flask import request

from training.domain.sitting import Posted

LONGEST_PLACE = 4
PLACES = ("place-", "match-")


def posted() -> Posted:
    """Read what was ticked, placed or typed."""
    placed: dict[int, int] = {}
    for prefix in PLACES:
        placed |= _numbers(request.form, prefix)
    chosen = tuple(request.form.getlist("answer", type=int))
    # No database but SQLite can keep a NUL, and nobody types one.
    text = request.form.get("text", "").replace("\r\n", "\n").replace("\x00", "")
    return Posted(chosen, placed, text)


def _numbers(form: Mapping[str, str], prefix: str) -> dict[int, int]:
    return {
        int(name.removeprefix(prefix)): int(value)
        for name, value in form.items()
        if name.startswith(prefix) and _is_place(name.removeprefix(prefix)) and _is_place(value)
    }


def _is_place(text: str) -> bool:
    return text.isdecimal() and len(text) <= LONGEST_PLACE
