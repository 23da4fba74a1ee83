"""Let go of answers without a person, which could be linked again; and keep who was told when."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

NOBODYS = "SELECT id FROM respondent WHERE learner_key IS NULL"
OPENED = "(SELECT opens_on FROM measurement WHERE measurement.id = participation.measurement_id)"


def upgrade() -> None:
    """Apply; what was counted of these answers stands in reports."""
    for table in ("answer", "stance"):
        op.execute(f"DELETE FROM {table} WHERE respondent_id IN ({NOBODYS})")  # noqa: S608 -- ours
    op.execute("DELETE FROM respondent WHERE learner_key IS NULL")
    for column in ("started_on", "finished_on"):
        op.execute(
            f"UPDATE participation SET {column} = {OPENED}"  # noqa: S608 -- ours
            f" WHERE learner_key IS NULL AND {column} IS NOT NULL"
        )
    with op.batch_alter_table("respondent", schema=None) as batch_op:
        batch_op.alter_column("learner_key", existing_type=sa.Uuid(), nullable=False)
    with op.batch_alter_table("participation", schema=None) as batch_op:
        batch_op.add_column(sa.Column("invited_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("reminded_on", sa.Date(), nullable=True))


def downgrade() -> None:
    """Take back."""
    with op.batch_alter_table("participation", schema=None) as batch_op:
        batch_op.drop_column("reminded_on")
        batch_op.drop_column("invited_on")
    with op.batch_alter_table("respondent", schema=None) as batch_op:
        batch_op.alter_column("learner_key", existing_type=sa.Uuid(), nullable=True)
