"""Checks a text that is being written as `training check` would, within the library as it is."""

from collections import OrderedDict
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import lru_cache
from hashlib import sha256
from threading import Lock
from uuid import UUID

from training.compiler.addresses import MEDIA, Target, parse_path
from training.compiler.context import Context
from training.compiler.document import examine_document
from training.compiler.library import COMPETENCIES, PHRASES, read_context
from training.compiler.library_checks import check_across
from training.compiler.reading import Examined
from training.compiler.report import TOP
from training.compiler.summary import Summary, key_of, summarise
from training.domain.diagnostics import Diagnostic, Severity, by_place
from training.domain.document import Kind
from training.domain.shape import Document
from training.services import borrowing
from training.services.authoring.confinement import (
    Read,
    Request,
    examine_confined,
    read_context_confined,
    read_together,
)
from training.services.authoring.files import find_entry, target_of
from training.services.authoring.recorded import check_recorded
from training.services.confinement import BUSY
from training.services.errors import Unavailable
from training.services.library import Library
from training.store import library as store
from training.store.library import Entry
from training.store.media import list_media

MOST_TOGETHER = 3
FRAMEWORK = frozenset({COMPETENCIES, *PHRASES.values()})

UNREAD = Diagnostic("E49", 1, variant="busy")
"""What is told of a text that the machine had no time for."""

Examine = Callable[[Request], Examined[Document]]


@dataclass(frozen=True, slots=True)
class Checked:
    """What a text says, where it can be read, and everything that is wrong with it, by place."""

    value: Document | None
    diagnostics: tuple[Diagnostic, ...]

    @property
    def has_errors(self) -> bool:
        """Tell whether the text may not be published."""
        return any(found.severity is Severity.ERROR for found in self.diagnostics)

    @property
    def is_unread(self) -> bool:
        """Tell whether the machine was too busy to read it: nothing is known of the text."""
        return any(found == UNREAD for found in self.diagnostics)


class Checker:
    """Checks texts; remembers what it read of the files that lie beside them.

    One for all requests of a process. A revision never changes, so nothing that it remembers goes
    stale.
    """

    def __init__(self, examine: Examine = examine_confined, capacity: int = 5_000) -> None:
        """Read what is being written with `examine`; keep at most `capacity` summaries."""
        self._examine = examine
        self._capacity = capacity
        self._lock = Lock()
        self._summaries: OrderedDict[tuple[UUID, str], Summary] = OrderedDict()
        self._errors: OrderedDict[tuple[str, int, datetime], int] = OrderedDict()
        self._together: OrderedDict[str, Mapping[str, Read]] = OrderedDict()

    def check(self, library: Library, path: str, source: str, *, today: date) -> Checked:
        """Check the text of one file; raises `NotFound` for a path that can be no document.

        Raises `Unavailable` where the machine is too busy to read it now.
        """
        target = target_of(path)
        context = replace(
            context_of(library, {path: source}), borrowed=borrowing.lent(library, path, source)
        )
        examined = self._examine(Request(target.kind, source, context))
        summaries = self._others(library, context, {path})
        paths = {*summaries, path, *media_paths(library)}
        summaries[path] = summarise(target, examined)
        across = check_across(summaries, paths, today).get(path, ())
        value, own = examined.compiled.value, examined.compiled.diagnostics
        recorded = check_recorded(library, path, source, value) if value else ()
        return Checked(value, by_place((*own, *across, *recorded)))

    def try_check(self, library: Library, path: str, source: str, *, today: date) -> Checked:
        """Check the text of a page that opens however busy the machine is (`is_unread`)."""
        try:
            return self.check(library, path, source, today=today)
        except Unavailable as refusal:
            if refusal.code != BUSY:
                raise
            return Checked(None, (UNREAD,))

    def check_others(
        self, library: Library, path: str, source: str
    ) -> dict[str, tuple[Diagnostic, ...]]:
        """Give the errors that a text of the framework or the phrases would bring into others."""
        context = context_of(library, {path: source})
        entries = [entry for entry in library.catalogue.entries if entry.path != path]
        errors = {
            other: tuple(each for each in found.diagnostics if each.severity is Severity.ERROR)
            for other, found in self._read(library, context, entries).items()
        }
        return {other: errors[other] for other in sorted(errors) if errors[other]}

    def note(self, path: str, version: int, saved_at: datetime, checked: Checked) -> int | None:
        """Remember for lists how many errors a draft has; none where it could not be read."""
        if checked.is_unread:
            return None
        errors = sum(found.severity is Severity.ERROR for found in checked.diagnostics)
        with self._lock:
            self._errors[path, version, saved_at] = errors
            while len(self._errors) > self._capacity:
                self._errors.popitem(last=False)
        return errors

    def errors_of(self, path: str, version: int, saved_at: datetime) -> int | None:
        """Give how many errors a draft had when it was checked last; none where it never was."""
        with self._lock:
            return self._errors.get((path, version, saved_at))

    def check_all(
        self, library: Library, texts: Mapping[str, str], media: Collection[str], *, today: date
    ) -> Mapping[str, Read] | None:
        """Check many texts as they would be together; none where that takes too much.

        They come from anywhere, so a confined process reads them, once: the last that were read
        are remembered for as long as the library around them is the same.
        """
        media = {*media, *media_paths(library)}
        place = _place(library, texts, media, today)
        with self._lock:
            known = self._together.get(place)
        if known is not None:
            return known
        context = context_of(library, texts)
        lent = {path: borrowing.lent(library, path, text) for path, text in texts.items()}
        read = read_together(texts, context, lent)
        if read is None:
            return None
        summaries = self._others(library, context, texts.keys())
        summaries |= {path: each.summary for path, each in read.items()}
        across = check_across(summaries, {*summaries, *media}, today)
        found = {path: _with(each, across.get(path, ())) for path, each in read.items()}
        with self._lock:
            self._together[place] = found
            while len(self._together) > MOST_TOGETHER:
                self._together.popitem(last=False)
        return found

    def _others(
        self, library: Library, context: Context, changed: Collection[str]
    ) -> dict[str, Summary]:
        """Give what texts are laid beside: the identity of every other file in force.

        Only the original of a translation is read as well. What is wrong with the others is not
        asked here, and reading a whole library would take many seconds after every start.
        """
        others = {
            entry.path: _identity(entry, target)
            for entry in library.catalogue.entries
            if entry.path not in changed and (target := parse_path(entry.path))
        }
        originals = {target_of(path).original for path in changed} & others.keys()
        entries = [entry for entry in library.catalogue.entries if entry.path in originals]
        return others | self._read(library, context, entries)

    def _read(self, library: Library, context: Context, entries: list[Entry]) -> dict[str, Summary]:
        """Read files in force, or remember them."""
        bare = replace(context, slugs={}, borrowed={})
        keys = {kind: key_of(b"", kind, bare, "") for kind in Kind}
        places = {entry.path: (entry.revision_id, keys[Kind(entry.kind)]) for entry in entries}
        with self._lock:
            known = {found: self._summaries.get(place) for found, place in places.items()}
        unread = [entry for entry in entries if known[entry.path] is None]
        read = _summarise(library, unread, context)
        with self._lock:
            for entry in unread:
                self._summaries[places[entry.path]] = read[entry.path]
            while len(self._summaries) > self._capacity:
                self._summaries.popitem(last=False)
        return {found: summary for found, summary in known.items() if summary} | read


