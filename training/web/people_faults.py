"""What is wrong with an HR file as sentences: what it is, and what to do about it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from training.services.organisation.hr_faults import Fault
from training.web.marking import N_

SENTENCES: Mapping[str, tuple[str, str]] = {
    "spreadsheet": (
        N_("Dit is een Excel-bestand, geen CSV."),
        N_("Kies in Excel Opslaan als → CSV UTF-8 en upload dat bestand."),
    ),
    "utf-16": (
        N_("De tekens zijn op een manier opgeslagen die hier niet kan (UTF-16)."),
        N_("Kies in Excel Opslaan als → CSV UTF-8 en upload dat bestand."),
    ),
    "file-empty": (
        N_("Het bestand is leeg."),
        N_("Exporteer opnieuw uit uw personeelssysteem."),
    ),
    "file-large": (
        N_("Het bestand is groter dan 200 MB."),
        N_("Laat kolommen weg die hier niet nodig zijn."),
    ),
    "rows-many": (
        N_("Er staan meer dan 1.000.000 regels in het bestand."),
        N_("Haal mensen weg die er al lang niet meer werken."),
    ),
    "bytes": (
        N_("Hier staat een teken dat niet te lezen is (%(value)s)."),
        N_("Kies in Excel Opslaan als → CSV UTF-8 en upload dat bestand."),
    ),
    "quotes": (
        N_("Vanaf deze regel klopt een aanhalingsteken niet."),
        N_('Zet een " in een tekst twee keer, of haal het weg.'),
    ),
    "no-people": (
        N_("Er staan alleen kolomnamen in het bestand."),
        N_("Exporteer opnieuw, met de mensen erbij."),
    ),
    "column-missing": (
        N_("De kolom %(wanted)s ontbreekt."),
        N_("Zet op de eerste regel een kolom met deze naam."),
    ),
    "column-twice": (
        N_("Deze kolom staat er al, als “%(other)s”."),
        N_("Haal een van de twee weg."),
    ),
    "column-unknown": (
        N_("Deze kolom kennen wij niet en slaan wij over."),
        N_("Hebt u de kolom nodig, kijk dan of de naam klopt."),
    ),
    "row-short": (
        N_("Deze regel heeft %(found)s kolommen, de eerste regel %(wanted)s."),
        N_("Vul aan wat ontbreekt. Lege kolommen houden hun scheidingsteken."),
    ),
    "row-long": (
        N_("Deze regel heeft %(found)s kolommen, de eerste regel %(wanted)s."),
        N_("Zet een tekst met een scheidingsteken erin tussen dubbele aanhalingstekens."),
    ),
    "required": (
        N_("Hier staat niets."),
        N_("Vul deze kolom in."),
    ),
    "long": (
        N_("Dit is te lang: hoogstens %(limit)s tekens."),
        N_("Maak de tekst korter."),
    ),
    "control": (
        N_("Hier staat een onzichtbaar teken, zoals een regeleinde."),
        N_("Typ de tekst opnieuw, op één regel."),
    ),
    "email": (
        N_("Dit is geen e-mailadres."),
        N_("Schrijf het zoals naam@organisatie.nl, zonder spaties."),
    ),
    "day": (
        N_("Deze datum kunnen wij niet lezen."),
        N_("Schrijf een datum als 23-11-2026, 23/11/2026 of 2026-11-23."),
    ),
    "layer": (
        N_("Deze laag kennen wij niet."),
        N_("Schrijf raad, college of ambtelijk, of laat het leeg."),
    ),
    "yes-no": (
        N_("Hier past alleen ja of nee."),
        N_("Schrijf ja of nee, of laat het leeg."),
    ),
    "language": (
        N_("Deze taal hebben wij niet."),
        N_("Schrijf nl of en, of laat het leeg."),
    ),
    "left-first": (
        N_("Uit dienst ligt vóór in dienst."),
        N_("Kijk welke van de twee datums klopt."),
    ),
    "back-first": (
        N_("Het einde van de afwezigheid ligt vóór het begin."),
        N_("Kijk welke van de twee datums klopt."),
    ),
    "number-twice": (
        N_("Dit personeelsnummer staat ook op regel %(line)s."),
        N_("Laat per persoon één regel staan."),
    ),
    "email-twice": (
        N_("Dit e-mailadres staat ook op regel %(line)s."),
        N_("Geef ieder een eigen adres. Met dit adres logt iemand in."),
    ),
    "email-taken": (
        N_("Dit e-mailadres hoort bij ons bij personeelsnummer %(number)s."),
        N_("Kreeg iemand een nieuw nummer, gebruik dan het oude. Of geef een ander adres."),
    ),
    "email-account": (
        N_("Dit e-mailadres hoort al bij een ander account."),
        N_("Kijk of het adres klopt, of vraag uw beheerder naar dat account."),
    ),
    "email-guarded": (
        N_("Het adres van een trainer, beheerder of HR-collega verandert hier niet."),
        N_("Laat het adres zoals het is, en vraag uw beheerder om het te veranderen."),
    ),
    "own-number": (
        N_("Uw eigen personeelsnummer staat niet in het bestand. U zou uzelf uit dienst melden."),
        N_("Zet uzelf erin, of laat een collega het bestand inlezen."),
    ),
    "unit-path": (
        N_("Deze eenheid kunnen wij niet lezen."),
        N_("Schrijf de eenheden van boven naar beneden: Dienst Publiek > Burgerzaken > Balie."),
    ),
    "code-twice": (
        N_("Deze code staat op regel %(line)s bij een andere eenheid: %(unit)s."),
        N_("Geef elke eenheid een eigen code, of schrijf de eenheid overal hetzelfde."),
    ),
    "unit-codes": (
        N_("Deze eenheid heeft op regel %(line)s een andere code: %(code)s."),
        N_("Gebruik voor een eenheid steeds dezelfde code."),
    ),
    "unit-layers": (
        N_("Deze eenheid heeft op regel %(line)s een andere laag: %(layer)s."),
        N_("Gebruik voor een eenheid steeds dezelfde laag."),
    ),
    "unit-claimed": (
        N_(
            "“%(value)s” heeft bij ons code %(code)s, maar die code staat op regel %(line)s elders."
        ),
        N_("Zet de code erbij, of schrijf de eenheid zoals op die regel."),
    ),
}

COLUMNS: Mapping[str, str] = {
    "number": N_("personeelsnummer"),
    "name": N_("naam"),
    "email": N_("e-mail"),
    "unit": N_("eenheid"),
}

LAYERS: Mapping[str, str] = {
    "council": N_("raad"),
    "executive": N_("college"),
    "officials": N_("ambtelijk"),
}


@dataclass(frozen=True, slots=True)
class FaultLine:
    """A fault as somebody reads it; line 0 is the whole file."""

    line: int
    column: str
    value: str
    what: str
    remedy: str


def told(fault: Fault, gettext: Callable[[str], str]) -> FaultLine:
    """Say what is wrong, in the language of `gettext`."""
    what, remedy = SENTENCES[fault.code]
    values = {"value": fault.value, **fault.values}
    names = {"column-missing": ("wanted", COLUMNS), "unit-layers": ("layer", LAYERS)}
    if fault.code in names:
        place, texts = names[fault.code]
        text = texts[values[place]]
        values[place] = gettext(text)
    return FaultLine(fault.line, fault.column, fault.value, gettext(what) % values, gettext(remedy))
