"""Let a changed name, kind or number of an approved organisation wait for a look; count whose invitations still hold."""

import sqlalchemy as sa
from alembic import op

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None

KINDS = {
    "associations": ("association", "company", "school", "housing_association", "municipal"),
    "employers": ("company", "association", "municipal"),
}
IDENTITY = {"associations": ("name", "kind"), "employers": ("name", "kind", "cvr")}


def guard(table: str) -> str:
    """Return the trigger that lets nothing change what was approved but what has been asked for."""
    own, asked = (", ".join(f"{row}{name}" for name in IDENTITY[table]) for row in ("NEW.", "OLD.asked_"))
    was = ", ".join(f"OLD.{name}" for name in IDENTITY[table])
    return f"""
CREATE FUNCTION keep_approved_{table}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.status = 'approved' AND NEW.status = 'approved' AND ({own}) IS DISTINCT FROM ({was})
    AND ({own}) IS DISTINCT FROM ({asked}) THEN
    RAISE EXCEPTION 'another name, kind or number waits for a look' USING
      ERRCODE = 'check_violation', CONSTRAINT = 'approved_{table}_are_kept', TABLE = '{table}';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER keep_approved_{table} BEFORE UPDATE ON {table}
  FOR EACH ROW EXECUTE FUNCTION keep_approved_{table}();
"""


def upgrade() -> None:
    for table, kinds in KINDS.items():
        op.add_column(table, sa.Column("asked_name", sa.Text(), nullable=True))
        op.add_column(table, sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True))
        kind = sa.Enum(*kinds, name="asked_kind", native_enum=False, create_constraint=True, length=40)
        op.add_column(table, sa.Column("asked_kind", kind, nullable=True))
    op.add_column("employers", sa.Column("asked_cvr", sa.Text(), nullable=True))
    op.add_column(
        "employers", sa.Column("invitation_round", sa.Integer(), server_default="1", nullable=False)
    )
    for table in KINDS:
        op.execute(guard(table))


def downgrade() -> None:
    op.drop_column("employers", "invitation_round")
    op.drop_column("employers", "asked_cvr")
    for table in KINDS:
        op.execute(f"DROP TRIGGER keep_approved_{table} ON {table}")
        op.execute(f"DROP FUNCTION keep_approved_{table}")
        for name in ("asked_kind", "asked_at", "asked_name"):
            op.drop_column(table, name)
