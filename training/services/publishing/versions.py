"""The versions of a file: who made them, how often each was done, and what differs between two."""

from dataclasses import dataclass
from datetime import datetime
from posixpath import relpath
from uuid import UUID

from training.compiler.addresses import FOLDERS
from training.compiler.difference import TextDifference, difference
from training.domain.document import Change, Kind
from training.interchange.escaping import escape
from training.services.authoring import drafts
from training.services.authoring.drafts import DISCARDED
from training.services.authoring.files import find_entry, target_of, title_at
from training.services.errors import Invalid, NotFound
from training.services.library import Library
from training.store import draft as draft_store
from training.store import editions as store
from training.store.attempts import count_running
from training.store.library import Entry, Revision
from training.store.people import list_names

COURSE_PARTS = frozenset({Kind.LESSON, Kind.SCENARIO, Kind.QUIZ})
"""Of these kinds a course is made."""


@dataclass(frozen=True, slots=True)
class Version:
    """One revision; `change` is none for the first, and for a translation, which follows.

    `running` and `completed` count attempts and completions, and say nothing of whose.
    """

    id: UUID
    number: int
    meaning: int
    published_at: datetime
    author: str
    change: Change | None
    summary: str
    title: str
    is_current: bool
    running: int
    completed: int


@dataclass(frozen=True, slots=True)
class History:
    """All versions of a file, the newest first; none of what was never published."""

    path: str
    title: str
    is_translation: bool
    versions: tuple[Version, ...]

    @property
    def course_line(self) -> str:
        """Give the line to copy into a course; empty where a course cannot have this."""
        if self.is_translation or target_of(self.path).kind not in COURSE_PARTS:
            return ""
        address = relpath(self.path, FOLDERS[Kind.COURSE])
        return f"1. [{escape(self.title)}]({address})"


@dataclass(frozen=True, slots=True)
class Comparison:
    """What differs between two versions."""

    older: Version
    newer: Version
    difference: TextDifference


def read_history(library: Library, path: str) -> History:
    """List the versions of a file."""
    target, entry = target_of(path), find_entry(library, path)
    is_translation = bool(target.language)
    if entry is None:
        return History(path, title_at(library, path), is_translation, ())
    rows = _rows(library, entry)
    names = list_names(library.session, {row.author_id for row in rows if row.author_id})
    running = count_running(library.session, entry.document_id)
    completed = _completed(library, entry, rows)
    earlier = {row.number + 1: row.meaning for row in rows}
    versions = (
        Version(
            id=row.id,
            number=row.number,
            meaning=row.meaning,
            published_at=row.published_at,
            author=names.get(row.author_id, "") if row.author_id else "",
            change=None if is_translation else _change(row, earlier.get(row.number)),
            summary=row.summary,
            title=row.title,
            is_current=row.is_current,
            running=running.get(row.id, 0),
            completed=completed.get(row.id, 0),
        )
        for row in rows
    )
    return History(path, entry.title, is_translation, tuple(versions))


def compare(library: Library, path: str, one: int, other: int) -> Comparison:
    """Compare two versions, the older one first; raises `NotFound` for a number without text."""
    versions = {version.number: version for version in read_history(library, path).versions}
    if one not in versions or other not in versions:
        raise NotFound("version")
    older, newer = versions[min(one, other)], versions[max(one, other)]
    old, new = read_text(library, path, older.number), read_text(library, path, newer.number)
    return Comparison(older, newer, difference(target_of(path).kind, old, new))


def read_text(library: Library, path: str, number: int) -> str:
    """Give the text of a version; raises `NotFound`."""
    target_of(path)
    entry = find_entry(library, path)
    found = [row for row in _rows(library, entry) if row.number == number] if entry else []
    if not found:
        raise NotFound("version")
    return found[0].source


def take_back(library: Library, path: str, number: int, *, by: UUID, at: datetime) -> None:
    """Put the text of an earlier version on the desk, to be published anew like any other.

    What lay there as a draft is kept among the earlier texts. Raises `Invalid` where the text is
    the one in force.
    """
    text, entry = read_text(library, path, number), find_entry(library, path)
    if text == drafts.text_in_force(library, entry):
        raise Invalid("nothing-changed")
    draft = draft_store.lock_draft(library.session, path)
    if draft and draft.source != text:
        drafts.keep_text(library, draft, DISCARDED, at)
    version = draft.version if draft else 0
    drafts.save(library, path=path, source=text, version=version, by=by, at=at)
    draft = drafts.lock(library, path)
    draft.base_id = entry.revision_id if entry else None
    library.session.flush()


def _rows(library: Library, entry: Entry) -> list[Revision]:
    return store.list_versions(library.session, entry.document_id, entry.language)


def _completed(library: Library, entry: Entry, rows: list[Revision]) -> dict[UUID, int]:
    if entry.kind == Kind.COURSE:
        counted = store.count_courses(library.session, [entry.document_id])
        return {revision_id: count for revision_id, count in counted.items() if revision_id}
    return store.count_units(library.session, [row.id for row in rows])


def _change(row: Revision, before: int | None) -> Change | None:
    if before is None:
        return None
    return Change.TYPO if before == row.meaning else Change.MEANING
