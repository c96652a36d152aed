"""Flag matches whose mentor is no longer approved: a lapse without a kind."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.alter_column("clearance_lapses", "kind", existing_type=sa.String(40), nullable=True)
    op.create_index(
        "uq_clearance_lapses_open_approval",
        "clearance_lapses",
        ["match_id"],
        unique=True,
        postgresql_where=sa.text("ended_at IS NULL AND kind IS NULL"),
    )


def downgrade() -> None:
    op.execute("DELETE FROM clearance_lapses WHERE kind IS NULL")
    op.drop_index("uq_clearance_lapses_open_approval", "clearance_lapses")
    op.alter_column("clearance_lapses", "kind", existing_type=sa.String(40), nullable=False)
