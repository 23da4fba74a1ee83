"""A second trainer reads a draft: asks, remarks at a line, approves or sends it back."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from training.domain.access import PERMISSIONS, Permission, Role
from training.domain.quotation import line_of
from training.services import audit
from training.services.audit import Actor
from training.services.authoring import drafts
from training.services.authoring.drafts import APPROVED, ASKED, WRITING
from training.services.authoring.files import target_of, title_at
from training.services.errors import Conflict, Forbidden, Invalid, NotFound
from training.services.library import Library
from training.services.mail import Letter, queue_all
from training.services.publishing.proposal import is_approved, text_digest
from training.store import draft as store
from training.store.base import new_id
from training.store.draft import Draft, ReviewRemark
from training.store.people import Person, list_active_with, list_names

LONGEST_REMARK = 2000
LONGEST_QUOTE = 300
WRITERS = frozenset(role for role in Role if Permission.AUTHOR in PERMISSIONS[role])

Write = Callable[..., tuple[str, str]]
"""`write(template, language, **values)` gives subject and body."""


@dataclass(frozen=True, slots=True)
class Desk:
    """Who acts, when, and how mails are written."""

    actor: Actor
    write: Write
    at: datetime


@dataclass(frozen=True, slots=True)
class ShownRemark:
    """A remark where its line stands now; `line` is 0 where that line is gone."""

    id: UUID
    line: int
    quote: str
    text: str
    made_at: datetime
    made_by: str
    is_settled: bool


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """A draft as its reviewer reads it: line by line, with the remarks."""

    path: str
    title: str
    digest: str
    lines: tuple[str, ...]
    state: str
    is_own: bool
    is_approved: bool
    asked_by: str
    remarks: tuple[ShownRemark, ...]

    def at(self, line: int) -> tuple[ShownRemark, ...]:
        """Give the open remarks at a line; at line 0 those whose line is gone."""
        return tuple(each for each in self.remarks if each.line == line and not each.is_settled)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A draft that waits for a second reader."""

    path: str
    title: str
    asked_by: str
    asked_at: datetime
    is_own: bool


def list_waiting(library: Library, reader: UUID) -> tuple[Waiting, ...]:
    """List the drafts that wait for a review, those of others first."""
    found = [draft for draft in store.list_drafts(library.session) if draft.state == ASKED]
    names = _names(library, {draft.state_by for draft in found})
    rows = [
        Waiting(
            draft.path,
            title_at(library, draft.path),
            names.get(draft.state_by, ""),
            draft.saved_at,
            reader in _authors(draft),
        )
        for draft in found
    ]
    return tuple(sorted(rows, key=lambda row: (row.is_own, row.path)))


def read(library: Library, path: str, reader: UUID) -> ReviewPage:
    """Open a draft to review; raises `NotFound` where there is none."""
    target_of(path)
    draft = store.find_draft(library.session, path)
    if draft is None:
        raise NotFound("draft")
    lines = _lines(draft.source)
    remarks = store.list_review_remarks(library.session, path)
    names = _names(library, {draft.state_by, *(remark.made_by for remark in remarks)})
    shown = [
        ShownRemark(
            remark.id,
            line_of(lines, remark.line, remark.quote) or 0,
            remark.quote,
            remark.text,
            remark.made_at,
            names.get(remark.made_by, ""),
            remark.settled_at is not None,
        )
        for remark in remarks
    ]
    return ReviewPage(
        path=path,
        title=title_at(library, path),
        digest=text_digest(draft.source),
        lines=lines,
        state=draft.state,
        is_own=reader in _authors(draft),
        is_approved=is_approved(draft),
        asked_by=names.get(draft.state_by, ""),
        remarks=tuple(shown),
    )


def ask(library: Library, path: str, digest: str, desk: Desk) -> None:
    """Ask the other trainers to read a draft, once; raises `Conflict` where it changed."""
    draft = _lock(library, path, digest)
    if draft.state == ASKED:
        return
    draft.state, draft.state_by = ASKED, desk.actor.person_id
    _note(library, "review-asked", path, "ok", desk)
    readers = [
        person
        for person in list_active_with(library.session, WRITERS)
        if person.id != desk.actor.person_id
    ]
    _tell(library, readers, "review_asked", path, desk)


