"""Meet applicants face to face: an interview by telephone, which cannot show who somebody is, is one by video."""

from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

PLACE = "ck_interviews_place"


def upgrade() -> None:
    op.drop_constraint(op.f("ck_interviews_channel"), "interviews", type_="check")
    op.execute("UPDATE interviews SET channel = 'video' WHERE channel = 'phone'")
    op.execute("UPDATE interviews SET place = 'Link følger' WHERE place = ''")
    op.create_check_constraint(op.f("ck_interviews_channel"), "interviews", "channel IN ('meeting', 'video')")
    op.create_check_constraint(op.f(PLACE), "interviews", "place <> ''")


def downgrade() -> None:
    op.drop_constraint(op.f(PLACE), "interviews", type_="check")
    op.drop_constraint(op.f("ck_interviews_channel"), "interviews", type_="check")
    op.create_check_constraint(
        op.f("ck_interviews_channel"), "interviews", "channel IN ('meeting', 'phone', 'video')"
    )
