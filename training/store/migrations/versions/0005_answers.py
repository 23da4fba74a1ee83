"""First answers as the organisation counts them."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "respondent",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("learner_key", sa.Uuid(), nullable=True),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("layer", sa.String(length=20), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["learner_key"], ["learner.key"], name=op.f("fk_respondent_learner_key_learner")
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["org_unit.id"], name=op.f("fk_respondent_unit_id_org_unit")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_respondent")),
        sa.UniqueConstraint(
            "learner_key",
            "unit_id",
            "layer",
            "year",
            name=op.f("uq_respondent_learner_key_unit_id_layer_year"),
        ),
    )
    op.create_table(
        "question",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("document_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("meaning", sa.Integer(), nullable=False),
        sa.Column("revision_id", sa.Uuid(), nullable=False),
        sa.Column("competency", sa.String(length=20), nullable=False),
        sa.Column("levels", sa.String(length=40), nullable=False),
        sa.Column("form", sa.String(length=1), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_question_document_id_document")
        ),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["revision.id"], name=op.f("fk_question_revision_id_revision")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_question")),
        sa.UniqueConstraint(
            "document_id", "name", "meaning", name=op.f("uq_question_document_id_name_meaning")
        ),
    )
    _create_answers()


def _create_answers() -> None:
    op.create_table(
        "answer",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("respondent_id", NUMBER, nullable=False),
        sa.Column("question_id", NUMBER, nullable=False),
        sa.Column("occasion", sa.String(length=12), nullable=False),
        sa.Column("occasion_id", sa.BigInteger(), nullable=False),
        sa.Column("option", sa.Integer(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("answered_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["question_id"], ["question.id"], name=op.f("fk_answer_question_id_question")
        ),
        sa.ForeignKeyConstraint(
            ["respondent_id"], ["respondent.id"], name=op.f("fk_answer_respondent_id_respondent")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answer")),
        sa.UniqueConstraint(
            "respondent_id",
            "question_id",
            "occasion",
            "occasion_id",
            name=op.f("uq_answer_respondent_id_question_id_occasion_occasion_id"),
        ),
    )
    op.create_index(
        op.f("ix_answer_occasion_answer_occasion_id_answer_answered_on"),
        "answer",
        ["occasion", "occasion_id", "answered_on"],
    )
    op.create_index(
        op.f("ix_answer_question_id_answer_answered_on"), "answer", ["question_id", "answered_on"]
    )


def downgrade() -> None:
    """Take back."""
    op.drop_table("answer")
    op.drop_table("question")
    op.drop_table("respondent")
