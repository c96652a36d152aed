"""Remember who said no, thank you, to getting papers for a task, so that they are not asked again."""

import sqlalchemy as sa
from alembic import op

revision = "0039"
down_revision = "0038"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("paper_wishes", sa.Column("declined_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    # Before, a no was a row that is gone.
    op.execute("DELETE FROM paper_wishes WHERE declined_at IS NOT NULL")
    op.drop_column("paper_wishes", "declined_at")
