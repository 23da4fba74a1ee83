"""Puts a draft in force: exactly the text that was looked at, where that other one stood."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from training.domain.document import Change, Kind
from training.domain.shape import Document
from training.services import settling
from training.services.audit import Actor
from training.services.authoring import drafts
from training.services.authoring.files import find_entry
from training.services.confinement import BUSY
from training.services.errors import Conflict, Invalid, Unavailable
from training.services.jobs import enqueue
from training.services.library import Library
from training.services.publication import Text, put_in_force
from training.services.publishing.proposal import (
    Proposal,
    is_approved,
    signal_refusal,
    stamp_of,
    text_digest,
)
from training.store.draft import list_review_remarks
from training.store.library import Revision, lock_library


@dataclass(frozen=True, slots=True)
class Order:
    """What somebody decided on the page of a proposal; `change` is none where nothing is asked."""

    digest: str
    base_id: UUID | None
    change: Change | None = None
    summary: str = ""


def publish(
    library: Library,
    proposal: Proposal,
    order: Order,
    actor: Actor,
    *,
    needs_review: bool,
    at: datetime,
) -> Revision:
    """Publish a draft that was looked at just before, and end it.

    Raises `Conflict` where the draft (`draft-changed`), the text in force (`base-moved`) or any
    other text (`library-changed`) is not what was looked at any more, `NotFound` where the draft
    is gone, `Unavailable` where there was no time to read it, and `Invalid` with what stands in
    the way.
    """
    session, path = library.session, proposal.manuscript.path
    lock_library(session)
    library.forget_catalogue()
    draft = drafts.lock(library, path)
    if not order.digest == proposal.digest == text_digest(draft.source):
        raise Conflict("draft-changed")
    entry = find_entry(library, path)
    if order.base_id != (entry.revision_id if entry else None):
        raise Conflict("base-moved")
    if proposal.stamp != stamp_of(library):
        raise Conflict("library-changed")
    value = _value_of(proposal)
    if needs_review and not is_approved(draft):
        raise Invalid("not-approved")
    if code := signal_refusal(library, path, draft.source):  # consent may be gone by now
        raise Invalid(code)
    text = Text(
        path,
        draft.source.encode(),
        value,
        change=_change(proposal, order),
        summary=" ".join(order.summary.replace("\0", " ").split()),
    )
    revision = put_in_force(library, text, actor, at=at)
    _settle_remarks(library, path, actor, at)
    drafts.remove(library, draft, at)
    if value.header.kind is Kind.COURSE:
        enqueue(session, settling.new_job(revision.id), at=at, by=actor.person_id)
    return revision


def _value_of(proposal: Proposal) -> Document:
    """Give what the draft says; refuses one that was not read, or in whose way something stands."""
    if proposal.checked.is_unread:
        raise Unavailable(BUSY)
    if proposal.refusals or proposal.checked.value is None:
        raise Invalid(next(iter(proposal.refusals), "errors"))
    return proposal.checked.value


def _change(proposal: Proposal, order: Order) -> Change | None:
    """Give the decision; nothing is asked of a first text or a translation."""
    if not proposal.weight.is_asked:
        return None
    if order.change is None:
        raise Invalid("change-missing")
    if order.change is Change.TYPO and not proposal.weight.may_be_slip:
        raise Invalid("shape-changed")
    return order.change


def _settle_remarks(library: Library, path: str, actor: Actor, at: datetime) -> None:
    """A published text takes the remarks on its draft along into the past."""
    for remark in list_review_remarks(library.session, path):
        if remark.settled_at is None:
            remark.settled_at, remark.settled_by = at, actor.person_id
