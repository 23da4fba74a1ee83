"""From the code of a refusal to its sentences, in the reader's language."""

from dataclasses import dataclass

from flask_babel import gettext

from training.services.errors import (
    Conflict,
    Forbidden,
    Invalid,
    NotFound,
    Refusal,
    TooMany,
    Unavailable,
)
from training.web.marking import N_

STATUS: dict[type[Refusal], int] = {
    NotFound: 404,
    Forbidden: 403,
    Conflict: 409,
    Invalid: 400,
    TooMany: 429,
    Unavailable: 503,
}


@dataclass(frozen=True, slots=True)
class RefusalPage:
    """What a refused reader reads: what happened, what was kept, what to do."""

    status: int
    title: str
    explanation: str
    remedy: str
    reference: str = ""
    is_old_link: bool = False


SENTENCES: dict[int, tuple[str, str, str]] = {
    400: (
        N_("Dit verzoek kwam niet goed aan"),
        N_("Er ontbrak iets, of er klopte iets niet. Wat u eerder deed, is bewaard."),
        N_("Ga terug en probeer het opnieuw."),
    ),
    403: (
        N_("Deze pagina is niet voor u"),
        N_("Uw account heeft geen toegang tot deze pagina."),
        N_("Ga naar uw startpagina. Hebt u de pagina nodig, vraag het dan uw beheerder."),
    ),
    404: (
        N_("Deze pagina is er niet"),
        N_("Het adres klopt niet, of de pagina is verplaatst. Wat u deed, is bewaard."),
        N_("Ga naar uw startpagina. Daar vindt u al uw cursussen."),
    ),
    405: (
        N_("Zo kan deze pagina niet worden geopend"),
        N_("Deze pagina hoort bij een formulier."),
        N_("Ga naar uw startpagina."),
    ),
    409: (
        N_("Er was net iets voor u"),
        N_("Dezelfde handeling kwam twee keer tegelijk binnen. Eén daarvan is bewaard."),
        N_("Ga terug. U ziet dan wat er bewaard is."),
    ),
    413: (
        N_("Dit is te groot"),
        N_("U stuurde meer dan wij kunnen aannemen."),
        N_("Ga terug en maak het korter."),
    ),
    429: (
        N_("Even wachten"),
        N_("Er is te vaak achter elkaar geprobeerd."),
        N_("Wacht een minuut en probeer het opnieuw."),
    ),
    500: (
        N_("Er ging bij ons iets mis"),
        N_("Wat u eerder deed, is bewaard. Het ligt niet aan u."),
        N_("Probeer het opnieuw. Blijft het misgaan, geef dan het nummer door aan uw beheerder."),
    ),
    503: (
        N_("Wij kunnen nu even niets bewaren"),
        N_("Wat u eerder deed, is bewaard. Uw laatste klik nog niet."),
        N_("Ga over een minuut terug en klik nog een keer."),
    ),
}

RESET_LINK = (
    N_("Deze link werkt niet meer"),
    N_("De link is al gebruikt, of ouder dan een half uur."),
    N_("Vraag een nieuwe link aan op de inlogpagina."),
)

BY_CODE: dict[str, tuple[str, str, str]] = {
    "reset-link": RESET_LINK,
    "answers-unlinked": (
        N_("Deze antwoorden zijn losgemaakt"),
        N_("Wat u hier koos, is gewist. Dat u dit onderdeel deed, staat er nog."),
        N_("Ga naar uw startpagina. U kunt het onderdeel daar opnieuw doen, om te oefenen."),
    ),
    "checks-busy": (
        N_("Het nakijken duurde te lang"),
        N_("Er is nu veel te doen. Aan wat u stuurde ligt het niet. Er is niets veranderd."),
        N_("Ga terug en probeer het zo nog eens."),
    ),
    "export-large": (
        N_("Dit is meer dan in een Excel-bestand past"),
        N_("Een Excel-bestand heeft hoogstens 1.048.576 rijen."),
        N_("Ga terug en kies CSV, of kies één eenheid of één cursus."),
    ),
    "exports-busy": (
        N_("Er worden al veel bestanden gemaakt en opgehaald"),
        N_("Meer tegelijk zou de cursussen van anderen vertragen."),
        N_("Probeer het over een halve minuut opnieuw."),
    ),
    "files-busy": (
        N_("Er worden al drie bestanden voor u gemaakt"),
        N_("Er is niets veranderd."),
        N_("Wacht tot er een klaar is, of kies CSV."),
    ),
    "measurement-closed": (
        N_("Deze meting is gesloten"),
        N_("Wat u al antwoordde, is bewaard."),
        N_("Ga naar uw startpagina. U hoeft niets meer te doen."),
    ),
    "measurement-both-met": (
        N_("U hebt beide vormen van deze meting al gezien"),
        N_("Niemand krijgt dezelfde vragen twee keer. Daarom kunt u nu niet meedoen."),
        N_("Ga naar uw startpagina. U hoeft niets te doen."),
    ),
    "schedules-full": (
        N_("U krijgt al twintig overzichten per e-mail"),
        N_("Er is niets veranderd."),
        N_("Stop er eerst een op de pagina Cijfers per e-mail."),
    ),
}
"""A refusal that has sentences of its own."""

ANSWERS: dict[str, str] = {
    "answer-empty": N_("Schrijf eerst iets op. Eén zin is genoeg."),
    "answer-long": N_("Uw tekst is langer dan 4000 tekens. Maak hem korter."),
    "answer-single": N_("Kies eerst een antwoord."),
    "answer-poll": N_("Kies eerst een antwoord."),
    "answer-judgement": N_("Kies eerst een antwoord."),
    "answer-multiple": N_("Kies eerst één of meer antwoorden."),
    "answer-ordering": N_("Geef elke stap een eigen plaats. Elk nummer komt één keer voor."),
    "answer-matching": N_("Kies bij elke regel wat erbij hoort."),
}


def refusal_page(status: int, code: str = "", reference: str = "") -> RefusalPage:
    """Choose the sentences for a status; an unknown status reads as a request gone wrong."""
    texts = SENTENCES.get(status) or SENTENCES[500 if status >= 500 else 400]  # noqa: PLR2004 -- HTTP
    texts = BY_CODE.get(code, texts)
    title, explanation, remedy = (gettext(text) for text in texts)
    is_old_link = code == "reset-link"
    return RefusalPage(status, title, explanation, remedy, reference, is_old_link)


def answer_sentence(code: str) -> str:
    """Say what is missing from an answer; empty for no code."""
    return gettext(ANSWERS[code]) if code else ""
