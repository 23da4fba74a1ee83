"""What happened to a question on its way in or out, in sentences with a remedy."""

from collections.abc import Callable, Mapping

from training.domain.quiz import ItemKind
from training.interchange.questions import Format, Note, Outcome
from training.services.exchange.question_files import Package
from training.web.marking import N_

NOTES: Mapping[str, str] = {
    # about a file
    "file-large": N_("Dit bestand is groter dan %(limit)s MB. Maak er kleinere bestanden van."),
    "file-heavy": N_("Dit bestand kost te veel rekentijd. Maak er kleinere bestanden van."),
    "file-empty": N_("Dit bestand is leeg. Kies een ander bestand."),
    "file-binary": N_("Dit is geen tekst. Kies een bestand in GIFT, Aiken of Moodle XML."),
    "no-questions": N_("In dit bestand staat geen vraag. Kijk na of het formaat klopt."),
    "encoding": N_(
        "Dit bestand is niet in UTF-8 bewaard. Wij lazen het als Windows-1252. Kijk na of letters "
        "met een accent kloppen."
    ),
    "too-many": N_(
        "Er staan meer dan %(limit)s vragen in dit bestand. De rest is niet gelezen. Maak er "
        "kleinere bestanden van."
    ),
    "categories": N_("De vragen stonden in %(count)s categorieën. Ze komen samen in één quiz."),
    "xml-entities": N_(
        "Dit bestand verwijst naar iets buiten zichzelf. Dat lezen wij niet. Exporteer de vragen "
        "opnieuw uit Moodle."
    ),
    "xml-deep": N_("Dit bestand heeft te veel lagen in elkaar. De rest is niet gelezen."),
    "xml-broken": N_("Vanaf hier is dit geen XML meer. Wat ervoor stond, is wel gelezen."),
    "xml-other": N_("Dit is XML, maar het zijn geen vragen uit Moodle."),
    # changed
    "levels": N_(
        "Enkele antwoorden waren een deel van de punten waard. Elk antwoord kreeg het niveau dat "
        "er het dichtst bij ligt. Kijk na of de niveaus kloppen."
    ),
    "negative": N_("Foute antwoorden kostten punten. Hier zijn ze nul punten waard."),
    "all-or-nothing": N_(
        "Half goed was een deel van de punten waard. Hier telt alleen alles goed."
    ),
    "weights": N_("De antwoorden wogen niet even zwaar: %(weights)s. Hier wegen ze even zwaar."),
    "best-is-full": N_("Het beste antwoord was %(weight)s waard. Hier is het goed."),
    "one-key": N_("Men mocht meer aankruisen, maar er is één goed antwoord. Nu kiest men er één."),
    "no-key": N_("Geen antwoord is goed. Het is een peiling geworden."),
    "all-right": N_("Elk antwoord is goed. Het is een peiling geworden."),
    "image": N_("Een afbeelding is weggelaten. De omschrijving staat er nog."),
    "link": N_("Een link is weggelaten. De woorden staan er nog."),
    "files": N_("Bestanden in de vraag zijn weggelaten: %(count)s. Voeg ze zelf toe als media."),
    "combined-feedback": N_(
        "De feedback voor goed, half goed en fout samen is weggelaten. Zet haar bij de antwoorden."
    ),
    "hints": N_("Hints zijn weggelaten. Die kent deze toepassing niet."),
    "template": N_("De voorbeeldtekst in het antwoordvak is weggelaten."),
    "feedback-dropped": N_("Bij een open vraag past geen uitleg. Die is weggelaten."),
    "flattened": N_("Een lijst, tabel of citaat is gewone tekst geworden."),
    "extra-matches": N_("Antwoorden zonder onderdeel ervoor zijn weggelaten: %(count)s."),
    "order-part": N_("Er werden %(count)s stappen getoond. Hier staan ze er allemaal."),
    "renamed": N_("De naam bestond al. De vraag heet nu “%(name)s”."),
    "description": N_("Deze tekst vraagt niets. Hij staat nu boven de volgende vraag."),
    # refused
    "numerical": N_(
        "Een getal intypen kan hier niet worden nagekeken. Maak er een vraag met keuzes van."
    ),
    "short-answer": N_(
        "Een getypt antwoord kan hier niet worden nagekeken. Maak er een vraag met keuzes van."
    ),
    "calculated": N_("Een rekenvraag kan hier niet. Maak er een vraag met keuzes van."),
    "cloze": N_("Een tekst met gaten kan hier niet. Maak er losse vragen van."),
    "drag-on-image": N_("Slepen op een afbeelding kan hier niet. Beschrijf het in woorden."),
    "kind-unknown": N_("De soort “%(kind)s” kent deze toepassing niet."),
    "grader-info": N_(
        "Deze open vraag wordt door iemand nagekeken. Hier leest niemand het antwoord. Haal in "
        "Moodle de aanwijzing voor de beoordelaar weg als de vraag zonder kan."
    ),
    "brace-open": N_("Deze { is niet afgesloten. Zet } achter de antwoorden."),
    "brace-closing": N_("Hier staat een } zonder { ervoor. Zet { voor de antwoorden."),
    "braces-two": N_("Er staan twee groepen antwoorden in één vraag. Maak er twee vragen van."),
    "answers-unmarked": N_("Voor “%(text)s” staat geen = of ~. Zet = voor goed en ~ voor fout."),
    "answers-many": N_("Deze vraag heeft %(count)s antwoorden. Hoogstens %(limit)s kan."),
    "answers-few": N_("Deze vraag heeft minder dan twee antwoorden. Geef er minstens twee."),
    "answer-empty": N_("Een van de antwoorden heeft geen tekst. Schrijf wat er te kiezen is."),
    "answers-missing": N_(
        "Er staan geen antwoorden boven ANSWER. Begin elk antwoord met A. of A)."
    ),
    "text-missing": N_("Deze vraag heeft geen tekst. Schrijf wat u vraagt."),
    "text-long": N_("Deze vraag is langer dan %(limit)s tekens. Maak haar korter."),
    "letter-twice": N_("Twee antwoorden hebben dezelfde letter. Geef elk een eigen letter."),
    "key-unknown": N_("Achter ANSWER staat “%(key)s”. Kies een van deze letters: %(letters)s."),
    "key-missing": N_("Er ontbreekt een regel ANSWER: met de letter van het goede antwoord."),
    "description-last": N_("Deze tekst vraagt niets, en er komt geen vraag meer achter."),
    "file-full": N_("Deze vraag past niet meer in het bestand. Lees haar in met een tweede quiz."),
    "too-much": N_("In deze vraag staan te veel tekens met een betekenis. Maak haar eenvoudiger."),
    # on the way out
    "out-draw": N_("Dat er %(count)s vragen worden getrokken, gaat niet mee."),
    "out-form": N_("Dat dit vorm %(form)s van een meting is, gaat niet mee."),
    "out-mastery": N_("De slaaggrens van %(score)s procent gaat niet mee. Stel haar daar in."),
    "out-limit": N_("Dat een antwoord een grens raakt, gaat niet mee. De punten wel."),
    "out-cost": N_("Wat een antwoord de burger kost, gaat niet mee."),
    "out-competency": N_("De deelpunten van de losse antwoorden gaan niet mee."),
    "out-no-best": N_(
        "Geen antwoord is alle punten waard. Een ander systeem kan daarom vragen om een goed "
        "antwoord."
    ),
    "out-image": N_("Een afbeelding gaat niet mee. De omschrijving wel."),
    "out-link": N_("Een link naar een ander onderdeel gaat niet mee. De woorden wel."),
    "out-feedback": N_("De feedback bij losse onderdelen gaat niet mee. De uitleg wel."),
    "out-poll": N_("Een peiling bestaat daar niet. Elk antwoord telt er als goed."),
    "out-part-points": N_("Half goed levert daar een deel van de punten op."),
    "out-match-plain": N_("Nadruk in de rechterkant van een paar gaat niet mee."),
    "out-moodle-4": N_("Op volgorde zetten kan vanaf Moodle 4.4."),
    "out-order-whole": N_("Daar telt alleen de hele volgorde. Hier telt elk goed paar buren."),
}
OUTCOMES: Mapping[Outcome, str] = {
    Outcome.IMPORTED: N_("overgenomen"),
    Outcome.CHANGED: N_("aangepast"),
    Outcome.REFUSED: N_("niet overgenomen"),
}
FORMATS: Mapping[Format, str] = {
    Format.GIFT: "GIFT",
    Format.AIKEN: "Aiken",
    Format.MOODLE: "Moodle XML",
}
PACKAGES: Mapping[Package, str] = {
    Package.GIFT: "GIFT",
    Package.MOODLE: "Moodle XML",
    Package.QTI: "QTI 3.0",
}
KINDS: Mapping[ItemKind, str] = {
    ItemKind.SINGLE: N_("één goed antwoord"),
    ItemKind.MULTIPLE: N_("meer goede antwoorden"),
    ItemKind.POLL: N_("peiling"),
    ItemKind.JUDGEMENT: N_("oordeel"),
    ItemKind.ORDERING: N_("op volgorde zetten"),
    ItemKind.MATCHING: N_("paren"),
    ItemKind.REFLECTION: N_("open vraag"),
}
LANGUAGES = {"nl": "Nederlands", "en": "English"}
MAX_VALUE = 80


def told(note: Note, gettext: Callable[[str], str]) -> str:
    """Say it in the reader's language, with the values filled in."""
    return gettext(NOTES[note.code]) % {name: _clip(each) for name, each in note.values.items()}


def _clip(value: str) -> str:
    line = " ".join("".join(mark if mark.isprintable() else " " for mark in value).split())
    return line if len(line) <= MAX_VALUE else f"{line[: MAX_VALUE - 1]}…"
