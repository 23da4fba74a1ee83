"""Brings files of an author in: all are checked first, and ours are never written over."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from training.compiler.library import compile_library
from training.compiler.source import read_text
from training.domain.diagnostics import Compiled, Diagnostic
from training.domain.document import Change
from training.domain.shape import Document as Value
from training.services import borrowing, origins
from training.services.audit import Actor
from training.services.authoring.checking import media_paths
from training.services.authoring.files import sources_in_force
from training.services.authoring.recorded import with_recorded
from training.services.library import Library, digest_of, shape_digest
from training.services.origins import Present
from training.services.publication import Text, originals_first, put_in_force, retire
from training.store import library as store
from training.store import origin as origin_store
from training.store.library import Entry

COMMAND_LINE = Actor(None, "command line")


class Outcome(StrEnum):
    """What became of a file."""

    SAME = "same"
    NEW = "new"
    CHANGED = "changed"
    RENAMED = "renamed"
    RETIRED = "retired"
    KEPT = "kept"
    OFFERED = "offered"
    WAITING = "waiting"
    REFUSED = "refused"


DOES = frozenset({Outcome.NEW, Outcome.CHANGED, Outcome.RENAMED})
"""What is published."""


@dataclass(frozen=True, slots=True)
class Order:
    """A folder of an author.

    `base` holds the digests of what an export wrote there; empty where it is no export.
    `change` is what the author says of every text that changed, none where the shape decides.
    """

    files: Mapping[str, bytes]
    base: Mapping[str, str] = field(default_factory=dict)
    names: frozenset[str] = frozenset()
    change: Change | None = None
    keeps_going: bool = False


@dataclass(frozen=True, slots=True)
class Brought:
    """What became of every file, and what is wrong; nothing was done where `is_done` is not."""

    outcomes: Mapping[str, Outcome]
    faults: Mapping[str, tuple[Diagnostic, ...]]
    reshaped: tuple[str, ...] = ()
    is_done: bool = True

    def paths(self, *outcomes: Outcome) -> list[str]:
        """List the files with one of these outcomes."""
        return [path for path, found in self.outcomes.items() if found in outcomes]


def bring(library: Library, order: Order, *, at: datetime, today: date) -> Brought:
    """Publish what changed; where one file is refused nothing is done, unless told to go on."""
    store.lock_library(library.session)
    present = origins.read_present(library, origin_store.list_states(library.session))
    outcomes = {
        path: _judge(library, order, present, path) for path in sorted(order.files)
    } | dict.fromkeys(_gone(library, order, present), Outcome.RETIRED)
    ours = sources_in_force(library)
    read = _read(library, order, _texts(ours, order, present, outcomes), outcomes, today)
    faults = _faults(order, read, outcomes)
    reshaped = _reshaped(order, present, read, outcomes)
    refused = dict.fromkeys((*faults, *reshaped), Outcome.REFUSED)
    found = Brought(outcomes | refused, faults, reshaped)
    if refused and not order.keeps_going:
        return Brought(found.outcomes, faults, reshaped, is_done=False)
    borrowed = borrowing.used_in(_texts(ours, order, present, found.outcomes))
    _carry_out(library, _Reading(order, found, present, borrowed, read), at)
    return found


def _judge(library: Library, order: Order, present: Present, path: str) -> Outcome:
    digest, entry = digest_of(order.files[path]), present.entries.get(path)
    if entry is None:
        before = _before(order, present, path)
        if before is None:
            return Outcome.OFFERED if path in present.drafts else Outcome.NEW
        return Outcome.OFFERED if _is_ours(library, order, present, before) else Outcome.RENAMED
    if entry.digest == digest:
        return Outcome.SAME
    if not _is_ours(library, order, present, entry):
        return Outcome.CHANGED
    is_untouched = order.base.get(path) == digest
    if is_untouched or store.has_been(library.session, entry.document_id, entry.language, digest):
        return Outcome.KEPT  # the folder has an older text; nobody changed it there
    return _offered(present, path, digest)


def _offered(present: Present, path: str, digest: str) -> Outcome:
    state = present.states.get(path)
    if state and state.is_waiting and not state.is_loaded:
        return Outcome.WAITING
    return Outcome.KEPT if state and state.offered_digest == digest else Outcome.OFFERED


def _is_ours(library: Library, order: Order, present: Present, entry: Entry) -> bool:
    """Tell whether a trainer wrote what is in force, and the author did not see it."""
    if entry.path in present.drafts:
        return True
    if order.base.get(entry.path) == entry.digest:
        return False
    revision = store.find_revision(library.session, entry.revision_id)
    return revision is not None and revision.author_id is not None


def _before(order: Order, present: Present, path: str) -> Entry | None:
    """Find what a file was called before: of a copy whose original is still there it is nothing."""
    entry = present.by_identity.get(origins.identity_of(path, order.files[path]))
    if entry is None or entry.path in order.files:
        return None
    known = order.base.keys() or present.entries.keys() & order.files.keys()
    is_whole = bool(order.base) or 2 * len(known) >= len(present.entries)
    return entry if is_whole and (not order.base or entry.path in order.base) else None


def _gone(library: Library, order: Order, present: Present) -> list[str]:
    """List what an export wrote, and the author threw away."""
    moved = {
        entry.path for path in order.files if (entry := _before(order, present, path)) is not None
    }
    return [
        path
        for path in order.base
        if path in present.entries
        and path not in order.files
        and path not in moved
        and not _is_ours(library, order, present, present.entries[path])
    ]


def _read(
    library: Library,
    order: Order,
    texts: Mapping[str, bytes],
    outcomes: Mapping[str, Outcome],
    today: date,
) -> Mapping[str, Compiled[Value]]:
    """Read the library as it would be."""
    media = dict.fromkeys([*order.names, *media_paths(library)], b"")
    read = compile_library({**media, **texts}, today).documents
    return {
        path: with_recorded(library, path, order.files[path], found)
        if outcomes.get(path) in DOES
        else found
        for path, found in read.items()
    }


def _texts(
    ours: Mapping[str, bytes], order: Order, present: Present, outcomes: Mapping[str, Outcome]
) -> dict[str, bytes]:
    """Give every text that the library would have, where these are ours."""
    texts = dict(ours)
    for path, outcome in outcomes.items():
        before = _before(order, present, path) if outcome is Outcome.RENAMED else None
        if outcome is Outcome.RETIRED or before:
            texts.pop(before.path if before else path, None)
        if outcome in DOES:
            texts[path] = order.files[path]
    return texts


def _faults(
    order: Order, read: Mapping[str, Compiled[Value]], outcomes: Mapping[str, Outcome]
) -> dict[str, tuple[Diagnostic, ...]]:
    """Give what is wrong with what would be published, and with what cannot even be offered."""
    found = {
        path: read[path].diagnostics
        for path, outcome in outcomes.items()
        if outcome in DOES and (read[path].value is None or read[path].has_errors)
    }
    for path, outcome in outcomes.items():
        if outcome is Outcome.OFFERED and (unreadable := read_text(order.files[path]).diagnostics):
            found[path] = unreadable
    return found


def _reshaped(
    order: Order,
    present: Present,
    read: Mapping[str, Compiled[Value]],
    outcomes: Mapping[str, Outcome],
) -> tuple[str, ...]:
    """List what is said to be a slip that was mended, but has another shape."""
    if order.change is not Change.TYPO:
        return ()
    return tuple(
        path
        for path, outcome in outcomes.items()
        if outcome is Outcome.CHANGED
        and (value := read[path].value) is not None
        and shape_digest(value) != present.entries[path].shape
    )


@dataclass(frozen=True, slots=True)
class _Reading:
    """A folder that was judged: what becomes of it, what it says, and what its quizzes borrow."""

    order: Order
    found: Brought
    present: Present
    borrowed: Mapping[str, Mapping[str, str]]
    read: Mapping[str, Compiled[Value]]


def _carry_out(library: Library, reading: _Reading, at: datetime) -> None:
    order, found = reading.order, reading.found
    for path in found.paths(Outcome.RETIRED):
        retire(library, reading.present.entries[path], at)
    library.session.flush()
    for path in sorted(found.paths(*DOES), key=originals_first):
        value = reading.read[path].value
        if value is None:
            continue
        change = order.change if found.outcomes[path] is Outcome.CHANGED else None
        borrowed = reading.borrowed.get(path, {})
        text = Text(path, order.files[path], value, change, borrowed=borrowed)
        put_in_force(library, text, COMMAND_LINE, at=at)
    for path in found.paths(Outcome.OFFERED):
        origins.offer(library, path, order.files[path], at, is_loaded=True)
    library.session.flush()
    library.forget_catalogue()
