"""Checks a text that is being written as `training check` would, within the library as it is."""

import pickle
from collections import OrderedDict
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from threading import Lock
from uuid import UUID

from training.compiler.addresses import MEDIA, parse_path
from training.compiler.context import Context
from training.compiler.document import examine_document
from training.compiler.library import COMPETENCIES, PHRASES, read_context
from training.compiler.library_checks import check_across
from training.compiler.reading import Examined
from training.compiler.summary import Summary, key_of, summarise
from training.domain.diagnostics import Diagnostic, Severity, by_place
from training.domain.document import Kind
from training.domain.shape import Document
from training.services.authoring.confinement import Request, examine_confined
from training.services.authoring.files import find_entry, target_of
from training.services.confinement import Limits, run_confined
from training.services.library import Library
from training.store import library as store
from training.store.library import Entry
from training.store.media import list_media

MANY = Limits(seconds=20, patience=40)

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

    def check(self, library: Library, path: str, source: str, *, today: date) -> Checked:
        """Check the text of one file; raises `NotFound` for a path that can be no document."""
        target = target_of(path)
        context = context_of(library, {path: source})
        examined = self._examine(Request(target.kind, source, context))
        summaries = self._others(library, context, {path})
        paths = {*summaries, path, *media_paths(library)}
        summaries[path] = summarise(target, examined)
        across = check_across(summaries, paths, today).get(path, ())
        compiled = examined.compiled
        return Checked(compiled.value, by_place((*compiled.diagnostics, *across)))

    def check_all(
        self, library: Library, texts: Mapping[str, str], media: Collection[str], *, today: date
    ) -> Mapping[str, tuple[Diagnostic, ...]] | None:
        """Check many texts as they would be together; none where that takes too much."""
        context = context_of(library, texts)
        answer = run_confined(summarise_all, (texts, context), MANY)
        if answer is None:
            return None
        # A text is read by code of ours and never runs any, so what comes back is what we sent.
        read: dict[str, Summary] = pickle.loads(answer)  # noqa: S301
        summaries = self._others(library, context, texts.keys()) | read
        across = check_across(summaries, {*summaries, *media, *media_paths(library)}, today)
        return {
            path: by_place((*summary.diagnostics, *across.get(path, ())))
            for path, summary in read.items()
        }

    def _others(
        self, library: Library, context: Context, changed: Collection[str]
    ) -> dict[str, Summary]:
        """Give the summary of every other file in force."""
        entries = [entry for entry in library.catalogue.entries if entry.path not in changed]
        key = key_of(b"", Kind.LESSON, replace(context, slugs={}), "")
        with self._lock:
            known = {entry.path: self._summaries.get((entry.revision_id, key)) for entry in entries}
        unread = [entry for entry in entries if known[entry.path] is None]
        read = _summarise(library, unread, context)
        with self._lock:
            for entry in unread:
                self._summaries[entry.revision_id, key] = read[entry.path]
            while len(self._summaries) > self._capacity:
                self._summaries.popitem(last=False)
        return {found: summary for found, summary in known.items() if summary} | read


def summarise_all(asked: tuple[Mapping[str, str], Context]) -> bytes:
    """Read many texts, in a process that may be ended."""
    texts, context = asked
    return pickle.dumps(
        {
            path: summarise(target, examine_document(target.kind, text, context))
            for path, text in texts.items()
            if (target := parse_path(path))
        }
    )


def context_of(library: Library, changed: Mapping[str, str]) -> Context:
    """Give what a text may refer to: the framework, the phrases and the identities of the files."""
    entries = {path: find_entry(library, path) for path in (COMPETENCIES, *PHRASES.values())}
    found = [entry for entry in entries.values() if entry]
    texts = store.list_sources(library.session, [entry.revision_id for entry in found])
    files = {entry.path: texts[entry.revision_id].encode() for entry in found}
    files |= {path: text.encode("utf-8", "replace") for path, text in changed.items()}
    slugs = {
        target.original: entry.slug
        for entry in library.catalogue.entries
        if (target := parse_path(entry.path))
    }
    return replace(read_context(files), slugs=slugs)


def media_paths(library: Library) -> frozenset[str]:
    """Give the path of every image and sound that there is."""
    return frozenset(f"{MEDIA}/{file.name}" for file in list_media(library.session))


def _summarise(library: Library, entries: list[Entry], context: Context) -> dict[str, Summary]:
    texts = store.list_sources(library.session, [entry.revision_id for entry in entries])
    return {
        entry.path: summarise(
            target, examine_document(target.kind, texts[entry.revision_id], context)
        )
        for entry in entries
        if (target := parse_path(entry.path))
    }
