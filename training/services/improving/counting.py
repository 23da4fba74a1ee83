"""Counts first attempts at every text, at night and when a trainer asks, in short steps.

The sums of a count that is under way stay in the memory of the worker, so that the database never
holds a group that may not be shown. A worker that stops begins that count anew.
"""

from collections import OrderedDict, deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from uuid import UUID

from training.domain import disclosure
from training.domain.document import Kind
from training.domain.item_analysis import alpha_of
from training.domain.item_flags import FEWEST_FOR_STATISTICS
from training.domain.item_report import reports_of
from training.domain.item_tally import Given, Tallies, points_in, questions_of
from training.domain.quiz import Quiz
from training.domain.scenario import Scenario
from training.services.improving import figures
from training.services.jobs import NewJob, Stage, Task
from training.services.library import Library
from training.store import evidence as store
from training.store.evidence import Counted, Evidence, FirstAttempt
from training.store.library import Entry

KIND = "evidence"
LEARNERS_AT_ONCE = 1_000
ATTEMPTS_AT_ONCE = 250
"""A step counts no more, so that on SQLite no click waits for it longer than a moment."""

LOOKS_AT_ONCE = 20
LOOKED_THROUGH_AT_ONCE = 20_000
"""Attempts: a step that looked through so many of other texts leaves the next text to the next."""

JOBS_AT_ONCE = 8
COUNTED_KINDS = (Kind.SCENARIO, Kind.QUIZ)


@dataclass(slots=True)
class _Count:
    """A count of one text that is under way: how far it is, and its sums."""

    entry: Entry
    counted: Counted
    tallies: Tallies
    after: UUID | None = None
    places: dict[UUID, dict[str, int]] = field(default_factory=dict)


@dataclass(slots=True)
class _Work:
    """What a job still has to count."""

    waiting: deque[UUID]
    total: int
    count: _Count | None = None


def due_job(local_now: datetime) -> NewJob:
    """Give the count of this day: all texts."""
    return NewJob(KIND, key=f"{KIND}:{local_now.date().isoformat()}")


def asked_job(document_id: UUID, local_now: datetime) -> NewJob:
    """Give the count that a trainer asks for: one an hour for each text, by its key."""
    key = f"{KIND}:{document_id}:{local_now:%Y-%m-%dT%H}"
    return NewJob(KIND, {"document": str(document_id)}, key=key)


class EvidenceWork:
    """Does the counts of this worker; two workers that take turns at one job each count it all."""

    def __init__(self, learners: int = LEARNERS_AT_ONCE) -> None:
        """Count at most so many learners in a step."""
        self._learners = learners
        self._work: OrderedDict[UUID, _Work] = OrderedDict()

    def step(self, library: Library, task: Task, at: datetime) -> Stage:
        """Count the next portion, or look which text is to be counted next."""
        work = self._work.pop(task.job_id, None) or _begin(library, task)
        self._work[task.job_id] = work
        while len(self._work) > JOBS_AT_ONCE:
            self._work.popitem(last=False)
        if work.count is None:
            work.count = _next_count(library, work)
        elif self._count_portion(library, work.count):
            _keep(library, work.count, at)
            work.count = None
        done = work.total - len(work.waiting) - (work.count is not None)
        if work.count or work.waiting:
            return Stage("", done, work.total)
        del self._work[task.job_id]
        return Stage("", work.total, work.total, is_finished=True)

    def _count_portion(self, library: Library, count: _Count) -> bool:
        """Count the next learners; tells whether these were the last."""
        session = library.session
        learners = store.list_portion(session, count.after, self._learners)
        if not learners:
            return True
        found, after = store.list_first_finished(session, count.counted, learners, ATTEMPTS_AT_ONCE)
        attempts = {attempt.id: attempt for attempt in found}
        if attempts:
            read = _decisions if count.entry.kind == Kind.SCENARIO else _answers
            for given in read(library, count, attempts):
                count.tallies.add(given)
        count.after = after
        return False


def _begin(library: Library, task: Task) -> _Work:
    asked = task.payload.get("document")
    documents = [
        entry.document_id
        for entry in library.catalogue.entries
        if entry.kind in COUNTED_KINDS and entry.language == entry.original
    ]
    chosen = [found for found in documents if asked in (None, str(found))]
    return _Work(deque(chosen), len(chosen))


