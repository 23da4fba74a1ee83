"""Why a zip is refused, in words that name the file in it."""

from collections.abc import Callable, Mapping

from training.services.errors import Refusal
from training.web import media_words
from training.web.marking import N_

SENTENCES: Mapping[str, str] = {
    "broken": N_("In een of meer teksten staan nog fouten. Maak er concepten van."),
    "shape-changed": N_(
        "%(entry)s heeft een andere opbouw. Dat is geen typefout: kies dat de tekst iets anders "
        "zegt."
    ),
    "unstorable": N_("In %(entry)s staat een teken dat wij niet kunnen bewaren."),
    "zip-bomb": N_("%(entry)s is uitgepakt veel te groot. Haal dit bestand uit de zip."),
    "zip-broken": N_("Dit is geen goed zip-bestand. Maak de zip opnieuw."),
    "zip-empty": N_("In deze zip staan geen teksten, beeld of geluid van een bibliotheek."),
    "zip-encrypted": N_("%(entry)s heeft een wachtwoord. Maak een zip zonder wachtwoord."),
    "zip-heavy": N_("Deze teksten kosten te veel rekentijd. Verdeel ze over twee zips."),
    "zip-large": N_(
        "%(entry)s is te groot: een tekst is hoogstens 1 MB, beeld of geluid hoogstens 20 MB."
    ),
    "zip-lies": N_("%(entry)s is anders dan de zip zelf zegt. Maak de zip opnieuw."),
    "zip-link": N_("%(entry)s is een verwijzing en geen gewoon bestand. Haal dit uit de zip."),
    "zip-many": N_("In deze zip staan te veel bestanden: hoogstens 2000."),
    "zip-media": N_("Bij %(entry)s zijn het te veel afbeeldingen en geluiden: hoogstens 100."),
    "zip-method": N_("%(entry)s is op een ongewone manier ingepakt. Maak een gewone zip."),
    "zip-name": N_("De naam %(entry)s kan niet. Hernoem dit bestand."),
    "zip-nested": N_("%(entry)s is zelf een ingepakt bestand. Pak dat eerst uit."),
    "zip-outside": N_("De naam %(entry)s wijst buiten de zip. Haal dit bestand eruit."),
    "zip-package": N_("Deze zip is te groot: hoogstens 40 MB."),
    "zip-total": N_("Tot en met %(entry)s is het uitgepakt te veel. Verdeel het over twee zips."),
    "zip-waiting": N_(
        "Er wachten al drie zips van u. Beslis eerst over een daarvan, of gooi er een weg."
    ),
    "zip-twice": N_("%(entry)s staat er twee keer in, of verschilt alleen in hoofdletters."),
}


def package_sentence(refusal: Refusal, gettext: Callable[[str], str]) -> str:
    """Say it in the reader's language; of an image or sound with its name in front."""
    entry = refusal.values.get("entry", "")
    if refusal.code in media_words.SENTENCES:
        return f"{entry}: {media_words.media_sentence(refusal.code, gettext)}"
    return gettext(SENTENCES[refusal.code]) % {"entry": entry or "?"}
