"""The name of a heading: the anchor that GitHub gives it."""

import re
import unicodedata

_KEPT = frozenset({"Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Mc", "Me", "Nd", "Pc"})


def anchor(title: str) -> str:
    """Lower the case, keep letters with their accents, drop punctuation, turn spaces to hyphens."""
    kept = (
        character
        for character in title.strip().lower()
        if character in " -" or unicodedata.category(character) in _KEPT
    )
    return "".join(kept).replace(" ", "-")


def is_same_everywhere(name: str) -> bool:
    """Tell whether other viewers give this anchor too.

    GitLab and several editors fold a row of hyphens into one and trim the ends; GitHub does not.
    """
    return bool(name) and name == re.sub(r"-{2,}", "-", name).strip("-_")
