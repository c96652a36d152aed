"""Plan shifts: events, offers to be planned in, demands, plans, runs and assignments."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "events",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("association_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("first_on", sa.Date(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("last_on BETWEEN first_on AND first_on + 60", name=op.f("ck_events_days")),
        sa.ForeignKeyConstraint(
            ["association_id"], ["associations.id"], name=op.f("fk_events_association_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_events")),
    )
    op.create_index(op.f("ix_events_association_id"), "events", ["association_id"], unique=False)
    op.create_index(op.f("ix_events_first_on"), "events", ["first_on"], unique=False)
    op.create_table(
        "event_tasks",
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["events.id"], name=op.f("fk_event_tasks_event_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["task_id"], ["tasks.id"], name=op.f("fk_event_tasks_task_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("task_id", name=op.f("pk_event_tasks")),
    )
    op.create_index(op.f("ix_event_tasks_event_id"), "event_tasks", ["event_id"], unique=False)
    op.create_table(
        "help_offers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("association_id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=True),
        sa.Column("volunteer_id", sa.Integer(), nullable=False),
        sa.Column("minutes_per_week", sa.Integer(), nullable=False),
        sa.Column("rest_minutes", sa.Integer(), nullable=False),
        sa.Column("offered_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "minutes_per_week BETWEEN 30 AND 4800", name=op.f("ck_help_offers_minutes_per_week")
        ),
        sa.CheckConstraint("rest_minutes BETWEEN 0 AND 1440", name=op.f("ck_help_offers_rest_minutes")),
        sa.ForeignKeyConstraint(
            ["association_id"], ["associations.id"], name=op.f("fk_help_offers_association_id")
        ),
        sa.ForeignKeyConstraint(
            ["event_id"], ["events.id"], name=op.f("fk_help_offers_event_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["volunteer_id"], ["volunteers.id"], name=op.f("fk_help_offers_volunteer_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_help_offers")),
    )
    op.create_index(op.f("ix_help_offers_volunteer_id"), "help_offers", ["volunteer_id"], unique=False)
    op.create_index(
        "uq_help_offers_association",
        "help_offers",
        ["association_id", "volunteer_id"],
        unique=True,
        postgresql_where=sa.text("event_id IS NULL"),
    )
    op.create_index("uq_help_offers_event", "help_offers", ["event_id", "volunteer_id"], unique=True)
    op.create_table(
        "staffing_plans",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("association_id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=True),
        sa.Column("first_on", sa.Date(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("published_by_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("last_on BETWEEN first_on AND first_on + 60", name=op.f("ck_staffing_plans_days")),
        sa.ForeignKeyConstraint(
            ["association_id"], ["associations.id"], name=op.f("fk_staffing_plans_association_id")
        ),
        sa.ForeignKeyConstraint(
            ["event_id"], ["events.id"], name=op.f("fk_staffing_plans_event_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["published_by_id"], ["users.id"], name=op.f("fk_staffing_plans_published_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staffing_plans")),
    )
    op.create_index(
        op.f("ix_staffing_plans_association_id"), "staffing_plans", ["association_id"], unique=False
    )
    op.create_index("uq_staffing_plans_event_id", "staffing_plans", ["event_id"], unique=True)
    op.create_index(
        "uq_staffing_plans_week",
        "staffing_plans",
        ["association_id", "first_on"],
        unique=True,
        postgresql_where=sa.text("event_id IS NULL"),
    )
    op.create_table(
        "staffing_assignments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("shift_id", sa.Integer(), nullable=False),
        sa.Column("volunteer_id", sa.Integer(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "proposed",
                "accepted",
                "refused",
                "published",
                "ended",
                name="assignmentstatus",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "leaving",
            sa.Enum(
                "proposed", "decided", name="leaving", native_enum=False, create_constraint=True, length=40
            ),
            nullable=True,
        ),
        sa.Column("is_insisted", sa.Boolean(), nullable=False),
        sa.Column("reasons", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("refuse_reason", sa.Text(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint(
            "leaving IS NULL OR status = 'published'",
            name=op.f("ck_staffing_assignments_leaves_what_is_published"),
        ),
        sa.ForeignKeyConstraint(
            ["plan_id"],
            ["staffing_plans.id"],
            name=op.f("fk_staffing_assignments_plan_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["shift_id"], ["shifts.id"], name=op.f("fk_staffing_assignments_shift_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["volunteer_id"], ["volunteers.id"], name=op.f("fk_staffing_assignments_volunteer_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staffing_assignments")),
    )
    op.create_index(
        "ix_staffing_assignments_plan_id_status", "staffing_assignments", ["plan_id", "status"], unique=False
    )
    op.create_index(
        op.f("ix_staffing_assignments_volunteer_id"), "staffing_assignments", ["volunteer_id"], unique=False
    )
    op.create_index(
        "uq_staffing_assignments_shift_id_volunteer_id",
        "staffing_assignments",
        ["shift_id", "volunteer_id"],
        unique=True,
    )
    op.create_table(
        "staffing_demands",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("shift_id", sa.Integer(), nullable=True),
        sa.Column("minimum", sa.Integer(), nullable=False),
        sa.Column("importance", sa.Integer(), nullable=False),
        sa.Column("oldest_age", sa.Integer(), nullable=True),
        sa.Column("needs", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("required", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("clearances", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.CheckConstraint("importance BETWEEN 1 AND 5", name=op.f("ck_staffing_demands_importance")),
        sa.CheckConstraint("minimum BETWEEN 1 AND 500", name=op.f("ck_staffing_demands_minimum")),
        sa.CheckConstraint(
            "oldest_age IS NULL OR oldest_age BETWEEN 10 AND 120", name=op.f("ck_staffing_demands_oldest_age")
        ),
        sa.ForeignKeyConstraint(
            ["shift_id"], ["shifts.id"], name=op.f("fk_staffing_demands_shift_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["task_id"], ["tasks.id"], name=op.f("fk_staffing_demands_task_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staffing_demands")),
    )
    op.create_index(op.f("ix_staffing_demands_task_id"), "staffing_demands", ["task_id"], unique=False)
    op.create_index("uq_staffing_demands_shift_id", "staffing_demands", ["shift_id"], unique=True)
    op.create_index(
        "uq_staffing_demands_task_id",
        "staffing_demands",
        ["task_id"],
        unique=True,
        postgresql_where=sa.text("shift_id IS NULL"),
    )
    op.create_table(
        "staffing_runs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "queued",
                "running",
                "done",
                "failed",
                name="staffingrunstatus",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("requested_by_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("seen_alive_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("stop_asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("value", sa.Integer(), nullable=True),
        sa.Column("bound", sa.Double(), nullable=True),
        sa.Column("outcome", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("unstaffed", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("failure", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["plan_id"], ["staffing_plans.id"], name=op.f("fk_staffing_runs_plan_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["requested_by_id"], ["users.id"], name=op.f("fk_staffing_runs_requested_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staffing_runs")),
    )
    op.create_index(op.f("ix_staffing_runs_plan_id"), "staffing_runs", ["plan_id"], unique=False)
    op.create_index(
        "uq_staffing_runs_one_at_a_time",
        "staffing_runs",
        ["plan_id"],
        unique=True,
        postgresql_where=sa.text("status IN ('queued', 'running')"),
    )


def downgrade() -> None:
    op.drop_index(
        "uq_staffing_runs_one_at_a_time",
        table_name="staffing_runs",
        postgresql_where=sa.text("status IN ('queued', 'running')"),
    )
    op.drop_index(op.f("ix_staffing_runs_plan_id"), table_name="staffing_runs")
    op.drop_table("staffing_runs")
    op.drop_index(
        "uq_staffing_demands_task_id",
        table_name="staffing_demands",
        postgresql_where=sa.text("shift_id IS NULL"),
    )
    op.drop_index("uq_staffing_demands_shift_id", table_name="staffing_demands")
    op.drop_index(op.f("ix_staffing_demands_task_id"), table_name="staffing_demands")
    op.drop_table("staffing_demands")
    op.drop_index("uq_staffing_assignments_shift_id_volunteer_id", table_name="staffing_assignments")
    op.drop_index(op.f("ix_staffing_assignments_volunteer_id"), table_name="staffing_assignments")
    op.drop_index("ix_staffing_assignments_plan_id_status", table_name="staffing_assignments")
    op.drop_table("staffing_assignments")
    op.drop_index(
        "uq_staffing_plans_week", table_name="staffing_plans", postgresql_where=sa.text("event_id IS NULL")
    )
    op.drop_index("uq_staffing_plans_event_id", table_name="staffing_plans")
    op.drop_index(op.f("ix_staffing_plans_association_id"), table_name="staffing_plans")
    op.drop_table("staffing_plans")
    op.drop_index("uq_help_offers_event", table_name="help_offers")
    op.drop_index(
        "uq_help_offers_association", table_name="help_offers", postgresql_where=sa.text("event_id IS NULL")
    )
    op.drop_index(op.f("ix_help_offers_volunteer_id"), table_name="help_offers")
    op.drop_table("help_offers")
    op.drop_index(op.f("ix_event_tasks_event_id"), table_name="event_tasks")
    op.drop_table("event_tasks")
    op.drop_index(op.f("ix_events_first_on"), table_name="events")
    op.drop_index(op.f("ix_events_association_id"), table_name="events")
    op.drop_table("events")
