"""The menu of the pages that tell the organisation how it answers, and what citizens meet."""

from flask import request, url_for
from flask_babel import gettext

from training.domain.access import Permission, Role, may
from training.web.identity import current_visit
from training.web.marking import N_
from training.web.office import MenuItem

MENU: tuple[tuple[str, str, Permission], ...] = (
    ("measurement.index", N_("Metingen"), Permission.INSIGHT),
    ("drift.index", N_("Blijft het zo?"), Permission.INSIGHT),
    ("talk.index", N_("Teamgesprek"), Permission.INSIGHT),
    ("guide.index", N_("Zo antwoorden wij"), Permission.INSIGHT),
    ("refresh.questions", N_("Vragen voor opfrissers"), Permission.AUTHOR),
)
"""Endpoint, name and who may open it, in the order of the menu."""


def insight_menu() -> list[MenuItem]:
    """List the pages that the reader may open; empty for who has none."""
    visit = current_visit()
    if visit is None:
        return []
    role = Role(visit.role)
    here = (request.endpoint or "").partition(".")[0]
    return [
        MenuItem(url_for(endpoint), gettext(text), here == endpoint.partition(".")[0])
        for endpoint, text, permission in MENU
        if may(role, permission)
    ]
