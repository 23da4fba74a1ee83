"""The menu of the studio, and the tabs of the file that is open in it."""

from dataclasses import dataclass

from flask import request, url_for
from flask_babel import gettext

from training.domain.access import Permission, Role, may
from training.web.identity import current_visit
from training.web.marking import N_


@dataclass(frozen=True, slots=True)
class MenuItem:
    """One line of the menu, or one tab."""

    address: str
    text: str
    is_here: bool


MENU: tuple[tuple[str, str], ...] = (
    ("author.index", N_("Teksten")),
    ("review.waiting", N_("Na te lezen")),
    ("versions.due", N_("Te controleren")),
    ("media_shelf.index", N_("Beeld en geluid")),
    ("packages.index", N_("Bestanden")),
    ("incoming.index", N_("Uit de map")),
    ("evidence.index", N_("Uitkomsten")),
    ("remark.index", N_("Opmerkingen")),
    ("translate.index", N_("Vertalingen")),
)
"""Pages about all files, in the order of the menu."""

TABS: tuple[tuple[str, str], ...] = (
    ("author.edit", N_("Schrijven")),
    ("author_beside.earlier", N_("Eerdere teksten")),
    ("preview.show", N_("Lezen")),
    ("preview.story_map", N_("Kaart")),
    ("trial.play", N_("Spelen")),
    ("translate.show", N_("Vertalen")),
    ("review.show", N_("Nalezen")),
    ("publish.show", N_("Publiceren")),
    ("versions.index", N_("Versies")),
    ("evidence.show", N_("Uitkomsten")),
    ("remark.of_text", N_("Opmerkingen")),
    ("panel.show", N_("Panel")),
)
"""Pages about one file; each takes its `path`."""

BELONGS = {
    "publish.publish": "publish.show",
    "review.act": "review.show",
    "versions.compare": "versions.index",
    "versions.read": "versions.index",
}
"""Pages that are reached through another one."""


def studio_menu() -> list[MenuItem]:
    """List the pages about all files; none for who does not write."""
    visit = current_visit()
    if visit is None or not may(Role(visit.role), Permission.AUTHOR):
        return []
    return [
        MenuItem(url_for(endpoint), gettext(text), _is_near(endpoint)) for endpoint, text in MENU
    ]


def studio_tabs(path: str) -> list[MenuItem]:
    """List the pages about one file."""
    return [
        MenuItem(url_for(endpoint, path=path), gettext(text), _is_here(endpoint))
        for endpoint, text in TABS
    ]


def _is_here(endpoint: str) -> bool:
    """Tell whether a page, or one that belongs to it, is open."""
    here = request.endpoint or ""
    return BELONGS.get(here, here) == endpoint
    return request.endpoint == endpoint


def _is_near(endpoint: str) -> bool:
    """Tell whether the page is one of those that a line of the menu leads to."""
    return request.blueprint == endpoint.partition(".")[0]
