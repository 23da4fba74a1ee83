"""The type of text that may be shown as HTML."""

from typing import NewType

Prose = NewType("Prose", str)
"""HTML that the compiler made from an author's Markdown: sanitised, safe to show unescaped."""

NO_PROSE = Prose("")
