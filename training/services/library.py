"""The library: list what is in force, and compile a revision once."""

from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, tzinfo
from hashlib import sha256
from threading import Lock
from typing import TypeVar
from uuid import UUID

from sqlalchemy.orm import Session

from training.compiler.context import Context
from training.compiler.document import compile_document
from training.domain.course import Course
from training.domain.document import Kind
from training.domain.shape import Document, shape_of
from training.services.errors import NotFound
from training.store import library as store
from training.store.library import Entry

D = TypeVar("D", bound=Document)


class Shelf:
    """Compiled revisions by id; a revision never changes, so nothing here goes stale."""

    def __init__(self, capacity: int = 500) -> None:
        """Keep at most `capacity` documents, those used last."""
        self._capacity = capacity
        self._lock = Lock()
        self._documents: OrderedDict[UUID, Document] = OrderedDict()

    def take(self, session: Session, revision_id: UUID, expected: type[D]) -> D:
        """Give a compiled revision; raises `NotFound` when there is none of that type."""
        with self._lock:
            document = self._documents.get(revision_id)
            if document is not None:
                self._documents.move_to_end(revision_id)
        if document is None:
            document = _compile(session, revision_id)
            with self._lock:
                self._documents[revision_id] = document
                while len(self._documents) > self._capacity:
                    self._documents.popitem(last=False)
        if not isinstance(document, expected):
            raise NotFound("document")
        return document


@dataclass(frozen=True, slots=True)
class Catalogue:
    """What is in force, findable by kind, slug and language."""

    entries: tuple[Entry, ...]
    _by_place: dict[tuple[str, str, str], Entry] = field(default_factory=dict, repr=False)

    def find(self, kind: Kind, slug: str, language: str) -> Entry | None:
        """Find a document in a language, else in the language of its original."""
        found = self._by_place.get((kind, slug, language))
        return found or self.original(kind, slug)

    def translated(self, kind: Kind, slug: str, language: str) -> Entry | None:
        """Find a translation that has the shape of its original, else the original.

        What a course holds is decided by its original: a translation that lags behind would hide
        a unit that has to be done.
        """
        original, found = self.original(kind, slug), self.find(kind, slug, language)
        return found if found and original and found.shape == original.shape else original

    def original(self, kind: Kind, slug: str) -> Entry | None:
        """Find the original of a document: attempts are pinned to it."""
        return self._by_place.get((kind, slug, ""))

    def courses(self, language: str) -> tuple[Entry, ...]:
        """List the courses, each once, in a language where it has one."""
        slugs = [entry.slug for entry in self.entries if entry.kind == Kind.COURSE]
        found = (self.translated(Kind.COURSE, slug, language) for slug in dict.fromkeys(slugs))
        return tuple(entry for entry in found if entry)

    def framework(self) -> Entry | None:
        """Find the original of the competency list; an organisation has one."""
        return next(
            (
                entry
                for entry in self.entries
                if entry.kind == Kind.COMPETENCIES and entry.language == entry.original
            ),
            None,
        )


class Library:
    """The library as one transaction sees it: its session, the shelf, and what is in force."""

    def __init__(self, session: Session, shelf: Shelf, zone: tzinfo = UTC) -> None:
        """Look at the library through a session, from where the organisation is."""
        self.session = session
        self._zone = zone
        self._shelf = shelf
        self._catalogue: Catalogue | None = None

    def take(self, revision_id: UUID, expected: type[D]) -> D:
        """Give a compiled revision; raises `NotFound` when there is none of that type."""
        return self._shelf.take(self.session, revision_id, expected)

    def day_of(self, at: datetime) -> date:
        """Give the day that a moment falls on where the organisation is."""
        return at.astimezone(self._zone).date()

    def noon_of(self, day: date) -> datetime:
        """Give a moment that falls on a day where the organisation is."""
        return datetime.combine(day, time(12), self._zone)

    def local(self, at: datetime) -> datetime:
        """Give a moment as the clocks of the organisation show it."""
        return at.astimezone(self._zone)

    def start_of(self, day: date) -> datetime:
        """Give the moment at which a day begins where the organisation is."""
        return datetime.combine(day, time.min, self._zone)

    def forget_catalogue(self) -> None:
        """Look again at what is in force, after it was changed."""
        self._catalogue = None

    @property
    def catalogue(self) -> Catalogue:
        """Read what is in force, in one statement, when it is first asked for."""
        # Not a cached_property: until Python 3.12 that has one lock for all transactions, and who
        # holds it while waiting for the database stops the one who has the database.
        if self._catalogue is None:
            self._catalogue = read_catalogue(self.session)
        return self._catalogue

    def course(self, document_id: UUID) -> Course | None:
        """Give the course in force by its document, in the language of its original."""
        for entry in self.catalogue.entries:
            if entry.document_id == document_id and entry.language == entry.original:
                return self.take(entry.revision_id, Course)
        return None


def read_catalogue(session: Session) -> Catalogue:
    """Read what is in force, in one statement."""
    entries = tuple(store.list_current(session))
    places: dict[tuple[str, str, str], Entry] = {}
    for entry in entries:
        places[entry.kind, entry.slug, entry.language] = entry
        if entry.language == entry.original:
            places[entry.kind, entry.slug, ""] = entry
    return Catalogue(entries, places)


def digest_of(source: bytes) -> str:
    """Give the SHA-256 by which a file is recognised."""
    return sha256(source).hexdigest()


def shape_digest(document: Document) -> str:
    """Give the SHA-256 of a structure."""
    return sha256(repr(shape_of(document)).encode()).hexdigest()


def _compile(session: Session, revision_id: UUID) -> Document:
    found = store.find_source(session, revision_id)
    if found is None:
        raise NotFound("document")
    context = Context(slugs=store.list_slugs(session), borrowed=found.borrowed)
    compiled = compile_document(Kind(found.kind), found.text, context)
    if compiled.value is None:
        raise NotFound("document")
    return compiled.value
