"""What trainers read of how a text works: groups only, each with its number and its day."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from training.domain.document import Kind
from training.domain.item_report import Report
from training.domain.item_tally import Question, questions_of
from training.domain.quiz import Quiz
from training.domain.scenario import Scenario
from training.services.authoring.files import find_entry, target_of, title_at
from training.services.errors import NotFound
from training.services.improving import counting, figures
from training.services.jobs import enqueue
from training.services.library import Library
from training.store import evidence as store
from training.store.evidence import Evidence
from training.store.library import Entry


@dataclass(frozen=True, slots=True)
class Part:
    """One question or scene: its options as a reader sees them, and what is told of it."""

    question: Question
    options: tuple[str, ...]
    report: Report | None


@dataclass(frozen=True, slots=True)
class EvidencePage:
    """The figures of one text; `form` marks a measurement, `meaning` which text was counted."""

    path: str
    title: str
    kind: str
    form: str
    meaning: int
    attempts: int
    counted_at: datetime | None
    alpha: float | None
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One text in the overview, with how many of its parts have something against them."""

    path: str
    title: str
    kind: str
    attempts: int
    counted_at: datetime | None
    flags: tuple[str, ...]


def evidence_page(library: Library, path: str) -> EvidencePage:
    """Show the figures of the present meaning of a text; raises `NotFound`.

    A text without choices, or that was never published, has no parts.
    """
    target = target_of(path)
    if target.kind not in counting.COUNTED_KINDS or find_entry(library, path) is None:
        return EvidencePage(path, title_at(library, path), target.kind, "", 0, 0, None, None, ())
    entry = _counted_entry(library, path)
    text = _text(library, entry)
    questions = questions_of(text)
    row = store.find_evidence(library.session, entry.document_id, entry.meaning)
    reports = figures.load_all(row.figures if row else {}, len(questions))
    return EvidencePage(
        path=path,
        title=entry.title,
        kind=entry.kind,
        form=text.form if isinstance(text, Quiz) else "",
        meaning=entry.meaning,
        attempts=row.attempts if row else 0,
        counted_at=row.counted_at if row else None,
        alpha=_alpha(row),
        parts=tuple(
            Part(question, options_of(text, place), report)
            for place, (question, report) in enumerate(zip(questions, reports, strict=True))
            if question.form != "nothing"
        ),
    )


def overview(library: Library) -> tuple[Line, ...]:
    """List every text that is counted, those with most against them first."""
    rows = {(row.document_id, row.meaning): row for row in store.list_evidence(library.session)}
    lines = [
        _line(entry, rows.get((entry.document_id, entry.meaning)))
        for entry in library.catalogue.entries
        if entry.kind in counting.COUNTED_KINDS and entry.language == entry.original
    ]
    return tuple(sorted(lines, key=lambda line: (-len(line.flags), -line.attempts, line.path)))


def ask_count(library: Library, path: str, *, by: UUID, at: datetime) -> None:
    """Ask for a count; a second time within the hour is the same one. Raises `NotFound`."""
    entry = _counted_entry(library, path)
    job = counting.asked_job(entry.document_id, library.local(at))
    enqueue(library.session, job, at=at, by=by)


def options_of(text: Scenario | Quiz, place: int) -> tuple[str, ...]:
    """Give the options of a part as plain text; those of a quiz may have marks of their own."""
    if isinstance(text, Scenario):
        return tuple(choice.text for choice in text.scenes[place].choices)
    return tuple(option.text for option in text.items[place].options)


def _counted_entry(library: Library, path: str) -> Entry:
    """Find the original that a path, of itself or of a translation, belongs to."""
    entry = find_entry(library, path)
    original = library.catalogue.original(Kind(entry.kind), entry.slug) if entry else None
    if original is None or original.kind not in counting.COUNTED_KINDS:
        raise NotFound("evidence")
    return original


def _text(library: Library, entry: Entry) -> Scenario | Quiz:
    if entry.kind == Kind.SCENARIO:
        return library.take(entry.revision_id, Scenario)
    return library.take(entry.revision_id, Quiz)


def _alpha(row: Evidence | None) -> float | None:
    found = row.figures.get("alpha") if row else None
    return found if isinstance(found, float) else None


def _line(entry: Entry, row: Evidence | None) -> Line:
    kept = row.figures.get("items", []) if row else []
    reports = [figures.load(one) for one in kept] if isinstance(kept, list) else []
    flags = [finding.flag.value for report in reports for finding in report.findings]
    return Line(
        entry.path,
        entry.title,
        entry.kind,
        row.attempts if row else 0,
        row.counted_at if row else None,
        tuple(sorted(flags)),
    )
