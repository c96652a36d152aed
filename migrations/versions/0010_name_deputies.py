"""Name deputies."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

# One deputy at a time; the identity of a number as a range needs no extension.
ONE_AT_A_TIME = """
ALTER TABLE deputies ADD CONSTRAINT ex_deputies_one_at_a_time
  EXCLUDE USING gist (int4range(caseworker_id, caseworker_id, '[]') WITH &&, daterange(starts_on, ends_on, '[]') WITH &&)
  WHERE (ended_at IS NULL)
"""


def upgrade() -> None:
    op.create_table(
        "deputies",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("caseworker_id", sa.Integer(), nullable=False),
        sa.Column("deputy_id", sa.Integer(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("named_by_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("caseworker_id <> deputy_id", name=op.f("ck_deputies_somebody_else")),
        sa.CheckConstraint("ends_on >= starts_on", name=op.f("ck_deputies_in_order")),
        sa.ForeignKeyConstraint(["caseworker_id"], ["users.id"], name=op.f("fk_deputies_caseworker_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["deputy_id"], ["users.id"], name=op.f("fk_deputies_deputy_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["named_by_id"], ["users.id"], name=op.f("fk_deputies_named_by_id"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deputies")),
    )
    op.create_index(op.f("ix_deputies_deputy_id"), "deputies", ["deputy_id"])
    op.execute(ONE_AT_A_TIME)


def downgrade() -> None:
    op.drop_table("deputies")
