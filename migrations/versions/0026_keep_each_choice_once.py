"""Keep each choice once: wishes are shown by the record of a consent alone, and an alias belongs to one young person."""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

# Those who came later get a number that nobody else has; the caseworker can choose another name with them.
TELL_APART = """
UPDATE young_people AS later SET alias = left(later.alias, 30) || ' ' || later.id
WHERE later.code NOT LIKE 'slettet-%' AND EXISTS (
  SELECT FROM young_people AS earlier
  WHERE earlier.id < later.id AND lower(earlier.alias) = lower(later.alias) AND earlier.code NOT LIKE 'slettet-%')
"""
# Until now the column said yes unless somebody said no, which nobody has agreed to: only records count.
FROM_RECORDS = """
UPDATE young_people SET may_show_wishes = EXISTS (
  SELECT FROM consents WHERE young_person_id = young_people.id AND purpose = 'showing_wishes' AND withdrawn_at IS NULL)
"""


def upgrade() -> None:
    op.execute(TELL_APART)
    op.create_index(
        "uq_young_people_alias",
        "young_people",
        [sa.text("lower(alias)")],
        unique=True,
        postgresql_where=sa.text("code NOT LIKE 'slettet-%'"),
    )
    op.drop_column("young_people", "may_show_wishes")


def downgrade() -> None:
    op.add_column(
        "young_people", sa.Column("may_show_wishes", sa.Boolean(), server_default=sa.false(), nullable=False)
    )
    op.execute(FROM_RECORDS)
    op.alter_column("young_people", "may_show_wishes", server_default=None)
    op.drop_index("uq_young_people_alias", table_name="young_people")
