"""Index what reports and the night look for, and keep large files of reports for a day."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

LEAVES = sa.text("is_active AND left_on IS NOT NULL")
UNUSUAL_LAYER = sa.text("layer <> 'officials'")
BY_NAME = "ix_person_unit_id_person_sort_name"


def upgrade() -> None:
    """Apply."""
    op.drop_index(BY_NAME, "person")
    op.create_index("ix_person_placed", "person", ["unit_id", "is_active", "sort_name", "id"])
    op.create_index(
        "ix_person_leaves",
        "person",
        ["left_on", "id"],
        sqlite_where=LEAVES,
        postgresql_where=LEAVES,
    )
    op.create_index(
        "ix_org_unit_unusual_layer",
        "org_unit",
        ["layer"],
        sqlite_where=UNUSUAL_LAYER,
        postgresql_where=UNUSUAL_LAYER,
    )
    _create_files()


def _create_files() -> None:
    op.create_table(
        "report_file",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("job_id", sa.Uuid(), nullable=True),
        sa.Column("screen", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("export", sa.String(length=8), nullable=False),
        sa.Column("asked", sa.JSON(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("checksum", sa.BigInteger(), nullable=False),
        sa.Column("raw_size", sa.BigInteger(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["job_id"], ["job.id"], name=op.f("fk_report_file_job_id_job")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_report_file_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_file")),
    )
    op.create_index(op.f("ix_report_file_created_at"), "report_file", ["created_at"])
    op.create_index(op.f("ix_report_file_person_id"), "report_file", ["person_id"])
    op.create_table(
        "report_piece",
        sa.Column("file_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["file_id"], ["report_file.id"], name=op.f("fk_report_piece_file_id_report_file")
        ),
        sa.PrimaryKeyConstraint("file_id", "number", name=op.f("pk_report_piece")),
    )


def downgrade() -> None:
    """Take back."""
    op.drop_table("report_piece")
    op.drop_table("report_file")
    op.drop_index("ix_org_unit_unusual_layer", "org_unit")
    op.drop_index("ix_person_leaves", "person")
    op.drop_index("ix_person_placed", "person")
    op.create_index(BY_NAME, "person", ["unit_id", "sort_name"])
