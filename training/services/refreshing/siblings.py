"""The questions that refreshers can ask: judged ones of the library, by sub-point."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from statistics import mode
from uuid import UUID

from training.domain.course import Course
from training.domain.document import Kind
from training.domain.quiz import Item, ItemKind, Quiz
from training.domain.refresher import Sibling
from training.domain.scenario import Scenario
from training.services.library import Library
from training.store.library import Entry

AT_ONCE = 2
NEEDED: Mapping[str, type[Course | Quiz | Scenario]] = {
    Kind.COURSE: Course,
    Kind.QUIZ: Quiz,
    Kind.SCENARIO: Scenario,
}


@dataclass(frozen=True, slots=True)
class Pool:
    """What can be asked, and by quiz and by course the digests of all that is asked there."""

    siblings: Mapping[str, tuple[Sibling, ...]]
    of_quiz: Mapping[UUID, frozenset[str]]
    of_course: Mapping[UUID, frozenset[str]]


def find_pool(library: Library) -> Pool:
    """Read what is in force; a question of the common core, A or B, is for measuring only."""
    quizzes = {
        entry: library.take(entry.revision_id, Quiz)
        for entry in library.catalogue.entries
        if entry.kind == Kind.QUIZ and entry.language == entry.original
    }
    core = {digest_of(item) for quiz in quizzes.values() if quiz.form for item in quiz.items}
    found: dict[str, dict[str, Sibling]] = defaultdict(dict)
    for entry, quiz in quizzes.items():
        for item in quiz.items:
            sibling = _sibling(entry, item)
            if sibling and sibling.digest not in core:
                found[sibling.competency].setdefault(sibling.digest, sibling)
    by_quiz = {
        entry.document_id: frozenset(map(digest_of, quiz.items)) for entry, quiz in quizzes.items()
    }
    slugs = {entry.slug: by_quiz[entry.document_id] for entry in quizzes}
    return Pool(
        {code: tuple(each.values()) for code, each in found.items()},
        by_quiz,
        dict(_by_course(library, slugs)),
    )


def warm_next(library: Library, place: str) -> tuple[str | None, int]:
    """Compile the next texts that a round needs, a few at once: no click waits for all of them."""
    entries = [
        entry
        for entry in library.catalogue.entries
        if entry.kind in NEEDED and entry.language == entry.original
    ]
    first = int(place or 0)
    for entry in entries[first : first + AT_ONCE]:
        library.take(entry.revision_id, NEEDED[entry.kind])
    after = first + AT_ONCE
    return (str(after) if after < len(entries) else None), 0


def digest_of(item: Item) -> str:
    """Recognise a question by its text, whatever its name and wherever it stands."""
    words = (item.body, *(option.text for option in item.options))
    return sha256("\n".join(words).encode()).hexdigest()


def competency_of(item: Item) -> str:
    """Give the sub-point that a judged question is about; empty for any other question."""
    judged = [option.judgement.competency for option in item.options if option.judgement]
    is_judged = item.kind is ItemKind.JUDGEMENT and len(judged) == len(item.options) > 1
    return mode(judged) if is_judged else ""


def _sibling(entry: Entry, item: Item) -> Sibling | None:
    competency = competency_of(item)
    if not competency:
        return None
    return Sibling(entry.document_id, entry.revision_id, item.name, competency, digest_of(item))


def _by_course(
    library: Library, slugs: Mapping[str, frozenset[str]]
) -> list[tuple[UUID, frozenset[str]]]:
    return [
        (entry.document_id, frozenset().union(*_asked_in(library, entry, slugs)))
        for entry in library.catalogue.entries
        if entry.kind == Kind.COURSE and entry.language == entry.original
    ]


def _asked_in(
    library: Library, entry: Entry, slugs: Mapping[str, frozenset[str]]
) -> list[frozenset[str]]:
    units = library.take(entry.revision_id, Course).units
    return [slugs.get(unit.slug, frozenset()) for unit in units if unit.kind == Kind.QUIZ]
