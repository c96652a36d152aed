"""Seal the audit log."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

# A statement takes its transaction number before it takes an id. So whoever holds an id is seen among the running
# transactions, and an id is known to be settled once those that ran when it was handed out are over.
NUMBER_BEFORE_ID = """
CREATE FUNCTION take_transaction_number() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_current_xact_id();
  RETURN NULL;
END $$;
CREATE TRIGGER audit_number_before_id BEFORE INSERT ON audit_events
  FOR EACH STATEMENT EXECUTE FUNCTION take_transaction_number();
"""
SEALS_ARE_FINAL = """
CREATE TRIGGER seal_is_final BEFORE UPDATE OR DELETE ON audit_seals
  FOR EACH ROW EXECUTE FUNCTION refuse_audit_change();
CREATE TRIGGER seals_are_never_emptied BEFORE TRUNCATE ON audit_seals
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change();
"""
INDEXES = (
    ("ix_audit_events_at", ["at", "id"], None),
    ("ix_audit_events_actor_id", ["actor_id", "at", "id"], None),
    ("ix_audit_events_action", ["action", "at", "id"], None),
    ("ix_audit_events_purpose", ["purpose", "at", "id"], "purpose <> ''"),
    ("ix_audit_events_subject", ["subject_kind", "subject_id", "at", "id"], None),
    ("ix_audit_events_young_person_id", ["young_person_id", "at", "id"], "young_person_id IS NOT NULL"),
)


def upgrade() -> None:
    origins = sa.Enum("web", "link", "job", "command", name="originkind", native_enum=False, create_constraint=True, length=40)
    op.add_column("audit_events", sa.Column("young_person_id", sa.Integer(), nullable=True))
    op.add_column("audit_events", sa.Column("origin", origins, nullable=True))
    op.add_column("audit_events", sa.Column("place", sa.Text(), server_default="", nullable=False))
    for name in ("ix_audit_events_at", "ix_audit_events_actor_id", "ix_audit_events_subject"):
        op.drop_index(name, table_name="audit_events")
    for name, columns, condition in INDEXES:
        where = None if condition is None else sa.text(condition)
        op.create_index(name, "audit_events", columns, postgresql_where=where)
    create_tables()
    op.execute(NUMBER_BEFORE_ID)
    op.execute(SEALS_ARE_FINAL)


def create_tables() -> None:
    """The seals, the mark of how far the log had come, and the results of recomputing the seals."""
    op.create_table(
        "audit_seals",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("from_id", sa.BigInteger(), nullable=False),
        sa.Column("to_id", sa.BigInteger(), nullable=False),
        sa.Column("event_count", sa.Integer(), nullable=False),
        sa.Column("form", sa.SmallInteger(), nullable=False),
        sa.Column("previous_hash", sa.Text(), nullable=False),
        sa.Column("key_id", sa.Text(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.Column("sealed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("from_id <= to_id", name=op.f("ck_audit_seals_ids_in_order")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_audit_seals")),
        sa.UniqueConstraint("from_id", name=op.f("uq_audit_seals_from_id")),
        sa.UniqueConstraint("to_id", name=op.f("uq_audit_seals_to_id")),
    )
    op.create_table(
        "audit_marks",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("up_to_id", sa.BigInteger(), nullable=False),
        sa.Column("settled_after", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_audit_marks_only_one")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_marks")),
    )
    op.create_table(
        "audit_checks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seal_count", sa.Integer(), nullable=False),
        sa.Column("event_count", sa.BigInteger(), nullable=False),
        sa.Column("broken_seal", sa.Integer(), nullable=True),
        sa.Column("problem", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_checks")),
    )


def downgrade() -> None:
    op.execute("DROP TRIGGER audit_number_before_id ON audit_events")
    op.execute("DROP FUNCTION take_transaction_number()")
    for name in ("audit_checks", "audit_marks", "audit_seals"):
        op.drop_table(name)
    for name, _, _ in INDEXES:
        op.drop_index(name, table_name="audit_events")
    for name in ("young_person_id", "origin", "place"):
        op.drop_column("audit_events", name)
    op.create_index("ix_audit_events_at", "audit_events", ["at"])
    op.create_index("ix_audit_events_actor_id", "audit_events", ["actor_id"])
    op.create_index("ix_audit_events_subject", "audit_events", ["subject_kind", "subject_id"])
