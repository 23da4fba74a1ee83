"""Plain words written so that no mark in them means anything in Markdown."""

import re

_MARKS = re.compile(r"[\\`*_\[\]<]|&(?=#?\w{1,31};)")
_ENTITIES = {"<": "&lt;", "&": "&amp;"}
"""Python-Markdown keeps the backslash in front of these."""
_START = re.compile(
    r"(#{1,6}(?=\s|$)|[-+](?=\s|$)|>|=+(?=\s*$)|-+(?=\s*$)|~~~)|(\d{1,9})([.)])(?=\s|$)"
)
_AT_START = {"=": "&#61;", "~": "&#126;"}


def escape(text: str) -> str:
    """Escape what means something anywhere in a line."""
    return _MARKS.sub(lambda found: _ENTITIES.get(found[0], f"\\{found[0]}"), text)


def escape_start(line: str) -> str:
    """Escape what means something at the start of a line, after `escape`."""
    found = _START.match(line)
    if found is None:
        return line
    if found[2]:
        return f"{found[2]}\\{line[len(found[2]) :]}"
    return _AT_START.get(line[0], f"\\{line[0]}") + line[1:]


def escape_cell(text: str) -> str:
    """Keep a text inside its cell of a table."""
    return text.replace("|", "\\|")
