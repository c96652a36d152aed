"""Keep papers by volunteer, not by mentor: orders, what shifts may ask for and of whom, and who wants which task."""

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None

# What a shift may ask for: as long as mentoring counts it, by whom it may be recorded as there, and by area contacts.
SHIFTS_PROGRAMME = """
INSERT INTO programmes (code, name_da, name_en) VALUES ('shifts', 'Frivillig på vagter', 'Volunteer on shifts');
INSERT INTO clearance_requirements (programme_code, kind, is_required, only_below_age, valid_for_months, verified_by)
  SELECT 'shifts', kind, true, CASE kind WHEN 'childrens_certificate' THEN 15 END, valid_for_months,
    CASE kind WHEN 'childrens_certificate' THEN ARRAY['administrator', 'caseworker', 'coordinator']
      ELSE ARRAY['administrator', 'area_contact', 'caseworker'] END
  FROM clearance_requirements
  WHERE programme_code = 'mentoring' AND kind IN ('childrens_certificate', 'criminal_record', 'training');
"""

# Whoever asked for a children's certificate before said by that that somebody is under 15.
SOMEBODY_IS_UNDER_15 = (
    "UPDATE staffing_demands SET youngest_met = 14 WHERE 'childrens_certificate' = ANY (clearances)"
)
OF_VOLUNTEERS = """
UPDATE certificate_orders SET volunteer_id = mentors.volunteer_id FROM mentors WHERE mentors.id = certificate_orders.mentor_id
"""
# Orders of volunteers who are no mentors have no place in the older table.
OF_MENTORS = """
DELETE FROM certificate_orders WHERE NOT EXISTS (
  SELECT FROM mentors WHERE mentors.volunteer_id = certificate_orders.volunteer_id);
UPDATE certificate_orders SET mentor_id = mentors.id FROM mentors WHERE mentors.volunteer_id = certificate_orders.volunteer_id;
"""


def upgrade() -> None:
    op.execute(SHIFTS_PROGRAMME)
    move_orders("mentor", "volunteer", OF_VOLUNTEERS)
    op.add_column("staffing_demands", sa.Column("youngest_met", sa.Integer(), nullable=True))
    op.execute(SOMEBODY_IS_UNDER_15)
    op.create_check_constraint(
        op.f("ck_staffing_demands_youngest_met"), "staffing_demands", "youngest_met BETWEEN 0 AND 120"
    )
    op.create_check_constraint(
        op.f("ck_staffing_demands_certificate_below_15"),
        "staffing_demands",
        "NOT ('childrens_certificate' = ANY (clearances)) OR (youngest_met IS NOT NULL AND youngest_met < 15)",
    )
    op.create_table(
        "paper_wishes",
        sa.Column("volunteer_id", sa.Integer(), nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("wished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("asked_by_id", sa.Integer(), nullable=True),
        sa.Column("told_ready_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "wished_at IS NOT NULL OR asked_at IS NOT NULL", name=op.f("ck_paper_wishes_somebody_wants")
        ),
        sa.ForeignKeyConstraint(
            ["volunteer_id"],
            ["volunteers.id"],
            name=op.f("fk_paper_wishes_volunteer_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["task_id"], ["tasks.id"], name=op.f("fk_paper_wishes_task_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["asked_by_id"], ["users.id"], name=op.f("fk_paper_wishes_asked_by_id")),
        sa.PrimaryKeyConstraint("volunteer_id", "task_id", name=op.f("pk_paper_wishes")),
    )
    op.create_index(op.f("ix_paper_wishes_task_id"), "paper_wishes", ["task_id"])
    op.create_table(
        "paper_worths",
        sa.Column("volunteer_id", sa.Integer(), nullable=False),
        sa.Column("could_serve", sa.Integer(), nullable=False),
        sa.Column("counted_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["volunteer_id"],
            ["volunteers.id"],
            name=op.f("fk_paper_worths_volunteer_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("volunteer_id", name=op.f("pk_paper_worths")),
    )


def downgrade() -> None:
    op.drop_table("paper_worths")
    op.drop_table("paper_wishes")
    op.drop_constraint(op.f("ck_staffing_demands_certificate_below_15"), "staffing_demands")
    op.drop_column("staffing_demands", "youngest_met")
    move_orders("volunteer", "mentor", OF_MENTORS)
    op.execute("DELETE FROM clearance_requirements WHERE programme_code = 'shifts'")
    op.execute("DELETE FROM programmes WHERE code = 'shifts'")


def move_orders(before: str, after: str, statements: str) -> None:
    """Let orders of children's certificates belong to somebody else: a mentor or a volunteer."""
    old, new = f"{before}_id", f"{after}_id"
    op.add_column("certificate_orders", sa.Column(new, sa.Integer(), nullable=True))
    op.execute(statements)
    op.alter_column("certificate_orders", new, nullable=False)
    op.drop_index("uq_certificate_orders_asked", table_name="certificate_orders")
    op.drop_index(op.f(f"ix_certificate_orders_{old}"), table_name="certificate_orders")
    op.drop_column("certificate_orders", old)
    op.create_foreign_key(
        op.f(f"fk_certificate_orders_{new}"), "certificate_orders", f"{after}s", [new], ["id"]
    )
    op.create_index(op.f(f"ix_certificate_orders_{new}"), "certificate_orders", [new])
    op.create_index(
        "uq_certificate_orders_asked",
        "certificate_orders",
        [new],
        unique=True,
        postgresql_where=sa.text("status = 'asked'"),
    )
