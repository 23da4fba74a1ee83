"""The words of signals: as citizens say it on cards, and as steps and promises are named."""

from collections.abc import Mapping
from datetime import date

from flask_babel import format_date, gettext

from training.domain.quarter import quarter_of
from training.web.marking import N_

DAY = "d MMMM y"
CARDS: Mapping[str, str] = {
    "1.1": N_("Het mocht niet, en niemand dacht mee"),
    "1.2": N_("Ik kreeg geen hulp die bij ons past"),
    "1.3": N_("Ze namen het over, of schoven het op ons af"),
    "2.1": N_("Ik wist niet bij wie ik moest zijn, of kreeg geen antwoord"),
    "2.2": N_("Ik werd steeds doorgestuurd"),
    "2.3": N_("De een zei ja, de ander nee"),
    "3.1": N_("Ik wist niet wat er allemaal kon"),
    "3.2": N_("Het bleef vaag, of er werd te veel beloofd"),
    "3.3": N_("Er kwamen steeds nieuwe of te zware eisen"),
    "unfair": N_("Ik werd oneerlijk behandeld, of anderen kregen voorrang"),
    "unsafe": N_("Het was onveilig, of ik werd gediscrimineerd"),
    "other": N_("Iets anders"),
}
WISHES: Mapping[str, str] = {
    "call": N_("Iemand die mij belt"),
    "answer": N_("Antwoord op mijn vraag"),
    "know": N_("Ik wil alleen dat u het weet"),
    "other": N_("Iets anders"),
}
DURATIONS: Mapping[str, str] = {
    "": N_("Dat zeg ik liever niet"),
    "2w": N_("Korter dan 2 weken"),
    "8w": N_("2 tot 8 weken"),
    "6m": N_("2 tot 6 maanden"),
    "more": N_("Langer dan een half jaar"),
}
CONTACTED: Mapping[str, str] = {
    "desk": N_("De balie of de telefoon"),
    "department": N_("Een afdeling"),
    "executive": N_("Een wethouder of schepen"),
    "council": N_("Een raadslid"),
    "other-body": N_("Een andere overheid"),
    "unknown": N_("Dat weet ik niet"),
}
PHASES: Mapping[str, str] = {
    "": N_("Dat zeg ik liever niet"),
    "start": N_("Het moet nog beginnen"),
    "running": N_("Het loopt"),
    "stopped": N_("Het is gestopt"),
    "refused": N_("Het is afgewezen"),
}
SUBJECT_AREAS: Mapping[str, str] = {
    "": N_("Dat zeg ik liever niet"),
    "green": N_("Groen en straat"),
    "care": N_("Zorg en ontmoeting"),
    "culture": N_("Cultuur en feest"),
    "energy": N_("Energie en klimaat"),
    "housing": N_("Wonen"),
    "sport": N_("Sport en spelen"),
    "other": N_("Iets anders"),
}
CONSENTS: Mapping[str, str] = {
    "later": N_("Vraag het mij later"),
    "yes": N_("Ja"),
    "no": N_("Nee"),
    "withdrawn": N_("Ingetrokken"),
}
KINDS: Mapping[str, str] = {
    "": N_("Nee, dit is een melding om van te leren"),
    "complaint": N_("Een klacht over hoe ik ben behandeld"),
    "objection": N_("Bezwaar of beroep tegen een besluit"),
    "enforcement": N_("Een verzoek om te handhaven"),
    "disclosure": N_("Een verzoek om documenten (openbaarheid)"),
    "integrity": N_("Een melding over integriteit"),
    "public-space": N_("Een melding over de straat of het groen"),
}
CHANNELS: Mapping[str, str] = {
    "phone": N_("Telefoon"),
    "desk": N_("Balie of op straat"),
    "paper": N_("Brief of papier"),
    "staff": N_("Van mijzelf: ik kon dit initiatief niet helpen, omdat…"),
    "web": N_("Formulier op de site"),
}
STATES: Mapping[str, str] = {
    "received": N_("Ontvangen"),
    "seen": N_("Gezien"),
    "converted": N_("Omgezet"),
    "in-contact": N_("In gesprek"),
    "sought": N_("Oplossing gezocht"),
    "told": N_("Teruggekoppeld"),
    "anonymous": N_("Anoniem, geen contact"),
    "lesson": N_("Les bepaald"),
    "closed": N_("Gesloten"),
    "merged": N_("Samengevoegd met een andere melding"),
    "withdrawn": N_("Ingetrokken"),
    "reopened": N_("Opnieuw geopend"),
    "wanted": N_("U vroeg om er een andere procedure van te maken"),
    "message": N_("Bericht"),
    "appointed": N_("Er is een behandelaar"),
    "handing-over": N_("Een collega neemt het over"),
    "handed-over": N_("Overgedragen, en bevestigd"),
    "consent": N_("Toestemming veranderd"),
    "useful": N_("Vraag beantwoord: was dit nuttig?"),
    "masked": N_("Tekst nagelezen"),
    "coded": N_("Gecodeerd"),
    "linked": N_("Er wordt een les van gemaakt"),
    "read": N_("Een tweede lezer herkende niemand"),
}
PLEDGES: Mapping[str, str] = {
    "seen": N_("Gezien door een mens"),
    "contact": N_("Een mens belt of mailt"),
    "answer": N_("Eerste antwoord of plan met een datum"),
    "outcome": N_("Uitkomst verteld"),
}
FOUND: Mapping[str, str] = {
    "mail": N_("e-mailadres"),
    "iban": N_("rekeningnummer"),
    "citizen-number": N_("burgernummer"),
    "phone": N_("telefoonnummer"),
    "plate": N_("kenteken"),
    "address": N_("adres"),
    "name": N_("naam"),
    "other": N_("iets anders"),
}
PHOTOS: Mapping[str, str] = {
    "photos-many": N_("Kies hoogstens drie foto's."),
    "picture-large": N_("Een van de foto's is te groot. Hoogstens 5 MB per foto."),
    "picture-pixels": N_("Een van de foto's is te groot. Maak haar kleiner."),
    "picture-heavy": N_("Een van de foto's kunnen wij niet lezen. Kies een andere."),
    "picture-broken": N_("Een van de foto's is beschadigd. Kies een andere."),
    "picture-unknown": N_("Een van de bestanden is geen foto. Kies een JPEG, PNG of WebP."),
    "checks-busy": N_("Wij konden uw foto's nu niet lezen. Stuur het formulier nog een keer."),
}
CHANGED: Mapping[str, str] = {
    "place": N_("De plaats"),
    "domain": N_("Het soort initiatief"),
    "sex": N_("Man of vrouw"),
    "time": N_("De tijd"),
    "amount": N_("Bedragen en aantallen"),
    "body": N_("De overheid of afdeling"),
}
MISSING: Mapping[str, str] = {
    "order": N_("Deze stap kan nu niet. Kijk waar de melding staat."),
    "handler": N_("Kies eerst wie deze melding behandelt."),
    "stand-in": N_("Kies eerst een vervanger. Zonder vervanger kan dit niet."),
    "subject": N_("Wie het onderwerp is van de melding, behandelt haar niet."),
    "conversion": N_("Kijk eerst of dit een klacht, een bezwaar of iets dringends is."),
    "legal-kind": N_("Kies waarin u de melding omzet."),
    "original-date": N_("Vul de dag in waarop de melding binnenkwam."),
    "plan": N_("Schrijf wat er gaat gebeuren, en wanneer."),
    "outcome": N_("Schrijf wat eruit kwam. De melder leest dit."),
    "no-contact": N_("Van deze melder is een nummer of adres bekend. Neem contact op."),
    "masked-already": N_("Deze tekst is al nagelezen. Wat getypt was, is gewist."),
    "masking": N_("Lees eerst na of er niets persoonlijks meer in staat."),
    "codes": N_("Kies eerst waar de melding over gaat."),
    "lesson": N_("Schrijf eerst wat de les is, of waarom er geen les is."),
    "useful": N_("Vraag de melder eerst of dit nuttig was."),
    "other": N_("Kies met welke melding u deze samenvoegt."),
    "handler-only": N_("Deze stap is van de behandelaar of de vervanger."),
    "message": N_("Schrijf eerst iets op."),
    "consent": N_("De melder gaf geen toestemming. Vraag het, of gebruik alleen de cijfers."),
    "consent-known": N_("De melder gaf al toestemming. Dat staat er."),
    "asked": N_("Deze collega is al gevraagd. Wacht op de bevestiging."),
    "message-sent": N_("Dit bericht is al verstuurd. De melder kan het lezen."),
    "read-already": N_("Deze tekst is al nagelezen, precies zoals zij nu is."),
    "changed": N_("Verander minstens vier van de zes dingen."),
    "alone": N_("Een melding die uniek is in uw gemeente, gebruikt u nooit alleen."),
    "linked": N_("Van deze melding wordt al een les gemaakt."),
    "not-linked": N_("Van deze melding wordt nog geen les gemaakt."),
    "second-reader": N_("Wie de les begon, leest haar niet zelf na."),
    "draft": N_("Er is geen concept meer om te lezen."),
    "title": N_("Geef de les een titel die nog niet bestaat."),
}


