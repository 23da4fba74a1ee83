"""Chooses what a refresher asks: one to three questions, each new to the learner."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b
from uuid import UUID

MOST = 3
"""Questions in one refresher: it is done in two minutes."""


@dataclass(frozen=True, slots=True)
class Sibling:
    """A question about a sub-point; `digest` is that of its text, wherever it stands."""

    document_id: UUID
    revision_id: UUID
    name: str
    competency: str
    digest: str


@dataclass(frozen=True, slots=True)
class Due:
    """A sub-point whose day has come; `stage` counts the refreshers of it before this one."""

    competency: str
    due_on: date
    stage: int


@dataclass(frozen=True, slots=True)
class Choice:
    """What to ask, and the sub-points of which this learner has met every question."""

    questions: tuple[Sibling, ...]
    exhausted: tuple[str, ...]


def choose(
    due: Sequence[Due],
    siblings: Mapping[str, Sequence[Sibling]],
    *,
    met: Collection[str],
    raised: Collection[str],
    seed: int,
) -> Choice:
    """Choose the questions of one refresher; `met` are the digests of what the learner has seen.

    Sub-points in `raised` go first and get two questions every other time, half as many again.
    Which sibling comes first differs by learner, so that a week holds a mixture of all.
    """
    questions: list[Sibling] = []
    exhausted: list[str] = []
    for each in sorted(due, key=lambda d: (d.competency not in raised, d.due_on, d.competency)):
        fresh = [one for one in siblings.get(each.competency, ()) if one.digest not in met]
        if not fresh:
            exhausted.append(each.competency)
        wanted = min(_share(each, raised), MOST - len(questions))
        questions += sorted(fresh, key=lambda one: _rank(seed, one.digest))[:wanted]
    return Choice(tuple(questions), tuple(exhausted))


def _share(due: Due, raised: Collection[str]) -> int:
    return 2 if due.competency in raised and due.stage % 2 else 1


def _rank(seed: int, digest: str) -> bytes:
    return blake2b(f"{seed}:{digest}".encode(), digest_size=8).digest()
