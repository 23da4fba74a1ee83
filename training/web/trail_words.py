"""Every action, thing and result on the trail, in words."""

from collections.abc import Mapping

from flask_babel import gettext

from training.web.marking import N_

ACTIONS: Mapping[str, str] = {
    "check-name": N_("Vergeleek een naam met een bewijs"),
    "log-in": N_("Logde in"),
    "log-out": N_("Logde uit"),
    "log-out-everywhere": N_("Logde overal uit"),
    "password-reset": N_("Koos een nieuw wachtwoord"),
    "publish": N_("Publiceerde een tekst"),
    "reissue": N_("Vroeg een nieuw nummer voor een bewijs"),
    "reset-requested": N_("Vroeg een link voor een nieuw wachtwoord"),
    "view-report": N_("Bekeek een overzicht"),
}
"""One sentence for each action that some use case notes; a test collects them all."""

OBJECTS: Mapping[str, str] = {
    "account": N_("account"),
    "assignment": N_("regel"),
    "course": N_("cursus"),
    "document": N_("tekst"),
    "enrolment": N_("inschrijving"),
    "export": N_("export"),
    "person": N_("persoon"),
    "report": N_("overzicht"),
    "unit": N_("afdeling"),
}

RESULTS: Mapping[str, str] = {
    "ok": N_("gelukt"),
    "refused": N_("geweigerd"),
    "matches": N_("komt overeen"),
    "differs": N_("komt niet overeen"),
}


def action_words(action: str) -> str:
    """Say what was done; a code that has no words, as from a later version, stays a code."""
    return _word(ACTIONS, action)


def object_words(code: str) -> tuple[str, str]:
    """Say to what it was done: the kind in words, and what tells it from others."""
    kind, _, rest = code.partition(":")
    return _word(OBJECTS, kind), rest


def result_words(result: str) -> str:
    """Say how it ended."""
    return _word(RESULTS, result)


def _word(words: Mapping[str, str], code: str) -> str:
    return str(gettext(words[code])) if code in words else code
