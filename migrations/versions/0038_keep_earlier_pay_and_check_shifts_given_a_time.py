"""Keep what a small job paid in earlier weeks, and check the places of a shift that is given a time."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0038"
down_revision = "0037"
branch_labels = None
depends_on = None

# A shift without a time becomes a coming one when it is given one; compared with nothing, its time is not later.
KEEPS_PLACES = """
CREATE CONSTRAINT TRIGGER check_shift_keeps_places AFTER UPDATE OF seats, task_id, starts_at, called_off_at ON shifts
  DEFERRABLE FOR EACH ROW
  WHEN (NEW.seats < OLD.seats OR NEW.task_id <> OLD.task_id OR {later}
    OR (OLD.called_off_at IS NOT NULL AND NEW.called_off_at IS NULL))
  EXECUTE FUNCTION check_shift_has_places();
"""
LATER = "NEW.starts_at > OLD.starts_at"


def upgrade() -> None:
    op.add_column(
        "small_jobs",
        sa.Column("earlier_pay", postgresql.JSONB(), server_default=sa.text("'[]'"), nullable=False),
    )
    op.execute("DROP TRIGGER check_shift_keeps_places ON shifts")
    op.execute(KEEPS_PLACES.format(later=f"OLD.starts_at IS NULL OR {LATER}"))


def downgrade() -> None:
    op.execute("DROP TRIGGER check_shift_keeps_places ON shifts")
    op.execute(KEEPS_PLACES.format(later=LATER))
    op.drop_column("small_jobs", "earlier_pay")
