"""What went wrong in a form for assigning, and which field it is about."""

from flask_babel import gettext

from training.web.marking import N_

MISTAKES: dict[str, str] = {
    "course": "course",
    "unit": "target",
    "cohort": "target",
    "target-empty": "target",
    "person": "person",
    "rule-exists": "course",
    "due-empty": "on",
    "day-far": "on",
    "renew-day": "renew_day",
    "title-empty": "title",
    "people-empty": "people",
    "people-many": "people",
    "reason-empty": "reason",
    "reason-long": "reason",
    "until-past": "day",
    "due-sooner": "day",
    "due-past": "day on",
    "day-future": "day",
    "nothing-open": "reason",
    "exemption-over": "reason",
    "completed-already": "reason",
    "cycle-followed": "reason",
}
"""The field that a code is about; where two forms have it, both names."""

SENTENCES: dict[str, str] = {
    "course": N_("Deze cursus is er niet meer. Kies een andere."),
    "unit": N_("Deze eenheid is er niet meer. Kies een andere."),
    "cohort": N_("Deze groep is er niet meer. Kies een andere."),
    "target-empty": N_("Kies voor wie de regel is."),
    "person": N_("Er is niemand met dit nummer of adres. Kijk het na."),
    "rule-exists": N_("Deze regel is er al. U vindt hem in de lijst."),
    "due-empty": N_("Kies een datum."),
    "due-past": N_("Deze datum is voorbij. Kies een latere."),
    "renew-day": N_("Deze dag bestaat niet in deze maand."),
    "title-empty": N_("Geef de bijeenkomst een naam van hoogstens 200 tekens."),
    "people-empty": N_("Plak hier wie er waren: één per regel."),
    "people-many": N_("Dit zijn meer dan 300 regels. Verdeel ze over twee keer."),
    "reason-empty": N_("Schrijf op waarom. De reden komt in het logboek."),
    "reason-long": N_("Maak de reden korter: hoogstens 1000 tekens."),
    "until-past": N_("Deze dag is voorbij. Kies een latere, of laat het veld leeg."),
    "due-sooner": N_("Deze datum is niet later dan de datum die er al staat."),
    "day-far": N_("Kies een dag tussen 2000 en 2199."),
    "day-future": N_("Deze dag moet nog komen. Kies vandaag of eerder."),
    "nothing-open": N_("Hier staat niets meer open waar een datum bij hoort."),
    "exemption-over": N_("Deze vrijstelling geldt niet meer."),
    "completed-already": N_("Deze cursus is al afgerond, en blijft geldig."),
    "cycle-followed": N_("Er is al een volgende keer begonnen. Dit kan niet meer ongedaan."),
    "line-unknown": N_("niemand met dit nummer of adres"),
    "line-left": N_("is uit dienst"),
    "line-twice": N_("staat er twee keer"),
}


def sentence(code: str) -> str:
    """Say what is wrong."""
    return str(gettext(SENTENCES[code]))


def layer_words() -> dict[str, str]:
    """Say what a layer is called."""
    return {
        "council": gettext("Raad"),
        "executive": gettext("Bestuur"),
        "officials": gettext("Ambtenaren"),
    }
