"""Publishes a folder of files: only what changed, and never what is broken."""

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, field
from datetime import date, datetime

from training.compiler.addresses import parse_path
from training.compiler.library import compile_library
from training.domain.diagnostics import Compiled, Diagnostic
from training.domain.shape import Document as Value
from training.services import borrowing
from training.services.audit import Actor
from training.services.library import Library, digest_of
from training.services.publication import Text, put_in_force
from training.store import library as store
from training.store.library import Entry


@dataclass(frozen=True, slots=True)
class LoadReport:
    """What was done with a folder; a refused file leaves its last good revision in force."""

    published: tuple[str, ...] = ()
    retired: tuple[str, ...] = ()
    refused: Mapping[str, tuple[Diagnostic, ...]] = field(default_factory=dict)


def load(library: Library, files: Mapping[str, bytes], *, at: datetime, today: date) -> LoadReport:
    """Bring the library in step with a folder; a folder that did not change costs one query.

    `files` maps paths such as `content/lessons/start.md` to their bytes; of an image the path is
    enough.
    """
    store.lock_library(library.session)
    entries = {entry.path: entry for entry in library.catalogue.entries}
    sources = {path: data for path, data in files.items() if parse_path(path)}
    changed = {
        path
        for path, data in sources.items()
        if path not in entries or entries[path].digest != digest_of(data)
    }
    borrowed = borrowing.used_in(sources)
    changed |= borrowing.outdated(library, borrowed)
    if not changed and entries.keys() <= sources.keys():
        return LoadReport()
    read = compile_library(files, today).documents
    values = {
        path: found.value
        for path, found in read.items()
        if found.value is not None and not found.has_errors
    }
    broken = read.keys() - values.keys()
    good = sorted(changed - broken, key=_originals_first)
    gone = _gone(entries, read, broken)
    # Retired first: what only moved to another file is put back in force by its publication.
    _retire(library, gone, at)
    for path in good:
        text = Text(path, sources[path], values[path], borrowed=borrowed.get(path, {}))
        put_in_force(library, text, Actor(), at=at)
    library.forget_catalogue()
    refused = {path: read[path].diagnostics for path in sorted(broken)}
    return LoadReport(tuple(good), tuple(entry.path for entry in gone), refused)


def _gone(
    entries: Mapping[str, Entry], read: Mapping[str, Compiled[Value]], broken: Set[str]
) -> list[Entry]:
    """List what no file holds any more; a broken file still holds what it held before."""
    values = {path: found.value for path, found in read.items() if found.value is not None}
    held = {(value.header.kind, value.header.slug, _suffix(path)) for path, value in values.items()}
    return [
        entry
        for path, entry in entries.items()
        if path not in broken and (entry.kind, entry.slug, _suffix(path)) not in held
    ]


def _suffix(path: str) -> str:
    """Give the language in the name of a translation's file; empty for an original."""
    target = parse_path(path)
    return target.language if target else ""


def _originals_first(path: str) -> tuple[bool, str]:
    return bool(_suffix(path)), path


def _retire(library: Library, gone: Iterable[Entry], at: datetime) -> None:
    """Take out what is no longer in the folder: a translation alone, or the whole document."""
    for entry in gone:
        if entry.language == entry.original:
            store.retire(library.session, [entry.document_id], at)
        else:
            store.replace_current(library.session, entry.document_id, entry.language)
