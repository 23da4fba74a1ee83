"""The menu of the studio, and the tabs of the file that is open in it."""

from collections.abc import Callable

from flask import request, url_for
from flask_babel import gettext

from training.domain.access import Permission, Role, may
from training.web.identity import current_visit
from training.web.marking import N_
from training.web.menu import MenuItem

Pages = tuple[tuple[str, str], ...]
"""Endpoints with their names; the first is where the group leads to."""

MENU: tuple[tuple[str, Pages], ...] = (
    (
        N_("Teksten"),
        (
            ("author.index", N_("Alle teksten")),
            ("review.waiting", N_("Na te lezen")),
            ("versions.due", N_("Te controleren")),
        ),
    ),
    (N_("Vragenbank"), (("bank.index", N_("Vragenbank")),)),
    (N_("Vertalingen"), (("translate.index", N_("Vertalingen")),)),
    (N_("Beeld en geluid"), (("media_shelf.index", N_("Beeld en geluid")),)),
    (
        N_("Uitkomsten"),
        (("evidence.index", N_("Hoe teksten werken")), ("remark.index", N_("Opmerkingen"))),
    ),
    (
        N_("Bestanden"),
        (("packages.index", N_("Meenemen en inbrengen")), ("incoming.index", N_("Uit de map"))),
    ),
)
"""Pages about all files, in the order of the menu."""

TABS: tuple[tuple[str, Pages], ...] = (
    (
        N_("Schrijven"),
        (("author.edit", N_("De tekst")), ("author_beside.earlier", N_("Eerdere teksten"))),
    ),
    (
        N_("Bekijken"),
        (
            ("preview.show", N_("Lezen")),
            ("preview.story_map", N_("Kaart")),
            ("trial.play", N_("Spelen")),
        ),
    ),
    (N_("Vertalen"), (("translate.show", N_("Vertalen")),)),
    (
        N_("Publiceren"),
        (
            ("publish.show", N_("Publiceren")),
            ("review.show", N_("Nalezen")),
            ("versions.index", N_("Versies")),
        ),
    ),
    (
        N_("Uitkomsten"),
        (
            ("evidence.show", N_("Hoe de tekst werkt")),
            ("remark.of_text", N_("Opmerkingen")),
            ("panel.show", N_("Panel")),
        ),
    ),
)
"""Pages about one file; each takes its `path`."""

BELONGS = {
    "author.create": "author.index",
    "author.discard": "author.edit",
    "author.new": "author.index",
    "author_beside.earlier_text": "author_beside.earlier",
    "author_beside.show": "author.edit",
    "bank.ask": "bank.index",
    "bank.keep": "bank.index",
    "bank.preview": "bank.index",
    "bank.quiz": "bank.index",
    "bank.quizzes": "bank.index",
    "bank.renew": "bank.index",
    "evidence.count": "evidence.show",
    "incoming.choose": "incoming.index",
    "incoming.show": "incoming.index",
    "media_shelf.remove": "media_shelf.index",
    "media_shelf.upload": "media_shelf.index",
    "packages.carry_out": "packages.index",
    "packages.show": "packages.index",
    "packages.upload": "packages.index",
    "panel.adopt": "panel.show",
    "panel.invite": "panel.show",
    "publish.publish": "publish.show",
    "review.act": "review.show",
    "translate.write": "translate.show",
    "trial.go": "trial.play",
    "versions.compare": "versions.index",
    "versions.read": "versions.index",
}
"""Pages that are reached through another one."""


def studio_menu() -> list[MenuItem]:
    """List the pages about all files; none for who does not write."""
    visit = current_visit()
    if visit is None or not may(Role(visit.role), Permission.AUTHOR):
        return []
    return [_group(text, pages, url_for) for text, pages in MENU]


def studio_tabs(path: str) -> list[MenuItem]:
    """List the pages about one file."""
    return [
        _group(text, pages, lambda endpoint: url_for(endpoint, path=path)) for text, pages in TABS
    ]


def _group(text: str, pages: Pages, address: Callable[[str], str]) -> MenuItem:
    here = _here()
    below = tuple(
        MenuItem(address(endpoint), gettext(name), endpoint == here, endpoint == here)
        for endpoint, name in pages
    )
    is_open = any(item.is_here for item in below)
    return MenuItem(
        below[0].address,
        gettext(text),
        below[0].is_here,
        is_open,
        below if len(below) > 1 else (),
    )


def _here() -> str:
    """Name the page that is shown, or the one that it is reached through."""
    endpoint = request.endpoint or ""
    return BELONGS.get(endpoint, endpoint)
