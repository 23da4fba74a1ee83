"""Many learners who each did a text once, written at once: their rows, not their clicks."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import insert, select

from tests.world import World
from training.domain.document import Kind
from training.domain.quiz import Quiz
from training.domain.scoring import Answer, score_item
from training.services.improving.counting import EvidenceWork, due_job
from training.services.jobs import NewJob, enqueue, run_next
from training.services.library import Library
from training.store.attempts import Attempt, Decision, Response
from training.store.base import new_id
from training.store.evidence import Evidence
from training.store.library import Entry
from training.store.people import Learner, Person

STEP = timedelta(seconds=20)


def original(library: Library, kind: Kind, slug: str) -> Entry:
    found = library.catalogue.original(kind, slug)
    assert found
    return found


def add_learners(library: Library, count: int, at: datetime) -> list[UUID]:
    """Add persons with a learner key."""
    model = library.session.scalars(select(Person)).first()
    assert model
    columns = {c.name: getattr(model, c.name) for c in Person.__table__.columns}
    people, learners = [], []
    for number in range(count):
        person = new_id(at)
        people.append(
            {
                **columns,
                "id": person,
                "email": f"{person.hex}@x.example",
                "role": "learner",
                "staff_number": None,
            }
        )
        learners.append({"key": new_id(at), "person_id": person})
        del number
    library.session.execute(insert(Person), people)
    library.session.execute(insert(Learner), learners)
    return [row["key"] for row in learners]


def attempt_row(entry: Entry, key: UUID, at: datetime, **changed: object) -> dict[str, object]:
    return {
        "id": new_id(at),
        "learner_key": key,
        "document_id": entry.document_id,
        "revision_id": entry.revision_id,
        "is_practice": False,
        "seed": 1,
        "reached": 0,
        "round": 1,
        "started_at": at,
        "finished_at": at + timedelta(minutes=5),
        **changed,
    }


def play_many(
    world: World, paths: Iterable[Sequence[tuple[str, int]]], slug: str = "bank", **changed: object
) -> None:
    """Let as many people as there are paths each take one."""
    rows = list(paths)
    at = world.clock()
    with world.transaction() as library:
        entry = original(library, Kind.SCENARIO, slug)
        keys = add_learners(library, len(rows), at)
        attempts = [attempt_row(entry, key, at, **changed) for key in keys]
        library.session.execute(insert(Attempt), attempts)
        decisions = [
            {
                "attempt_id": attempt["id"],
                "step": step,
                "scene": scene,
                "choice": choice,
                "decided_at": at + STEP * (step + 1),
            }
            for attempt, path in zip(attempts, rows, strict=True)
            for step, (scene, choice) in enumerate(path)
        ]
        library.session.execute(insert(Decision), decisions)


def answer_many(world: World, answers: Iterable[Sequence[Answer]], slug: str = "vragen") -> None:
    """Let people each answer the questions of a quiz, in order, as far as the answers go."""
    rows = list(answers)
    at = world.clock()
    with world.transaction() as library:
        entry = original(library, Kind.QUIZ, slug)
        items = library.take(entry.revision_id, Quiz).items
        keys = add_learners(library, len(rows), at)
        attempts = [attempt_row(entry, key, at) for key in keys]
        library.session.execute(insert(Attempt), attempts)
        responses = []
        for attempt, given in zip(attempts, rows, strict=True):
            for place, answer in enumerate(given):
                score = score_item(items[place], answer)
                responses.append(
                    {
                        "attempt_id": attempt["id"],
                        "item": items[place].name,
                        "round": 1,
                        "answer": list(answer),
                        "text": "",
                        "score_raw": score.raw,
                        "score_maximum": score.maximum,
                        "responded_at": at + STEP * (place + 1),
                    }
                )
        library.session.execute(insert(Response), responses)


def count(world: World, *, learners: int = 50, job: NewJob | None = None) -> int:
    """Count as the worker does; gives the number of steps."""
    work = EvidenceWork(learners)
    at = world.clock()
    with world.transaction() as library:
        wanted = job or due_job(at)
        enqueue(
            library.session,
            NewJob(wanted.kind, wanted.payload, f"{wanted.key}:{new_id(at)}"),
            at=at,
        )
    steps = 0
    while run_next(world.transaction, {"evidence": work.step}, at=at):
        steps += 1
    return steps


def kept(world: World, kind: Kind = Kind.SCENARIO, slug: str = "bank") -> Evidence | None:
    """Give what is kept of a text."""
    with world.transaction() as library:
        entry = original(library, kind, slug)
        return library.session.get(Evidence, (entry.document_id, entry.meaning))
