"""Reports of how alike and how inviting the organisation answers."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
FIGURES = ("share", "pair", "alike")


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "alignment_report",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("occasion", sa.String(length=12), nullable=False),
        sa.Column("occasion_id", sa.BigInteger(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seed", sa.BigInteger(), nullable=False),
        sa.Column("permutations", sa.Integer(), nullable=False),
        sa.Column("unseen", sa.Integer(), nullable=True),
        sa.Column("left_out", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alignment_report")),
        sa.UniqueConstraint(
            "occasion",
            "occasion_id",
            "from_on",
            name=op.f("uq_alignment_report_occasion_occasion_id_from_on"),
        ),
    )
    op.create_table(
        "alignment_group",
        sa.Column("report_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("parent", sa.String(length=40), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=True),
        sa.Column("people", sa.Integer(), nullable=True),
        _of_report("alignment_group"),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["org_unit.id"], name=op.f("fk_alignment_group_unit_id_org_unit")
        ),
        sa.PrimaryKeyConstraint("report_id", "key", name=op.f("pk_alignment_group")),
    )
    _create_figures()


def _create_figures() -> None:
    op.create_table(
        "alignment_figure",
        sa.Column("report_id", sa.Uuid(), nullable=False),
        sa.Column("group_key", sa.String(length=40), nullable=False),
        sa.Column("topic", sa.String(length=24), nullable=False),
        *(
            sa.Column(f"{name}{end}", sa.Integer(), nullable=True)
            for name in FIGURES
            for end in ("", "_low", "_high")
        ),
        _of_report("alignment_figure"),
        sa.PrimaryKeyConstraint(
            "report_id", "group_key", "topic", name=op.f("pk_alignment_figure")
        ),
    )
    op.create_table(
        "alignment_question",
        sa.Column("report_id", sa.Uuid(), nullable=False),
        sa.Column("question_id", NUMBER, nullable=False),
        sa.Column("cells", sa.JSON(), nullable=True),
        sa.Column("council_executive", sa.Integer(), nullable=True),
        sa.Column("council_officials", sa.Integer(), nullable=True),
        sa.Column("executive_officials", sa.Integer(), nullable=True),
        _of_report("alignment_question"),
        sa.ForeignKeyConstraint(
            ["question_id"],
            ["question.id"],
            name=op.f("fk_alignment_question_question_id_question"),
        ),
        sa.PrimaryKeyConstraint("report_id", "question_id", name=op.f("pk_alignment_question")),
    )
    op.create_table(
        "alignment_deviation",
        sa.Column("report_id", sa.Uuid(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("group_key", sa.String(length=40), nullable=False),
        sa.Column("excess", sa.Double(), nullable=True),
        sa.Column("p", sa.Double(), nullable=True),
        _of_report("alignment_deviation"),
        sa.PrimaryKeyConstraint("report_id", "place", name=op.f("pk_alignment_deviation")),
    )


def _of_report(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["report_id"], ["alignment_report.id"], name=op.f(f"fk_{table}_report_id_alignment_report")
    )


def downgrade() -> None:
    """Take back."""
    for name in ("deviation", "question", "figure", "group", "report"):
        op.drop_table(f"alignment_{name}")
