"""The menu of the pages for HR, managers and the keepers of the trail."""

from flask import request, url_for
from flask_babel import gettext

from training.domain.access import Permission, Role, may
from training.web.identity import current_visit
from training.web.marking import N_
from training.web.menu import MenuItem

MENU: tuple[tuple[str, str, Permission], ...] = (
    ("report.dashboard", N_("Hoe staan wij ervoor?"), Permission.FOLLOW_TEAM),
    ("report.people", N_("Wie moet nog?"), Permission.FOLLOW_TEAM),
    ("assign.rules", N_("Toewijzen"), Permission.FOLLOW_ALL),
    ("editions.index", N_("Versies"), Permission.FOLLOW_ALL),
    ("people.index", N_("Mensen"), Permission.FOLLOW_ALL),
    ("people.accounts", N_("Rollen"), Permission.ADMINISTER),
    ("remind.log", N_("Wat is verstuurd?"), Permission.FOLLOW_ALL),
    ("trail.index", N_("Logboek"), Permission.READ_TRAIL),
)


def office_menu() -> list[MenuItem]:
    """List the pages that the reader may open; empty for who has none."""
    visit = current_visit()
    if visit is None:
        return []
    role = Role(visit.role)
    is_following = may(role, Permission.FOLLOW_ALL) or visit.leads
    return [
        MenuItem(url_for(endpoint), gettext(text), _is_here(endpoint), _is_here(endpoint))
        for endpoint, text, permission in MENU
        if may(role, permission) and (permission is not Permission.FOLLOW_TEAM or is_following)
    ]


def _is_here(endpoint: str) -> bool:
    here = request.endpoint or ""
    if here.startswith("assign.person"):  # reached from the lists of people
        return endpoint == "report.people"
    if endpoint.startswith("report."):
        return here == endpoint or (endpoint == "report.people" and here == "report.overdue")
    return here.partition(".")[0] == endpoint.partition(".")[0]
