"""Every action, thing and result on the trail, in words."""

from collections.abc import Mapping

from flask_babel import gettext

from training.web.marking import N_

ACTIONS: Mapping[str, str] = {
    "address-changed": N_("Veranderde een e-mailadres"),
    "check-name": N_("Vergeleek een naam met een bewijs"),
    "class-session": N_("Legde een bijeenkomst vast"),
    "completed-by-hand": N_("Legde vast dat een cursus is gedaan"),
    "completion-undone": N_("Draaide een vastgelegde afronding terug"),
    "duty-due": N_("Veranderde een uiterste datum"),
    "exempted": N_("Gaf een vrijstelling"),
    "exemption-revoked": N_("Trok een vrijstelling in"),
    "export": N_("Nam een overzicht mee"),
    "extended": N_("Gaf meer tijd"),
    "removal-asked": N_("Wil een tekst weghalen waarvan het bestand weg is"),
    "incoming-decided": N_("Koos tussen de tekst van hier en die uit de map"),
    "log-in": N_("Logde in"),
    "log-out": N_("Logde uit"),
    "log-out-everywhere": N_("Logde overal uit"),
    "media-added": N_("Zette een afbeelding of geluid klaar"),
    "media-removed": N_("Haalde een afbeelding of geluid weg"),
    "levels-adopted": N_("Nam niveaus van een panel over in een concept"),
    "panel-closed": N_("Sloot een panel"),
    "panel-invited": N_("Vroeg iemand voor een panel"),
    "panel-opened": N_("Opende een panel"),
    "panel-withdrawn": N_("Haalde iemand uit een panel"),
    "measure-done": N_("Legde vast dat een maatregel is genomen"),
    "measure-made": N_("Legde een maatregel voor speelruimte vast"),
    "measurement-closed": N_("Sloot een meting"),
    "measurement-opened": N_("Opende een meting"),
    "measurement-planned": N_("Plande een meting"),
    "measurement-withdrawn": N_("Haalde een geplande meting weg"),
    "own-data-given": N_("Gaf iemand alles wat over die persoon wordt bewaard"),
    "own-data-taken": N_("Nam alles mee wat over de eigen persoon wordt bewaard"),
    "package": N_("Las een zip met teksten in"),
    "password-reset": N_("Koos een nieuw wachtwoord"),
    "people-faults-exported": N_("Nam de fouten van een personeelsbestand mee"),
    "people-file-dropped": N_("Gooide een personeelsbestand weg"),
    "people-file-uploaded": N_("Stuurde een personeelsbestand in"),
    "people-import-begun": N_("Begon een personeelsbestand in te lezen"),
    "people-imported": N_("Las een personeelsbestand in"),
    "person-left": N_("Meldde iemand uit dienst"),
    "person-moved": N_("Verplaatste iemand naar een andere eenheid"),
    "person-returned": N_("Meldde iemand terug in dienst"),
    "unlinked": N_("Maakte de eigen antwoorden los"),
    "publish": N_("Publiceerde een tekst"),
    "questions-exported": N_("Nam de vragen van een quiz mee"),
    "reissue": N_("Vroeg een nieuw nummer voor een bewijs"),
    "reminder-nudge": N_("Vroeg een herinnering aan"),
    "reminder-policy": N_("Veranderde de instellingen van herinneringen"),
    "reset-requested": N_("Vroeg een link voor een nieuw wachtwoord"),
    "review-answered": N_("Las een tekst van een ander na"),
    "review-asked": N_("Vroeg om een tekst na te lezen"),
    "role-changed": N_("Veranderde een rol"),
    "rollout-drawn": N_("Lootte de volgorde waarin eenheden beginnen"),
    "rule-ended": N_("Beëindigde een regel"),
    "rule-made": N_("Maakte een regel"),
    "rule-resumed": N_("Liet het toepassen van een regel verdergaan"),
    "schedule-report": N_("Vroeg een overzicht per e-mail aan, of stopte het"),
    "translation-confirmed": N_("Zei dat een vertaling nog klopt"),
    "contacts-typed": N_("Vulde het aantal contacten van een kwartaal in"),
    "signal-appointed": N_("Wees aan wie een melding behandelt"),
    "signal-coded": N_("Koos waar een melding over gaat"),
    "signal-confirmed": N_("Nam een melding over"),
    "signal-consent": N_("Veranderde de toestemming bij een melding"),
    "signal-handed-over": N_("Vroeg een collega een melding over te nemen"),
    "signal-lesson": N_("Begon een les uit een melding"),
    "signal-list": N_("Bekeek de lijst van meldingen"),
    "signal-masked": N_("Las een melding na op persoonlijke gegevens"),
    "signal-photo": N_("Bekeek een foto bij een melding"),
    "signal-read": N_("Las een melding"),
    "signal-received": N_("Deed een melding, of typte haar in"),
    "signal-reopened": N_("Opende een melding opnieuw"),
    "signal-second-read": N_("Las een les uit een melding na op herkenning"),
    "signal-step": N_("Zette een stap in een melding"),
    "signal-wanted": N_("Vroeg om een melding om te zetten"),
    "signal-words": N_("Haalde woorden uit een melding"),
    "signal-withdrawn": N_("Trok een melding in"),
    "stocktake-action": N_("Legde een actie na een meting vast, of hoe ver die is"),
    "stocktake-closed": N_("Sloot een meting"),
    "stocktake-codes": N_("Maakte codes voor een meting"),
    "stocktake-entered": N_("Typte een formulier van een meting over"),
    "stocktake-invited": N_("Mailde links voor een meting"),
    "stocktake-opened": N_("Opende een meting"),
    "stocktake-planned": N_("Plande een meting"),
    "stocktake-published": N_("Zette in het openbaar wat na een meting gebeurt"),
    "stocktake-read": N_("Las wat initiatieven schreven"),
    "stocktake-reminded": N_("Stuurde een herinnering aan een meting"),
    "stocktake-revealed": N_("Maakte de uitkomst van een meting bekend"),
    "stocktake-struck": N_("Haalde weg wat een initiatief schreef"),
    "talk-opened": N_("Maakte een kaart voor een teamgesprek"),
    "talk-closed": N_("Sloot de keuze na een teamgesprek"),
    "guide-proposed": N_("Stelde een antwoord voor de gids voor"),
    "guide-agreed": N_("Sprak een antwoord voor de gids af"),
    "guide-withdrawn": N_("Haalde een voorstel voor de gids weg"),
    "view-report": N_("Bekeek een overzicht"),
}
"""One sentence for each action; the tests refuse one on the trail that has none."""

