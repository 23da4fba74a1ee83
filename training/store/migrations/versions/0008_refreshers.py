"""Refreshers that come back, plans that are asked back, and waves that show a drop."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_index(
        "ix_unit_status_completed",
        "unit_status",
        ["completed_at", "enrolment_id", "document_id"],
        sqlite_where=sa.text("completed_at IS NOT NULL"),
        postgresql_where=sa.text("completed_at IS NOT NULL"),
    )
    _create_states()
    _create_sittings()
    _create_plans()
    _create_waves()


def _create_states() -> None:
    op.create_table(
        "review_state",
        sa.Column("learner_key", sa.Uuid(), nullable=False),
        sa.Column("competency", sa.String(length=20), nullable=False),
        sa.Column("begun_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("stage", sa.Integer(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=True),
        sa.Column("card", sa.Text(), nullable=False),
        sa.Column("skipped_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["learner_key"], ["learner.key"], name=op.f("fk_review_state_learner_key_learner")
        ),
        sa.PrimaryKeyConstraint("learner_key", "competency", name=op.f("pk_review_state")),
    )
    op.create_index(
        op.f("ix_review_state_due_on_review_state_learner_key"),
        "review_state",
        ["due_on", "learner_key"],
    )
    op.create_table(
        "refresher_wish",
        sa.Column("learner_key", sa.Uuid(), nullable=False),
        sa.Column("is_mailed", sa.Boolean(), nullable=False),
        sa.Column("paused_until", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["learner_key"], ["learner.key"], name=op.f("fk_refresher_wish_learner_key_learner")
        ),
        sa.PrimaryKeyConstraint("learner_key", name=op.f("pk_refresher_wish")),
    )


def _create_sittings() -> None:
    op.create_table(
        "refresher_sitting",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("learner_key", sa.Uuid(), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["learner_key"], ["learner.key"], name=op.f("fk_refresher_sitting_learner_key_learner")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_refresher_sitting")),
    )
    op.create_index(
        "ix_refresher_sitting_ends",
        "refresher_sitting",
        ["ends_on", "id"],
        sqlite_where=sa.text("finished_at IS NULL"),
        postgresql_where=sa.text("finished_at IS NULL"),
    )
    op.create_index(
        op.f("ix_refresher_sitting_learner_key_refresher_sitting_made_on"),
        "refresher_sitting",
        ["learner_key", "made_on"],
    )
    op.create_index(
        "uq_refresher_sitting_open",
        "refresher_sitting",
        ["learner_key"],
        unique=True,
        sqlite_where=sa.text("finished_at IS NULL"),
        postgresql_where=sa.text("finished_at IS NULL"),
    )
    op.create_table(
        "refresher_question",
        sa.Column("sitting_id", sa.Uuid(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Uuid(), nullable=False),
        sa.Column("revision_id", sa.Uuid(), nullable=False),
        sa.Column("item", sa.String(length=200), nullable=False),
        sa.Column("competency", sa.String(length=20), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("answer", sa.Integer(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["document_id"],
            ["document.id"],
            name=op.f("fk_refresher_question_document_id_document"),
        ),
        sa.ForeignKeyConstraint(
            ["revision_id"],
            ["revision.id"],
            name=op.f("fk_refresher_question_revision_id_revision"),
        ),
        sa.ForeignKeyConstraint(
            ["sitting_id"],
            ["refresher_sitting.id"],
            name=op.f("fk_refresher_question_sitting_id_refresher_sitting"),
        ),
        sa.PrimaryKeyConstraint("sitting_id", "place", name=op.f("pk_refresher_question")),
    )


def _create_plans() -> None:
    op.create_table(
        "plan",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("learner_key", sa.Uuid(), nullable=False),
        sa.Column("attempt_id", sa.Uuid(), nullable=True),
        sa.Column("item", sa.String(length=200), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("asked", sa.Integer(), nullable=False),
        sa.Column("next_on", sa.Date(), nullable=True),
        sa.Column("mailed_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["attempt_id"], ["attempt.id"], name=op.f("fk_plan_attempt_id_attempt")
        ),
        sa.ForeignKeyConstraint(
            ["learner_key"], ["learner.key"], name=op.f("fk_plan_learner_key_learner")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan")),
        sa.UniqueConstraint("attempt_id", "item", name=op.f("uq_plan_attempt_id_item")),
    )
    op.create_index(op.f("ix_plan_learner_key_plan_next_on"), "plan", ["learner_key", "next_on"])
    op.create_table(
        "plan_answer",
        sa.Column("plan_id", sa.Uuid(), nullable=False),
        sa.Column("asked", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.String(length=12), nullable=False),
        sa.Column("answered_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_plan_answer_plan_id_plan")),
        sa.PrimaryKeyConstraint("plan_id", "asked", name=op.f("pk_plan_answer")),
    )


def _create_waves() -> None:
    op.create_table(
        "drift_wave",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_drift_wave")),
        sa.UniqueConstraint("until_on", name=op.f("uq_drift_wave_until_on")),
    )
    op.create_table(
        "drift_alarm",
        sa.Column("wave_id", sa.Integer(), nullable=False),
        sa.Column("group_key", sa.String(length=40), nullable=False),
        sa.Column("expected", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["wave_id"], ["drift_wave.id"], name=op.f("fk_drift_alarm_wave_id_drift_wave")
        ),
        sa.PrimaryKeyConstraint("wave_id", "group_key", name=op.f("pk_drift_alarm")),
    )
    op.create_table(
        "drift_point",
        sa.Column("wave_id", sa.Integer(), nullable=False),
        sa.Column("group_key", sa.String(length=40), nullable=False),
        sa.Column("answered", sa.Integer(), nullable=False),
        sa.Column("share", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["wave_id"], ["drift_wave.id"], name=op.f("fk_drift_point_wave_id_drift_wave")
        ),
        sa.PrimaryKeyConstraint("wave_id", "group_key", name=op.f("pk_drift_point")),
    )


def downgrade() -> None:
    """Take back."""
    for table in (
        "drift_alarm",
        "drift_point",
        "drift_wave",
        "plan_answer",
        "plan",
        "refresher_question",
        "refresher_sitting",
        "refresher_wish",
        "review_state",
    ):
        op.drop_table(table)
    op.drop_index("ix_unit_status_completed", table_name="unit_status")
