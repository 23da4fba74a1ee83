"""Keep who had a hand in a draft, so that nobody approves of own words."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply; of a draft that is under way the first and the last hand are known from elsewhere."""
    with op.batch_alter_table("draft", schema=None) as batch_op:
        batch_op.add_column(sa.Column("hands", sa.JSON(), nullable=True))
    op.execute("UPDATE draft SET hands = '[]'")
    with op.batch_alter_table("draft", schema=None) as batch_op:
        batch_op.alter_column("hands", existing_type=sa.JSON(), nullable=False)


def downgrade() -> None:
    """Take back."""
    with op.batch_alter_table("draft", schema=None) as batch_op:
        batch_op.drop_column("hands")
