"""The menu of the pages that tell the organisation how it answers, and what citizens meet."""

from flask import request, url_for
from flask_babel import gettext

from training.domain.access import Permission, Role, may
from training.web.identity import current_visit
from training.web.marking import N_
from training.web.office import MenuItem

MENU: tuple[tuple[str, str, Permission], ...] = (
    ("signal_triage.index", N_("Meldingen"), Permission.COORDINATE_SIGNALS),
    ("signal_figures.show", N_("Wat inwoners melden"), Permission.INSIGHT),
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
