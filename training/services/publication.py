"""Puts a text in force: the one way to a revision, from a folder or from the studio."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from training.compiler.addresses import parse_path
from training.domain.document import Change
from training.domain.shape import Document as Value
from training.services import audit, borrowing, signal_lessons
from training.services.audit import Actor
from training.services.errors import Invalid
from training.services.library import Library, digest_of, shape_digest
from training.store import draft as drafts
from training.store import library as store
from training.store.base import new_id
from training.store.library import Document, Entry, Revision

LONGEST_SUMMARY = 300


@dataclass(frozen=True, slots=True)
class Text:
    """What is published: the bytes of a file, what they say, and what changed in a few words.

    `change` is none where nobody was asked; then equal shape counts as a slip that was mended,
    unless the author raised the number of the meaning. `borrowed` are the questions of other
    quizzes as they go in force with it; where none are given, those in force are taken.
    """

    path: str
    source: bytes
    value: Value
    change: Change | None = None
    summary: str = ""
    borrowed: Mapping[str, str] = field(default_factory=dict)


def put_in_force(library: Library, text: Text, actor: Actor, *, at: datetime) -> Revision:
    """Make the next revision of a document and language, and put it in force.

    The caller holds the lock of the library. Raises `Invalid` where a slip is said to be mended
    but the shape is another: answers that were given would no longer mean what they meant.
    """
    session, header = library.session, text.value.header
    document = _document(library, text, at)
    shape = shape_digest(text.value)
    meaning = _meaning(library, document, text, shape)
    _follow_name(library, document, text)
    store.replace_current(session, document.id, header.language)
    revision = Revision(
        id=new_id(at),
        document_id=document.id,
        language=header.language,
        number=store.last_number(session, document.id, header.language) + 1,
        path=text.path,
        source=text.source.decode(),
        digest=digest_of(text.source),
        shape=shape,
        meaning=meaning,
        title=header.title,
        minutes=header.minutes,
        is_current=True,
        published_at=at,
        author_id=actor.person_id,
        summary=text.summary[:LONGEST_SUMMARY],
        borrowed=dict(text.borrowed or borrowing.used(library, text.path, text.source)),
    )
    session.add(revision)
    what = f"{header.kind}:{header.slug}"
    result = f"{header.language} {revision.number}"
    audit.note(session, actor, "publish", what, result, at=at)
    session.flush()
    library.forget_catalogue()
    signal_lessons.note_publication(library, text.path, document.id, library.day_of(at))
    return revision


def _document(library: Library, text: Text, at: datetime) -> Document:
    """Find the document or make it; its language is that of its original."""
    session, header = library.session, text.value.header
    document = store.find_document(session, header.kind, header.slug)
    if document is None:
        document = Document(
            id=new_id(at), kind=header.kind, slug=header.slug, language=header.language
        )
        session.add(document)
        session.flush()
    document.retired_at = None
    if not is_translation(text.path) and document.language != header.language:
        store.replace_current(session, document.id, document.language)
        document.language = header.language
    return document


def _follow_name(library: Library, document: Document, text: Text) -> None:
    """Take what is kept beside a file along to its new name, unless another text stands there."""
    current = store.find_current(library.session, document.id, text.value.header.language)
    if current is None or current.path == text.path:
        return
    there = {entry.path: entry.document_id for entry in library.catalogue.entries}
    if there.get(text.path, document.id) == document.id:
        drafts.move(library.session, current.path, text.path)


def _meaning(library: Library, document: Document, text: Text, shape: str) -> int:
    session = library.session
    current = store.find_current(session, document.id, document.language)
    if is_translation(text.path):
        return current.meaning if current else max(store.last_meaning(session, document.id), 1)
    if current is None:
        return store.last_meaning(session, document.id) + 1
    if text.change is Change.TYPO and current.shape != shape:
        raise Invalid("shape-changed")
    before = library.take(current.id, type(text.value)).header
    is_alike = current.shape == shape and before.meaning == text.value.header.meaning
    is_slip = is_alike if text.change is None else text.change is Change.TYPO
    return current.meaning + (not is_slip)


def is_translation(path: str) -> bool:
    """Tell whether the name of a file says that it is a translation."""
    target = parse_path(path)
    return bool(target and target.language)


def retire(library: Library, entry: Entry, at: datetime) -> None:
    """Take a translation, or a whole document, out of the library; what was done with it stays."""
    if entry.language == entry.original:
        store.retire(library.session, [entry.document_id], at)
    else:
        store.replace_current(library.session, entry.document_id, entry.language)


def originals_first(path: str) -> tuple[bool, str]:
    """Sort so that a translation comes after what it translates."""
    return is_translation(path), path
