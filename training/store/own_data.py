"""All rows that are about one person: which tables hold them, and what of them is given away."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, Table, select
from sqlalchemy.orm import Session

from training.store.base import Base


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
    Own("reminder", "recipient_id", frozenset({"enrolment_id"})),
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
