"""The long work after a rule was made or ended: everyone whom it concerns, in batches."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from training.domain.assignment import Target
from training.services import jobs
from training.services.duties.application import apply_rules
from training.services.jobs import NewJob, Stage, Task, enqueue
from training.services.library import Library
from training.store import duty as store
from training.store.assignment import Assignment, find_assignment

KIND = "rule"
PEOPLE_AT_ONCE = 400


def start(session: Session, rule: Assignment, *, at: datetime, by: UUID | None) -> UUID:
    """Put the work for a rule in the queue, and give the job whose page shows how far it is."""
    act = "end" if rule.ended_at else "make"
    payload = {"assignment": str(rule.id), "act": act}
    total = store.count_rows(session, _keys(rule, act))
    new = NewJob(KIND, payload, key=key_of(rule.id, act), total=total)
    return enqueue(session, new, at=at, by=by)


def resume(session: Session, rule: Assignment) -> bool:
    """Let the work for a rule go on where it stopped; tells whether it had."""
    return jobs.resume(session, key_of(rule.id, "end" if rule.ended_at else "make"))


def key_of(rule_id: UUID, act: str) -> str:
    """Name the work for making or ending a rule."""
    return f"{KIND}:{rule_id}:{act}"


def step(library: Library, task: Task, at: datetime) -> Stage:
    """Apply the rules to the next people; what a rule no longer holds ends by itself."""
    stage = task.stage
    rule = find_assignment(library.session, UUID(task.payload["assignment"]))
    if rule is None:
        return Stage(stage.cursor, stage.done, stage.total, is_finished=True)
    after = UUID(stage.cursor) if stage.cursor else None
    query = _keys(rule, task.payload["act"])
    keys = store.list_next(library.session, query, after, PEOPLE_AT_ONCE)
    apply_rules(library, keys, today=library.day_of(at), at=at)
    done = stage.done + len(keys)
    return Stage(
        str(keys[-1]) if keys else stage.cursor,
        done,
        max(stage.total, done),
        is_finished=len(keys) < PEOPLE_AT_ONCE,
    )


def _keys(rule: Assignment, act: str) -> store.Keys:
    """Choose whom it concerns: whom a new rule reaches, or who has a duty by an ended one."""
    if act == "end":
        return store.keys_of_rule(rule.id)
    condition = store.is_target(Target(rule.target), rule.target_id, rule.target_text)
    return store.keys_of_target(condition)
