"""From signal to scenario: consent, enough made up, a draft, and a second reader of that draft."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from training.domain.document import Kind
from training.domain.signal import SUB_POINT_CARDS, Consent, is_fictional, label_of
from training.services import signal_lessons
from training.services.audit import Actor
from training.services.authoring import drafts
from training.services.authoring.beginning import Wish, begin
from training.services.errors import Invalid, NotFound
from training.services.library import Library
from training.services.signals.arriving import add_step
from training.services.signals.handling import is_handler, lock, note, refuse
from training.store import signal as store
from training.store import signal_lesson as lessons
from training.store.signal import Reader, Signal, SignalLesson


@dataclass(frozen=True, slots=True)
class Fiction:
    """What was made up instead, and that the story is not the only one of its kind.

    `path` is an existing draft of another signal, to put two or three together.
    """

    title: str
    changed: frozenset[str]
    is_common: bool
    path: str = ""


@dataclass(frozen=True, slots=True)
class Story:
    """What somebody told, as the writer of a lesson sees it: masked, and without who it was."""

    label: str
    goal: str
    text: str
    consent: str
    language: str


@dataclass(frozen=True, slots=True)
class LessonPage:
    """The lesson that is made of a signal, and the draft that a second reader reads."""

    path: str
    changed: tuple[str, ...]
    is_read: bool
    is_published: bool
    may_read: bool
    text: str
    digest: str


def start_lesson(
    library: Library,
    reader: Reader,
    signal_id: UUID,
    fiction: Fiction,
    actor: Actor,
    *,
    at: datetime,
) -> str:
    """Begin a draft of a scenario, or join one; gives its path. Refuses without consent."""
    signal = lock(library, reader, signal_id)
    missing = _missing(library, signal, fiction)
    if missing:
        raise refuse(*missing)
    path = fiction.path or _draft(library, signal, fiction, actor, at)
    if fiction.path and not lessons.list_of_path(library.session, fiction.path):
        raise NotFound("draft")
    library.session.add(
        SignalLesson(
            signal_id=signal.id,
            path=path,
            changed=sorted(fiction.changed),
            begun_at=at,
            begun_by=actor.person_id,
        )
    )
    add_step(library, signal.id, "linked", actor.person_id, at=at)
    note(library, signal, "signal-lesson", actor, at)
    library.session.flush()
    return path


def story_of(library: Library, reader: Reader, signal_id: UUID) -> Story:
    """Give what is made unrecognisable, masked; raises `NotFound`."""
    signal = store.find_signal(library.session, signal_id, reader)
    if signal is None:
        raise NotFound("signal")
    label = label_of(signal.year, signal.number)
    return Story(label, signal.goal, signal.story, signal.consent, signal.language)


def find(library: Library, reader: Reader, signal_id: UUID) -> LessonPage | None:
    """Show the lesson of a signal that the reader may see; none where there is none."""
    signal = store.find_signal(library.session, signal_id, reader)
    row = library.session.get(SignalLesson, signal_id) if signal else None
    if row is None:
        return None
    text = drafts.read(library, row.path).source
    digest = signal_lessons.text_digest(text)
    return LessonPage(
        row.path,
        tuple(row.changed),
        row.read_digest == digest,
        row.published_on is not None,
        row.begun_by != reader.person_id,
        text,
        digest,
    )


def second_read(
    library: Library, reader: Reader, signal_id: UUID, digest: str, actor: Actor, *, at: datetime
) -> None:
    """Say that nobody can be recognised in exactly this text; whoever began it cannot say so."""
    signal = lock(library, reader, signal_id)
    row = library.session.get(SignalLesson, signal.id)
    if row is None:
        raise refuse("not-linked")
    if row.begun_by == reader.person_id:
        raise refuse("second-reader")
    if not (reader.is_coordinator or is_handler(signal, reader.person_id)):
        raise refuse("handler-only")
    text = drafts.read(library, row.path).source
    if not text or signal_lessons.text_digest(text) != digest:
        raise refuse("draft")
    if row.read_digest == digest:
        raise refuse("read-already")
    row.reader_id, row.read_at, row.read_digest = reader.person_id, at, digest
    add_step(library, signal.id, "read", actor.person_id, at=at)
    note(library, signal, "signal-second-read", actor, at)


def _missing(library: Library, signal: Signal, fiction: Fiction) -> tuple[str, ...]:
    asked = {
        "consent": signal.consent == Consent.YES,
        "masking": signal.masked_at is not None,
        "changed": is_fictional(fiction.changed),
        "alone": fiction.is_common or bool(fiction.path),
        "linked": library.session.get(SignalLesson, signal.id) is None,
    }
    return tuple(code for code, is_so in asked.items() if not is_so)


def _draft(library: Library, signal: Signal, fiction: Fiction, actor: Actor, at: datetime) -> str:
    """Begin a text with where it comes from and its sub-point; nothing of the story goes along."""
    if actor.person_id is None:
        raise NotFound("signal")
    codes = store.list_codes(library.session, signal.id)
    chosen = [
        code
        for hand in ("handler", "second", "reporter")
        for code in codes.get(hand, ())
        if code in SUB_POINT_CARDS
    ]
    wish = Wish(
        Kind.SCENARIO,
        fiction.title,
        code=next(iter(chosen), ""),
        source=f"signaal {label_of(signal.year, signal.number)}",
    )
    try:
        return begin(library, wish, by=actor.person_id, at=at)
    except Invalid as refusal:
        raise refuse("title") from refusal
