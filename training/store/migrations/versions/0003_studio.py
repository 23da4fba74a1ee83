"""Add the studio: drafts, origins, media, meanings, remarks, panels and evidence."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "media_content",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("media_type", sa.String(length=60), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_media_content")),
    )
    op.create_table(
        "origin",
        sa.Column("path", sa.String(length=500), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("offered", sa.Text(), nullable=True),
        sa.Column("offered_digest", sa.String(length=64), nullable=True),
        sa.Column("offered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("is_withdrawn", sa.Boolean(), nullable=False),
        sa.Column("is_loaded", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("path", name=op.f("pk_origin")),
    )
    op.create_table(
        "evidence",
        sa.Column("document_id", sa.Uuid(), nullable=False),
        sa.Column("meaning", sa.Integer(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("figures", sa.JSON(), nullable=False),
        sa.Column("counted_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_evidence_document_id_document")
        ),
        sa.PrimaryKeyConstraint("document_id", "meaning", name=op.f("pk_evidence")),
    )
    op.create_table(
        "draft_save",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("path", sa.String(length=500), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("reason", sa.String(length=20), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("saved_by", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["saved_by"], ["person.id"], name=op.f("fk_draft_save_saved_by_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft_save")),
    )
    with op.batch_alter_table("draft_save", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_draft_save_path_draft_save_saved_at"), ["path", "saved_at"], unique=False
        )

    op.create_table(
        "media_file",
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("added_by", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["added_by"], ["person.id"], name=op.f("fk_media_file_added_by_person")
        ),
        sa.ForeignKeyConstraint(
            ["digest"], ["media_content.digest"], name=op.f("fk_media_file_digest_media_content")
        ),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_media_file")),
    )
    with op.batch_alter_table("media_file", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_media_file_digest"), ["digest"], unique=False)

    op.create_table(
        "package",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("uploaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("uploaded_by", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["uploaded_by"], ["person.id"], name=op.f("fk_package_uploaded_by_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_package")),
    )
    op.create_table(
        "review_remark",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("path", sa.String(length=500), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("quote", sa.String(length=300), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=True),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("settled_by", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["made_by"], ["person.id"], name=op.f("fk_review_remark_made_by_person")
        ),
        sa.ForeignKeyConstraint(
            ["settled_by"], ["person.id"], name=op.f("fk_review_remark_settled_by_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review_remark")),
    )
    with op.batch_alter_table("review_remark", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_review_remark_path"), ["path"], unique=False)

    op.create_table(
        "draft",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("path", sa.String(length=500), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("base_id", sa.Uuid(), nullable=True),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("state_by", sa.Uuid(), nullable=True),
        sa.Column("approved_digest", sa.String(length=64), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("saved_by", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["base_id"], ["revision.id"], name=op.f("fk_draft_base_id_revision")
        ),
        sa.ForeignKeyConstraint(
            ["created_by"], ["person.id"], name=op.f("fk_draft_created_by_person")
        ),
        sa.ForeignKeyConstraint(["saved_by"], ["person.id"], name=op.f("fk_draft_saved_by_person")),
        sa.ForeignKeyConstraint(["state_by"], ["person.id"], name=op.f("fk_draft_state_by_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft")),
        sa.UniqueConstraint("path", name=op.f("uq_draft_path")),
    )
    op.create_table(
        "panel",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("document_id", sa.Uuid(), nullable=False),
        sa.Column("revision_id", sa.Uuid(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("opened_by", sa.Uuid(), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_panel_document_id_document")
        ),
        sa.ForeignKeyConstraint(
            ["opened_by"], ["person.id"], name=op.f("fk_panel_opened_by_person")
        ),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["revision.id"], name=op.f("fk_panel_revision_id_revision")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_panel")),
    )
    with op.batch_alter_table("panel", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_panel_document_id"), ["document_id"], unique=False)

    op.create_table(
        "remark",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("learner_key", sa.Uuid(), nullable=False),
        sa.Column("document_id", sa.Uuid(), nullable=False),
        sa.Column("revision_id", sa.Uuid(), nullable=False),
        sa.Column("part", sa.String(length=200), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("settled_by", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_remark_document_id_document")
        ),
        sa.ForeignKeyConstraint(
            ["learner_key"], ["learner.key"], name=op.f("fk_remark_learner_key_learner")
        ),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["revision.id"], name=op.f("fk_remark_revision_id_revision")
        ),
        sa.ForeignKeyConstraint(
            ["settled_by"], ["person.id"], name=op.f("fk_remark_settled_by_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_remark")),
    )
    with op.batch_alter_table("remark", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_remark_document_id_remark_made_at"),
            ["document_id", "made_at"],
            unique=False,
        )
        batch_op.create_index(batch_op.f("ix_remark_learner_key"), ["learner_key"], unique=False)

    op.create_table(
        "revisit",
        sa.Column("learner_key", sa.Uuid(), nullable=False),
        sa.Column("revision_id", sa.Uuid(), nullable=False),
        sa.Column("part", sa.String(length=200), nullable=False),
        sa.Column("answer", sa.JSON(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["learner_key"], ["learner.key"], name=op.f("fk_revisit_learner_key_learner")
        ),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["revision.id"], name=op.f("fk_revisit_revision_id_revision")
        ),
        sa.PrimaryKeyConstraint("learner_key", "revision_id", "part", name=op.f("pk_revisit")),
    )
    op.create_table(
        "draft_copy",
        sa.Column("draft_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("base_version", sa.Integer(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["draft_id"], ["draft.id"], name=op.f("fk_draft_copy_draft_id_draft")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_draft_copy_person_id_person")
        ),
        sa.PrimaryKeyConstraint("draft_id", "person_id", name=op.f("pk_draft_copy")),
    )
    op.create_table(
        "panellist",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("panel_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("side", sa.String(length=20), nullable=False),
        sa.Column("token_digest", sa.String(length=64), nullable=False),
        sa.Column("invited_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["panel_id"], ["panel.id"], name=op.f("fk_panellist_panel_id_panel")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_panellist")),
        sa.UniqueConstraint("token_digest", name=op.f("uq_panellist_token_digest")),
    )
    with op.batch_alter_table("panellist", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_panellist_panel_id"), ["panel_id"], unique=False)

    op.create_table(
        "rating",
        sa.Column("panellist_id", sa.Uuid(), nullable=False),
        sa.Column("part", sa.String(length=200), nullable=False),
        sa.Column("option", sa.Integer(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("rated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["panellist_id"], ["panellist.id"], name=op.f("fk_rating_panellist_id_panellist")
        ),
        sa.PrimaryKeyConstraint("panellist_id", "part", "option", name=op.f("pk_rating")),
    )
    with op.batch_alter_table("revision", schema=None) as batch_op:
        batch_op.add_column(sa.Column("meaning", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("author_id", sa.Uuid(), nullable=True))
        batch_op.add_column(sa.Column("summary", sa.String(length=300), nullable=True))
        batch_op.add_column(sa.Column("borrowed", sa.JSON(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_revision_author_id_person"), "person", ["author_id"], ["id"]
        )
    _fill()
    with op.batch_alter_table("revision", schema=None) as batch_op:
        batch_op.alter_column("meaning", existing_type=sa.Integer(), nullable=False)
        batch_op.alter_column("summary", existing_type=sa.String(length=300), nullable=False)
        batch_op.alter_column("borrowed", existing_type=sa.JSON(), nullable=False)
    with op.batch_alter_table("unit_status", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_unit_status_revision_id_unit_status_completion"),
            ["revision_id", "completion"],
            unique=False,
        )


def _fill() -> None:
    """Say what the texts that are there mean, and that they came from the folder.

    Nobody was asked whether a text was changed in meaning, so another shape counts as one. A
    translation has the meaning of the original that it was published after.
    """
    for statement in (
        "UPDATE revision SET summary = '', borrowed = '{}', meaning = 1",
        """
        UPDATE revision SET meaning = (
            SELECT 1 + COUNT(*) FROM revision AS later
            JOIN revision AS before ON before.document_id = later.document_id
              AND before.language = later.language AND before.number = later.number - 1
            JOIN document ON document.id = later.document_id
              AND later.language = document.language
            WHERE later.document_id = revision.document_id
              AND before.shape <> later.shape
              AND later.published_at <= revision.published_at
        )
        """,
        """
        INSERT INTO origin (path, source, digest, taken_at, is_withdrawn, is_loaded)
        SELECT revision.path, revision.source, revision.digest, revision.published_at, FALSE, FALSE
        FROM revision JOIN document ON document.id = revision.document_id
        WHERE revision.is_current AND document.retired_at IS NULL
        """,
    ):
        op.execute(statement)


def downgrade() -> None:
    """Undo."""
    with op.batch_alter_table("unit_status", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_unit_status_revision_id_unit_status_completion"))

    with op.batch_alter_table("revision", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_revision_author_id_person"), type_="foreignkey")
        batch_op.drop_column("borrowed")
        batch_op.drop_column("summary")
        batch_op.drop_column("author_id")
        batch_op.drop_column("meaning")

    op.drop_table("rating")
    with op.batch_alter_table("panellist", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_panellist_panel_id"))

    op.drop_table("panellist")
    op.drop_table("draft_copy")
    op.drop_table("revisit")
    with op.batch_alter_table("remark", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_remark_learner_key"))
        batch_op.drop_index(batch_op.f("ix_remark_document_id_remark_made_at"))

    op.drop_table("remark")
    with op.batch_alter_table("panel", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_panel_document_id"))

    op.drop_table("panel")
    op.drop_table("draft")
    with op.batch_alter_table("review_remark", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_review_remark_path"))

    op.drop_table("review_remark")
    with op.batch_alter_table("media_file", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_media_file_digest"))

    op.drop_table("media_file")
    op.drop_table("package")
    with op.batch_alter_table("draft_save", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_draft_save_path_draft_save_saved_at"))

    op.drop_table("draft_save")
    op.drop_table("evidence")
    op.drop_table("origin")
    op.drop_table("media_content")