OBJECTS: Mapping[str, str] = {
    "account": N_("account"),
    "assignment": N_("regel"),
    "competencies": N_("competenties"),
    "course": N_("cursus"),
    "document": N_("tekst"),
    "enrolment": N_("inschrijving"),
    "file": N_("bestand"),
    "lesson": N_("les"),
    "measure": N_("maatregel"),
    "measurement": N_("meting"),
    "media": N_("afbeelding of geluid"),
    "people-file": N_("personeelsbestand"),
    "person": N_("persoon"),
    "policy": N_("instelling"),
    "phrases": N_("lijst met zinnen"),
    "quiz": N_("quiz"),
    "quarter": N_("kwartaal"),
    "report": N_("overzicht"),
    "rollout": N_("volgorde van beginnen"),
    "scenario": N_("scenario"),
    "schedule": N_("overzicht per e-mail"),
    "session": N_("bijeenkomst"),
    "signal": N_("melding"),
    "stocktake": N_("tussenstand"),
    "talk": N_("teamgesprek"),
    "guide": N_("afgesproken antwoord"),
    "unit": N_("afdeling"),
    "export": N_("export"),
    "package": N_("zip"),
}

SCREENS: Mapping[str, str] = {
    "alignment": N_("Hoe gelijk antwoorden wij?"),
    "board-report": N_("Voor het bestuur"),
    "drift": N_("Blijft het zo?"),
    "mandate": N_("Speelruimte"),
    "measurement": N_("Metingen"),
    "stocktake": N_("Tussenstand"),
}
"""Pages with figures of groups, as the trail calls them."""

RESULTS: Mapping[str, str] = {
    "approved": N_("goedgekeurd"),
    "returned": N_("teruggegeven"),
    "ok": N_("gelukt"),
    "ours": N_("de tekst van hier"),
    "theirs": N_("de tekst uit de map"),
    "both": N_("samengevoegd"),
    "drafts": N_("als concept"),
    "published": N_("gepubliceerd"),
    "done": N_("gelukt"),
    "queued": N_("klaargezet"),
    "stopped": N_("gestopt"),
    "ended": N_("beëindigd"),
    "refused": N_("geweigerd"),
    "matches": N_("komt overeen"),
    "differs": N_("komt niet overeen"),
}

DETAILS: Mapping[str, str] = {
    "count": N_("aantal"),
    "mode": N_("hoe"),
    "side": N_("groep"),
    "unit": N_("afdeling"),
}
DETAIL_VALUES: Mapping[str, str] = {
    "board": N_("Bestuur"),
    "initiatives": N_("Initiatieven"),
    "paper": N_("op papier"),
    "phone": N_("aan de telefoon"),
    "staff": N_("Medewerkers"),
}
"""What a group or a way is called; what somebody named oneself, such as a unit, stays as it is."""


def detail_words(name: str, value: str) -> tuple[str, str]:
    """Name a detail of a line; a code that has no words stays a code."""
    is_code = name in {"mode", "side"}
    return _word(DETAILS, name), _word(DETAIL_VALUES, value) if is_code else value


def action_words(action: str) -> str:
    """Say what was done; a code that has no words, as from a later version, stays a code."""
    return _word(ACTIONS, action)


def object_words(code: str) -> tuple[str, str]:
    """Say to what it was done: the kind in words, and what tells it from others."""
    kind, _, rest = code.partition(":")
    return _word(OBJECTS, kind), _word(SCREENS, rest) if kind == "report" else rest


def result_words(result: str) -> str:
    """Say how it ended."""
    return _word(RESULTS, result)


def _word(words: Mapping[str, str], code: str) -> str:
    return str(gettext(words[code])) if code in words else code
