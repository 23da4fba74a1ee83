"""What everybody reads: the agreed answers, searchable, with what was agreed before."""

from dataclasses import dataclass
from datetime import date
from itertools import groupby

from training.domain.course import Course
from training.domain.document import Kind
from training.services.guiding.scenes import principle_of, titles_of
from training.services.library import Library
from training.store import guide as store
from training.store.guide import GuideEntry
from training.store.library import list_slugs_of


@dataclass(frozen=True, slots=True)
class GuideLine:
    """An agreed answer; `language` is that of the answer, which may differ from the reader's.

    `share` is the support in per cents, none for the approval of a trainer. `changed_on` is since
    when the text says something else; `is_alone` when one person proposed and agreed.
    """

    slug: str
    scenario: str
    situation: str
    answer: str
    language: str
    principle: str
    contact: str
    version: int
    agreed_on: date | None
    share: int | None
    changed_on: date | None
    is_alone: bool
    is_in_course: bool


@dataclass(frozen=True, slots=True)
class GuideTopic:
    """A situation: the answer of now, and those of before, the newest first."""

    now: GuideLine
    before: tuple[GuideLine, ...]


def read_guide(library: Library, language: str, query: str = "") -> tuple[GuideTopic, ...]:
    """Give the situations whose title, text or answer holds all words of a query."""
    entries = store.list_agreed(library.session)
    lines = show_entries(library, entries, language)
    topics = []
    for _, group in groupby(
        zip(entries, lines, strict=True), key=lambda pair: (pair[0].document_id, pair[0].part)
    ):
        now, *before = [line for _, line in group]
        topics.append(GuideTopic(now, tuple(before)))
    words = query.casefold().split()
    found = (topic for topic in topics if _has(topic.now, words))
    return tuple(sorted(found, key=lambda topic: (topic.now.scenario, topic.now.situation)))


def show_entries(
    library: Library, entries: list[GuideEntry], language: str
) -> tuple[GuideLine, ...]:
    """Show entries in a reader's language, where they have it."""
    changed = store.list_changed(library.session, [entry.revision_id for entry in entries])
    slugs = list_slugs_of(library.session, {entry.document_id for entry in entries})
    held = _slugs_in_courses(library)
    found = []
    for entry in entries:
        scenario, situation = titles_of(library, entry.revision_id, entry.part, language)
        spoken = language if language in entry.answers else next(iter(entry.answers))
        since = changed.get(entry.revision_id)
        found.append(
            GuideLine(
                slug=slugs[entry.document_id],
                scenario=scenario,
                situation=situation,
                answer=entry.answers[spoken],
                language=spoken,
                principle=principle_of(library, entry.competency, language),
                contact=entry.contact,
                version=entry.version,
                agreed_on=entry.agreed_on,
                share=entry.share,
                changed_on=library.day_of(since) if since else None,
                is_alone=bool(entry.agreed_by) and entry.agreed_by == entry.proposed_by,
                is_in_course=slugs[entry.document_id] in held,
            )
        )
    return tuple(found)


def _slugs_in_courses(library: Library) -> set[str]:
    courses = (
        library.take(entry.revision_id, Course)
        for entry in library.catalogue.entries
        if entry.kind == Kind.COURSE
    )
    return {unit.slug for course in courses for unit in course.units if unit.kind == Kind.SCENARIO}


def _has(line: GuideLine, words: list[str]) -> bool:
    text = f"{line.scenario} {line.situation} {line.answer} {line.principle} {line.contact}"
    return all(word in text.casefold() for word in words)
