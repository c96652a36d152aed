"""Let a programme say how much time in common a week is needed, and from how many years between two people age counts in full."""

import sqlalchemy as sa
from alembic import op

revision = "0040"
down_revision = "0039"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "programmes",
        sa.Column("common_minutes", sa.Integer(), server_default="60", nullable=False),
    )
    op.add_column(
        "programmes",
        sa.Column("age_distance_years", sa.Integer(), server_default="40", nullable=False),
    )
    op.create_check_constraint(
        op.f("ck_programmes_common_minutes"),
        "programmes",
        "common_minutes BETWEEN 30 AND 600 AND common_minutes % 30 = 0",
    )
    op.create_check_constraint(
        op.f("ck_programmes_age_distance_years"), "programmes", "age_distance_years BETWEEN 5 AND 70"
    )


def downgrade() -> None:
    op.drop_constraint(op.f("ck_programmes_age_distance_years"), "programmes", type_="check")
    op.drop_constraint(op.f("ck_programmes_common_minutes"), "programmes", type_="check")
    op.drop_column("programmes", "age_distance_years")
    op.drop_column("programmes", "common_minutes")
