"""Let weekly tasks have several days, every other week and holidays, and associations their closed days."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "tasks",
        sa.Column("more_weekdays", postgresql.ARRAY(sa.SmallInteger()), server_default="{}", nullable=False),
    )
    op.add_column("tasks", sa.Column("every_weeks", sa.Integer(), server_default="1", nullable=False))
    op.add_column(
        "tasks", sa.Column("pauses_on_holidays", sa.Boolean(), server_default=sa.text("true"), nullable=False)
    )
    op.create_check_constraint(op.f("ck_tasks_every_weeks"), "tasks", "every_weeks BETWEEN 1 AND 4")
    op.create_check_constraint(
        op.f("ck_tasks_more_weekdays"), "tasks", "more_weekdays <@ ARRAY[0, 1, 2, 3, 4, 5, 6]::smallint[]"
    )
    op.create_table(
        "closed_days",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("association_id", sa.Integer(), nullable=False),
        sa.Column("first_on", sa.Date(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.CheckConstraint("last_on >= first_on", name=op.f("ck_closed_days_in_order")),
        sa.ForeignKeyConstraint(
            ["association_id"], ["associations.id"], name=op.f("fk_closed_days_association_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_closed_days")),
    )
    op.create_index(op.f("ix_closed_days_association_id"), "closed_days", ["association_id"])


def downgrade() -> None:
    op.drop_table("closed_days")
    op.drop_constraint(op.f("ck_tasks_more_weekdays"), "tasks")
    op.drop_constraint(op.f("ck_tasks_every_weeks"), "tasks")
    for column in ("pauses_on_holidays", "every_weeks", "more_weekdays"):
        op.drop_column("tasks", column)
