"""Forms of a stocktake lie in urns, in no order and without a day; a link says how it was sent."""

from collections.abc import Sequence
from uuid import UUID, uuid4

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

URN = sa.table(
    "stocktake_urn",
    sa.column("id", sa.Uuid()),
    sa.column("wave_id", sa.Uuid()),
    sa.column("kind", sa.String()),
    sa.column("side", sa.String()),
    sa.column("unit_id", sa.Uuid()),
    sa.column("mailed", sa.Integer()),
    sa.column("others", sa.Integer()),
    sa.column("papers", sa.JSON()),
)
FORM = sa.table(
    "stocktake_form",
    sa.column("id", sa.Uuid()),
    sa.column("wave_id", sa.Uuid()),
    sa.column("side", sa.String()),
    sa.column("unit_id", sa.Uuid()),
    sa.column("mode", sa.String()),
    sa.column("contact", sa.String()),
    sa.column("fate", sa.String()),
    sa.column("answers", sa.JSON()),
    sa.column("received_on", sa.Date()),
)
LINK = "link"
WAYS = ("mode", "contact", "fate", "answers")


def upgrade() -> None:
    """Apply. Of links that were made before, nobody knows how they went out: none was mailed."""
    op.add_column(
        "stocktake_wave", sa.Column("links", sa.JSON(), nullable=False, server_default="[]")
    )
    op.add_column(
        "stocktake_invitation",
        sa.Column("is_mailed", sa.Boolean(), nullable=False, server_default=sa.false()),
    )
    _create_urns()
    _create_asked()
    _fill_urns()
    op.drop_index(op.f("ix_stocktake_form_wave_id"), table_name="stocktake_form")
    op.drop_table("stocktake_form")


def _create_urns() -> None:
    op.create_table(
        "stocktake_urn",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("wave_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("side", sa.String(length=20), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=True),
        sa.Column("mailed", sa.Integer(), nullable=False),
        sa.Column("others", sa.Integer(), nullable=False),
        sa.Column("papers", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["org_unit.id"], name=op.f("fk_stocktake_urn_unit_id_org_unit")
        ),
        sa.ForeignKeyConstraint(
            ["wave_id"], ["stocktake_wave.id"], name=op.f("fk_stocktake_urn_wave_id_stocktake_wave")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stocktake_urn")),
    )
    op.create_index(op.f("ix_stocktake_urn_wave_id"), "stocktake_urn", ["wave_id"])


def _create_asked() -> None:
    op.create_table(
        "stocktake_asked",
        sa.Column("wave_id", sa.Uuid(), nullable=False),
        sa.Column("address_digest", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["wave_id"],
            ["stocktake_wave.id"],
            name=op.f("fk_stocktake_asked_wave_id_stocktake_wave"),
        ),
        sa.PrimaryKeyConstraint("wave_id", "address_digest", name=op.f("pk_stocktake_asked")),
    )


def _fill_urns() -> None:
    """Put the forms of each side and unit together, in the order of ids that are chance alone."""
    connection = op.get_bind()
    piles: dict[tuple[UUID, str, UUID | None], list[dict[str, object]]] = {}
    for form in connection.execute(sa.select(FORM).order_by(FORM.c.id)).mappings():
        pile = piles.setdefault((form["wave_id"], form["side"], form["unit_id"]), [])
        pile.append({name: form[name] for name in WAYS})
    rows = [_urn(*place, papers) for place, papers in piles.items()]
    if rows:
        connection.execute(sa.insert(URN), rows)


def _urn(
    wave_id: UUID, side: str, unit_id: UUID | None, papers: Sequence[dict[str, object]]
) -> dict[str, object]:
    mailed = sum(paper["mode"] == LINK for paper in papers)
    return {
        "id": uuid4(),
        "wave_id": wave_id,
        "kind": "form",
        "side": side,
        "unit_id": unit_id,
        "mailed": mailed,
        "others": len(papers) - mailed,
        "papers": papers,
    }


def downgrade() -> None:
    """Take back: a form gets the last day of its wave; what was written beside forms goes."""
    _create_forms()
    connection = op.get_bind()
    query = sa.text(
        "SELECT u.wave_id, u.side, u.unit_id, u.papers, w.ends_on FROM stocktake_urn u"
        " JOIN stocktake_wave w ON w.id = u.wave_id WHERE u.kind = 'form'"
    ).columns(
        wave_id=sa.Uuid(), side=sa.String(), unit_id=sa.Uuid(), papers=sa.JSON(), ends_on=sa.Date()
    )
    rows = [
        {
            **{name: paper[name] for name in WAYS},
            "id": uuid4(),
            "wave_id": urn.wave_id,
            "side": urn.side,
            "unit_id": urn.unit_id,
            "received_on": urn.ends_on,
        }
        for urn in connection.execute(query)
        for paper in urn.papers
    ]
    if rows:
        connection.execute(sa.insert(FORM), rows)
    op.drop_table("stocktake_asked")
    op.drop_index(op.f("ix_stocktake_urn_wave_id"), table_name="stocktake_urn")
    op.drop_table("stocktake_urn")
    op.drop_column("stocktake_invitation", "is_mailed")
    op.drop_column("stocktake_wave", "links")


def _create_forms() -> None:
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
