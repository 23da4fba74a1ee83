"""Measurements of the common core, what people may do, and the order in which units start."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
TABLES = (
    "rollout_unit",
    "rollout",
    "mandate_measure",
    "mandate_report",
    "stance",
    "measurement_report",
    "participation",
    "measurement_unit",
    "measurement",
)


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "measurement",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("opens_on", sa.Date(), nullable=False),
        sa.Column("closes_on", sa.Date(), nullable=False),
        sa.Column("percent", sa.Integer(), nullable=False),
        sa.Column("seed", sa.BigInteger(), nullable=False),
        sa.Column("before_id", NUMBER, nullable=True),
        *(sa.Column(name, sa.Uuid(), nullable=False) for name in ("form_a_id", "form_b_id")),
        *(
            sa.Column(name, sa.Uuid(), nullable=True)
            for name in ("text_a_id", "text_b_id", "framework_id")
        ),
        *(
            sa.Column(name, MOMENT, nullable=True)
            for name in ("frozen_at", "prepared_at", "closed_at")
        ),
        _reference("measurement", "before_id", "measurement.id"),
        _reference("measurement", "form_a_id", "document.id"),
        _reference("measurement", "form_b_id", "document.id"),
        _reference("measurement", "text_a_id", "revision.id"),
        _reference("measurement", "text_b_id", "revision.id"),
        _reference("measurement", "framework_id", "revision.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_measurement")),
    )
    _create_units()
    _create_participation()
    _create_stances()
    _create_rollouts()
    op.create_table(
        "measurement_report",
        sa.Column("measurement_id", NUMBER, nullable=False),
        sa.Column("sums", sa.JSON(), nullable=False),
        sa.Column("figures", sa.JSON(), nullable=False),
        sa.Column("made_at", MOMENT, nullable=True),
        _reference("measurement_report", "measurement_id", "measurement.id"),
        sa.PrimaryKeyConstraint("measurement_id", name=op.f("pk_measurement_report")),
    )


def _create_units() -> None:
    op.create_table(
        "measurement_unit",
        sa.Column("measurement_id", NUMBER, nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("parent_id", sa.Uuid(), nullable=True),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("layer", sa.String(length=20), nullable=False),
        sa.Column("headcount", sa.Integer(), nullable=False),
        _reference("measurement_unit", "measurement_id", "measurement.id"),
        _reference("measurement_unit", "unit_id", "org_unit.id"),
        _reference("measurement_unit", "parent_id", "org_unit.id"),
        sa.PrimaryKeyConstraint("measurement_id", "unit_id", name=op.f("pk_measurement_unit")),
    )


def _create_participation() -> None:
    op.create_table(
        "participation",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("measurement_id", NUMBER, nullable=False),
        sa.Column("learner_key", sa.Uuid(), nullable=True),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("layer", sa.String(length=20), nullable=False),
        sa.Column("form", sa.String(length=1), nullable=False),
        sa.Column("attempt_id", sa.Uuid(), nullable=True),
        sa.Column("started_on", sa.Date(), nullable=True),
        sa.Column("finished_on", sa.Date(), nullable=True),
        _reference("participation", "measurement_id", "measurement.id"),
        _reference("participation", "learner_key", "learner.key"),
        _reference("participation", "unit_id", "org_unit.id"),
        _reference("participation", "attempt_id", "attempt.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_participation")),
        sa.UniqueConstraint("attempt_id", name=op.f("uq_participation_attempt_id")),
        sa.UniqueConstraint(
            "measurement_id",
            "learner_key",
            name=op.f("uq_participation_measurement_id_learner_key"),
        ),
    )
    op.create_index(
        op.f("ix_participation_measurement_id_participation_unit_id"),
        "participation",
        ["measurement_id", "unit_id"],
    )
    op.create_index(op.f("ix_participation_learner_key"), "participation", ["learner_key"])


def _create_stances() -> None:
    op.create_table(
        "stance",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("respondent_id", NUMBER, nullable=False),
        sa.Column("question_id", NUMBER, nullable=False),
        sa.Column("should_level", sa.Integer(), nullable=False),
        sa.Column("would_level", sa.Integer(), nullable=False),
        sa.Column("may", sa.String(length=8), nullable=False),
        sa.Column("gap", sa.String(length=8), nullable=False),
        sa.Column("answered_on", sa.Date(), nullable=False),
        _reference("stance", "respondent_id", "respondent.id"),
        _reference("stance", "question_id", "question.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stance")),
        sa.UniqueConstraint(
            "respondent_id", "question_id", name=op.f("uq_stance_respondent_id_question_id")
        ),
    )
    op.create_index(op.f("ix_stance_answered_on"), "stance", ["answered_on"])
    op.create_table(
        "mandate_report",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=False),
        sa.Column("figures", sa.JSON(), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mandate_report")),
        sa.UniqueConstraint("from_on", name=op.f("uq_mandate_report_from_on")),
    )
    op.create_table(
        "mandate_measure",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("text", sa.String(length=500), nullable=False),
        sa.Column("owner", sa.String(length=120), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("evidence", sa.String(length=500), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mandate_measure")),
    )


def _create_rollouts() -> None:
    op.create_table(
        "rollout",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("seed", sa.BigInteger(), nullable=False),
        sa.Column("steps", sa.Integer(), nullable=False),
        sa.Column("first_on", sa.Date(), nullable=False),
        sa.Column("days_between", sa.Integer(), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rollout")),
    )
    op.create_table(
        "rollout_unit",
        sa.Column("rollout_id", NUMBER, nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        _reference("rollout_unit", "rollout_id", "rollout.id"),
        _reference("rollout_unit", "unit_id", "org_unit.id"),
        sa.PrimaryKeyConstraint("rollout_id", "unit_id", name=op.f("pk_rollout_unit")),
    )


def _reference(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    name = f"fk_{table}_{column}_{target.partition('.')[0]}"
    return sa.ForeignKeyConstraint([column], [target], name=op.f(name))


def downgrade() -> None:
    """Take back."""
    for table in TABLES:
        op.drop_table(table)
