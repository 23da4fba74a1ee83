"""Why an image or sound is refused, in words."""

from collections.abc import Callable, Mapping

from training.web.marking import N_

SENTENCES: Mapping[str, str] = {
    "alternative-long": N_("Maak de omschrijving korter: hoogstens 300 tekens."),
    "alternative-missing": N_("Schrijf op wat er op de afbeelding te zien is."),
    "media-empty": N_("Kies een bestand."),
    "media-ending": N_(
        "De naam past niet bij wat erin zit. Sla de afbeelding opnieuw op en kies daarbij de soort."
    ),
    "media-kind": N_(
        "Dit soort bestand kan niet. Gebruik PNG, JPEG, GIF, WebP of AVIF, en MP3 voor geluid."
    ),
    "media-name": N_(
        "Deze bestandsnaam kan niet. Gebruik letters zonder accent, cijfers, punten en streepjes."
    ),
    "media-taken": N_(
        "Deze naam hoort al bij iets anders. Een naam krijgt nooit een andere inhoud: kies een "
        "nieuwe naam."
    ),
    "picture-broken": N_("Deze afbeelding is beschadigd. Sla haar opnieuw op."),
    "picture-heavy": N_("Deze afbeelding kost te veel rekentijd. Maak haar kleiner."),
    "picture-large": N_("Deze afbeelding is te groot: hoogstens 5 MB. Maak haar kleiner."),
    "picture-pixels": N_(
        "Deze afbeelding heeft te veel beeldpunten: hoogstens 40 miljoen. Maak haar kleiner."
    ),
    "picture-unknown": N_("Dit is geen afbeelding die wij kennen. Gebruik PNG, JPEG of WebP."),
    "sound-broken": N_("Dit geluid is beschadigd. Sla het opnieuw op als MP3."),
    "sound-large": N_("Dit geluid is te groot: hoogstens 20 MB. Knip het in delen."),
    "sound-unknown": N_("Dit is geen MP3. Sla het geluid op als MP3."),
    "transcript-long": N_("Maak de uitgeschreven tekst korter: hoogstens 20.000 tekens."),
    "transcript-missing": N_("Schrijf uit wat er gezegd wordt."),
}


def media_sentence(code: str, gettext: Callable[[str], str]) -> str:
    """Say it in the reader's language."""
    return gettext(SENTENCES[code])
