"""A panel on a text: who is asked, and what they said once it is closed."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from training.domain.document import Kind
from training.domain.krippendorff import Reliability
from training.domain.rating import Side
from training.services import audit
from training.services.audit import Actor
from training.services.authoring.files import find_entry, target_of, title_at
from training.services.errors import Conflict, Invalid, NotFound
from training.services.improving.rated import (
    RatedPart,
    rated_parts,
    reliability_of,
    result_of,
    text_of,
)
from training.services.library import Library
from training.store import library as library_store
from training.store import panel as store
from training.store.base import new_id
from training.store.library import Entry
from training.store.panel import Panel, Panellist

LONGEST_NAME = 120
MOST_MEMBERS = 60
RATED_KINDS = (Kind.SCENARIO, Kind.QUIZ)


@dataclass(frozen=True, slots=True)
class Member:
    """One member, as the page of the panel shows it and no other."""

    id: UUID
    name: str
    side: Side
    rated: int
    is_finished: bool


@dataclass(frozen=True, slots=True)
class PanelView:
    """One panel; its `parts` are there once it is closed, so that nobody is steered."""

    id: UUID
    number: int
    opened_at: datetime
    closed_at: datetime | None
    options: int
    members: tuple[Member, ...]
    parts: tuple[RatedPart, ...]
    reliability: Reliability | None


@dataclass(frozen=True, slots=True)
class PanelPage:
    """The panels on a text; `is_ratable` tells whether there is anything to rate in it."""

    path: str
    title: str
    kind: str
    is_ratable: bool
    panel: PanelView | None
    earlier: tuple[tuple[UUID, datetime], ...]


def panel_page(library: Library, path: str, panel_id: UUID | None = None) -> PanelPage:
    """Show the newest panel on a text, or an earlier one; raises `NotFound`."""
    entry = _original(library, path)
    if entry is None:
        return PanelPage(path, title_at(library, path), "", False, None, ())
    session = library.session
    found = store.find_panel(session, entry.document_id, panel_id)
    if found is None and panel_id:
        raise NotFound("panel")
    text = text_of(library, entry.kind, entry.revision_id)
    earlier = [
        (panel.id, panel.opened_at)
        for panel in store.list_panels(session, entry.document_id)
        if found and panel.id != found.id
    ]
    return PanelPage(
        entry.path,
        entry.title,
        entry.kind,
        bool(rated_parts(text)),
        _view(library, entry.kind, found) if found else None,
        tuple(earlier),
    )


def open_panel(library: Library, path: str, actor: Actor, *, at: datetime) -> UUID:
    """Open a panel on the text in force; raises `NotFound`, or `Conflict` while one is open."""
    entry = _ratable(library, path)
    last = store.find_panel(library.session, entry.document_id)
    if last and last.closed_at is None:
        raise Conflict("panel-open")
    panel = Panel(
        id=new_id(at),
        document_id=entry.document_id,
        revision_id=entry.revision_id,
        opened_at=at,
        opened_by=actor.person_id,
    )
    library.session.add(panel)
    _note(library, entry, actor, "panel-opened", at)
    library.session.flush()
    return panel.id


def invite(library: Library, path: str, actor: Actor, *, name: str, side: str, at: datetime) -> str:
    """Ask somebody for the open panel; gives the secret of the link, which nobody can ask again.

    Raises `Invalid` for no name, an unknown side or too many members, `NotFound`.
    """
    entry, panel = _open(library, path)
    known = " ".join(name.replace("\x00", "").split())
    if not known or len(known) > LONGEST_NAME:
        raise Invalid("member-name")
    if side not in list(Side):
        raise Invalid("member-side")
    if len(store.list_members(library.session, panel.id)) >= MOST_MEMBERS:
        raise Invalid("members-full")
    token = secrets.token_urlsafe(32)
    member = Panellist(
        id=new_id(at),
        panel_id=panel.id,
        name=known,
        side=side,
        token_digest=digest_of(token),
        invited_at=at,
    )
    library.session.add(member)
    _note(library, entry, actor, "panel-invited", at)
    library.session.flush()
    return token


def withdraw(
    library: Library, path: str, actor: Actor, *, member_id: UUID | None, at: datetime
) -> None:
    """Take a member out of the open panel, with what that one gave; the link lets nobody in.

    Before it is closed nobody can see what a member gave, so that nobody is left out for it.
    Raises `NotFound`; who is out already stays out.
    """
    entry, panel = _open(library, path)
    if member_id and store.remove_member(library.session, panel.id, member_id):
        _note(library, entry, actor, "panel-withdrawn", at)


def close(library: Library, path: str, actor: Actor, *, at: datetime) -> None:
    """Close the open panel: links let nobody in any more. Raises `NotFound`."""
    entry, panel = _open(library, path)
    panel.closed_at = at
    _note(library, entry, actor, "panel-closed", at)
    library.session.flush()


def digest_of(token: str) -> str:
    """Give what is kept of the secret of a link."""
    return sha256(token.encode("utf-8", "replace")).hexdigest()


def _original(library: Library, path: str) -> Entry | None:
    """Find the original of a text that can have levels; raises `NotFound` for no text at all."""
    target_of(path)
    entry = find_entry(library, path)
    if entry is None or entry.kind not in RATED_KINDS:
        return None
    return library.catalogue.original(Kind(entry.kind), entry.slug)


def _ratable(library: Library, path: str) -> Entry:
    entry = _original(library, path)
    if entry is None or not rated_parts(text_of(library, entry.kind, entry.revision_id)):
        raise NotFound("panel")
    return entry


def _open(library: Library, path: str) -> tuple[Entry, Panel]:
    entry = _ratable(library, path)
    found = store.find_panel(library.session, entry.document_id)
    panel = store.lock_panel(library.session, found.id) if found else None
    if panel is None or panel.closed_at:
        raise NotFound("panel")
    return entry, panel


def _view(library: Library, kind: str, panel: Panel) -> PanelView:
    session = library.session
    text = text_of(library, kind, panel.revision_id)
    rated = store.count_ratings(session, panel.id)
    revision = library_store.find_revision(session, panel.revision_id)
    parts = result_of(library, kind, panel) if panel.closed_at else ()
    return PanelView(
        id=panel.id,
        number=revision.number if revision else 0,
        opened_at=panel.opened_at,
        closed_at=panel.closed_at,
        options=sum(question.size for _, question in rated_parts(text)),
        members=tuple(
            Member(
                one.id, one.name, Side(one.side), rated.get(one.id, 0), one.finished_at is not None
            )
            for one in store.list_members(session, panel.id)
        ),
        parts=parts,
        reliability=reliability_of(parts, panel.id) if panel.closed_at else None,
    )


def _note(library: Library, entry: Entry, actor: Actor, action: str, at: datetime) -> None:
    audit.note(library.session, actor, action, f"document:{entry.slug}", "ok", at=at)
