"""Signals of citizens."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    _create_signal()
    _create_beside()
    _create_lesson_and_steps()


def _create_signal() -> None:
    op.create_table("signal", *_story(), *_standing(), *_keys())
    op.create_index(op.f("ix_signal_handler_id_signal_state"), "signal", ["handler_id", "state"])
    op.create_index(op.f("ix_signal_standin_id_signal_state"), "signal", ["standin_id", "state"])
    op.create_index(op.f("ix_signal_state_signal_received_on"), "signal", ["state", "received_on"])


def _story() -> tuple[sa.Column[object], ...]:
    return (
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("code_digest", sa.String(length=64), nullable=False),
        sa.Column("channel", sa.String(length=10), nullable=False),
        sa.Column("is_staff", sa.Boolean(), nullable=False),
        sa.Column("typed_by", sa.Uuid(), nullable=True),
        sa.Column("language", sa.String(length=10), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("arrived_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("goal", sa.String(length=400), nullable=False),
        sa.Column("story", sa.Text(), nullable=False),
        sa.Column("original_goal", sa.String(length=300), nullable=True),
        sa.Column("original_story", sa.Text(), nullable=True),
        sa.Column("found", sa.JSON(), nullable=False),
        sa.Column("masked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("masked_by", sa.Uuid(), nullable=True),
        sa.Column("wish", sa.String(length=10), nullable=False),
        sa.Column("duration", sa.String(length=10), nullable=False),
        sa.Column("contacted", sa.JSON(), nullable=False),
        sa.Column("phase", sa.String(length=10), nullable=False),
        sa.Column("subject_area", sa.String(length=20), nullable=False),
        sa.Column("area", sa.String(length=80), nullable=False),
        sa.Column("consent", sa.String(length=10), nullable=False),
        sa.Column("consent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("wanted_kind", sa.String(length=20), nullable=False),
        sa.Column("is_urgent", sa.Boolean(), nullable=False),
        sa.Column("has_contact", sa.Boolean(), nullable=False),
    )


def _standing() -> tuple[sa.Column[object], ...]:
    return (
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("state_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("handler_id", sa.Uuid(), nullable=True),
        sa.Column("standin_id", sa.Uuid(), nullable=True),
        sa.Column("next_handler_id", sa.Uuid(), nullable=True),
        sa.Column("subject_id", sa.Uuid(), nullable=True),
        sa.Column("legal_kind", sa.String(length=20), nullable=False),
        sa.Column("legal_received_on", sa.Date(), nullable=True),
        sa.Column("conversion_checked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("seen_due", sa.Date(), nullable=False),
        sa.Column("contact_due", sa.Date(), nullable=True),
        sa.Column("answer_due", sa.Date(), nullable=False),
        sa.Column("outcome_due", sa.Date(), nullable=False),
        sa.Column("seen_on", sa.Date(), nullable=True),
        sa.Column("contact_on", sa.Date(), nullable=True),
        sa.Column("answer_on", sa.Date(), nullable=True),
        sa.Column("told_on", sa.Date(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("reopened", sa.Integer(), nullable=False),
        sa.Column("lesson", sa.String(length=10), nullable=False),
        sa.Column("lesson_reason", sa.String(length=500), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("useful", sa.Integer(), nullable=True),
        sa.Column("merged_into_id", sa.Uuid(), nullable=True),
    )


def _keys() -> tuple[sa.Constraint, ...]:
    return (
        sa.ForeignKeyConstraint(
            ["handler_id"], ["person.id"], name=op.f("fk_signal_handler_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["masked_by"], ["person.id"], name=op.f("fk_signal_masked_by_person")
        ),
        sa.ForeignKeyConstraint(
            ["merged_into_id"], ["signal.id"], name=op.f("fk_signal_merged_into_id_signal")
        ),
        sa.ForeignKeyConstraint(
            ["next_handler_id"], ["person.id"], name=op.f("fk_signal_next_handler_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["standin_id"], ["person.id"], name=op.f("fk_signal_standin_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["subject_id"], ["person.id"], name=op.f("fk_signal_subject_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["typed_by"], ["person.id"], name=op.f("fk_signal_typed_by_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signal")),
        sa.UniqueConstraint("code_digest", name=op.f("uq_signal_code_digest")),
        sa.UniqueConstraint("year", "number", name=op.f("uq_signal_year_number")),
    )


def _create_beside() -> None:
    op.create_table(
        "signal_try",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("origin_digest", sa.String(length=64), nullable=False),
        sa.Column("tried_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signal_try")),
    )
    op.create_index(
        op.f("ix_signal_try_origin_digest_signal_try_tried_at"),
        "signal_try",
        ["origin_digest", "tried_at"],
    )

    op.create_table(
        "signal_alert",
        sa.Column("signal_id", sa.Uuid(), nullable=False),
        sa.Column("pledge", sa.String(length=10), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["signal_id"], ["signal.id"], name=op.f("fk_signal_alert_signal_id_signal")
        ),
        sa.PrimaryKeyConstraint("signal_id", "pledge", name=op.f("pk_signal_alert")),
    )
    op.create_table(
        "signal_code",
        sa.Column("signal_id", sa.Uuid(), nullable=False),
        sa.Column("by", sa.String(length=10), nullable=False),
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(
            ["signal_id"], ["signal.id"], name=op.f("fk_signal_code_signal_id_signal")
        ),
        sa.PrimaryKeyConstraint("signal_id", "by", "code", name=op.f("pk_signal_code")),
    )
    op.create_table(
        "signal_contact",
        sa.Column("signal_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("reach", sa.String(length=254), nullable=False),
        sa.Column("hours", sa.String(length=120), nullable=False),
        sa.Column("interpreter", sa.String(length=80), nullable=False),
        sa.ForeignKeyConstraint(
            ["signal_id"], ["signal.id"], name=op.f("fk_signal_contact_signal_id_signal")
        ),
        sa.PrimaryKeyConstraint("signal_id", name=op.f("pk_signal_contact")),
    )


def _create_lesson_and_steps() -> None:
    op.create_table(
        "signal_lesson",
        sa.Column("signal_id", sa.Uuid(), nullable=False),
        sa.Column("path", sa.String(length=500), nullable=False),
        sa.Column("changed", sa.JSON(), nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("begun_by", sa.Uuid(), nullable=True),
        sa.Column("reader_id", sa.Uuid(), nullable=True),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("read_digest", sa.String(length=64), nullable=True),
        sa.Column("document_id", sa.Uuid(), nullable=True),
        sa.Column("published_on", sa.Date(), nullable=True),
        sa.Column("sender_told_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["begun_by"], ["person.id"], name=op.f("fk_signal_lesson_begun_by_person")
        ),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_signal_lesson_document_id_document")
        ),
        sa.ForeignKeyConstraint(
            ["reader_id"], ["person.id"], name=op.f("fk_signal_lesson_reader_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["signal_id"], ["signal.id"], name=op.f("fk_signal_lesson_signal_id_signal")
        ),
        sa.PrimaryKeyConstraint("signal_id", name=op.f("pk_signal_lesson")),
    )
    op.create_index(op.f("ix_signal_lesson_document_id"), "signal_lesson", ["document_id"])

    op.create_table(
        "signal_step",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("signal_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("step", sa.String(length=20), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=True),
        sa.Column("other_id", sa.Uuid(), nullable=True),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_signal_step_by_id_person")),
        sa.ForeignKeyConstraint(
            ["other_id"], ["person.id"], name=op.f("fk_signal_step_other_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["signal_id"], ["signal.id"], name=op.f("fk_signal_step_signal_id_signal")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signal_step")),
    )
    op.create_index(
        op.f("ix_signal_step_signal_id_signal_step_at"), "signal_step", ["signal_id", "at"]
    )


def downgrade() -> None:
    """Take back."""
    op.drop_table("signal_step")
    op.drop_table("signal_lesson")
    op.drop_table("signal_contact")
    op.drop_table("signal_code")
    op.drop_table("signal_alert")
    op.drop_table("signal")
    op.drop_table("signal_try")
