"""A quiz anew with the questions that it borrows as they are now; its own text stays."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from training.domain.document import Change
from training.services.audit import Actor
from training.services.authoring import drafts
from training.services.authoring.checking import Checker
from training.services.authoring.drafts import APPROVED, ASKED
from training.services.authoring.files import find_entry
from training.services.borrowing import is_quiz
from training.services.errors import Conflict, Invalid, NotFound
from training.services.library import Library
from training.services.publication import Text, put_in_force
from training.services.publishing import reviewing
from training.services.publishing.proposal import is_approved, stamp_of, text_digest
from training.services.publishing.reviewing import Desk
from training.store import draft as draft_store
from training.store import library as store

OTHER = "other"
"""Somebody is writing: what is published of that takes the questions along."""


@dataclass(frozen=True, slots=True)
class Renewed:
    """A quiz as it would be published anew; `stamp` recognises the library that it was read in."""

    text: Text
    stamp: str


def state_of(library: Library, path: str) -> str:
    """Tell how far the review of a renewal is: asked, approved, `OTHER`, or empty where none is."""
    draft = draft_store.find_draft(library.session, path)
    if draft is None:
        return ""
    if draft.source != drafts.text_in_force(library, find_entry(library, path)):
        return OTHER
    return APPROVED if is_approved(draft) else draft.state if draft.state == ASKED else ""


def ask(library: Library, path: str, desk: Desk) -> None:
    """Ask a second trainer to read the quiz as it would be; raises `Conflict` for a draft of it.

    What is asked of is a draft with the text in force: its preview has the new questions.
    """
    entry = find_entry(library, path)
    if entry is None or not is_quiz(path):
        raise NotFound("quiz")
    if state_of(library, path) == OTHER:
        raise Conflict("draft-open")
    if desk.actor.person_id is None:
        raise Invalid("nobody")
    source = drafts.text_in_force(library, entry)
    if draft_store.find_draft(library.session, path) is None:
        drafts.lay_out(library, path, desk.actor, at=desk.at)
    reviewing.ask(library, path, text_digest(source), desk)


def look_again(library: Library, *, path: str, checker: Checker, today: date) -> Renewed:
    """Read a quiz with the questions that it borrows as they are now.

    Raises `NotFound`, and `Conflict` where it has errors now.
    """
    entry = find_entry(library, path)
    if entry is None or not is_quiz(path):
        raise NotFound("quiz")
    source = store.list_sources(library.session, [entry.revision_id])[entry.revision_id]
    checked = checker.check(library, path, source, today=today)
    if checked.value is None or checked.has_errors:
        raise Conflict("has-errors")
    return Renewed(Text(path, source.encode(), checked.value), stamp_of(library))


def renew(
    library: Library,
    renewed: Renewed,
    *,
    change: Change,
    actor: Actor,
    needs_review: bool,
    at: datetime,
) -> None:
    """Put it in force; what is slow was done before, so that nobody waits for it.

    Raises `Conflict` where the library changed meanwhile, `Invalid` where a slip is said to be
    mended but the answers are others, or where no second trainer approved.
    """
    store.lock_library(library.session)
    library.forget_catalogue()
    if stamp_of(library) != renewed.stamp:
        raise Conflict("library-changed")
    path = renewed.text.path
    draft = draft_store.lock_draft(library.session, path)
    state = state_of(library, path)
    if needs_review and state != APPROVED:
        raise Invalid("not-approved")
    put_in_force(library, replace(renewed.text, change=change), actor, at=at)
    if draft and state != OTHER:
        drafts.remove(library, draft, at)
