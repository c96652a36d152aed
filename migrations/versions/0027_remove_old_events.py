"""Remove old events: which seals cover events that were removed when their time was over."""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

REMOVALS_ARE_FINAL = """
CREATE TRIGGER removal_is_final BEFORE UPDATE OR DELETE ON audit_removals
  FOR EACH ROW EXECUTE FUNCTION refuse_audit_change();
CREATE TRIGGER removals_are_never_emptied BEFORE TRUNCATE ON audit_removals
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change();
"""


def upgrade() -> None:
    op.create_table(
        "audit_removals",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("up_to_seal", sa.Integer(), nullable=False),
        sa.Column("up_to_id", sa.BigInteger(), nullable=False),
        sa.Column("event_count", sa.BigInteger(), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_removals")),
        sa.UniqueConstraint("up_to_seal", name=op.f("uq_audit_removals_up_to_seal")),
    )
    op.execute(REMOVALS_ARE_FINAL)


def downgrade() -> None:
    op.drop_table("audit_removals")
