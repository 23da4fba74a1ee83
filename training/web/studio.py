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
    ("bank.index", N_("Vragenbank")),
)
"""Pages about all files, in the order of the menu."""

TABS: tuple[tuple[str, str], ...] = (("author.edit", N_("Schrijven")),)
"""Pages about one file; each takes its `path`."""


def studio_menu() -> list[MenuItem]:
    """List the pages about all files; none for who does not write."""
    visit = current_visit()
    if visit is None or not may(Role(visit.role), Permission.AUTHOR):
        return []
    return [
        MenuItem(url_for(endpoint), gettext(text), _is_part(endpoint)) for endpoint, text in MENU
    ]


def studio_tabs(path: str) -> list[MenuItem]:
    """List the pages about one file."""
    return [
        MenuItem(url_for(endpoint, path=path), gettext(text), _is_here(endpoint))
        for endpoint, text in TABS
    ]


def _is_part(endpoint: str) -> bool:
    """Tell whether this page belongs to a line of the menu, as the pages behind its first do."""
    return request.blueprint == endpoint.partition(".")[0]


def _is_here(endpoint: str) -> bool:
    return request.endpoint == endpoint
