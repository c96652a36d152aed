"""Let young people say which support they cannot work without."""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "work_wish_musts",
        sa.Column("wishes_id", sa.Integer(), nullable=False),
        sa.Column("support_kind_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["support_kind_id"], ["support_kinds.id"], name=op.f("fk_work_wish_musts_support_kind_id")
        ),
        sa.ForeignKeyConstraint(
            ["wishes_id"], ["work_wishes.id"], name=op.f("fk_work_wish_musts_wishes_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("wishes_id", "support_kind_id", name=op.f("pk_work_wish_musts")),
    )


def downgrade() -> None:
    op.drop_table("work_wish_musts")
