"""Which changed parts somebody must still see; derived from what was completed, never sent out."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from uuid import UUID

from training.domain.changes import Step, pending_parts
from training.domain.document import UNIT_KINDS, Kind
from training.domain.lesson import Lesson
from training.domain.progress import CompletionStatus
from training.domain.quiz import Quiz
from training.domain.scenario import Scenario
from training.services.library import Library
from training.store import editions as store
from training.store.enrolment import UnitFact
from training.store.library import Entry, Revision
from training.store.revisit import Revisit, list_revisits

Unit = Scenario | Quiz | Lesson
TYPES: Mapping[str, type[Unit]] = {
    Kind.SCENARIO: Scenario,
    Kind.QUIZ: Quiz,
    Kind.LESSON: Lesson,
}


@dataclass(frozen=True, slots=True)
class Renewed:
    """A unit that says something else since it was completed, and the parts to look at."""

    entry: Entry
    parts: tuple[str, ...]


def list_renewed(
    library: Library, learner_key: UUID, facts: Iterable[UnitFact]
) -> tuple[Renewed, ...]:
    """List the renewed units among what was completed in the present cycles.

    Where every unit is still as it was completed this asks the database nothing, and where only
    slips were mended one small question; no text is read but of what changed in meaning.
    """
    completed = _behind(library, learner_key, facts)
    if not completed:
        return ()
    chains: dict[UUID, list[Revision]] = defaultdict(list)
    for revision in store.list_originals(library.session, completed):
        chains[revision.document_id].append(revision)
    revisits = list_revisits(library.session, learner_key)
    found = (
        Renewed(entry, _pending(library, entry, chains[entry.document_id], meaning, revisits))
        for entry, meaning in _originals(library, completed)
    )
    return tuple(renewed for renewed in found if renewed.parts)


def _behind(library: Library, learner_key: UUID, facts: Iterable[UnitFact]) -> dict[UUID, int]:
    """Map units that were completed in an earlier meaning to the newest one that was done.

    Who did a completed unit again, in a newer meaning and to the end, has seen what changed in it.
    """
    current = {
        entry.document_id: entry
        for entry in library.catalogue.entries
        if entry.language == entry.original and entry.kind in UNIT_KINDS
    }
    done: dict[UUID, set[UUID]] = defaultdict(set)
    for fact in facts:
        if fact.completion == CompletionStatus.COMPLETED and fact.document_id in current:
            done[fact.document_id].add(fact.revision_id)
    older = {unit: ids for unit, ids in done.items() if current[unit].revision_id not in ids}
    if not older:
        return {}
    asked = sorted(set().union(*older.values()))
    meanings = store.list_meanings(library.session, asked)
    newest = {unit: max(meanings[each] for each in ids) for unit, ids in older.items()}
    behind = {unit: seen for unit, seen in newest.items() if seen < current[unit].meaning}
    if not behind:
        return {}
    again = store.list_finished_meanings(library.session, learner_key, behind)
    newest = {unit: max(seen, again.get(unit, 0)) for unit, seen in behind.items()}
    return {unit: seen for unit, seen in newest.items() if seen < current[unit].meaning}


def _originals(library: Library, completed: Mapping[UUID, int]) -> list[tuple[Entry, int]]:
    return [
        (entry, completed[entry.document_id])
        for entry in library.catalogue.entries
        if entry.document_id in completed and entry.language == entry.original
    ]


def _pending(
    library: Library,
    entry: Entry,
    chain: Sequence[Revision],
    completed: int,
    revisits: Iterable[Revisit],
) -> tuple[str, ...]:
    meanings = {revision.id: revision.meaning for revision in chain}
    seen: dict[str, int] = {}
    for revisit in revisits:
        if revisit.revision_id in meanings:
            meaning = meanings[revisit.revision_id]
            seen[revisit.part] = max(seen.get(revisit.part, 0), meaning)
    expected = TYPES[entry.kind]
    current = library.take(entry.revision_id, expected)
    steps = [
        Step(
            after.meaning,
            library.take(before.id, expected),
            library.take(after.id, expected),
            tuple(library.take(each.id, expected) for each in slips),
        )
        for before, after, slips in _turns(chain)
        if completed < after.meaning <= entry.meaning
    ]
    return pending_parts(steps, current, completed, seen)


def _turns(chain: Sequence[Revision]) -> list[tuple[Revision, Revision, list[Revision]]]:
    """Give each change of meaning: the revisions around it, and the others that came before."""
    return [
        (
            before,
            after,
            [each for each in chain if each.meaning == before.meaning and each != before],
        )
        for before, after in pairwise(chain)
        if before.meaning != after.meaning
    ]