def answer(library: Library, path: str, digest: str, desk: Desk, *, is_good: bool) -> None:
    """Approve of exactly this text, or send it back to who wrote it.

    Raises `Forbidden` for the own text, `Conflict` where it changed or nobody waits any more.
    """
    draft = _lock(library, path, digest)
    authors = _authors(draft)
    if desk.actor.person_id is None or desk.actor.person_id in authors:
        raise Forbidden("own-text")
    if draft.state != ASKED:
        raise Conflict("review-answered")
    draft.state, draft.state_by = APPROVED if is_good else WRITING, desk.actor.person_id
    draft.approved_digest = digest if is_good else None
    result = "approved" if is_good else "returned"
    _note(library, "review-answered", path, result, desk)
    people = list_active_with(library.session, WRITERS)
    writers = [person for person in people if person.id in authors]
    _tell(library, writers, f"review_{result}", path, desk)


def remark(library: Library, path: str, line: int, text: str, desk: Desk) -> None:
    """Leave a remark at a line; raises `Invalid` for no text, or a line that is not there."""
    target_of(path)
    draft = store.find_draft(library.session, path)
    if draft is None:
        raise NotFound("draft")
    lines = _lines(draft.source)
    said = text.replace("\0", "").strip()
    if not said:
        raise Invalid("remark-empty")
    if len(said) > LONGEST_REMARK or not 1 <= line <= len(lines):
        raise Invalid("remark-long" if len(said) > LONGEST_REMARK else "remark-line")
    library.session.add(
        ReviewRemark(
            id=new_id(desk.at),
            path=path,
            line=line,
            quote=lines[line - 1].strip()[:LONGEST_QUOTE],
            text=said,
            made_at=desk.at,
            made_by=desk.actor.person_id,
        )
    )
    library.session.flush()


def settle(library: Library, path: str, remark_id: UUID, desk: Desk) -> None:
    """Mark a remark as dealt with; doing it twice changes nothing. Raises `NotFound`."""
    found = library.session.get(ReviewRemark, remark_id)
    if found is None or found.path != path:
        raise NotFound("remark")
    if found.settled_at is None:
        found.settled_at, found.settled_by = desk.at, desk.actor.person_id
    library.session.flush()


def _lock(library: Library, path: str, digest: str) -> Draft:
    target_of(path)
    draft = drafts.lock(library, path)
    if text_digest(draft.source) != digest:
        raise Conflict("draft-changed")
    return draft


def _authors(draft: Draft) -> set[UUID]:
    """Give whose text it is: all who wrote in it or beside it, and who asked for the review."""
    asked_by = draft.state_by if draft.state == ASKED else None
    known = {each for each in (draft.created_by, draft.saved_by, asked_by) if each}
    return known | {UUID(each) for each in draft.hands}


def _names(library: Library, person_ids: set[UUID | None]) -> dict[UUID | None, str]:
    found = list_names(library.session, [each for each in person_ids if each])
    return {each: found[each] for each in person_ids if each in found}


def _tell(library: Library, people: list[Person], template: str, path: str, desk: Desk) -> None:
    sender = _names(library, {desk.actor.person_id}).get(desk.actor.person_id, "")
    title = title_at(library, path)
    letters = []
    for person in people:
        values = {"name": sender, "title": title, "path": path}
        subject, body = desk.write(template, person.language, **values)
        letters.append(Letter(person.email, subject, body, kind="review", person_id=person.id))
    queue_all(library.session, letters, at=desk.at)


def _note(library: Library, action: str, path: str, result: str, desk: Desk) -> None:
    target = target_of(path)
    what = f"{target.kind}:{target.name}"
    audit.note(library.session, desk.actor, action, what, result, at=desk.at)


def _lines(source: str) -> tuple[str, ...]:
    return tuple(source.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n").split("\n"))
