"""A translation that is still right though its original says something else: it goes along."""

from dataclasses import dataclass
from datetime import date, datetime

from training.services import audit
from training.services.audit import Actor
from training.services.authoring import drafts
from training.services.authoring.checking import Checked, Checker
from training.services.authoring.files import find_entry
from training.services.errors import Conflict, Invalid
from training.services.library import Library
from training.services.publication import Text, put_in_force
from training.services.publishing.proposal import stamp_of
from training.services.translating.side_by_side import side_by_side
from training.store.library import lock_library


@dataclass(frozen=True, slots=True)
class Confirmation:
    """A translation that somebody read and found right, as `seen` on the page; and its check.

    `stamp` is that of the library that it was checked in: what was found holds for exactly that.
    """

    path: str
    seen: str
    source: str
    checked: Checked
    stamp: str
    summary: str


def look(
    library: Library, checker: Checker, path: str, seen: str, summary: str, *, today: date
) -> Confirmation:
    """Check the translation in force beside its original as it is now."""
    source = drafts.text_in_force(library, find_entry(library, path))
    checked = checker.check(library, path, source, today=today)
    return Confirmation(path, seen, source, checked, stamp_of(library), summary)


def confirm(
    library: Library, asked: Confirmation, actor: Actor, *, needs_review: bool, at: datetime
) -> None:
    """Put the same text in force under the meaning that the original has now.

    Where a second trainer has to read along, it becomes a draft to be reviewed. Raises `Conflict`
    where one of the two texts, or any other, is not what was looked at any more, and `Invalid`
    where there are errors.
    """
    lock_library(library.session)
    library.forget_catalogue()
    found = side_by_side(library, asked.path)
    if not found.confirmable or found.confirmable != asked.seen:
        raise Conflict("stale")
    if asked.stamp != stamp_of(library):
        raise Conflict("library-changed")
    value = asked.checked.value
    if value is None or asked.checked.has_errors:
        raise Invalid("errors")
    if needs_review:
        drafts.lay_out(library, asked.path, actor, at=at)
        return
    text = Text(asked.path, asked.source.encode(), value, summary=asked.summary)
    put_in_force(library, text, actor, at=at)
    what = f"{value.header.kind}:{value.header.slug}"
    audit.note(library.session, actor, "translation-confirmed", what, "ok", at=at)
