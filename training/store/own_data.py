"""All rows that are about one person: which tables hold them, to give away and to unlink."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Table, delete, func, or_, select, update
from sqlalchemy.orm import Session

from training.store import plan, review
from training.store.answer import Respondent
from training.store.attempts import Attempt, Decision, Response
from training.store.base import Base
from training.store.measurement import Participation
from training.store.revisit import Revisit


@dataclass(frozen=True, slots=True)
class Own:
    """A table with rows about a person, the column that finds them, and what is not given away.

    Not given away is what opens doors, and what tells of somebody else. `only` names a column that
    is true of the rows that are one's own: what was typed in for a citizen is not.
    """

    table: str
    column: str
    hidden: frozenset[str] = frozenset()
    name: str = ""
    only: str = ""


OF_SIGNAL = frozenset(
    {
        "code_digest",
        "handler_id",
        "masked_by",
        "merged_into_id",
        "next_handler_id",
        "standin_id",
        "subject_id",
    }
)

OWN = (
    Own("person", "id", frozenset({"password_digest"})),
    Own("learner", "person_id"),
    Own("login_session", "person_id", frozenset({"token_digest"})),
    Own("password_reset", "person_id", frozenset({"token_digest"})),
    Own("unit_lead", "person_id"),
    Own("cohort_member", "person_id"),
    Own("enrolment", "learner_key"),
    Own("exemption", "learner_key", frozenset({"granted_by"})),
    Own("attempt", "learner_key"),
    Own("respondent", "learner_key"),
    Own("revisit", "learner_key"),
    Own("participation", "learner_key"),
    Own("review_state", "learner_key"),
    Own("refresher_sitting", "learner_key"),
    Own("refresher_wish", "learner_key"),
    Own("plan", "learner_key"),
    Own("remark", "learner_key", frozenset({"settled_by"})),
    Own("mail", "person_id", frozenset({"body"})),
    Own("reminder", "recipient_id"),
    Own("audit_event", "subject_id", frozenset({"actor_id", "origin"})),
    Own("audit_event", "actor_id", frozenset({"subject_id", "object", "details"}), "own_act"),
    Own("report_schedule", "person_id"),
    Own("report_file", "person_id"),
    Own("draft_copy", "person_id"),
    Own("signal", "typed_by", OF_SIGNAL, only="is_staff"),
)

PARTS: Mapping[str, tuple[str, str]] = {
    "unit_status": ("enrolment_id", "enrolment"),
    "extension": ("enrolment_id", "enrolment"),
    "manual_completion": ("enrolment_id", "enrolment"),
    "replaced_number": ("enrolment_id", "enrolment"),
    "decision": ("attempt_id", "attempt"),
    "response": ("attempt_id", "attempt"),
    "answer": ("respondent_id", "respondent"),
    "stance": ("respondent_id", "respondent"),
    "refresher_question": ("sitting_id", "refresher_sitting"),
    "plan_answer": ("plan_id", "plan"),
}
"""Tables whose rows belong to a row of the person: the column, and the table that it points to."""

AS_OFFICER = frozenset(
    {
        "assignment.created_by",
        "assignment.ended_by",
        "class_session.recorded_by",
        "contact_count.typed_by",
        "draft.created_by",
        "draft.saved_by",
        "draft.state_by",
        "draft_save.saved_by",
        "exemption.granted_by",
        "extension.granted_by",
        "guide_entry.agreed_by",
        "guide_entry.proposed_by",
        "job.created_by",
        "manual_completion.recorded_by",
        "media_file.added_by",
        "package.uploaded_by",
        "panel.opened_by",
        "people_file.uploaded_by",
        "remark.settled_by",
        "reminder_policy.changed_by",
        "review_remark.made_by",
        "review_remark.settled_by",
        "revision.author_id",
        "signal.handler_id",
        "signal.masked_by",
        "signal.next_handler_id",
        "signal.standin_id",
        "signal.subject_id",
        "signal_lesson.begun_by",
        "signal_lesson.reader_id",
        "signal_step.by_id",
        "signal_step.other_id",
        "stocktake_publication.published_by",
        "stocktake_wave.created_by",
        "talk.made_by",
    }
)
"""Who did something for the organisation: that row is about the work or about somebody else."""

OFFICERS = frozenset({"granted_by", "recorded_by"})


@dataclass(frozen=True, slots=True)
class Holding:
    """The rows of one table that are about a person."""

    table: str
    rows: tuple[Mapping[str, object], ...]


def list_holdings(session: Session, person_id: UUID, learner_key: UUID) -> Iterator[Holding]:
    """Give table by table all that is kept about a person."""
    keys = {"learner_key": learner_key}
    for own in OWN:
        table = Base.metadata.tables[own.table]
        found = table.c[own.column] == keys.get(own.column, person_id)
        if own.only:
            found &= table.c[own.only].is_(True)
        yield _holding(session, own.name or own.table, table, found, own.hidden)
    for name, (column, parent_name) in PARTS.items():
        table, parent = Base.metadata.tables[name], Base.metadata.tables[parent_name]
        parents = select(parent.c.id).where(parent.c.learner_key == learner_key)
        yield _holding(session, name, table, table.c[column].in_(parents), OFFICERS)


def unlink_answers(session: Session, learner_key: UUID) -> None:
    """Let nothing lead from the answers of somebody to that person any more.

    What was counted stays and is nobody's. What was chosen and written goes, except in what is
    still being done; that a unit was done stays.
    """
    counted = update(Respondent).where(Respondent.learner_key == learner_key)
    session.execute(counted.values(learner_key=None))
    done = select(Attempt.id).where(
        Attempt.learner_key == learner_key, Attempt.finished_at.is_not(None)
    )
    _forget(session, Attempt.id.in_(done))
    took_part = update(Participation).where(
        Participation.learner_key == learner_key, Participation.finished_on.is_not(None)
    )
    session.execute(took_part.values(learner_key=None, attempt_id=None))
    looked = update(Revisit).where(Revisit.learner_key == learner_key)
    session.execute(looked.values(answer=[]).execution_options(synchronize_session=False))
    review.forget_answers(session, learner_key)
    plan.forget_done(session, learner_key)


def unlink_older(session: Session, before: datetime, limit: int) -> int:
    """Unlink what is older than a moment, a few attempts at a time; tell how many were found."""
    old = select(Respondent.id).where(
        Respondent.learner_key.is_not(None), Respondent.year < before.year
    )
    numbers = list(session.scalars(old.limit(limit)))
    unlinked = update(Respondent).where(Respondent.id.in_(numbers))
    session.execute(unlinked.values(learner_key=None))
    held = or_(
        select(Decision.step).where(Decision.attempt_id == Attempt.id).exists(),
        select(Response.item).where(Response.attempt_id == Attempt.id).exists(),
    )
    last = func.coalesce(Attempt.finished_at, Attempt.started_at)  # one that was left half-way too
    done = select(Attempt.id).where(last < before, held).limit(limit)
    attempts = list(session.scalars(done))
    _forget(session, Attempt.id.in_(attempts))
    took_part = update(Participation).where(Participation.finished_on < before.date())
    session.execute(took_part.values(learner_key=None, attempt_id=None))
    looked = update(Revisit).where(Revisit.answered_at < before)
    session.execute(looked.values(answer=[]).execution_options(synchronize_session=False))
    private = review.forget_older(session, before, limit)
    private += plan.forget_older(session, before.date(), limit)
    return len(numbers) + len(attempts) + private


def _forget(session: Session, of: ColumnElement[bool]) -> None:
    attempts = select(Attempt.id).where(of)
    session.execute(delete(Decision).where(Decision.attempt_id.in_(attempts)))
    session.execute(delete(Response).where(Response.attempt_id.in_(attempts)))
    scores = update(Attempt).where(of).values(score_raw=None, score_maximum=None)
    session.execute(scores.execution_options(synchronize_session=False))


def _holding(
    session: Session,
    name: str,
    table: Table,
    found: ColumnElement[bool],
    hidden: frozenset[str],
) -> Holding:
    columns = [column for column in table.columns if column.name not in hidden]
    rows = session.execute(select(*columns).where(found)).mappings()
    return Holding(name, tuple(dict(row) for row in rows))
