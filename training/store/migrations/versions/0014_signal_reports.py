"""Signals counted once for each closed period, contacts to lay beside them, and their photos."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "signal_report",
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("promises", sa.JSON(), nullable=False),
        sa.Column("figures", sa.JSON(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("starts_on", name=op.f("pk_signal_report")),
        sa.UniqueConstraint("ends_on", name=op.f("uq_signal_report_ends_on")),
    )
    op.create_table(
        "contact_count",
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("typed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("typed_by", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["typed_by"], ["person.id"], name=op.f("fk_contact_count_typed_by_person")
        ),
        sa.PrimaryKeyConstraint("starts_on", name=op.f("pk_contact_count")),
    )
    op.create_table(
        "signal_photo",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("signal_id", sa.Uuid(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("media_type", sa.String(length=50), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["signal_id"], ["signal.id"], name=op.f("fk_signal_photo_signal_id_signal")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signal_photo")),
    )
    op.create_index(op.f("ix_signal_photo_signal_id"), "signal_photo", ["signal_id"])


def downgrade() -> None:
    """Take back."""
    op.drop_table("signal_photo")
    op.drop_table("contact_count")
    op.drop_table("signal_report")
