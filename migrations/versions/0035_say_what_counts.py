"""Let a programme say whose worst match is lifted and how much each criterion counts, and a run how long it may look."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None

LIFTINGS = ("nobody", "everybody", "areas", "urgencies")


def upgrade() -> None:
    op.add_column(
        "programmes",
        sa.Column(
            "lifting",
            sa.Enum(*LIFTINGS, name="lifting", native_enum=False, create_constraint=True, length=40),
            server_default="everybody",
            nullable=False,
        ),
    )
    op.add_column(
        "programmes",
        sa.Column(
            "weights",
            postgresql.JSONB(astext_type=sa.Text()),
            server_default=sa.text("'{}'::jsonb"),
            nullable=False,
        ),
    )
    op.add_column(
        "match_runs", sa.Column("patience_seconds", sa.Integer(), server_default="20", nullable=False)
    )
    op.add_column("plan_trials", sa.Column("started_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("plan_trials", sa.Column("seen_alive_at", sa.DateTime(timezone=True), nullable=True))
    op.create_check_constraint(
        op.f("ck_match_runs_patience_seconds"), "match_runs", "patience_seconds BETWEEN 1 AND 180"
    )


def downgrade() -> None:
    op.drop_column("plan_trials", "seen_alive_at")
    op.drop_column("plan_trials", "started_at")
    op.drop_constraint(op.f("ck_match_runs_patience_seconds"), "match_runs", type_="check")
    op.drop_column("match_runs", "patience_seconds")
    op.drop_column("programmes", "weights")
    op.drop_column("programmes", "lifting")
