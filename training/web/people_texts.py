"""Words for what an HR file changes: fields, roles, days and kinds of change."""

from datetime import date

from flask_babel import format_date, gettext

from training.services.organisation.report import FieldChange
from training.web.marking import N_

FIELDS = {
    "number": N_("personeelsnummer"),
    "email": N_("e-mail"),
    "name": N_("naam"),
    "unit_id": N_("eenheid"),
    "function": N_("functie"),
    "role": N_("rol"),
    "hired_on": N_("in dienst"),
    "left_on": N_("uit dienst"),
    "away_from": N_("afwezig van"),
    "away_until": N_("afwezig tot"),
    "cohorts": N_("groepen"),
}
DAYS = {"hired_on", "left_on", "away_from", "away_until"}
ROLES = {
    "learner": N_("Medewerker"),
    "manager": N_("Leidinggevende"),
    "hr": N_("HR"),
    "trainer": N_("Trainer"),
    "admin": N_("Beheerder"),
}
LAYERS = {
    "council": N_("Raad"),
    "executive": N_("College"),
    "officials": N_("Ambtelijk"),
}
STATES = {
    "checking": N_("Wordt gecontroleerd"),
    "faulty": N_("Er zijn fouten"),
    "ready": N_("Klaar om in te lezen"),
    "importing": N_("Wordt ingelezen"),
    "done": N_("Ingelezen"),
    "dropped": N_("Weggegooid"),
}


def field_text(change: FieldChange) -> str:
    """Name a field."""
    return str(gettext(FIELDS[change.field]))


def value_text(field: str, value: str) -> str:
    """Write a value of a field; what is empty is said so."""
    if not value:
        return str(gettext("Hele organisatie") if field == "unit_id" else gettext("leeg"))
    if field in DAYS:
        return str(format_date(date.fromisoformat(value), "d MMM y"))
    return str(gettext(ROLES[value])) if field == "role" else value


def role_text(role: str) -> str:
    """Name a role."""
    return str(gettext(ROLES[role]))


def layer_text(layer: str) -> str:
    """Name a layer."""
    return str(gettext(LAYERS[layer]))


def state_text(state: str) -> str:
    """Tell how far a file is."""
    return str(gettext(STATES[state]))