def _next_count(library: Library, work: _Work) -> _Count | None:
    """Find the next text at which there were enough new attempts; look at some in one step."""
    looked_through = 0
    for _ in range(min(LOOKS_AT_ONCE, len(work.waiting))):
        if looked_through > LOOKED_THROUGH_AT_ONCE:
            break
        document_id = work.waiting.popleft()
        entry = next(
            (
                found
                for found in library.catalogue.entries
                if found.document_id == document_id and found.language == found.original
            ),
            None,
        )
        count, attempts = _count_of(library, entry) if entry else (None, 0)
        if count:
            return count
        looked_through += attempts
    return None


def _count_of(library: Library, entry: Entry) -> tuple[_Count | None, int]:
    """Begin a count if there is enough to count; tells how many attempts there are in any case."""
    session, document_id = library.session, entry.document_id
    revisions = store.list_revisions_of(session, document_id, entry.meaning, entry.shape)
    known = store.find_evidence(session, document_id, entry.meaning)
    counted = (document_id, revisions)
    attempts = store.count_finished(session, counted)
    more = attempts - (known.attempts if known else 0)
    if more < (disclosure.WAVE if known else 1):
        return None, attempts
    tallies = Tallies(questions_of(_text(library, entry.kind, entry.revision_id)))
    return _Count(entry, counted, tallies), attempts


def _keep(library: Library, count: _Count, at: datetime) -> None:
    """Keep what may be shown; a count with too few more attempts leaves all as it was."""
    session, entry, tallies = library.session, count.entry, count.tallies
    row = store.find_evidence(session, entry.document_id, entry.meaning)
    if not tallies.attempts or (row and tallies.attempts - row.attempts < disclosure.WAVE):
        return
    if row is None:
        row = Evidence(document_id=entry.document_id, meaning=entry.meaning, figures={})
        session.add(row)
    before = figures.load_all(row.figures, len(tallies.questions))
    reports = reports_of(tallies, before, today=library.day_of(at))
    row.attempts, row.counted_at = tallies.attempts, at
    row.figures = {
        "items": [figures.dump(report) for report in reports],
        "alpha": _alpha(tallies),
    }
    session.flush()


def _alpha(tallies: Tallies) -> float | None:
    """Give alpha where everybody answered every question that earns points."""
    scored = [
        tally
        for question, tally in zip(tallies.questions, tallies.items, strict=True)
        if question.is_scored
    ]
    if any(tally.n != tallies.attempts for tally in scored):
        return None
    found = alpha_of([tally.earned for tally in scored], tallies.totals)
    shown = disclosure.coarse(found.value, n=found.n, fewest=FEWEST_FOR_STATISTICS, digits=2)
    return shown.value


def _decisions(
    library: Library, count: _Count, attempts: dict[UUID, FirstAttempt]
) -> Iterator[list[Given]]:
    """Give the first choice at each scene, attempt by attempt."""
    rows = store.list_decided(library.session, attempts)
    for attempt_id, steps in groupby(rows, key=lambda row: row[0]):
        attempt = attempts[attempt_id]
        scenario = library.take(attempt.revision_id, Scenario)
        places = _places(library, count, attempt.revision_id)
        given: dict[int, Given] = {}
        last = attempt.started_at
        for _, scene, choice, moment in steps:
            place = places.get(scene)
            if place is not None and choice < len(scenario.scenes[place].choices):
                points = points_in(scenario, place, choice)
                seconds = round((moment - last).total_seconds())
                given.setdefault(place, Given(place, (choice,), points, seconds))
            last = moment
        yield list(given.values())


def _answers(
    library: Library, count: _Count, attempts: dict[UUID, FirstAttempt]
) -> Iterator[list[Given]]:
    """Give the answers of the first round, attempt by attempt."""
    rows = store.list_answered(library.session, attempts)
    for attempt_id, answers in groupby(rows, key=lambda row: row[0]):
        attempt = attempts[attempt_id]
        places = _places(library, count, attempt.revision_id)
        given: list[Given] = []
        last = attempt.started_at
        for _, name, answer, points, moment in answers:
            place = places.get(name)
            if place is not None:
                seconds = round((moment - last).total_seconds())
                given.append(Given(place, tuple(answer), points, seconds))
            last = moment
        yield given


def _places(library: Library, count: _Count, revision_id: UUID) -> dict[str, int]:
    """Map the names in one revision to places: a heading may have been mended since."""
    if revision_id not in count.places:
        text = _text(library, count.entry.kind, revision_id)
        names = (question.name for question in questions_of(text))
        count.places[revision_id] = {name: place for place, name in enumerate(names)}
    return count.places[revision_id]


def _text(library: Library, kind: str, revision_id: UUID) -> Scenario | Quiz:
    if kind == Kind.SCENARIO:
        return library.take(revision_id, Scenario)
    return library.take(revision_id, Quiz)
