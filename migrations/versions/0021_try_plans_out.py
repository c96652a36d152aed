"""Keep advice on recruiting, plans that are tried out, what a run has changed, and the wish to spare rare mentors."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "recruitment_advice",
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("kinds", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("worked_out_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["run_id"], ["match_runs.id"], name=op.f("fk_recruitment_advice_run_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("run_id", name=op.f("pk_recruitment_advice")),
    )
    op.create_table(
        "plan_changes",
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("before_mentor_id", sa.Integer(), nullable=True),
        sa.Column("after_mentor_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["after_mentor_id"], ["mentors.id"], name=op.f("fk_plan_changes_after_mentor_id")
        ),
        sa.ForeignKeyConstraint(
            ["before_mentor_id"], ["mentors.id"], name=op.f("fk_plan_changes_before_mentor_id")
        ),
        sa.ForeignKeyConstraint(
            ["request_id"],
            ["mentor_requests.id"],
            name=op.f("fk_plan_changes_request_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["run_id"], ["match_runs.id"], name=op.f("fk_plan_changes_run_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("run_id", "request_id", name=op.f("pk_plan_changes")),
    )
    op.create_table(
        "plan_trials",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "override", "what_if", name="trialkind", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column(
            "status",
            sa.Enum(
                "queued",
                "running",
                "done",
                "failed",
                name="trialstatus",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "stage",
            sa.Enum(
                "reading",
                "planning",
                "comparing",
                name="trialstage",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("request_id", sa.Integer(), nullable=True),
        sa.Column("mentor_id", sa.Integer(), nullable=True),
        sa.Column("changes", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("answer", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("failure", sa.Text(), nullable=True),
        sa.Column("proposal_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "kind <> 'override' OR (request_id IS NOT NULL AND mentor_id IS NOT NULL)",
            name=op.f("ck_plan_trials_override_has_pair"),
        ),
        sa.ForeignKeyConstraint(["mentor_id"], ["mentors.id"], name=op.f("fk_plan_trials_mentor_id")),
        sa.ForeignKeyConstraint(
            ["proposal_id"], ["proposals.id"], name=op.f("fk_plan_trials_proposal_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["request_id"], ["mentor_requests.id"], name=op.f("fk_plan_trials_request_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_plan_trials_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_trials")),
    )
    op.create_index(op.f("ix_plan_trials_created_at"), "plan_trials", ["created_at"], unique=False)
    op.create_index(
        "uq_plan_trials_one_at_a_time",
        "plan_trials",
        ["user_id"],
        unique=True,
        postgresql_where=sa.text("status IN ('queued', 'running')"),
    )
    op.create_index(op.f("ix_plan_trials_user_id"), "plan_trials", ["user_id"], unique=False)
    op.create_table(
        "trial_moves",
        sa.Column("trial_id", sa.Integer(), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("before_mentor_id", sa.Integer(), nullable=True),
        sa.Column("after_mentor_id", sa.Integer(), nullable=True),
        sa.Column("is_new_mentor", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["after_mentor_id"], ["mentors.id"], name=op.f("fk_trial_moves_after_mentor_id")
        ),
        sa.ForeignKeyConstraint(
            ["before_mentor_id"], ["mentors.id"], name=op.f("fk_trial_moves_before_mentor_id")
        ),
        sa.ForeignKeyConstraint(
            ["request_id"], ["mentor_requests.id"], name=op.f("fk_trial_moves_request_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["trial_id"], ["plan_trials.id"], name=op.f("fk_trial_moves_trial_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("trial_id", "request_id", name=op.f("pk_trial_moves")),
    )
    op.add_column(
        "programmes",
        sa.Column("spares_rare_mentors", sa.Boolean(), server_default=sa.text("false"), nullable=False),
    )


def downgrade() -> None:
    op.drop_column("programmes", "spares_rare_mentors")
    op.drop_table("trial_moves")
    op.drop_index(op.f("ix_plan_trials_user_id"), table_name="plan_trials")
    op.drop_index(op.f("ix_plan_trials_created_at"), table_name="plan_trials")
    op.drop_table("plan_trials")
    op.drop_table("plan_changes")
    op.drop_table("recruitment_advice")
