"""Index what pages of reports and the night look for, so that they do not grow with people."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
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


def downgrade() -> None:
    """Take back."""
    op.drop_index("ix_org_unit_unusual_layer", "org_unit")
    op.drop_index("ix_person_leaves", "person")
    op.drop_index("ix_person_placed", "person")
    op.create_index(BY_NAME, "person", ["unit_id", "sort_name"])
