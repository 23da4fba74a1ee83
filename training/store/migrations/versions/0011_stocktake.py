"""Stocktakes: waves, links, forms, figures, and what was agreed."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    _create_waves()
    _create_forms()
    _create_promises()


def _create_waves() -> None:
    op.create_table(
        "stocktake_wave",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=80), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("item_version", sa.String(length=20), nullable=False),
        sa.Column("terms", sa.String(length=20), nullable=False),
        sa.Column("length", sa.String(length=10), nullable=False),
        sa.Column("seed", sa.BigInteger(), nullable=False),
        sa.Column("tree", sa.JSON(), nullable=False),
        sa.Column("board", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("scored_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revealed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["created_by"], ["person.id"], name=op.f("fk_stocktake_wave_created_by_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stocktake_wave")),
        sa.UniqueConstraint("number", name=op.f("uq_stocktake_wave_number")),
    )
    op.create_table(
        "stocktake_score",
        sa.Column("wave_id", sa.Uuid(), nullable=False),
        sa.Column("part", sa.String(length=20), nullable=False),
        sa.Column("figures", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["wave_id"],
            ["stocktake_wave.id"],
            name=op.f("fk_stocktake_score_wave_id_stocktake_wave"),
        ),
        sa.PrimaryKeyConstraint("wave_id", "part", name=op.f("pk_stocktake_score")),
    )


def _create_forms() -> None:
    op.create_table(
        "stocktake_invitation",
        sa.Column("token_digest", sa.String(length=64), nullable=False),
        sa.Column("wave_id", sa.Uuid(), nullable=False),
        sa.Column("side", sa.String(length=20), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=True),
        sa.Column("is_used", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["org_unit.id"], name=op.f("fk_stocktake_invitation_unit_id_org_unit")
        ),
        sa.ForeignKeyConstraint(
            ["wave_id"],
            ["stocktake_wave.id"],
            name=op.f("fk_stocktake_invitation_wave_id_stocktake_wave"),
        ),
        sa.PrimaryKeyConstraint("token_digest", name=op.f("pk_stocktake_invitation")),
    )
    op.create_index(op.f("ix_stocktake_invitation_wave_id"), "stocktake_invitation", ["wave_id"])
    op.create_table(
        "stocktake_form",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("wave_id", sa.Uuid(), nullable=False),
        sa.Column("side", sa.String(length=20), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=True),
        sa.Column("mode", sa.String(length=10), nullable=False),
        sa.Column("contact", sa.String(length=20), nullable=False),
        sa.Column("fate", sa.String(length=20), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["org_unit.id"], name=op.f("fk_stocktake_form_unit_id_org_unit")
        ),
        sa.ForeignKeyConstraint(
            ["wave_id"],
            ["stocktake_wave.id"],
            name=op.f("fk_stocktake_form_wave_id_stocktake_wave"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stocktake_form")),
    )
    op.create_index(op.f("ix_stocktake_form_wave_id"), "stocktake_form", ["wave_id"])


def _create_promises() -> None:
    op.create_table(
        "stocktake_prediction",
        sa.Column("wave_id", sa.Uuid(), nullable=False),
        sa.Column("by", sa.String(length=20), nullable=False),
        sa.Column("about", sa.String(length=20), nullable=False),
        sa.Column("figure", sa.String(length=10), nullable=False),
        sa.Column("expected", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["wave_id"],
            ["stocktake_wave.id"],
            name=op.f("fk_stocktake_prediction_wave_id_stocktake_wave"),
        ),
        sa.PrimaryKeyConstraint(
            "wave_id", "by", "about", "figure", name=op.f("pk_stocktake_prediction")
        ),
    )
    op.create_table(
        "stocktake_action",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("wave_id", sa.Uuid(), nullable=False),
        sa.Column("sub_point", sa.String(length=10), nullable=False),
        sa.Column("promise", sa.Text(), nullable=False),
        sa.Column("owner", sa.String(length=120), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("measure", sa.Text(), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["wave_id"],
            ["stocktake_wave.id"],
            name=op.f("fk_stocktake_action_wave_id_stocktake_wave"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stocktake_action")),
    )
    op.create_index(op.f("ix_stocktake_action_wave_id"), "stocktake_action", ["wave_id"])
    op.create_table(
        "stocktake_publication",
        sa.Column("wave_id", sa.Uuid(), nullable=False),
        sa.Column("heard", sa.Text(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("published_by", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["published_by"],
            ["person.id"],
            name=op.f("fk_stocktake_publication_published_by_person"),
        ),
        sa.ForeignKeyConstraint(
            ["wave_id"],
            ["stocktake_wave.id"],
            name=op.f("fk_stocktake_publication_wave_id_stocktake_wave"),
        ),
        sa.PrimaryKeyConstraint("wave_id", name=op.f("pk_stocktake_publication")),
    )


def downgrade() -> None:
    """Take back."""
    op.drop_table("stocktake_score")
    op.drop_table("stocktake_publication")
    op.drop_table("stocktake_prediction")
    op.drop_table("stocktake_invitation")
    op.drop_table("stocktake_form")
    op.drop_table("stocktake_action")
    op.drop_table("stocktake_wave")
