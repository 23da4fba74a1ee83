"""The menu of the pages that tell the organisation how it answers, and what citizens meet."""

from flask import request, url_for
from flask_babel import gettext

from training.domain.access import Permission, Role, may
from training.web.identity import current_visit
from training.web.marking import N_
from training.web.office import MenuItem

MENU: tuple[tuple[str, str, Permission], ...] = (
    ("insight.index", N_("Hoe gelijk antwoorden wij?"), Permission.INSIGHT),
    ("measurement.index", N_("Metingen"), Permission.INSIGHT),
    ("mandate.index", N_("Speelruimte"), Permission.INSIGHT),
    ("drift.index", N_("Blijft het zo?"), Permission.INSIGHT),
    ("stocktake.index", N_("Tussenstand"), Permission.INSIGHT),
    ("signal_figures.show", N_("Wat inwoners melden"), Permission.INSIGHT),
    ("board_report.show", N_("Voor het bestuur"), Permission.INSIGHT),
    ("signal_triage.index", N_("Meldingen"), Permission.COORDINATE_SIGNALS),
    ("talk.index", N_("Teamgesprek"), Permission.INSIGHT),
    ("guide.index", N_("Zo antwoorden wij"), Permission.INSIGHT),
    ("refresh.questions", N_("Vragen voor opfrissers"), Permission.AUTHOR),
)
"""Endpoint, name and who may open it, in the order of the menu."""

BELOW = {"rollout": "measurement"}
"""Pages that are reached from another one, which is marked in the menu meanwhile."""


def insight_menu() -> list[MenuItem]:
    """List the pages that the reader may open; empty for who has none."""
    visit = current_visit()
    if visit is None:
        return []
    role = Role(visit.role)
    here = (request.endpoint or "").partition(".")[0]
    return [
        MenuItem(url_for(endpoint), gettext(text), _is_here(BELOW.get(here, here), endpoint))
        for endpoint, text, permission in MENU
        if may(role, permission)
    ]


def _is_here(here: str, endpoint: str) -> bool:
    """Tell whether a page belongs to a line: those of a noun begin with its name."""
    noun = endpoint.partition(".")[0]
    return here == noun or here.startswith(f"{noun}_")
