"""Keep for which event a file of shifts was uploaded, and the large steps of a plan that go on by themselves."""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None


def one_of(name: str, *values: str) -> sa.Enum:
    """The type of a column that holds one of these words."""
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=40)


def upgrade() -> None:
    op.create_table(
        "event_files",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("association_id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("is_public", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["association_id"], ["associations.id"], name=op.f("fk_event_files_association_id")
        ),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["import_batches.id"], name=op.f("fk_event_files_batch_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["event_id"], ["events.id"], name=op.f("fk_event_files_event_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event_files")),
        sa.UniqueConstraint("batch_id", name=op.f("uq_event_files_batch_id")),
    )
    op.create_index(op.f("ix_event_files_association_id"), "event_files", ["association_id"])
    op.create_index(op.f("ix_event_files_event_id"), "event_files", ["event_id"])
    op.create_table(
        "staffing_orders",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("kind", one_of("orderkind", "accept", "publish"), nullable=False),
        sa.Column(
            "status", one_of("orderstatus", "queued", "running", "done", "refused", "failed"), nullable=False
        ),
        sa.Column("asked_by_id", sa.Integer(), nullable=False),
        sa.Column("seen", sa.Text(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("seen_alive_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("refusal", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["asked_by_id"], ["users.id"], name=op.f("fk_staffing_orders_asked_by_id")),
        sa.ForeignKeyConstraint(
            ["plan_id"], ["staffing_plans.id"], name=op.f("fk_staffing_orders_plan_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staffing_orders")),
    )
    op.create_index(op.f("ix_staffing_orders_plan_id"), "staffing_orders", ["plan_id"])
    op.create_index(
        "uq_staffing_orders_one_at_a_time",
        "staffing_orders",
        ["plan_id"],
        unique=True,
        postgresql_where=sa.text("status IN ('queued', 'running')"),
    )


def downgrade() -> None:
    op.drop_table("staffing_orders")
    op.drop_table("event_files")