def _identity(entry: Entry, target: Target) -> Summary:
    return Summary(
        kind=target.kind,
        slug=entry.slug,
        language=entry.language,
        id_place=TOP,
        review_by=None,
        review_place=TOP,
        references=(),
        parts=None,
        diagnostics=(),
    )


def _with(each: Read, across: Collection[Diagnostic]) -> Read:
    found = by_place((*each.compiled.diagnostics, *across))
    return replace(each, compiled=replace(each.compiled, diagnostics=found))


def _place(library: Library, texts: Mapping[str, str], media: Collection[str], today: date) -> str:
    """Give what all of a check depends on, as one digest."""
    around = sorted((entry.path, str(entry.revision_id)) for entry in library.catalogue.entries)
    asked = repr((sorted(texts.items()), sorted(media), around, today))
    return sha256(asked.encode("utf-8", "surrogateescape")).hexdigest()


def context_of(library: Library, changed: Mapping[str, str]) -> Context:
    """Give what a text may refer to: the framework, the phrases and the identities of the files."""
    entries = {path: find_entry(library, path) for path in FRAMEWORK}
    found = [entry for entry in entries.values() if entry]
    texts = store.list_sources(library.session, [entry.revision_id for entry in found])
    files = {entry.path: texts[entry.revision_id].encode() for entry in found}
    written = {path: text for path, text in changed.items() if path in FRAMEWORK}
    context = None
    if written:  # read within limits; of one that takes too much only that is told (E49)
        new = {path: text.encode("utf-8", "replace") for path, text in written.items()}
        context = read_context_confined(files | new)
    slugs = {
        target.original: entry.slug
        for entry in library.catalogue.entries
        if (target := parse_path(entry.path))
    }
    rules = tuple((path, files[path]) for path in entries if path in files)
    return replace(context or _read_rules(rules), slugs=slugs)


@lru_cache(maxsize=8)
def _read_rules(rules: tuple[tuple[str, bytes], ...]) -> Context:
    """Read the framework and the phrases: the same texts once, and not with every key pressed."""
    return read_context(dict(rules))


def media_paths(library: Library) -> frozenset[str]:
    """Give the path of every image and sound that there is."""
    return frozenset(f"{MEDIA}/{file.name}" for file in list_media(library.session))


def _summarise(library: Library, entries: list[Entry], context: Context) -> dict[str, Summary]:
    """Summarise other files, with the questions that they borrow as they were published."""
    revisions = [entry.revision_id for entry in entries]
    texts = store.list_sources(library.session, revisions)
    borrowed = store.list_borrowed(library.session, revisions)
    found = {}
    for entry in entries:
        if target := parse_path(entry.path):
            known = replace(context, borrowed=borrowed.get(entry.revision_id, {}))
            examined = examine_document(target.kind, texts[entry.revision_id], known)
            found[entry.path] = summarise(target, examined)
    return found
