"""What talks and the guide may tell, counted once by a job."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "talk_counted",
        sa.Column("report_id", sa.Uuid(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["report_id"],
            ["alignment_report.id"],
            name=op.f("fk_talk_counted_report_id_alignment_report"),
        ),
        sa.PrimaryKeyConstraint("report_id", name=op.f("pk_talk_counted")),
    )
    op.create_table(
        "talk_split",
        sa.Column("report_id", sa.Uuid(), nullable=False),
        sa.Column("group_key", sa.String(length=40), nullable=False),
        sa.Column("question_id", NUMBER, nullable=False),
        sa.Column("is_split", sa.Boolean(), nullable=False),
        sa.Column("split", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("fitting", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["question_id"], ["question.id"], name=op.f("fk_talk_split_question_id_question")
        ),
        sa.ForeignKeyConstraint(
            ["report_id"],
            ["alignment_report.id"],
            name=op.f("fk_talk_split_report_id_alignment_report"),
        ),
        sa.PrimaryKeyConstraint(
            "report_id", "group_key", "question_id", name=op.f("pk_talk_split")
        ),
    )


def downgrade() -> None:
    """Take back."""
    op.drop_table("talk_split")
    op.drop_table("talk_counted")
