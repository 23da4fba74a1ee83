"""Drafts: what trainers write is kept as they write it, valid or not, and never written over."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from training.services.audit import Actor
from training.services.authoring.files import find_entry, target_of
from training.services.errors import Invalid, NotFound
from training.services.library import Library
from training.store import draft as store
from training.store import library as library_store
from training.store.base import new_id
from training.store.draft import Draft, DraftCopy, DraftSave
from training.store.library import Entry
from training.store.people import list_names

WRITING, ASKED, APPROVED = "writing", "asked", "approved"
DISCARDED, OVERWRITTEN = "discarded", "overwritten"


@dataclass(frozen=True, slots=True)
class Manuscript:
    """The text of a file as an editor opens it.

    `version` is 0 where nobody began a draft; the text is then the one in force, or empty.
    """

    path: str
    source: str
    version: int
    entry: Entry | None
    state: str = WRITING
    saved_at: datetime | None = None
    saved_by: str = ""


@dataclass(frozen=True, slots=True)
class Saved:
    """What became of a text: the version it is now, or that it lies beside what another wrote.

    `is_anew`: the draft that the writer had open was published or thrown away in the meantime, and
    the text is a new draft.
    """

    version: int
    is_beside: bool = False
    is_anew: bool = False


def read(library: Library, path: str) -> Manuscript:
    """Open a file; raises `NotFound` for a path that can be no document."""
    target_of(path)
    entry = find_entry(library, path)
    draft = store.find_draft(library.session, path)
    if draft:
        by = draft.saved_by
        name = list_names(library.session, {by}).get(by, "") if by else ""
        return Manuscript(
            path, draft.source, draft.version, entry, draft.state, draft.saved_at, name
        )
    return Manuscript(path, text_in_force(library, entry), 0, entry)


def with_line_ends(library: Library, path: str, source: str) -> str:
    """Write the line ends of a text from a browser as those of the text in force.

    A text that came from a folder keeps what it had, so that it goes back byte for byte.
    """
    text = source.replace("\r\n", "\n").replace("\r", "\n")
    is_windows = "\r\n" in text_in_force(library, find_entry(library, path))
    return text.replace("\n", "\r\n") if is_windows else text


def plain(manuscript: Manuscript) -> str:
    """Give a text with the line ends that places are counted by."""
    return manuscript.source.replace("\r\n", "\n").replace("\r", "\n")


def text_in_force(library: Library, entry: Entry | None) -> str:
    """Give the text of what is in force; empty for what is new."""
    if entry is None:
        return ""
    return library_store.list_sources(library.session, [entry.revision_id])[entry.revision_id]


def save(
    library: Library, *, path: str, source: str, version: int, by: UUID, at: datetime
) -> Saved:
    """Keep a text, whatever is wrong with it.

    `version` is the one that the writer had seen. Where another saved since, the text is kept
    beside the draft, and neither is lost. Saving the same text twice changes nothing.
    """
    session = library.session
    draft = store.lock_draft(session, path)
    if draft is None:
        return replace(_begin(library, path, source, by, at), is_anew=version > 0)
    if draft.source == source:
        return Saved(draft.version)
    if draft.version != version:
        _keep_beside(library, draft, source, version, by, at)
        return Saved(draft.version, is_beside=True)
    draft.source, draft.version = source, draft.version + 1
    draft.state, draft.state_by = WRITING, None
    draft.saved_at, draft.saved_by = at, by
    _note_hand(draft, by)
    session.flush()
    return Saved(draft.version)


def lay_out(library: Library, path: str, actor: Actor, *, at: datetime) -> None:
    """Lay the text in force on the desk just as it is; raises `Invalid` where there is a draft."""
    entry = find_entry(library, path)
    if actor.person_id is None or store.lock_draft(library.session, path):
        raise Invalid("draft")
    _add(library, path, text_in_force(library, entry), entry, actor.person_id, at)


def discard(library: Library, *, path: str, by: UUID, at: datetime) -> None:
    """Go back to the text in force; what was written can still be found among earlier texts."""
    draft = lock(library, path)
    keep_text(library, draft, DISCARDED, at)
    remove(library, draft, at)


def lock(library: Library, path: str) -> Draft:
    """Fetch the draft of a file to write to; raises `NotFound` where there is none."""
    draft = store.lock_draft(library.session, path)
    if draft is None:
        raise NotFound("draft")
    return draft


def remove(library: Library, draft: Draft, at: datetime) -> None:
    """End a draft that was published or thrown away; what others wrote beside it is kept."""
    session = library.session
    for copy in store.list_copies(session, draft.id):
        keep(library, draft.path, copy.source, OVERWRITTEN, copy.person_id, at)
        session.delete(copy)
    session.flush()
    session.delete(draft)
    session.flush()


def keep_text(library: Library, draft: Draft, reason: str, at: datetime) -> None:
    """Put the text of a draft among the earlier texts of its file."""
    keep(library, draft.path, draft.source, reason, draft.saved_by, at)


def keep(
    library: Library, path: str, source: str, reason: str, by: UUID | None, at: datetime
) -> None:
    """Put a text among the earlier texts of a file."""
    library.session.add(
        DraftSave(id=new_id(at), path=path, source=source, reason=reason, saved_at=at, saved_by=by)
    )


def _begin(library: Library, path: str, source: str, by: UUID, at: datetime) -> Saved:
    target_of(path)
    entry = find_entry(library, path)
    if entry and text_in_force(library, entry) == source:
        return Saved(0)
    _add(library, path, source, entry, by, at)
    return Saved(1)


def _add(
    library: Library, path: str, source: str, entry: Entry | None, by: UUID, at: datetime
) -> None:
    draft = Draft(
        id=new_id(at),
        path=path,
        source=source,
        version=1,
        base_id=entry.revision_id if entry else None,
        state=WRITING,
        created_at=at,
        created_by=by,
        saved_at=at,
        saved_by=by,
        hands=[by.hex],
    )
    library.session.add(draft)
    library.session.flush()


def _note_hand(draft: Draft, by: UUID) -> None:
    if by.hex not in draft.hands:
        draft.hands = [*draft.hands, by.hex]


def _keep_beside(
    library: Library, draft: Draft, source: str, version: int, by: UUID, at: datetime
) -> None:
    _note_hand(draft, by)
    copy = store.find_copy(library.session, draft.id, by)
    if copy is None:
        copy = DraftCopy(draft_id=draft.id, person_id=by)
        library.session.add(copy)
    elif copy.base_version != version:  # a third window; that one's text stays as well
        keep(library, draft.path, copy.source, OVERWRITTEN, by, at)
    copy.source, copy.base_version, copy.saved_at = source, version, at
    library.session.flush()
