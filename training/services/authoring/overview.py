"""The list of texts: how each stands, who saved it last, and which of them are looked for."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from training.compiler.vocabulary import VOCABULARY
from training.domain.document import Kind
from training.services.authoring import drafts
from training.services.authoring.checking import Checker
from training.services.authoring.drafts import APPROVED, ASKED
from training.services.authoring.files import LibraryFile, list_files
from training.services.library import Library
from training.store.people import list_names
from training.store.published import Publication, list_publications

CHECKED_AT_ONCE = 5
"""So many drafts that nobody opened since the start are checked for one look at the list."""
PAGE = 100


class State(StrEnum):
    """How a text stands, as one looks for it."""

    IN_FORCE = "in-force"
    DRAFT = "draft"
    ERRORS = "errors"
    ASKED = "asked"
    TRANSLATION = "translation"


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for: nothing of a kind is everything."""

    kind: str = ""
    state: str = ""
    words: str = ""
    page: int = 1


@dataclass(frozen=True, slots=True)
class Row:
    """One text; `errors` is None where its draft was not checked yet.

    `missing` names the languages that it has no text in; an outdated translation follows an
    earlier meaning of its original.
    """

    file: LibraryFile
    saved_at: datetime | None
    saved_by: str
    errors: int | None = None
    missing: tuple[str, ...] = ()
    is_outdated: bool = False

    @property
    def kind(self) -> Kind:
        """Give its kind."""
        return self.file.target.kind

    @property
    def is_asked(self) -> bool:
        """Tell whether a review was asked."""
        return self.file.draft is not None and self.file.draft.state == ASKED

    @property
    def is_approved(self) -> bool:
        """Tell whether a second trainer approved the draft."""
        return self.file.draft is not None and self.file.draft.state == APPROVED

    def is_in(self, state: str) -> bool:
        """Tell whether it is among what is looked for."""
        return {
            State.IN_FORCE: self.file.entry is not None and self.file.draft is None,
            State.DRAFT: self.file.draft is not None,
            State.ERRORS: bool(self.errors),
            State.ASKED: self.is_asked,
            State.TRANSLATION: self.is_outdated or bool(self.missing),
        }.get(State(state), True)


@dataclass(frozen=True, slots=True)
class Overview:
    """The rows of one page, and how many were found in all."""

    rows: tuple[Row, ...]
    total: int
    pages: int


def find_texts(library: Library, checker: Checker, query: Query, *, today: date) -> Overview:
    """Find texts by kind, state and words."""
    files = list_files(library)
    found = [row for row in _rows(library, checker, files, today) if _fits(row, query)]
    start = (query.page - 1) * PAGE
    pages = max(1, -(-len(found) // PAGE))
    return Overview(tuple(found[start : start + PAGE]), len(found), pages)


def _fits(row: Row, query: Query) -> bool:
    if query.kind and row.kind != query.kind:
        return False
    if query.state in list(State) and not row.is_in(query.state):
        return False
    text = f"{row.file.title} {row.file.path}".casefold()
    return all(word in text for word in query.words.casefold().split())


def _rows(
    library: Library, checker: Checker, files: Collection[LibraryFile], today: date
) -> Iterator[Row]:
    published = list_publications(library.session)
    names = list_names(library.session, _writers(files, published.values()))
    errors = _errors(library, checker, files, today)
    languages: dict[str, set[str]] = {}
    meanings: dict[str, int] = {}
    for file in files:
        languages.setdefault(file.target.original, set()).add(_language(file))
        if file.entry and not file.target.language:
            meanings[file.path] = file.entry.meaning
    for file in files:
        at, by = _saved(file, published)
        have = languages[file.target.original]
        is_original = not file.target.language
        yield Row(
            file=file,
            saved_at=at,
            saved_by=names.get(by, "") if by else "",
            errors=errors.get(file.path),
            missing=tuple(sorted(VOCABULARY.keys() - have)) if is_original else (),
            is_outdated=_is_outdated(file, meanings),
        )


def _writers(files: Iterable[LibraryFile], published: Iterable[Publication]) -> set[UUID]:
    saved = {file.draft.saved_by for file in files if file.draft}
    return {by for by in saved | {each.by for each in published} if by}


def _saved(
    file: LibraryFile, published: dict[UUID, Publication]
) -> tuple[datetime | None, UUID | None]:
    if file.draft:
        return file.draft.saved_at, file.draft.saved_by
    found = published.get(file.entry.revision_id) if file.entry else None
    return (found.at, found.by) if found else (None, None)


def _errors(
    library: Library, checker: Checker, files: Iterable[LibraryFile], today: date
) -> dict[str, int]:
    """Count the errors of drafts: from memory, and of a few more by checking them now."""
    counted: dict[str, int] = {}
    turns = CHECKED_AT_ONCE
    for file in files:
        if file.draft is None:
            continue
        known = checker.errors_of(file.path, file.draft.version, file.draft.saved_at)
        if known is None and turns:
            turns -= 1
            manuscript = drafts.read(library, file.path)
            checked = checker.try_check(library, file.path, manuscript.source, today=today)
            known = checker.note(file.path, file.draft.version, file.draft.saved_at, checked)
        if known is not None:
            counted[file.path] = known
    return counted


def _language(file: LibraryFile) -> str:
    if file.target.language:
        return file.target.language
    return file.entry.language if file.entry else "nl"


def _is_outdated(file: LibraryFile, meanings: dict[str, int]) -> bool:
    original = meanings.get(file.target.original, 0)
    return bool(file.target.language and file.entry and file.entry.meaning < original)
