"""Talks of a team about a situation in which it splits, and the answers that were agreed on."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Apply."""
    _create_talks()
    _create_guide()


def _create_talks() -> None:
    op.create_table(
        "talk",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("question_id", NUMBER, nullable=False),
        sa.Column("revision_id", sa.Uuid(), nullable=False),
        sa.Column("first_question", sa.String(length=200), nullable=False),
        sa.Column("second_question", sa.String(length=200), nullable=False),
        sa.Column("split", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("after", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("made_by", sa.Uuid(), nullable=True),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["made_by"], ["person.id"], name=op.f("fk_talk_made_by_person")),
        sa.ForeignKeyConstraint(
            ["question_id"], ["question.id"], name=op.f("fk_talk_question_id_question")
        ),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["revision.id"], name=op.f("fk_talk_revision_id_revision")
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["org_unit.id"], name=op.f("fk_talk_unit_id_org_unit")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_talk")),
    )
    op.create_index(
        "uq_talk_open",
        "talk",
        ["unit_id", "question_id"],
        unique=True,
        sqlite_where=sa.text("closed_on IS NULL"),
        postgresql_where=sa.text("closed_on IS NULL"),
    )


def _create_guide() -> None:
    op.create_table(
        "guide_entry",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("document_id", sa.Uuid(), nullable=False),
        sa.Column("part", sa.String(length=200), nullable=False),
        sa.Column("revision_id", sa.Uuid(), nullable=False),
        sa.Column("competency", sa.String(length=20), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("contact", sa.String(length=200), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("share", sa.Integer(), nullable=True),
        sa.Column("proposed_by", sa.Uuid(), nullable=True),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("agreed_by", sa.Uuid(), nullable=True),
        sa.Column("agreed_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["agreed_by"], ["person.id"], name=op.f("fk_guide_entry_agreed_by_person")
        ),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_guide_entry_document_id_document")
        ),
        sa.ForeignKeyConstraint(
            ["proposed_by"], ["person.id"], name=op.f("fk_guide_entry_proposed_by_person")
        ),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["revision.id"], name=op.f("fk_guide_entry_revision_id_revision")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_guide_entry")),
    )
    op.create_index(
        op.f("ix_guide_entry_document_id_guide_entry_part_guide_entry_agreed_on"),
        "guide_entry",
        ["document_id", "part", "agreed_on"],
    )
    op.create_index(
        "uq_guide_entry_proposed",
        "guide_entry",
        ["document_id", "part"],
        unique=True,
        sqlite_where=sa.text("agreed_on IS NULL"),
        postgresql_where=sa.text("agreed_on IS NULL"),
    )


def downgrade() -> None:
    """Take back."""
    op.drop_table("guide_entry")
    op.drop_table("talk")
