"""Add the organisation, duties, reminders, reports and jobs."""

from uuid import UUID

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

SORTED = sa.String(length=200).with_variant(sa.String(length=200, collation="C"), "postgresql")
OPEN_DUTY = "is_required AND ended_at IS NULL AND completion <> 'completed'"
TROUBLE = "outcome IN ('failed', 'bounced')"
ROOT = "00000000000070008000000000000001"  # as SQLite keeps it; PostgreSQL reads it too


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "cohort",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cohort")),
        sa.UniqueConstraint("name", name=op.f("uq_cohort_name")),
    )
    op.create_table(
        "org_unit",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("parent_id", sa.Uuid(), nullable=True),
        sa.Column("code", sa.String(length=60), nullable=True),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("layer", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(
            ["parent_id"], ["org_unit.id"], name=op.f("fk_org_unit_parent_id_org_unit")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_org_unit")),
        sa.UniqueConstraint("code", name=op.f("uq_org_unit_code")),
    )
    with op.batch_alter_table("org_unit", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_org_unit_parent_id"), ["parent_id"], unique=False)

    op.create_table(
        "signing_key",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("public_jwk", sa.Text(), nullable=False),
        sa.Column("private_jwe", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signing_key")),
    )
    op.create_table(
        "standing_change",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("course_id", sa.Uuid(), nullable=False),
        sa.Column("standing", sa.String(length=20), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["course_id"], ["document.id"], name=op.f("fk_standing_change_course_id_document")
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["org_unit.id"], name=op.f("fk_standing_change_unit_id_org_unit")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_standing_change")),
    )
    with op.batch_alter_table("standing_change", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_standing_change_unit_id"), ["unit_id"], unique=False)

    op.create_table(
        "standing_count",
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("course_id", sa.Uuid(), nullable=False),
        sa.Column("standing", sa.String(length=20), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["course_id"], ["document.id"], name=op.f("fk_standing_count_course_id_document")
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["org_unit.id"], name=op.f("fk_standing_count_unit_id_org_unit")
        ),
        sa.PrimaryKeyConstraint("unit_id", "course_id", "standing", name=op.f("pk_standing_count")),
    )
    op.create_table(
        "standing_history",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("course_id", sa.Uuid(), nullable=False),
        sa.Column("standing", sa.String(length=20), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["course_id"], ["document.id"], name=op.f("fk_standing_history_course_id_document")
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["org_unit.id"], name=op.f("fk_standing_history_unit_id_org_unit")
        ),
        sa.PrimaryKeyConstraint(
            "day", "unit_id", "course_id", "standing", name=op.f("pk_standing_history")
        ),
    )
    op.create_table(
        "unit_ancestor",
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("ancestor_id", sa.Uuid(), nullable=False),
        sa.Column("depth", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["ancestor_id"], ["org_unit.id"], name=op.f("fk_unit_ancestor_ancestor_id_org_unit")
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["org_unit.id"], name=op.f("fk_unit_ancestor_unit_id_org_unit")
        ),
        sa.PrimaryKeyConstraint("unit_id", "ancestor_id", name=op.f("pk_unit_ancestor")),
    )
    with op.batch_alter_table("unit_ancestor", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_unit_ancestor_ancestor_id_unit_ancestor_unit_id"),
            ["ancestor_id", "unit_id"],
            unique=False,
        )

    op.create_table(
        "assignment",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("course_id", sa.Uuid(), nullable=False),
        sa.Column("target", sa.String(length=20), nullable=False),
        sa.Column("target_id", sa.Uuid(), nullable=True),
        sa.Column("target_text", sa.String(length=120), nullable=False),
        sa.Column("target_label", sa.String(length=200), nullable=False),
        sa.Column("due_rule", sa.String(length=20), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("due_days", sa.Integer(), nullable=False),
        sa.Column("grace_days", sa.Integer(), nullable=False),
        sa.Column("renew_months", sa.Integer(), nullable=False),
        sa.Column("renew_window_days", sa.Integer(), nullable=False),
        sa.Column("renew_from", sa.String(length=20), nullable=False),
        sa.Column("renew_month", sa.Integer(), nullable=False),
        sa.Column("renew_day", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_by", sa.Uuid(), nullable=True),
        sa.Column("keeps_duties", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["course_id"], ["document.id"], name=op.f("fk_assignment_course_id_document")
        ),
        sa.ForeignKeyConstraint(
            ["created_by"], ["person.id"], name=op.f("fk_assignment_created_by_person")
        ),
        sa.ForeignKeyConstraint(
            ["ended_by"], ["person.id"], name=op.f("fk_assignment_ended_by_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assignment")),
    )
    with op.batch_alter_table("assignment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_assignment_course_id"), ["course_id"], unique=False)

    op.create_table(
        "class_session",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("course_id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["course_id"], ["document.id"], name=op.f("fk_class_session_course_id_document")
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["person.id"], name=op.f("fk_class_session_recorded_by_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_class_session")),
    )
    with op.batch_alter_table("class_session", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_class_session_course_id"), ["course_id"], unique=False)

    op.create_table(
        "cohort_member",
        sa.Column("cohort_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["cohort_id"], ["cohort.id"], name=op.f("fk_cohort_member_cohort_id_cohort")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_cohort_member_person_id_person")
        ),
        sa.PrimaryKeyConstraint("cohort_id", "person_id", name=op.f("pk_cohort_member")),
    )
    with op.batch_alter_table("cohort_member", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_cohort_member_person_id"), ["person_id"], unique=False)

    op.create_table(
        "job",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("key", sa.String(length=80), nullable=True),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.Column("cursor", sa.String(length=200), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("failure", sa.String(length=300), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.Column("leased_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["created_by"], ["person.id"], name=op.f("fk_job_created_by_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_job")),
        sa.UniqueConstraint("key", name=op.f("uq_job_key")),
    )
    with op.batch_alter_table("job", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_job_state"), ["state"], unique=False)

    op.create_table(
        "reminder_policy",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("is_on", sa.Boolean(), nullable=False),
        sa.Column("days_before", sa.JSON(), nullable=False),
        sa.Column("on_the_day", sa.Boolean(), nullable=False),
        sa.Column("days_after", sa.JSON(), nullable=False),
        sa.Column("escalate_after", sa.Integer(), nullable=False),
        sa.Column("from_hour", sa.Integer(), nullable=False),
        sa.Column("until_hour", sa.Integer(), nullable=False),
        sa.Column("weekdays", sa.JSON(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["changed_by"], ["person.id"], name=op.f("fk_reminder_policy_changed_by_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reminder_policy")),
    )
    op.create_table(
        "report_schedule",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("screen", sa.String(length=20), nullable=False),
        sa.Column("query", sa.String(length=500), nullable=False),
        sa.Column("every", sa.String(length=10), nullable=False),
        sa.Column("next_on", sa.Date(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_report_schedule_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_schedule")),
    )
    with op.batch_alter_table("report_schedule", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_report_schedule_next_on"), ["next_on"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_report_schedule_person_id"), ["person_id"], unique=False
        )

    op.create_table(
        "unit_lead",
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_unit_lead_person_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["org_unit.id"], name=op.f("fk_unit_lead_unit_id_org_unit")
        ),
        sa.PrimaryKeyConstraint("unit_id", "person_id", name=op.f("pk_unit_lead")),
    )
    with op.batch_alter_table("unit_lead", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_unit_lead_person_id"), ["person_id"], unique=False)

    op.create_table(
        "exemption",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("learner_key", sa.Uuid(), nullable=False),
        sa.Column("course_id", sa.Uuid(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("granted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("granted_by", sa.Uuid(), nullable=True),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["course_id"], ["document.id"], name=op.f("fk_exemption_course_id_document")
        ),
        sa.ForeignKeyConstraint(
            ["granted_by"], ["person.id"], name=op.f("fk_exemption_granted_by_person")
        ),
        sa.ForeignKeyConstraint(
            ["learner_key"], ["learner.key"], name=op.f("fk_exemption_learner_key_learner")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exemption")),
    )
    with op.batch_alter_table("exemption", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_exemption_learner_key_exemption_course_id"),
            ["learner_key", "course_id"],
            unique=False,
        )
        batch_op.create_index(batch_op.f("ix_exemption_until"), ["until"], unique=False)

    op.create_table(
        "people_file",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("report", sa.Text(), nullable=False),
        sa.Column("job_id", sa.Uuid(), nullable=True),
        sa.Column("uploaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("uploaded_by", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["job_id"], ["job.id"], name=op.f("fk_people_file_job_id_job")),
        sa.ForeignKeyConstraint(
            ["uploaded_by"], ["person.id"], name=op.f("fk_people_file_uploaded_by_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_people_file")),
    )
    op.create_table(
        "extension",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("enrolment_id", sa.Uuid(), nullable=False),
        sa.Column("due_before", sa.Date(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("granted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("granted_by", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["enrolment.id"], name=op.f("fk_extension_enrolment_id_enrolment")
        ),
        sa.ForeignKeyConstraint(
            ["granted_by"], ["person.id"], name=op.f("fk_extension_granted_by_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_extension")),
    )
    with op.batch_alter_table("extension", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_extension_enrolment_id"), ["enrolment_id"], unique=False
        )

    op.create_table(
        "manual_completion",
        sa.Column("enrolment_id", sa.Uuid(), nullable=False),
        sa.Column("session_id", sa.Uuid(), nullable=True),
        sa.Column("completed_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["enrolment_id"],
            ["enrolment.id"],
            name=op.f("fk_manual_completion_enrolment_id_enrolment"),
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["person.id"], name=op.f("fk_manual_completion_recorded_by_person")
        ),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["class_session.id"],
            name=op.f("fk_manual_completion_session_id_class_session"),
        ),
        sa.PrimaryKeyConstraint("enrolment_id", name=op.f("pk_manual_completion")),
    )
    with op.batch_alter_table("manual_completion", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_manual_completion_session_id"), ["session_id"], unique=False
        )

    op.create_table(
        "reminder",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("enrolment_id", sa.Uuid(), nullable=False),
        sa.Column("moment", sa.String(length=30), nullable=False),
        sa.Column("recipient_id", sa.Uuid(), nullable=False),
        sa.Column("mail_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["enrolment.id"], name=op.f("fk_reminder_enrolment_id_enrolment")
        ),
        sa.ForeignKeyConstraint(["mail_id"], ["mail.id"], name=op.f("fk_reminder_mail_id_mail")),
        sa.ForeignKeyConstraint(
            ["recipient_id"], ["person.id"], name=op.f("fk_reminder_recipient_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reminder")),
        sa.UniqueConstraint(
            "enrolment_id",
            "moment",
            "recipient_id",
            name=op.f("uq_reminder_enrolment_id_moment_recipient_id"),
        ),
    )
    with op.batch_alter_table("reminder", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_reminder_created_at_reminder_id"), ["created_at", "id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_reminder_mail_id"), ["mail_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_reminder_recipient_id"), ["recipient_id"], unique=False
        )

    op.create_table(
        "replaced_number",
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("enrolment_id", sa.Uuid(), nullable=False),
        sa.Column("replaced_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["enrolment_id"],
            ["enrolment.id"],
            name=op.f("fk_replaced_number_enrolment_id_enrolment"),
        ),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_replaced_number")),
    )
    with op.batch_alter_table("replaced_number", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_replaced_number_enrolment_id"), ["enrolment_id"], unique=False
        )

    op.bulk_insert(
        sa.table(
            "org_unit",
            sa.column("id", sa.Uuid()),
            sa.column("name", sa.String()),
            sa.column("layer", sa.String()),
        ),
        [{"id": UUID(ROOT), "name": "", "layer": "officials"}],
    )
    op.bulk_insert(
        sa.table(
            "unit_ancestor",
            sa.column("unit_id", sa.Uuid()),
            sa.column("ancestor_id", sa.Uuid()),
            sa.column("depth", sa.Integer()),
        ),
        [{"unit_id": UUID(ROOT), "ancestor_id": UUID(ROOT), "depth": 0}],
    )
    with op.batch_alter_table("audit_event", schema=None) as batch_op:
        batch_op.add_column(sa.Column("subject_id", sa.Uuid(), nullable=True))
        batch_op.add_column(sa.Column("details", sa.JSON(), nullable=False, server_default="{}"))
        batch_op.create_index(
            batch_op.f("ix_audit_event_action_audit_event_id"), ["action", "id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_audit_event_subject_id_audit_event_id"),
            ["subject_id", "id"],
            unique=False,
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_audit_event_subject_id_person"), "person", ["subject_id"], ["id"]
        )

    with op.batch_alter_table("enrolment", schema=None) as batch_op:
        batch_op.add_column(sa.Column("late_from", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("expires_on", sa.Date(), nullable=True))
        batch_op.add_column(
            sa.Column("is_required", sa.Boolean(), nullable=False, server_default=sa.false())
        )
        batch_op.add_column(sa.Column("assignment_id", sa.Uuid(), nullable=True))
        batch_op.add_column(
            sa.Column("reason", sa.String(length=20), nullable=False, server_default="")
        )
        batch_op.add_column(
            sa.Column("reason_label", sa.String(length=200), nullable=False, server_default="")
        )
        batch_op.add_column(sa.Column("unit_id", sa.Uuid(), nullable=False, server_default=ROOT))
        batch_op.add_column(sa.Column("standing", sa.String(length=20), nullable=True))
        batch_op.add_column(sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.drop_index(batch_op.f("ix_enrolment_course_id"))
        batch_op.create_index(
            batch_op.f("ix_enrolment_assignment_id_enrolment_standing"),
            ["assignment_id", "standing"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_enrolment_course_id_enrolment_standing_enrolment_unit_id"),
            ["course_id", "standing", "unit_id"],
            unique=False,
        )
        batch_op.create_index(
            "ix_enrolment_course_overdue",
            ["course_id", "late_from", "id"],
            unique=False,
            sqlite_where=sa.text("standing = 'overdue'"),
            postgresql_where=sa.text("standing = 'overdue'"),
        )
        batch_op.create_index(
            "ix_enrolment_open_due",
            ["due_on", "id"],
            unique=False,
            sqlite_where=sa.text(OPEN_DUTY),
            postgresql_where=sa.text(OPEN_DUTY),
        )
        batch_op.create_index(
            batch_op.f("ix_enrolment_standing_enrolment_expires_on_enrolment_id"),
            ["standing", "expires_on", "id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_enrolment_standing_enrolment_late_from_enrolment_id"),
            ["standing", "late_from", "id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_enrolment_unit_id_enrolment_standing_enrolment_late_from"),
            ["unit_id", "standing", "late_from"],
            unique=False,
        )
        batch_op.create_index(
            "uq_enrolment_counted",
            ["learner_key", "course_id"],
            unique=True,
            sqlite_where=sa.text("standing IS NOT NULL"),
            postgresql_where=sa.text("standing IS NOT NULL"),
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_enrolment_unit_id_org_unit"), "org_unit", ["unit_id"], ["id"]
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_enrolment_assignment_id_assignment"),
            "assignment",
            ["assignment_id"],
            ["id"],
        )

    with op.batch_alter_table("mail", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("kind", sa.String(length=20), nullable=False, server_default="account")
        )
        batch_op.add_column(sa.Column("person_id", sa.Uuid(), nullable=True))
        batch_op.add_column(
            sa.Column("is_quiet", sa.Boolean(), nullable=False, server_default=sa.false())
        )
        batch_op.add_column(
            sa.Column("outcome", sa.String(length=20), nullable=False, server_default="")
        )
        batch_op.add_column(
            sa.Column("failure", sa.String(length=300), nullable=False, server_default="")
        )
        batch_op.drop_index(batch_op.f("ix_mail_due_at"))
        batch_op.create_index(
            batch_op.f("ix_mail_is_quiet_mail_due_at"), ["is_quiet", "due_at"], unique=False
        )
        batch_op.create_index(
            "ix_mail_trouble",
            ["queued_at"],
            unique=False,
            sqlite_where=sa.text(TROUBLE),
            postgresql_where=sa.text(TROUBLE),
        )
        batch_op.create_index(batch_op.f("ix_mail_person_id"), ["person_id"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_mail_person_id_person"), "person", ["person_id"], ["id"]
        )

    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.add_column(sa.Column("staff_number", sa.String(length=40), nullable=True))
        batch_op.add_column(sa.Column("sort_name", SORTED, nullable=False, server_default=""))
        batch_op.add_column(sa.Column("unit_id", sa.Uuid(), nullable=False, server_default=ROOT))
        batch_op.add_column(
            sa.Column("function", sa.String(length=120), nullable=False, server_default="")
        )
        batch_op.add_column(sa.Column("hired_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("left_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("away_from", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("away_until", sa.Date(), nullable=True))
        batch_op.create_index(batch_op.f("ix_person_function"), ["function"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_person_is_active_person_sort_name_person_id"),
            ["is_active", "sort_name", "id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_person_unit_id_person_sort_name"), ["unit_id", "sort_name"], unique=False
        )
        batch_op.create_index(
            "ix_person_away_until",
            ["away_until"],
            unique=False,
            sqlite_where=sa.text("away_until IS NOT NULL"),
            postgresql_where=sa.text("away_until IS NOT NULL"),
        )
        batch_op.create_unique_constraint(batch_op.f("uq_person_staff_number"), ["staff_number"])
        batch_op.create_foreign_key(
            batch_op.f("fk_person_unit_id_org_unit"), "org_unit", ["unit_id"], ["id"]
        )

    _fill()
    _drop_defaults()


def _fill() -> None:
    """Give what was there before its place: everyone at the root, what had a date is a duty."""
    for statement in (
        """UPDATE mail SET outcome = CASE WHEN sent_at IS NOT NULL THEN 'sent'
           WHEN due_at IS NULL THEN 'failed' ELSE 'waiting' END""",
        {
            "sqlite": "UPDATE enrolment SET late_from = date(due_on, '+1 day')",
            "postgresql": "UPDATE enrolment SET late_from = due_on + 1",
        }[op.get_bind().dialect.name],
        "UPDATE enrolment SET is_required = true, reason = 'hr' WHERE due_on IS NOT NULL",
        """UPDATE enrolment SET standing = completion WHERE is_required AND learner_key IN
           (SELECT key FROM learner JOIN person ON person.id = person_id WHERE is_active)""",
        """INSERT INTO standing_count (unit_id, course_id, standing, people)
           SELECT unit_id, course_id, standing, count(*) FROM enrolment
           WHERE standing IS NOT NULL GROUP BY unit_id, course_id, standing""",
    ):
        op.execute(statement)
    _fill_sort_names()


def _fill_sort_names() -> None:
    """Spell names as lists are ordered by them; the databases' own lower() knows ASCII only."""
    person = sa.table(
        "person",
        sa.column("id", sa.Uuid()),
        sa.column("name", sa.String()),
        sa.column("sort_name", sa.String()),
    )
    connection = op.get_bind()
    rows = connection.execute(sa.select(person.c.id, person.c.name)).all()
    names = [{"row": row.id, "spelt": row.name.casefold()[:200]} for row in rows]
    if names:
        query = sa.update(person).where(person.c.id == sa.bindparam("row"))
        connection.execute(query.values(sort_name=sa.bindparam("spelt")), names)


def _drop_defaults() -> None:
    """From here on the application says what goes into a column."""
    for table, columns in {
        "audit_event": ("details",),
        "enrolment": ("is_required", "reason", "reason_label", "unit_id"),
        "mail": ("kind", "is_quiet", "outcome", "failure"),
        "person": ("sort_name", "unit_id", "function"),
    }.items():
        with op.batch_alter_table(table, schema=None) as batch_op:
            for column in columns:
                batch_op.alter_column(column, server_default=None)


def downgrade() -> None:
    """Undo."""
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_person_unit_id_org_unit"), type_="foreignkey")
        batch_op.drop_constraint(batch_op.f("uq_person_staff_number"), type_="unique")
        batch_op.drop_index(
            "ix_person_away_until",
            sqlite_where=sa.text("away_until IS NOT NULL"),
            postgresql_where=sa.text("away_until IS NOT NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_person_unit_id_person_sort_name"))
        batch_op.drop_index(batch_op.f("ix_person_is_active_person_sort_name_person_id"))
        batch_op.drop_index(batch_op.f("ix_person_function"))
        batch_op.drop_column("away_until")
        batch_op.drop_column("away_from")
        batch_op.drop_column("left_on")
        batch_op.drop_column("hired_on")
        batch_op.drop_column("function")
        batch_op.drop_column("unit_id")
        batch_op.drop_column("sort_name")
        batch_op.drop_column("staff_number")

    with op.batch_alter_table("mail", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_mail_person_id_person"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_mail_person_id"))
        batch_op.drop_index(
            "ix_mail_trouble",
            sqlite_where=sa.text(TROUBLE),
            postgresql_where=sa.text(TROUBLE),
        )
        batch_op.drop_index(batch_op.f("ix_mail_is_quiet_mail_due_at"))
        batch_op.create_index(batch_op.f("ix_mail_due_at"), ["due_at"], unique=False)
        batch_op.drop_column("failure")
        batch_op.drop_column("outcome")
        batch_op.drop_column("is_quiet")
        batch_op.drop_column("person_id")
        batch_op.drop_column("kind")

    with op.batch_alter_table("enrolment", schema=None) as batch_op:
        batch_op.drop_constraint(
            batch_op.f("fk_enrolment_assignment_id_assignment"), type_="foreignkey"
        )
        batch_op.drop_constraint(batch_op.f("fk_enrolment_unit_id_org_unit"), type_="foreignkey")
        batch_op.drop_index(
            "uq_enrolment_counted",
            sqlite_where=sa.text("standing IS NOT NULL"),
            postgresql_where=sa.text("standing IS NOT NULL"),
        )
        batch_op.drop_index(
            batch_op.f("ix_enrolment_unit_id_enrolment_standing_enrolment_late_from")
        )
        batch_op.drop_index(batch_op.f("ix_enrolment_standing_enrolment_late_from_enrolment_id"))
        batch_op.drop_index(batch_op.f("ix_enrolment_standing_enrolment_expires_on_enrolment_id"))
        batch_op.drop_index(
            "ix_enrolment_open_due",
            sqlite_where=sa.text(OPEN_DUTY),
            postgresql_where=sa.text(OPEN_DUTY),
        )
        batch_op.drop_index(
            "ix_enrolment_course_overdue",
            sqlite_where=sa.text("standing = 'overdue'"),
            postgresql_where=sa.text("standing = 'overdue'"),
        )
        batch_op.drop_index(
            batch_op.f("ix_enrolment_course_id_enrolment_standing_enrolment_unit_id")
        )
        batch_op.drop_index(batch_op.f("ix_enrolment_assignment_id_enrolment_standing"))
        batch_op.create_index(batch_op.f("ix_enrolment_course_id"), ["course_id"], unique=False)
        batch_op.drop_column("ended_at")
        batch_op.drop_column("standing")
        batch_op.drop_column("unit_id")
        batch_op.drop_column("reason_label")
        batch_op.drop_column("reason")
        batch_op.drop_column("assignment_id")
        batch_op.drop_column("is_required")
        batch_op.drop_column("expires_on")
        batch_op.drop_column("late_from")

    with op.batch_alter_table("audit_event", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_audit_event_subject_id_person"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_audit_event_subject_id_audit_event_id"))
        batch_op.drop_index(batch_op.f("ix_audit_event_action_audit_event_id"))
        batch_op.drop_column("details")
        batch_op.drop_column("subject_id")

    with op.batch_alter_table("replaced_number", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_replaced_number_enrolment_id"))

    op.drop_table("replaced_number")
    with op.batch_alter_table("reminder", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_reminder_recipient_id"))
        batch_op.drop_index(batch_op.f("ix_reminder_mail_id"))
        batch_op.drop_index(batch_op.f("ix_reminder_created_at_reminder_id"))

    op.drop_table("reminder")
    with op.batch_alter_table("manual_completion", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_manual_completion_session_id"))

    op.drop_table("manual_completion")
    with op.batch_alter_table("extension", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_extension_enrolment_id"))

    op.drop_table("extension")
    op.drop_table("people_file")
    with op.batch_alter_table("exemption", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_exemption_until"))
        batch_op.drop_index(batch_op.f("ix_exemption_learner_key_exemption_course_id"))

    op.drop_table("exemption")
    with op.batch_alter_table("unit_lead", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_unit_lead_person_id"))

    op.drop_table("unit_lead")
    with op.batch_alter_table("report_schedule", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_report_schedule_person_id"))
        batch_op.drop_index(batch_op.f("ix_report_schedule_next_on"))

    op.drop_table("report_schedule")
    op.drop_table("reminder_policy")
    with op.batch_alter_table("job", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_job_state"))

    op.drop_table("job")
    with op.batch_alter_table("cohort_member", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_cohort_member_person_id"))

    op.drop_table("cohort_member")
    with op.batch_alter_table("class_session", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_class_session_course_id"))

    op.drop_table("class_session")
    with op.batch_alter_table("assignment", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_assignment_course_id"))

    op.drop_table("assignment")
    with op.batch_alter_table("unit_ancestor", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_unit_ancestor_ancestor_id_unit_ancestor_unit_id"))

    op.drop_table("unit_ancestor")
    op.drop_table("standing_history")
    op.drop_table("standing_count")
    with op.batch_alter_table("standing_change", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_standing_change_unit_id"))

    op.drop_table("standing_change")
    op.drop_table("signing_key")
    with op.batch_alter_table("org_unit", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_org_unit_parent_id"))

    op.drop_table("org_unit")
    op.drop_table("cohort")
