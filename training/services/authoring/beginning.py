"""A new text: from a short example of its kind, or as a copy of another one."""

from dataclasses import dataclass
from datetime import datetime
from string import Template
from uuid import UUID

from training.compiler.fixing.header import quoted, set_key
from training.compiler.fixing.page import Page, plain_ends, slug_of
from training.compiler.header_values import MAX_SLUG, MAX_TITLE, SLUG
from training.domain.document import UNIT_KINDS, Kind
from training.services.authoring import drafts
from training.services.authoring.examples import EXAMPLES
from training.services.authoring.files import find_entry, path_of, target_of
from training.services.authoring.framework import sub_points
from training.services.errors import Invalid
from training.services.library import Library
from training.store import draft as store
from training.store import library as library_store

NEW_KINDS = (Kind.SCENARIO, Kind.LESSON, Kind.QUIZ, Kind.COURSE)
"""A library has one list of principles and one of phrases: those are never begun here."""
FALLBACK_CODE = "1.1"


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wants to begin: a kind with a title and an identity, or a copy of a file.

    `code` is the sub-point that it is about and `source` where it comes from, if that is known.
    """

    kind: Kind
    title: str
    slug: str = ""
    language: str = "nl"
    copy_of: str = ""
    code: str = ""
    source: str = ""


def begin(library: Library, wish: Wish, *, by: UUID, at: datetime) -> str:
    """Begin a text and give its path; raises `Invalid` for what is taken already."""
    kind = target_of(wish.copy_of).kind if wish.copy_of else wish.kind
    slug = wish.slug.strip() or slug_of(wish.title)
    _check(library, kind, wish.title.strip(), slug)
    path = path_of(kind, slug)
    source = _copied(library, wish, slug) if wish.copy_of else _example(library, wish, slug)
    drafts.save(library, path=path, source=source, version=0, by=by, at=at)
    return path


def _check(library: Library, kind: Kind, title: str, slug: str) -> None:
    if kind not in NEW_KINDS:
        raise Invalid("new-kind")
    if not title or len(title) > MAX_TITLE or not title.isprintable():
        raise Invalid("new-title")
    if not SLUG.fullmatch(slug) or len(slug) > MAX_SLUG:
        raise Invalid("new-id")
    path = path_of(kind, slug)
    if find_entry(library, path) or store.find_draft(library.session, path):
        raise Invalid("new-path-taken", {"path": path})
    for entry in library.catalogue.entries:
        if entry.kind == kind and entry.slug.casefold() == slug.casefold():
            raise Invalid("new-id-taken", {"path": entry.path, "title": entry.title})
    if library_store.find_document(library.session, kind, slug):
        raise Invalid("new-id-retired")


def _example(library: Library, wish: Wish, slug: str) -> str:
    codes = [code for code, _ in sub_points(library)] or [FALLBACK_CODE]
    codes.sort(key=lambda code: code != wish.code)
    language = wish.language if wish.language in EXAMPLES else "nl"
    text = Template(EXAMPLES[language][wish.kind]).safe_substitute(
        title=quoted(wish.title.strip()),
        heading=wish.title.strip(),
        slug=slug,
        code=codes[0],
        other=codes[min(1, len(codes) - 1)],
        unit=_unit(library),
    )
    page = Page(wish.kind, text)
    fixes = set_key(page, "source", wish.source, "source") if wish.source else ()
    return next((fix.apply(text) for fix in fixes), text)


def _unit(library: Library) -> str:
    """Link to a unit that there is, for a course to begin with."""
    for entry in library.catalogue.entries:
        if entry.kind in UNIT_KINDS and entry.language == entry.original:
            folder = "../../" if entry.kind == Kind.QUIZ else "../"
            path = folder + entry.path.removeprefix("content/")
            return f"[{entry.title.translate(_NO_BRACKETS)}]({path})"
    return "[Een les](../lessons/een-les.md)"


_NO_BRACKETS = str.maketrans("", "", "[]()\\")


def _copied(library: Library, wish: Wish, slug: str) -> str:
    """Copy a text under another identity and title; the heading in it follows."""
    manuscript = drafts.read(library, wish.copy_of)
    if not manuscript.source:
        raise Invalid("new-copy")
    page = Page(target_of(wish.copy_of).kind, plain_ends(manuscript.source))
    title = wish.title.strip()
    for name, value in (("slug", slug), ("title", quoted(title))):
        for fix in set_key(page, name, value, name):
            page = Page(page.kind, fix.apply(page.text))
    headings = [heading for heading in page.headings if heading.level == 1]
    if headings:
        page = Page(
            page.kind, page.rewrite("title", headings[0].line, f"# {title}").apply(page.text)
        )
    return page.text
