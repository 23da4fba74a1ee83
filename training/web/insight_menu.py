"""The menu of the pages that tell the organisation how it answers, and what citizens meet."""

from flask import request, url_for
from flask_babel import gettext

from training.domain.access import Permission, Role, may
from training.web.identity import current_visit
from training.web.marking import N_
from training.web.menu import MenuItem

Lines = tuple[tuple[str, str, Permission], ...]
"""Endpoints with their names, and who may open them."""

MENU: tuple[tuple[str, Lines], ...] = (
    (N_("Wat valt op"), (("glance.index", N_("Wat valt op"), Permission.INSIGHT),)),
    (
        N_("Waar staan wij"),
        (
            ("insight.index", N_("Hoe gelijk antwoorden wij?"), Permission.INSIGHT),
            ("measurement.index", N_("Metingen"), Permission.INSIGHT),
            ("drift.index", N_("Blijft het zo?"), Permission.INSIGHT),
            ("board_report.show", N_("Voor het bestuur"), Permission.INSIGHT),
        ),
    ),
    (
        N_("Wat inwoners zeggen"),
        (
            ("stocktake.index", N_("Tussenstand"), Permission.INSIGHT),
            ("signal_figures.show", N_("Wat inwoners melden"), Permission.INSIGHT),
            ("signal_triage.index", N_("Meldingen"), Permission.COORDINATE_SIGNALS),
            ("signals.index", N_("Uw meldingen"), Permission.INSIGHT),
        ),
    ),
    (
        N_("Samen beter"),
        (
            ("talk.index", N_("Teamgesprek"), Permission.INSIGHT),
            ("guide.index", N_("Zo antwoorden wij"), Permission.INSIGHT),
            ("mandate.index", N_("Speelruimte"), Permission.INSIGHT),
            ("refresh.questions", N_("Vragen voor opfrissers"), Permission.AUTHOR),
        ),
    ),
)
"""Groups with their pages, in the order of the menu; a group of one page is that page."""

BELOW = {"rollout": "measurement", "signal_lesson": "signals"}
"""Pages that are reached from another one, which is marked in the menu meanwhile."""


def insight_menu() -> list[MenuItem]:
    """List the groups with the pages that the reader may open; empty for who has none."""
    visit = current_visit()
    if visit is None:
        return []
    role = Role(visit.role)
    found = ((text, [line for line in lines if may(role, line[2])]) for text, lines in MENU)
    return [_group(text, tuple(lines)) for text, lines in found if lines]


def _group(text: str, lines: Lines) -> MenuItem:
    here = (request.endpoint or "").partition(".")[0]
    here = BELOW.get(here, here)
    pages = []
    for endpoint, name, _ in lines:
        is_here = _is_here(here, endpoint)
        pages.append(MenuItem(url_for(endpoint), gettext(name), is_here, is_here))
    if len(pages) == 1:
        return pages[0]
    is_open = any(page.is_here for page in pages)
    return MenuItem(pages[0].address, gettext(text), False, is_open, tuple(pages))


def _is_here(here: str, endpoint: str) -> bool:
    """Tell whether a page belongs to a line: those of a noun begin with its name."""
    noun = endpoint.partition(".")[0]
    return here == noun or here.startswith(f"{noun}_")
