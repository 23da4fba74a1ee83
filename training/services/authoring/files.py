"""The library as files: every path with its text in force, its draft, and who wrote last."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from training.compiler.addresses import FOLDERS, ONLY, Target, parse_path
from training.compiler.fixing.header import title_of
from training.compiler.fixing.page import Page
from training.domain.document import Kind
from training.services.errors import NotFound
from training.services.library import Library
from training.store import draft as drafts
from training.store import library as store
from training.store.draft import Draft
from training.store.library import Entry

HEAD = 4000
"""So many characters at the top of a text are read for its title."""


@dataclass(frozen=True, slots=True)
class DraftState:
    """A draft as lists show it: who saved it last, and whether a review was asked."""

    version: int
    state: str
    saved_at: datetime
    saved_by: UUID | None


@dataclass(frozen=True, slots=True)
class LibraryFile:
    """One file: in force, being written, or both."""

    path: str
    target: Target
    entry: Entry | None
    draft: DraftState | None
    title: str


def list_files(library: Library) -> tuple[LibraryFile, ...]:
    """List every file by its path."""
    entries = {entry.path: entry for entry in library.catalogue.entries}
    written = {draft.path: _state(draft) for draft in drafts.list_drafts(library.session)}
    heads = drafts.list_heads(library.session, HEAD)
    return tuple(
        LibraryFile(path, target, entry, written.get(path), title)
        for path in sorted(entries.keys() | written.keys())
        if (target := parse_path(path))
        for entry in (entries.get(path),)
        for title in (entry.title if entry else title_in(target, heads.get(path, "")),)
    )


def title_in(target: Target, source: str) -> str:
    """Give the title that a new text has so far; the name of its file where it has none."""
    return title_of(Page(target.kind, source[:HEAD])) or target.name


def title_at(library: Library, path: str) -> str:
    """Give the title in force; of what is new, the one in its draft; raises `NotFound`."""
    target, entry = target_of(path), find_entry(library, path)
    if entry:
        return entry.title
    draft = drafts.find_draft(library.session, path)
    return title_in(target, draft.source if draft else "")


def find_entry(library: Library, path: str) -> Entry | None:
    """Find what is in force at a path."""
    return next((entry for entry in library.catalogue.entries if entry.path == path), None)


def target_of(path: str) -> Target:
    """Read what a path of the library means; raises `NotFound` for what can be no document."""
    target = parse_path(path)
    if target is None:
        raise NotFound("file")
    return target


def path_of(kind: Kind, name: str, language: str = "") -> str:
    """Give the path of a document; `language` only for a translation."""
    only = {kind: name for name, kind in ONLY.items()}
    suffix = f".{language}" if language else ""
    return f"{FOLDERS[kind]}/{only.get(kind, name)}{suffix}.md"


def sources_in_force(library: Library) -> dict[str, bytes]:
    """Map every path to the text in force, byte for byte as it was published."""
    entries = library.catalogue.entries
    texts = store.list_sources(library.session, [entry.revision_id for entry in entries])
    return {entry.path: texts[entry.revision_id].encode() for entry in entries}


def _state(draft: Draft) -> DraftState:
    return DraftState(draft.version, draft.state, draft.saved_at, draft.saved_by)
