"""Questions of other systems as a draft of ours, and quizzes of ours to take along."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from training.compiler.header_values import MAX_SLUG, SLUG
from training.domain.competency import Framework
from training.domain.document import Kind
from training.domain.quiz import Quiz
from training.interchange.gift_writer import write_gift
from training.interchange.moodle_writer import write_moodle
from training.interchange.outgoing import Exported
from training.interchange.qti_package import write_qti
from training.interchange.questions import Format, Imported
from training.interchange.quiz_text import Head, write_quiz
from training.interchange.raw import note
from training.interchange.reading import read_questions
from training.services import audit
from training.services.audit import Actor
from training.services.authoring import drafts
from training.services.authoring.checking import context_of
from training.services.authoring.files import find_entry, path_of
from training.services.confinement import Limits, ask_confined
from training.services.errors import Conflict, Invalid, NotFound
from training.services.library import Library
from training.store import draft as draft_store

PATIENT = Limits(seconds=10, patience=20)


class Package(StrEnum):
    """The files that a quiz can be taken along in."""

    GIFT = "gift"
    MOODLE = "moodle"
    QTI = "qti"


SUFFIXES: Mapping[Package, str] = {
    Package.GIFT: ".gift.txt",
    Package.MOODLE: ".moodle.xml",
    Package.QTI: ".qti3.zip",
}
WRITERS: Mapping[Package, Callable[[Quiz], Exported]] = {
    Package.GIFT: write_gift,
    Package.MOODLE: write_moodle,
    Package.QTI: write_qti,
}


@dataclass(frozen=True, slots=True)
class Wish:
    """What the quiz is called, and the sub-point of questions that name none."""

    title: str
    name: str
    competency: str = ""
    language: str = "nl"
    format: Format | None = None


@dataclass(frozen=True, slots=True)
class Preview:
    """What a file would become, and what is told of each question."""

    imported: Imported
    source: str


def sub_points(library: Library, language: str) -> tuple[tuple[str, str], ...]:
    """List the sub-points that a question may name, each with its title."""
    original = library.catalogue.framework()
    if original is None:
        return ()
    entry = library.catalogue.translated(Kind.COMPETENCIES, original.slug, language) or original
    titles = {
        competency.code: competency.name
        for competency in library.take(entry.revision_id, Framework).competencies
    }
    divided = {code.partition(".")[0] for code in titles if "." in code}
    return tuple((code, titles[code]) for code in titles if code not in divided)


def preview(library: Library, data: bytes, wish: Wish) -> Preview:
    """Read a file and write the quiz that it would become; nothing is kept yet."""
    check_name(library, wish.name)
    imported = _read_confined(data, wish)
    known = context_of(library, {}).competencies
    head = Head(wish.title, wish.name, wish.language, wish.competency, known)
    source = write_quiz(head, imported.questions) if imported.questions else ""
    return Preview(imported, source)


def _read_confined(data: bytes, wish: Wish) -> Imported:
    """Read in a process with limits: a file comes from anywhere."""
    found = ask_confined(_read, (data, wish.format, wish.language), PATIENT)
    return found or Imported(wish.format or Format.GIFT, faults=(note("file-heavy", 1),))


def _read(asked: tuple[bytes, Format | None, str]) -> Imported:
    data, format_, language = asked
    return read_questions(data, format=format_, language=language)


def keep(library: Library, *, name: str, source: str, by: UUID, at: datetime) -> str:
    """Keep the quiz as a draft at a new path, and give the path; nothing is published."""
    check_name(library, name)
    if not source.strip():
        raise Invalid("source-empty")
    path = path_of(Kind.QUIZ, name)
    drafts.save(library, path=path, source=source, version=0, by=by, at=at)
    return path


def check_name(library: Library, name: str) -> None:
    """Refuse a name that can be none, or that a quiz or a draft has already."""
    if not SLUG.fullmatch(name) or len(name) > MAX_SLUG:
        raise Invalid("name")
    path = path_of(Kind.QUIZ, name)
    is_taken = library.catalogue.original(Kind.QUIZ, name) or find_entry(library, path)
    if is_taken or draft_store.find_draft(library.session, path):
        raise Conflict("taken")


def quiz_at(library: Library, path: str) -> Quiz:
    """Give a quiz in force; raises `NotFound`."""
    entry = find_entry(library, path)
    if entry is None:
        raise NotFound("quiz")
    return library.take(entry.revision_id, Quiz)


def export(library: Library, *, path: str, package: Package) -> Exported:
    """Write a quiz in force as another system reads it."""
    return WRITERS[package](quiz_at(library, path))


def take_along(
    library: Library, *, path: str, package: Package, actor: Actor, at: datetime
) -> tuple[str, Exported]:
    """Write a quiz, note that it was taken along, and give the name of the file."""
    quiz = quiz_at(library, path)
    exported = WRITERS[package](quiz)
    what = f"document:{quiz.header.slug}"
    audit.note(library.session, actor, "questions-exported", what, "ok", at=at)
    return f"{quiz.header.slug}.{quiz.header.language}{SUFFIXES[package]}", exported
