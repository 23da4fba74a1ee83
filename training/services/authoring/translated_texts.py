"""The texts that a translation is held against: in force, written now, and as they were."""

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from training.compiler.parts import cut_parts
from training.compiler.vocabulary import DEFAULT_LANGUAGE, VOCABULARY
from training.services.authoring.translated_parts import Texts
from training.services.library import Library
from training.store import library as library_store
from training.store import translation as store
from training.store.draft import Draft, list_drafts
from training.store.library import Entry
from training.store.translation import Published


@dataclass(frozen=True, slots=True)
class Desk:
    """Texts in force and drafts by path, with when each text was put in force."""

    entries: Mapping[str, Entry]
    drafts: Mapping[str, Draft]
    texts: Mapping[UUID, str]
    moments: Mapping[UUID, datetime]
    originals: Sequence[Published]

    def in_force(self, path: str) -> str:
        """Give what learners read; empty where nothing is in force."""
        entry = self.entries.get(path)
        return self.texts[entry.revision_id] if entry else ""

    def written(self, path: str) -> str:
        """Give the draft, else what is in force."""
        draft = self.drafts.get(path)
        return draft.source if draft else self.in_force(path)

    def source(self, path: str) -> str:
        """Give what is translated: what learners read, a draft only where that is all there is."""
        return self.in_force(path) or self.written(path)

    def language(self, path: str) -> str:
        """Give the language of a text."""
        entry = self.entries.get(path)
        return entry.language if entry else _language_of(self.source(path))

    def texts_of(self, library: Library, original: str, translation: str) -> Texts:
        """Give all that has to be laid side by side."""
        texts = Texts(self.source(original), self.written(translation))
        ours, theirs = self.entries.get(original), self.entries.get(translation)
        if ours is None or theirs is None:
            return texts
        texts = replace(texts, published=self.in_force(translation))
        moment = self.moments[theirs.revision_id]
        before = [
            one
            for one in self.originals
            if one.document_id == ours.document_id and one.published_at <= moment
        ]
        if not before or before[-1].revision_id == ours.revision_id:
            return replace(texts, earlier=texts.original)
        last = before[-1].revision_id
        earlier = library_store.list_sources(library.session, [last])[last]
        return replace(texts, earlier=earlier, is_slip=ours.meaning == theirs.meaning)


def is_meant_otherwise(original: Entry | None, translation: Entry | None) -> bool:
    """Tell whether an original says something else since its translation was published."""
    return bool(original and translation and translation.meaning < original.meaning)


def texts_for(library: Library, original: str, path: str, source: str) -> Texts:
    """Give what a translation that is being checked is held against: texts in force, no drafts."""
    desk = _desk_of(library, {original, path}, ())
    return replace(desk.texts_of(library, original, path), translation=source)


def desk_of(library: Library, paths: Set[str]) -> Desk:
    """Fetch all that translations of some files are held against, in a handful of statements."""
    return _desk_of(library, paths, list_drafts(library.session))


def _desk_of(library: Library, paths: Set[str], drafts: Iterable[Draft]) -> Desk:
    session = library.session
    entries = {entry.path: entry for entry in library.catalogue.entries if entry.path in paths}
    ids = [entry.revision_id for entry in entries.values()]
    return Desk(
        entries,
        {draft.path: draft for draft in drafts if draft.path in paths},
        library_store.list_sources(session, ids),
        store.list_moments(session, ids),
        store.list_originals(session, {entry.document_id for entry in entries.values()}),
    )


def _language_of(source: str) -> str:
    """Read the language from the header of a text that was never published."""
    tables = [words.keys for words in VOCABULARY.values()]
    keys = {word for keys in tables for word, meaning in keys.items() if meaning == "language"}
    for line in cut_parts(source)[0].text.splitlines():
        name, _, value = line.partition(":")
        if name.strip() in keys and value.strip() in VOCABULARY:
            return value.strip()
    return DEFAULT_LANGUAGE
