"""A draft on its way to its readers: what would change, for whom, and what stands in the way."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from uuid import UUID

from training.compiler.difference import TextDifference, difference
from training.compiler.header import read_header
from training.domain.changes import changed_parts, unlike_parts
from training.domain.diagnostics import Diagnostic
from training.domain.document import UNIT_KINDS, Kind
from training.domain.shape import Document
from training.services import signal_lessons
from training.services.authoring import drafts
from training.services.authoring.checking import Checked, Checker
from training.services.authoring.drafts import APPROVED, Manuscript
from training.services.authoring.files import find_entry, target_of, title_in
from training.services.authoring.translated_texts import is_meant_otherwise
from training.services.confinement import BUSY
from training.services.errors import NotFound
from training.services.library import Library, digest_of
from training.store import draft as draft_store
from training.store import editions
from training.store import library as store
from training.store.attempts import count_running
from training.store.draft import Draft
from training.store.library import Entry

EVERYWHERE = (Kind.COMPETENCIES, Kind.PHRASES)
"""What all other texts are checked against: these may not break any of them."""


@dataclass(frozen=True, slots=True)
class Reach:
    """How many attempts run on a text, and how many people completed it; counts, and no more."""

    running: int = 0
    completed: int = 0


@dataclass(frozen=True, slots=True)
class Meanwhile:
    """What somebody else published since a draft was begun."""

    number: int
    difference: TextDifference


@dataclass(frozen=True, slots=True)
class Weight:
    """Whether a change can be a slip or must be a change of meaning.

    `is_asked` tells whether there is anything to decide: a first text, a translation and a list
    of phrases have nothing that goes on. `unlike` names the parts whose shape differs, `is_raised`
    tells that the header says that the meaning changed: either makes it no slip. `questions`
    counts the parts that people who completed it would be asked.
    """

    is_asked: bool = False
    unlike: tuple[str, ...] = ()
    is_raised: bool = False
    questions: int = 0

    @property
    def may_be_slip(self) -> bool:
        """Tell whether it can be said to mend a slip only."""
        return not self.unlike and not self.is_raised


@dataclass(frozen=True, slots=True)
class Proposal:
    """All that whoever publishes a draft must know; `refusals` are codes of what stands in the way.

    `digest` is that of the draft and `stamp` that of the library around it: what was found here
    holds for exactly these. `expected_id` is the identity that the file must keep, empty where it
    does.
    """

    manuscript: Manuscript
    digest: str
    stamp: str
    checked: Checked
    elsewhere: Mapping[str, tuple[Diagnostic, ...]]
    weight: Weight
    expected_id: str
    reach: Reach
    difference: TextDifference
    meanwhile: Meanwhile | None
    is_approved: bool
    refusals: tuple[str, ...]

    @property
    def title(self) -> str:
        """Give the title that it would have, as far as it can be read."""
        text, value = self.manuscript, self.checked.value
        if value and value.header.title:
            return value.header.title
        return text.entry.title if text.entry else title_in(target_of(text.path), text.source)

    @property
    def base_id(self) -> UUID | None:
        """Give the revision in force that it was compared with."""
        return self.manuscript.entry.revision_id if self.manuscript.entry else None


def propose(
    library: Library, checker: Checker, path: str, *, needs_review: bool, today: date
) -> Proposal:
    """Look at a draft as its publisher must; raises `NotFound` where there is none."""
    target = target_of(path)
    draft = draft_store.find_draft(library.session, path)
    if draft is None:
        raise NotFound("draft")
    manuscript = drafts.read(library, path)
    entry, new_text = manuscript.entry, manuscript.source
    old_text = drafts.text_in_force(library, entry)
    checked = checker.try_check(library, path, new_text, today=today)
    is_everywhere = target.kind in EVERYWHERE
    elsewhere = checker.check_others(library, path, new_text) if is_everywhere else {}
    slug = checked.value.header.slug if checked.value else ""
    expected = entry.slug if entry and slug and slug != entry.slug else ""
    refusals = {
        BUSY: checked.is_unread,
        "errors": checked.has_errors and not checked.is_unread,
        "elsewhere": bool(elsewhere),
        "id-changed": bool(expected),
        "nothing-changed": old_text == new_text and not _is_news(library, entry),
        "not-approved": needs_review and not is_approved(draft),
    }
    of_signal = signal_refusal(library, path, new_text)
    return Proposal(
        manuscript=manuscript,
        digest=text_digest(new_text),
        stamp=stamp_of(library),
        checked=checked,
        elsewhere=elsewhere,
        weight=_weight(library, path, entry, checked.value),
        expected_id=expected,
        reach=_reach(library, entry),
        difference=difference(target.kind, old_text, new_text),
        meanwhile=_meanwhile(library, draft, entry, old_text),
        is_approved=is_approved(draft),
        refusals=tuple(code for code, is_so in refusals.items() if is_so)
        + ((of_signal,) if of_signal else ()),
    )


def signal_refusal(library: Library, path: str, text: str) -> str:
    """Give the code of what a signal that the text comes from still asks; empty for nothing."""
    source = read_header(target_of(path).kind, text).source
    is_in_force = find_entry(library, path) is not None
    return signal_lessons.refusal(library.session, path, source, text, is_in_force=is_in_force)


def text_digest(text: str) -> str:
    """Give the SHA-256 of a draft, also of one that is no proper text."""
    return digest_of(text.encode("utf-8", "replace"))


def is_approved(draft: Draft) -> bool:
    """Tell whether a second trainer approved of exactly this text."""
    return draft.state == APPROVED and draft.approved_digest == text_digest(draft.source)


def stamp_of(library: Library) -> str:
    """Give a digest of all that is in force: what was checked against it holds while it is so."""
    rows: Iterator[str] = (f"{each.path} {each.digest}" for each in library.catalogue.entries)
    return sha256("\n".join(sorted(rows)).encode()).hexdigest()


def _is_news(library: Library, entry: Entry | None) -> bool:
    """Tell whether even the same text says something: a first one, or that it is right still."""
    original = library.catalogue.original(Kind(entry.kind), entry.slug) if entry else None
    return entry is None or is_meant_otherwise(original, entry)


def _weight(library: Library, path: str, entry: Entry | None, new: Document | None) -> Weight:
    target = target_of(path)
    if entry is None or new is None or target.language or target.kind is Kind.PHRASES:
        return Weight()
    old = library.take(entry.revision_id, type(new))
    return Weight(
        is_asked=True,
        unlike=unlike_parts(old, new),
        is_raised=old.header.meaning != new.header.meaning,
        questions=len(changed_parts(old, new)),
    )


def _reach(library: Library, entry: Entry | None) -> Reach:
    if entry is None or entry.kind not in (*UNIT_KINDS, Kind.COURSE):
        return Reach()
    running = count_running(library.session, entry.document_id)
    return Reach(sum(running.values()), editions.count_people(library.session, entry.document_id))


def _meanwhile(
    library: Library, draft: Draft, entry: Entry | None, in_force: str
) -> Meanwhile | None:
    """Tell what was published since the draft was begun, if anything."""
    if entry is None or draft.base_id == entry.revision_id:
        return None
    base = store.find_source(library.session, draft.base_id) if draft.base_id else None
    return Meanwhile(
        entry.number, difference(Kind(entry.kind), base.text if base else "", in_force)
    )
