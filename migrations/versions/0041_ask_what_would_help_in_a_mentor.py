"""Let a request say which experience would help and which kind of mentor is wished for, without either being a must."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0041"
down_revision = "0040"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "mentor_request_helpful_experiences",
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("experience_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["request_id"],
            ["mentor_requests.id"],
            name=op.f("fk_mentor_request_helpful_experiences_request_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["experience_id"],
            ["experiences.id"],
            name=op.f("fk_mentor_request_helpful_experiences_experience_id"),
        ),
        sa.PrimaryKeyConstraint(
            "request_id", "experience_id", name=op.f("pk_mentor_request_helpful_experiences")
        ),
    )
    op.add_column(
        "mentor_requests",
        sa.Column(
            "wished_mentor_kinds",
            postgresql.ARRAY(sa.String(length=20)),
            server_default=sa.text("'{}'"),
            nullable=False,
        ),
    )


def downgrade() -> None:
    op.drop_column("mentor_requests", "wished_mentor_kinds")
    op.drop_table("mentor_request_helpful_experiences")
