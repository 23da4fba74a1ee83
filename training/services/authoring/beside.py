"""Texts beside the draft of a file: what two people wrote at once, and what was kept of earlier."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from training.services.authoring import drafts
from training.services.authoring.drafts import OVERWRITTEN, Saved
from training.services.authoring.files import target_of
from training.services.errors import Conflict, NotFound
from training.services.library import Library
from training.store import draft as store
from training.store.draft import DraftSave
from training.store.people import list_names

MAX_EARLIER = 50
"""So many earlier texts of a file are listed; the others stay where they are."""


@dataclass(frozen=True, slots=True)
class Beside:
    """What somebody wrote beside the draft, with the draft itself and who saved that last."""

    path: str
    version: int
    ours: str
    ours_at: datetime
    theirs: str
    theirs_at: datetime
    theirs_by: str


@dataclass(frozen=True, slots=True)
class Earlier:
    """A text of a file that is no longer its draft; `name` is who wrote it, if that is known."""

    id: UUID
    reason: str
    saved_at: datetime
    name: str
    size: int
    opening: str


def find(library: Library, path: str, by: UUID) -> Beside:
    """Find what a person wrote beside a draft; raises `NotFound` where there is nothing."""
    target_of(path)
    draft = store.find_draft(library.session, path)
    copy = store.find_copy(library.session, draft.id, by) if draft else None
    if draft is None or copy is None:
        raise NotFound("draft")
    names = list_names(library.session, {draft.saved_by} if draft.saved_by else set())
    return Beside(
        path=path,
        version=draft.version,
        ours=copy.source,
        ours_at=copy.saved_at,
        theirs=draft.source,
        theirs_at=draft.saved_at,
        theirs_by=names.get(draft.saved_by, "") if draft.saved_by else "",
    )


def settle(
    library: Library, *, path: str, source: str, version: int, by: UUID, at: datetime
) -> Saved:
    """Go on with one text; both others stay among the earlier texts.

    Raises `Conflict` where the draft was saved again since it was compared.
    """
    draft = drafts.lock(library, path)
    if draft.version != version:
        raise Conflict("draft-moved")
    if copy := store.find_copy(library.session, draft.id, by):
        if copy.source != source:
            drafts.keep(library, path, copy.source, OVERWRITTEN, by, at)
        library.session.delete(copy)
    if draft.source != source:
        drafts.keep_text(library, draft, OVERWRITTEN, at)
    return drafts.save(library, path=path, source=source, version=version, by=by, at=at)


def list_earlier(library: Library, path: str) -> tuple[Earlier, ...]:
    """List the earlier texts of a file, the newest first."""
    saves = store.list_saves(library.session, path, MAX_EARLIER)
    names = list_names(library.session, {save.saved_by for save in saves if save.saved_by})
    return tuple(
        Earlier(
            id=save.id,
            reason=save.reason,
            saved_at=save.saved_at,
            name=names.get(save.saved_by, "") if save.saved_by else "",
            size=len(save.source.split()),
            opening=_opening(save.source),
        )
        for save in saves
    )


def read_earlier(library: Library, path: str, save_id: UUID) -> str:
    """Give an earlier text of a file; raises `NotFound` for that of another."""
    save = library.session.get(DraftSave, save_id)
    if save is None or save.path != path:
        raise NotFound("draft")
    return save.source


def restore(library: Library, *, path: str, save_id: UUID, by: UUID, at: datetime) -> Saved:
    """Make an earlier text the draft again; the draft of now becomes an earlier text."""
    source = read_earlier(library, path, save_id)
    draft = store.lock_draft(library.session, path)
    if draft and draft.source != source:
        drafts.keep_text(library, draft, OVERWRITTEN, at)
    version = draft.version if draft else 0
    return drafts.save(library, path=path, source=source, version=version, by=by, at=at)


def _opening(source: str) -> str:
    """Give the first words below the header."""
    body = source.split("\n---", 2)[-1] if source.startswith("---") else source
    return " ".join(body.split())[:120]
