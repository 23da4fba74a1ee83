"""The words of the stocktake: sides, figures, answers, and what a gap is called."""

from flask_babel import gettext as _


def words() -> dict[str, dict[str, str]]:
    """Give all words by their codes, in the reader's language."""
    return {
        "side": _sides(),
        "figure": _figures(),
        "answer": _answers(),
        "quadrant": _quadrants(),
        "question": _questions(),
        "band": _bands(),
        "status": _states(),
        "contact": _contacts(),
        "fate": _fates(),
        "wait": _waits(),
        "content": _contents(),
        "progress": _progress(),
        "organisation": _organisation(),
    }


def sentences() -> dict[str, str]:
    """Say what is wrong with what was sent."""
    return {
        "wave-title": _("Geef de tussenstand een naam van hoogstens 80 tekens."),
        "wave-days": _("De laatste dag ligt voor de eerste."),
        "wave-terms": _("Kies wat voor overheid u bent."),
        "codes-number": _("Kies een aantal van 1 tot en met 500."),
        "addresses-none": _("Hier staat geen e-mailadres in."),
        "addresses-many": _("Dit zijn meer dan 500 adressen. Stuur ze in delen."),
        "stocktake-open": _("Er is al een tussenstand open. Sluit die eerst."),
        "stocktake-sure": _("Kruis aan dat u weet dat sluiten niet terug kan."),
        "stocktake-status": _("Dat kan nu niet met deze tussenstand."),
        "sheet-empty": _("U hebt nog geen uitspraak beantwoord. Kies er ten minste één."),
        "remark-long": _("Maak wat u schreef korter: hoogstens 500 tekens."),
        "sheet-mode": _("Kies of het formulier op papier of aan de telefoon is ingevuld."),
        "prediction": _("Vul bij elke regel een getal van 0 tot en met 100 in."),
        "stocktake-revealed": _("De uitkomst is al bekend. Verwachten kan niet meer."),
        "actions-full": _("Er zijn al drie acties. Minder beloven is meer doen."),
        "action-sub-point": _("Kies waar de actie over gaat."),
        "action-promise": _("Schrijf op wat u gaat doen, in hoogstens 1000 tekens."),
        "action-owner": _("Schrijf op wie ervoor zorgt, in hoogstens 120 tekens."),
        "action-measure": _("Schrijf op waaraan inwoners het merken, in hoogstens 1000 tekens."),
        "action-evidence": _("Schrijf op waar dat uit blijkt, of waarom het niet is gelukt."),
        "action-evidence-long": _("Maak de tekst korter: hoogstens 1000 tekens."),
        "heard": _("Schrijf op wat u hoorde, in hoogstens 1000 tekens."),
    }


def _sides() -> dict[str, str]:
    return {
        "staff": _("Medewerkers"),
        "board": _("Bestuur"),
        "initiatives": _("Initiatieven"),
        "close": _("Medewerkers die elke maand initiatieven spreken"),
    }


def _figures() -> dict[str, str]:
    return {
        "total": _("Alles samen"),
        "1": _("Constructieve houding"),
        "2": _("Eén overheid"),
        "3": _("Heldere en kenbare keuzes"),
        "1.1": _("Oplossingsgericht"),
        "1.2": _("Hulp en ondersteuning op maat"),
        "1.3": _("Gepaste rolverdeling"),
        "2.1": _("Duidelijk aanspreekpunt"),
        "2.2": _("Niet van het kastje naar de muur"),
        "2.3": _("Met één mond spreken"),
        "3.1": _("Actieve informatie over mogelijkheden"),
        "3.2": _("Helder over mogelijkheden"),
        "3.3": _("Helder over voorwaarden"),
    }


def _answers() -> dict[str, str]:
    return {
        "1": _("Nooit"),
        "2": _("Zelden"),
        "3": _("Soms"),
        "4": _("Meestal"),
        "5": _("Altijd"),
        "0": _("Weet ik niet"),
    }


def _quadrants() -> dict[str, str]:
    return {
        "blind-spot": _("blinde vlek"),
        "shared-problem": _("gedeeld knelpunt"),
        "shared-strength": _("gedeelde sterkte"),
        "modest": _("bescheiden"),
        "rosy": _("goed, maar minder dan wij denken"),
        "unclear": _("niet vast te stellen"),
    }


def _questions() -> dict[str, str]:
    return {
        "blind-spot": _("Wat zien inwoners dat wij niet zien?"),
        "shared-problem": _("Wat houdt ons tegen: een regel, tijd of ruimte om te beslissen?"),
        "shared-strength": _("Hoe houden wij dit vast?"),
        "modest": _("Wie doet dit al goed? Laat het zien."),
        "rosy": _("Bij wie gaat het anders dan wij denken?"),
        "unclear": _("Wat zeggen de mensen die wij spreken hierover?"),
    }


def _bands() -> dict[str, str]:
    return {
        "attention": _("vraagt aandacht"),
        "mixed": _("gemengd"),
        "on-the-way": _("goed op weg"),
        "strong": _("sterk"),
    }


def _states() -> dict[str, str]:
    return {"planned": _("gepland"), "open": _("open"), "closed": _("gesloten")}


def _contacts() -> dict[str, str]:
    return {
        "never": _("Nooit"),
        "yearly": _("Een paar keer per jaar"),
        "monthly": _("Elke maand"),
        "weekly": _("Elke week"),
    }


def _fates() -> dict[str, str]:
    return {
        "running": _("Het loopt"),
        "beginning": _("Wij zijn nog bezig"),
        "stopped": _("Het is gestopt"),
        "refused": _("Het is afgewezen"),
    }


def _waits() -> dict[str, str]:
    return {
        "1": _("Een paar dagen"),
        "2": _("Een paar weken"),
        "3": _("Een paar maanden"),
        "4": _("Langer dan een half jaar"),
        "5": _("Wij kregen geen antwoord waar wij iets aan hadden"),
    }


def _contents() -> dict[str, str]:
    return {
        "1": _("Zeer ontevreden"),
        "2": _("Ontevreden"),
        "3": _("Niet tevreden, niet ontevreden"),
        "4": _("Tevreden"),
        "5": _("Zeer tevreden"),
    }


def _progress() -> dict[str, str]:
    return {
        "planned": _("gepland"),
        "busy": _("bezig"),
        "done": _("gedaan"),
        "not-done": _("niet gelukt"),
    }


def _organisation() -> dict[str, str]:
    return {
        "R1": _("Wij bespreken de uitkomsten met initiatieven"),
        "R2": _("Ik kan uitleggen hoe wij met initiatieven omgaan"),
        "R3": _("Er is ruimte en rugdekking om te zoeken"),
        "R4": _("Iedereen weet wat te doen als een inwoner met een idee komt"),
        "R5": _("Van wat misging, leren wij zichtbaar"),
    }
