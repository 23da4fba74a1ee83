"""Texts of the folder that wait, because here something else was made of them: choose or merge."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from training.domain import merging
from training.domain.merging import Labels, Piece
from training.domain.shape import Document as Value
from training.services import audit, origins, settling
from training.services.audit import Actor
from training.services.authoring import drafts
from training.services.authoring.files import target_of
from training.services.errors import Conflict, Invalid, NotFound
from training.services.jobs import enqueue
from training.services.library import Library
from training.services.publication import Text, put_in_force, retire
from training.services.publishing.proposal import stamp_of
from training.store import draft as draft_store
from training.store import library as library_store
from training.store import origin as store
from training.store.audit import is_noted_by_others
from training.store.base import new_id
from training.store.library import Entry
from training.store.origin import Origin

REMOVAL_ASKED = "removal-asked"


class Choice(StrEnum):
    """What a trainer does with a text that waits."""

    OURS = "ours"
    THEIRS = "theirs"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Line:
    """A text that waits, in a list."""

    path: str
    title: str
    since: datetime | None
    is_withdrawn: bool
    is_loaded: bool


@dataclass(frozen=True, slots=True)
class Seen:
    """What recognises the page on which a trainer chose, and the library around it."""

    digest: str
    stamp: str


@dataclass(frozen=True, slots=True)
class Incoming:
    """A text that waits, beside ours and what both come from.

    `base` is none where the file was made on both sides. `digest` recognises what was shown, and
    `stamp` the library that it was shown and checked in.
    """

    line: Line
    base: str | None
    ours: str
    theirs: str
    digest: str
    stamp: str
    pieces: tuple[Piece, ...]
    conflicts: int
    is_draft: bool
    is_removal_asked: bool


def list_incoming(library: Library) -> tuple[Line, ...]:
    """List what waits."""
    return tuple(_line(library, origin) for origin in store.list_waiting(library.session))


def read_incoming(library: Library, path: str) -> Incoming:
    """Lay a text that waits beside ours; raises `NotFound` when nothing waits."""
    origin = _waiting(library, path)
    entry = _entry(library, origin)
    draft = draft_store.find_draft(library.session, path)
    ours = draft.source if draft else drafts.text_in_force(library, entry)
    theirs = origin.offered or ""
    base = origin.source if origin.digest else None
    pieces = merging.lay_beside(base, ours, theirs)
    return Incoming(
        line=_line(library, origin),
        base=base,
        ours=ours,
        theirs=theirs,
        digest=_digest(origin),
        stamp=stamp_of(library),
        pieces=pieces,
        conflicts=sum(piece.is_conflict for piece in pieces),
        is_draft=draft is not None,
        is_removal_asked=_is_removal_asked(library, origin, None),
    )


def keep_ours(library: Library, path: str, digest: str, actor: Actor, *, at: datetime) -> None:
    """Go on with our text; what the folder said is the base of what comes next."""
    origin = _lock(library, path, digest)
    if origin.is_withdrawn:
        library.session.delete(origin)
    else:
        _settle(library, origin)
    _note(library, path, Choice.OURS, actor, at)


def take_theirs(
    library: Library, path: str, seen: Seen, value: Value, actor: Actor, *, at: datetime
) -> None:
    """Publish the text that waits; what was being written here can be found again.

    Raises `Conflict` where another text waits by now (`stale`), or anything was published since it
    was looked at (`library-changed`): nothing that nobody saw is written over.
    """
    origin = _lock_all(library, path, seen)
    entry, text = _entry(library, origin), (origin.offered or "").encode()
    _end_draft(library, path, at)
    if entry and (entry.kind, entry.slug) != (value.header.kind, value.header.slug):
        retire(library, entry, at)
    revision = put_in_force(library, Text(path, text, value), actor, at=at)
    enqueue(library.session, settling.new_job(revision.id), at=at, by=actor.person_id)
    _settle(library, origin)
    _note(library, path, Choice.THEIRS, actor, at)


def withdraw(
    library: Library, path: str, seen: Seen, actor: Actor, *, needs_review: bool, at: datetime
) -> bool:
    """Take out a text whose file is gone from the folder, and tell whether it is out.

    Where a second trainer must approve, the first who wants it is noted and the second does it.
    Raises `Conflict` as above.
    """
    origin = _lock_all(library, path, seen)
    if not origin.is_withdrawn:
        raise Conflict("stale")
    if needs_review and not _is_removal_asked(library, origin, actor.person_id):
        audit.note(library.session, actor, REMOVAL_ASKED, _file(path), "ok", at=at)
        library.session.flush()
        return False
    entry = _entry(library, origin)
    _end_draft(library, path, at)
    if entry:
        retire(library, entry, at)
        library.forget_catalogue()
        enqueue(library.session, settling.new_job(new_id(at)), at=at, by=actor.person_id)
    library.session.delete(origin)
    _note(library, path, Choice.THEIRS, actor, at)
    return True


def take_both(
    library: Library, path: str, digest: str, labels: Labels, actor: Actor, *, at: datetime
) -> int:
    """Make a draft of both texts together, and give in how many places somebody has to choose."""
    if actor.person_id is None:
        raise Invalid("nobody")
    found = read_incoming(library, path)
    origin = _lock(library, path, digest)
    if origin.is_withdrawn:
        raise Conflict("stale")
    merged = merging.merge(found.base, found.ours, found.theirs, labels)
    _write_draft(library, path, merged.text, actor, at)
    _settle(library, origin)
    _note(library, path, Choice.BOTH, actor, at)
    return merged.conflicts


def draft_theirs(library: Library, path: str, digest: str, actor: Actor, *, at: datetime) -> None:
    """Make a draft of the text that waits, to be reviewed before it is published."""
    origin = _lock(library, path, digest)
    _write_draft(library, path, origin.offered or "", actor, at)
    _settle(library, origin)
    _note(library, path, Choice.THEIRS, actor, at)


def _is_removal_asked(library: Library, origin: Origin, by: UUID | None) -> bool:
    """Tell whether somebody, other than who acts now, wants the text out since its file is gone."""
    if origin.offered_at is None or not origin.is_withdrawn:
        return False
    what = _file(origin.path)
    return is_noted_by_others(library.session, by, REMOVAL_ASKED, what, origin.offered_at)


def _file(path: str) -> str:
    return f"file:{path}"[:200]


def _write_draft(library: Library, path: str, text: str, actor: Actor, at: datetime) -> None:
    if actor.person_id is None:
        raise Invalid("nobody")
    draft = draft_store.lock_draft(library.session, path)
    if draft and draft.source != text:
        drafts.keep_text(library, draft, drafts.OVERWRITTEN, at)
    version = draft.version if draft else 0
    drafts.save(library, path=path, source=text, version=version, by=actor.person_id, at=at)


def _end_draft(library: Library, path: str, at: datetime) -> None:
    draft = draft_store.lock_draft(library.session, path)
    if draft:
        drafts.keep_text(library, draft, drafts.OVERWRITTEN, at)
        drafts.remove(library, draft, at)


def _settle(library: Library, origin: Origin) -> None:
    """Take the text that waited as the base, unless somebody offered it by hand."""
    if origin.is_loaded and not origin.digest:
        library.session.delete(origin)
    else:
        if not origin.is_loaded:
            origin.source, origin.digest = origin.offered or "", origin.offered_digest or ""
        origins.settle(origin)
    library.session.flush()


def _waiting(library: Library, path: str) -> Origin:
    target_of(path)
    origin = store.find_origin(library.session, path)
    if origin is None or not (origin.is_withdrawn or origin.offered_digest):
        raise NotFound("incoming")
    return origin


def _lock_all(library: Library, path: str, seen: Seen) -> Origin:
    """Fetch what waits to publish it, in the library that it was looked at in."""
    library_store.lock_library(library.session)
    library.forget_catalogue()
    origin = _lock(library, path, seen.digest)
    if seen.stamp != stamp_of(library):
        raise Conflict("library-changed")
    return origin


def _lock(library: Library, path: str, digest: str) -> Origin:
    """Fetch what waits to decide on it; raises `Conflict` when it is another by now."""
    origin = store.lock_origin(library.session, path)
    if origin is None or not digest or _digest(origin) != digest:
        raise Conflict("stale")
    return origin


def _digest(origin: Origin) -> str:
    return "gone" if origin.is_withdrawn else origin.offered_digest or ""


def _entry(library: Library, origin: Origin) -> Entry | None:
    """Find what is in force for it: at its path, or of the same identity elsewhere."""
    present = origins.read_present(library, {})
    found = present.entries.get(origin.path)
    if found or origin.offered is None:
        return found
    return present.by_identity.get(origins.identity_of(origin.path, origin.offered.encode()))


def _line(library: Library, origin: Origin) -> Line:
    entry = _entry(library, origin)
    title = entry.title if entry else target_of(origin.path).name
    return Line(origin.path, title, origin.offered_at, origin.is_withdrawn, origin.is_loaded)


def _note(library: Library, path: str, choice: Choice, actor: Actor, at: datetime) -> None:
    target = target_of(path)
    what = f"document:{target.kind}/{target.name}"[:200]
    audit.note(library.session, actor, "incoming-decided", what, choice.value, at=at)
    library.session.flush()
