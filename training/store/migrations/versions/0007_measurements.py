"""Measurements of the common core, and who takes part in them."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)


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


def _reference(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    name = f"fk_{table}_{column}_{target.partition('.')[0]}"
    return sa.ForeignKeyConstraint([column], [target], name=op.f(name))


def downgrade() -> None:
    """Take back."""
    for table in ("measurement_report", "participation", "measurement_unit", "measurement"):
        op.drop_table(table)
