"""Says a diagnostic in the reader's language, with its values filled in."""

from collections.abc import Callable

from training.domain.diagnostics import Diagnostic
from training.web.diagnostic_sentences import SENTENCES
from training.web.marking import N_

CHECKED = N_("Bestanden nagekeken: %(files)s. Fouten: %(errors)s. Waarschuwingen: %(warnings)s.")
MAX_VALUE = 120
"""A value is quoted from a source that may be hostile; a sentence stays a sentence."""


def sentence(diagnostic: Diagnostic, gettext: Callable[[str], str]) -> str:
    """Say it in the reader's language, with the values filled in."""
    template = gettext(SENTENCES[f"{diagnostic.code} {diagnostic.variant}".strip()])
    return template % {name: _clip(value) for name, value in diagnostic.values.items()}


def _clip(value: str) -> str:
    line = " ".join("".join(mark if mark.isprintable() else " " for mark in value).split())
    return line if len(line) <= MAX_VALUE else f"{line[: MAX_VALUE - 1]}…"
