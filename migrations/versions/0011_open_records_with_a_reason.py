"""Open records outside one's own work with a reason."""

import sqlalchemy as sa
from alembic import op

import web.core.encryption

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

REASONS = ("in_danger", "colleague_away", "asked_by_person", "complaint", "error_in_service", "other")
STATUSES = ("waiting", "asked", "noted", "escalated")


def choices(name: str, values: tuple[str, ...]) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=40)


def upgrade() -> None:
    encrypted = web.core.encryption.EncryptedText
    op.create_table(
        "disclosures",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reader_id", sa.Integer(), nullable=False),
        sa.Column("young_person_id", sa.Integer(), nullable=True),
        sa.Column("volunteer_id", sa.Integer(), nullable=True),
        sa.Column("reason", choices("disclosurereason", REASONS), nullable=False),
        sa.Column("words", encrypted(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("status", choices("disclosurestatus", STATUSES), nullable=False),
        sa.Column("reviewed_by_id", sa.Integer(), nullable=True),
        sa.Column("reviewed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("review_words", encrypted(), nullable=True),
        sa.Column("answer", encrypted(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("num_nonnulls(young_person_id, volunteer_id) = 1", name=op.f("ck_disclosures_one_record")),
        sa.CheckConstraint("ends_at > opened_at", name=op.f("ck_disclosures_ends_after_it_opened")),
        sa.ForeignKeyConstraint(["reader_id"], ["users.id"], name=op.f("fk_disclosures_reader_id")),
        sa.ForeignKeyConstraint(["reviewed_by_id"], ["users.id"], name=op.f("fk_disclosures_reviewed_by_id")),
        sa.ForeignKeyConstraint(
            ["young_person_id"], ["young_people.id"], name=op.f("fk_disclosures_young_person_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["volunteer_id"], ["volunteers.id"], name=op.f("fk_disclosures_volunteer_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_disclosures")),
    )
    op.create_index("ix_disclosures_reader_id", "disclosures", ["reader_id", "ends_at"])
    op.create_index("ix_disclosures_status", "disclosures", ["status", "id"])
    op.create_index(op.f("ix_disclosures_young_person_id"), "disclosures", ["young_person_id"])
    op.create_index(op.f("ix_disclosures_volunteer_id"), "disclosures", ["volunteer_id"])


def downgrade() -> None:
    op.drop_table("disclosures")
