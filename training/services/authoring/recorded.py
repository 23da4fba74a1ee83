"""What only the database knows of a text: answers that would be lost, translations that lag behind.

The command line has no database and cannot say these two; everybody who publishes does.
"""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from difflib import get_close_matches

from training.compiler import front_matter
from training.compiler.report import TOP, Place, Report
from training.compiler.source import read_text
from training.compiler.vocabulary import DEFAULT_LANGUAGE, VOCABULARY
from training.domain.changes import lost_parts, parts_of
from training.domain.diagnostics import Compiled, Diagnostic, by_place
from training.domain.quiz import Quiz
from training.domain.scenario import Scenario
from training.domain.shape import Document
from training.services.authoring.files import find_entry, target_of
from training.services.authoring.translated_parts import State, compare
from training.services.authoring.translated_texts import texts_for
from training.services.errors import NotFound
from training.services.library import Library, digest_of
from training.store.attempts import list_answered
from training.store.editions import list_originals
from training.store.library import Entry

NEAR = 0.4


def check_recorded(
    library: Library, path: str, source: str | bytes, value: Document
) -> tuple[Diagnostic, ...]:
    """Say what a text would do to answers that were given, and what its original did since."""
    target = target_of(path)
    original = library.catalogue.original(target.kind, value.header.slug)
    if original is None:
        return ()
    if target.language:
        return tuple(_outdated(library, path, _text(source), original))
    if original.digest == digest_of(_bytes(source)):
        return ()
    return tuple(_lost(library, source, value, original))


def with_recorded(
    library: Library, path: str, source: str | bytes, found: Compiled[Document]
) -> Compiled[Document]:
    """Add to what is wrong with a text what only the database knows of it."""
    if found.value is None:
        return found
    known = check_recorded(library, path, source, found.value)
    return Compiled(found.value, by_place((*found.diagnostics, *known)))


def _lost(
    library: Library, source: str | bytes, value: Document, entry: Entry
) -> Iterator[Diagnostic]:
    """Report a scene or question with answers that is neither there nor renamed (E33)."""
    if not isinstance(value, Scenario | Quiz):
        return
    earlier = _earlier(library, entry, type(value))
    lost = lost_parts(earlier, value)
    names = {name for names in lost.values() for name in names}
    answered = list_answered(library.session, entry.document_id, names) if names else set[str]()
    place, key = _renaming(source, value)
    new = [name for name in parts_of(value) if name not in parts_of(earlier[-1])]
    for name, former in lost.items():
        if answered.intersection(former):
            nearest = _nearest(name, new)
            values = {"name": name, "key": key} | ({"suggestion": nearest} if nearest else {})
            variant = "suggestion" if nearest else ""
            yield Diagnostic("E33", place.line, place.column, values, variant)


def _earlier(
    library: Library, entry: Entry, expected: type[Scenario | Quiz]
) -> list[Scenario | Quiz]:
    """Read the originals that there were, the oldest first; each is compiled once in a process."""
    found: list[Scenario | Quiz] = []
    for revision in list_originals(library.session, [entry.document_id]):
        with suppress(NotFound):  # what no longer can be read renamed nothing
            found.append(library.take(revision.id, expected))
    return found


def _nearest(name: str, new: Sequence[str]) -> str:
    """Guess which new part an old one became: the only one, or one with nearly that name."""
    if len(new) == 1:
        return new[0]
    return next(iter(get_close_matches(name, new, n=1, cutoff=NEAR)), "")


def _renaming(source: str | bytes, value: Document) -> tuple[Place, str]:
    """Find the line of the header that holds the new names, and how it is called there."""
    words = VOCABULARY.get(value.header.language, VOCABULARY[DEFAULT_LANGUAGE])
    key = next(key for key, field in words.keys.items() if field == "renamed")
    entry = front_matter.split(read_text(source).value or "", Report()).entries.get(key)
    return entry.key_place if entry else TOP, key


def _outdated(library: Library, path: str, source: str, original: Entry) -> Iterator[Diagnostic]:
    """Report what the original said anew after the translation in force was published (W30).

    A part that was touched since, in what is being written, is taken for translated anew. Where
    no part is behind, the translation as it is still has to be put under the new meaning.
    """
    entry = find_entry(library, path)
    if entry is None or entry.document_id != original.document_id:
        return
    texts = texts_for(library, original.path, path, source)
    behind = [
        part.translation
        for part in compare(texts)
        if part.state is State.OUTDATED and part.translation
    ]
    for part in behind:
        named = {"name": part.title} if part.title else {}
        variant = "part" if part.title else "text"
        yield Diagnostic("W30", part.line, values={**named, "path": original.path}, variant=variant)
    if not behind and entry.meaning < original.meaning and source == texts.published:
        yield Diagnostic("W30", 1, values={"path": original.path}, variant="text")


def _text(source: str | bytes) -> str:
    return source.decode("utf-8", "replace") if isinstance(source, bytes) else source


def _bytes(source: str | bytes) -> bytes:
    return source if isinstance(source, bytes) else source.encode("utf-8", "replace")
