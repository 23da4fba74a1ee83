"""Call groups the same everywhere: the key of a unit has no dashes in waves of refreshers either."""

from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.execute("UPDATE drift_point SET group_key = replace(group_key, '-', '')")
    op.execute("UPDATE drift_alarm SET group_key = replace(group_key, '-', '')")


def downgrade() -> None:
    """Take back."""
    starts = ((1, 8), (9, 4), (13, 4), (17, 4), (21, 12))
    dashed = " || '-' || ".join(f"substr(group_key, {at}, {many})" for at, many in starts)
    for table in ("drift_point", "drift_alarm"):
        op.execute(f"UPDATE {table} SET group_key = {dashed} WHERE length(group_key) = 32")  # noqa: S608 -- nothing of it comes from outside
