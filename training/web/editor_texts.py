"""What the editor says while one types, and the words that its buttons put into a text."""

from collections.abc import Mapping

from flask_babel import gettext

from training.web.marking import N_

SAID: Mapping[str, str] = {
    "busy": N_("Nog niet bewaard …"),
    "saved": N_("Bewaard om {time}"),
    "kept": N_("Uw tekst staat nog in dit venster."),
    "offline": N_(
        "Geen verbinding. Uw tekst blijft in deze browser en wordt bewaard zodra het weer kan."
    ),
    "restored": N_("Tekst die nog niet bewaard was, staat er weer."),
    "large": N_("Deze tekst is te groot om te bewaren. Maak er twee van."),
    "expired": N_("U bent uitgelogd. Uw tekst is niet weg: log in, dan wordt hij bewaard."),
    "login": N_("Log in, in een nieuw tabblad"),
    "forbidden": N_("U mag deze tekst niet meer veranderen. Kopieer uw tekst voordat u weggaat."),
    "other": N_("In deze browser is nu iemand anders ingelogd. Kopieer uw tekst of log weer in."),
    "overtaken": N_("{by} heeft deze tekst om {at} veranderd."),
    "overtakenDirty": N_(
        "{by} heeft deze tekst om {at} veranderd. Uw tekst komt ernaast te staan."
    ),
    "reload": N_("Toon de nieuwste tekst"),
    "ended": N_(
        "Dit concept is intussen gepubliceerd of weggegooid. Wat u nu schrijft, wordt een nieuw "
        "concept."
    ),
    "anew": N_(
        "Het vorige concept is gepubliceerd of weggegooid. Uw tekst is bewaard als een nieuw "
        "concept."
    ),
    "beside": N_("{by} bewaarde deze tekst terwijl u ook schreef. Beide teksten zijn bewaard."),
    "besideLink": N_("Bekijk ze naast elkaar"),
}
LABELS: Mapping[str, str] = {
    "insert": N_("Zet in de tekst"),
    "scene": N_("Scène"),
    "choice": N_("Keuze"),
    "feedback": N_("Feedback"),
    "ending": N_("Einde"),
    "question": N_("Vraag"),
    "judged": N_("Vraag met niveaus"),
    "page": N_("Bladzijde"),
    "level": N_("Niveau"),
    "code": N_("Deelpunt"),
    "target": N_("Wat volgt er?"),
    "fresh": N_("Een nieuwe scène"),
    "add": N_("Zet de keuze in de tekst"),
}
PHRASES: Mapping[str, str] = {
    "Diagnostics": N_("Meldingen"),
    "No diagnostics": N_("Geen meldingen"),
    "close": N_("sluiten"),
    "Control character": N_("Onzichtbaar teken"),
}
"""What CodeMirror says of itself, by its own words."""

INSERTED: Mapping[str, Mapping[str, str]] = {
    "nl": {
        "sceneTitle": "Nieuwe scène",
        "sceneText": "Vertel hier wat er gebeurt.",
        "endingTitle": "hoe het afliep",
        "endingText": "Vertel hier wat er van het plan is geworden.",
        "pageTitle": "Nieuwe bladzijde",
        "pageText": "Schrijf hier één gedachte per zin.",
        "questionTitle": "Nieuwe vraag",
        "right": "Het goede antwoord",
        "wrong": "Een ander antwoord",
        "why": "Waarom dit zo is.",
        "says": "Wat de medewerker zegt",
    },
    "en": {
        "sceneTitle": "New scene",
        "sceneText": "Tell here what happens.",
        "endingTitle": "how it turned out",
        "endingText": "Tell here what became of the plan.",
        "pageTitle": "New page",
        "pageText": "Write one thought per sentence here.",
        "questionTitle": "New question",
        "right": "The right answer",
        "wrong": "Another answer",
        "why": "Why this is so.",
        "says": "What the employee says",
    },
}
"""In the language of the text, whatever the writer reads the studio in."""


def editor_texts(language: str) -> dict[str, object]:
    """Give all of it for a text in a language."""
    said: dict[str, object] = {name: gettext(text) for name, text in SAID.items()}
    said["phrases"] = {name: gettext(text) for name, text in PHRASES.items()}
    labels = {name: gettext(text) for name, text in LABELS.items()}
    said["insertion"] = {**labels, **INSERTED[language]}
    return said