REFUSALS: Mapping[str, str] = {
    "signal-colleague": N_("Dit e-mailadres is van geen collega met een account."),
    "signal-long": N_("Dit is te lang. Maak het korter."),
}
OF_SENDER: Mapping[str, str] = {
    "signal-rated": N_("U gaf al een cijfer. Dat blijft staan."),
    "signal-consented": N_("U gaf al toestemming. U hoeft niets meer te doen."),
    "signal-unconsented": N_("U zei al dat het niet mag. Wij maken geen les van uw verhaal."),
    "signal-published": N_(
        "Er is al een les van gemaakt. Daarom kan dit niet meer. Niemand kan u erin herkennen."
    ),
    "signal-asked": N_("U vroeg dit al. Wij kijken er eerst naar."),
    "signal-withdrawn": N_("U trok deze melding al in. Wij doen er niets meer mee."),
    "signal-open": N_("Uw melding is al open. Wij zijn ermee bezig."),
    "signal-late": N_(
        "Deze melding is langer dan acht weken gesloten. "
        "Doe een nieuwe melding, dan kijken wij weer."
    ),
    "signal-useful": N_("Kies een cijfer van 1 tot en met 5."),
    "signal-kind": N_("Kies waarin wij uw melding omzetten."),
    "signal-closed": N_("Dat kan nu niet meer. Hieronder ziet u wat nog wel kan."),
    "signal-untold": N_("Dat kan nog niet: u hebt nog geen uitkomst gehoord."),
}
GATE: Mapping[str, str] = {
    "signal-consent": N_("De melder gaf geen toestemming, of trok haar in."),
    "signal-fiction": N_("Er is nog niet genoeg veranderd: vier van de zes dingen."),
    "signal-masking": N_("De melding is nog niet nagelezen op persoonlijke gegevens."),
    "signal-reader": N_("Een tweede lezer moet deze tekst nog lezen, precies zoals zij nu is."),
    "signal-sender": N_("In de tekst staat iets van de melder: een naam, nummer of adres."),
    "signal-source": N_("Deze tekst komt uit een melding. Zet bron: weer bovenaan."),
    "signal-unknown": N_("Bij bron: staat een melding waaruit deze tekst niet komt."),
}
CHANGES: Mapping[str, str] = {
    "less": N_("minder meldingen dan ervoor"),
    "more": N_("meer meldingen dan ervoor"),
    "unclear": N_("bij deze aantallen is geen verschil te zien"),
}
GROUPS: Mapping[str, Mapping[str, str]] = {
    "card": CARDS,
    "wish": WISHES,
    "duration": DURATIONS,
    "contacted": CONTACTED,
    "phase": PHASES,
    "subject": SUBJECT_AREAS,
    "consent": CONSENTS,
    "kind": KINDS,
    "channel": CHANNELS,
    "state": STATES,
    "pledge": PLEDGES,
    "found": FOUND,
    "changed": CHANGED,
    "missing": MISSING,
    "refusal": REFUSALS,
    "of-sender": OF_SENDER,
    "photo": PHOTOS,
    "gate": GATE,
    "change": CHANGES,
}
"""The words by the name under which templates ask for them."""


def said(group: str, code: str | None) -> str:
    """Say a code in the reader's language; one that is not known stays as it is."""
    words = GROUPS[group]
    return gettext(words[code]) if code is not None and code in words else (code or "")


def offered(group: str, *codes: str) -> list[tuple[str, str]]:
    """List codes with their words, for a form; all of them when none is named."""
    words = GROUPS[group]
    return [(code, gettext(words[code])) for code in codes or words]


def period_name(starts_on: date, ends_on: date) -> str:
    """Name a period: a quarter, or the days that it runs from and to when it is more than one."""
    if quarter_of(starts_on).last == ends_on:
        number = (starts_on.month + 2) // 3
        return str(gettext("kwartaal %(number)s van %(year)s", number=number, year=starts_on.year))
    first, last = format_date(starts_on, DAY), format_date(ends_on, DAY)
    return str(gettext("de tijd van %(first)s tot en met %(last)s", first=first, last=last))
