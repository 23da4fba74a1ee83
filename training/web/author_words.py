"""The words of the editor: kinds, states, what a remedy does, and why a text was kept."""

from collections.abc import Mapping

from flask_babel import gettext

from training.compiler.fixing.page import Fix
from training.domain.document import Kind
from training.services.authoring.drafts import DISCARDED, OVERWRITTEN
from training.services.authoring.overview import State
from training.web.marking import N_

MENDED = "mended"
"""Why a text was kept: a remedy took words out of it."""

KINDS: Mapping[str, str] = {
    Kind.SCENARIO: N_("scenario"),
    Kind.LESSON: N_("les"),
    Kind.QUIZ: N_("quiz"),
    Kind.COURSE: N_("cursus"),
    Kind.COMPETENCIES: N_("competenties"),
    Kind.PHRASES: N_("lijst met zinnen"),
}
STATES: Mapping[str, str] = {
    State.IN_FORCE: N_("in werking, geen concept"),
    State.DRAFT: N_("met een concept"),
    State.ERRORS: N_("concept met fouten"),
    State.ASKED: N_("ter beoordeling"),
    State.TRANSLATION: N_("vertaling ontbreekt of loopt achter"),
}
LANGUAGES: Mapping[str, str] = {"nl": N_("Nederlands"), "en": N_("Engels")}
REASONS: Mapping[str, str] = {
    DISCARDED: N_("weggegooid"),
    OVERWRITTEN: N_("vervangen door een andere tekst"),
    MENDED: N_("zoals het was voor een verbetering"),
}
REMEDIES: Mapping[str, str] = {
    "add-choice": N_("Voeg een keuze toe naar “%(text)s”"),
    "add-ending": N_("Schrijf een einde erbij"),
    "add-scene": N_("Maak de scène “%(text)s”"),
    "blank-line": N_("Zet er een lege regel tussen"),
    "blank-lines": N_("Haal de lege regels bovenaan weg"),
    "close-header": N_("Sluit de kenmerken af met ---"),
    "comma": N_("Zet de komma erbij"),
    "header": N_("Zet de kenmerken bovenaan"),
    "id": N_("Schrijf id: %(text)s"),
    "indent": N_("Laat het bij de keuze erboven horen"),
    "judge": N_("Geef het “%(text)s”"),
    "language": N_("Schrijf de taal: %(text)s"),
    "lead-to": N_("Laat de keuze naar “%(text)s” gaan"),
    "make-ending": N_("Maak er een einde van"),
    "make-link": N_("Maak er een keuze van, naar “%(text)s”"),
    "quote": N_("Zet er aanhalingstekens om"),
    "remove-limit": N_("Haal de grens %(text)s weg"),
    "remove-line": N_("Haal de regel weg"),
    "remove-scene": N_("Haal de scène weg"),
    "right": N_("Dit antwoord is goed: %(text)s"),
    "second-level": N_("Maak er ## van"),
    "slots": N_("Zet de vaste woorden klaar"),
    "spaces": N_("Maak er spaties van"),
    "straight-quotes": N_("Zet rechte aanhalingstekens"),
    "ticks": N_("Zet voor elk antwoord [ ]"),
    "title": N_("Schrijf de titel %(text)s"),
    "unlink": N_("Laat alleen de woorden staan"),
    "write": N_("Schrijf “%(text)s”"),
    "wrong": N_("Dit antwoord is fout: %(text)s"),
}
"""By the words of a fix; the tests hold this list against all that there are."""


def kind_text(kind: str) -> str:
    """Name a kind."""
    return str(gettext(KINDS[kind]))


def language_text(language: str) -> str:
    """Name a language."""
    return str(gettext(LANGUAGES[language])) if language in LANGUAGES else language


def reason_text(reason: str) -> str:
    """Say why a text is among the earlier ones."""
    return str(gettext(REASONS[reason])) if reason in REASONS else reason


def fix_text(fix: Fix) -> str:
    """Say on a button what a remedy does."""
    template = str(gettext(REMEDIES[fix.words]))
    return template % {name: _short(value) for name, value in fix.values.items()}


def _short(value: str) -> str:
    line = " ".join("".join(mark if mark.isprintable() else " " for mark in value).split())
    return line if len(line) <= 60 else f"{line[:59]}…"  # noqa: PLR2004 - what fits a button


def choices(words: Mapping[str, str]) -> list[tuple[str, str]]:
    """Give words as the options of a list."""
    return [(name, gettext(text)) for name, text in words.items()]
