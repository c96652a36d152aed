"""Ask volunteers for a free place, keep what they wish and report, and their own calendars."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

# Whoever asks first holds the volunteer's row, so that two coordinators at once do not ask more often than is wished.
KEEP_CONTACT_WISH = """
CREATE FUNCTION keep_contact_wish() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  wish contact_wishes%ROWTYPE;
BEGIN
  PERFORM 1 FROM volunteers WHERE id = NEW.volunteer_id FOR NO KEY UPDATE;
  SELECT * INTO wish FROM contact_wishes WHERE volunteer_id = NEW.volunteer_id;
  IF NOT coalesce(wish.may_be_asked, true)
    OR wish.quiet_until >= (NEW.asked_at AT TIME ZONE 'Europe/Copenhagen')::date
    OR (SELECT count(*) FROM asks WHERE volunteer_id = NEW.volunteer_id AND asked_at > NEW.asked_at - interval '30 days')
      >= coalesce(wish.most_asks, 4) THEN
    RAISE EXCEPTION 'volunteer % does not want to be asked now', NEW.volunteer_id USING
      ERRCODE = 'check_violation', CONSTRAINT = 'asks_keep_contact_wish', TABLE = 'asks';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER keep_contact_wish BEFORE INSERT ON asks FOR EACH ROW EXECUTE FUNCTION keep_contact_wish();
"""


def choices(name: str, *values: str) -> sa.Enum:
    """Return the column type of a list of codes."""
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=40)


def moment(name: str, *, is_optional: bool = False) -> sa.Column:
    """Return a column for a moment."""
    return sa.Column(name, sa.DateTime(timezone=True), nullable=is_optional)


def upgrade() -> None:
    op.add_column(
        "tasks", sa.Column("confirms_at_once", sa.Boolean(), server_default=sa.text("false"), nullable=False)
    )
    op.create_table(
        "contact_wishes",
        sa.Column("volunteer_id", sa.Integer(), nullable=False),
        sa.Column("may_be_asked", sa.Boolean(), nullable=False),
        sa.Column("most_asks", sa.Integer(), nullable=False),
        sa.Column("quiet_from", sa.Time(), nullable=True),
        sa.Column("quiet_to", sa.Time(), nullable=True),
        sa.Column("quiet_until", sa.Date(), nullable=True),
        sa.CheckConstraint("most_asks BETWEEN 1 AND 30", name=op.f("ck_contact_wishes_most_asks")),
        sa.CheckConstraint(
            "(quiet_from IS NULL) = (quiet_to IS NULL)", name=op.f("ck_contact_wishes_both_quiet_times")
        ),
        sa.ForeignKeyConstraint(
            ["volunteer_id"], ["volunteers.id"], name=op.f("fk_contact_wishes_volunteer_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("volunteer_id", name=op.f("pk_contact_wishes")),
    )
    op.create_table(
        "step_in_offers",
        sa.Column("volunteer_id", sa.Integer(), nullable=False),
        sa.Column("weekdays", postgresql.ARRAY(sa.SmallInteger()), nullable=False),
        sa.Column("hours_ahead", sa.Integer(), nullable=False),
        moment("offered_at"),
        sa.CheckConstraint("hours_ahead BETWEEN 1 AND 168", name=op.f("ck_step_in_offers_hours_ahead")),
        sa.CheckConstraint("cardinality(weekdays) BETWEEN 1 AND 7", name=op.f("ck_step_in_offers_weekdays")),
        sa.ForeignKeyConstraint(
            ["volunteer_id"], ["volunteers.id"], name=op.f("fk_step_in_offers_volunteer_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("volunteer_id", name=op.f("pk_step_in_offers")),
    )
    op.create_table(
        "step_in_areas",
        sa.Column("volunteer_id", sa.Integer(), nullable=False),
        sa.Column("area_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["volunteer_id"],
            ["step_in_offers.volunteer_id"],
            name=op.f("fk_step_in_areas_volunteer_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["area_id"], ["areas.id"], name=op.f("fk_step_in_areas_area_id")),
        sa.PrimaryKeyConstraint("volunteer_id", "area_id", name=op.f("pk_step_in_areas")),
    )
    op.create_table(
        "asks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("shift_id", sa.Integer(), nullable=False),
        sa.Column("volunteer_id", sa.Integer(), nullable=False),
        sa.Column(
            "status",
            choices("askstatus", "asked", "accepted", "declined", "expired", "filled", "withdrawn"),
            nullable=False,
        ),
        sa.Column("asked_by_id", sa.Integer(), nullable=False),
        moment("asked_at"),
        moment("expires_at"),
        moment("answered_at", is_optional=True),
        sa.CheckConstraint("expires_at > asked_at", name=op.f("ck_asks_expires_later")),
        sa.ForeignKeyConstraint(["shift_id"], ["shifts.id"], name=op.f("fk_asks_shift_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["volunteer_id"], ["volunteers.id"], name=op.f("fk_asks_volunteer_id")),
        sa.ForeignKeyConstraint(["asked_by_id"], ["users.id"], name=op.f("fk_asks_asked_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_asks")),
    )
    op.create_index(op.f("ix_asks_shift_id"), "asks", ["shift_id"])
    op.create_index(op.f("ix_asks_status"), "asks", ["status"])
    op.create_index("ix_asks_volunteer_id_asked_at", "asks", ["volunteer_id", "asked_at"])
    op.create_index("uq_asks_shift_id_volunteer_id", "asks", ["shift_id", "volunteer_id"], unique=True)
    op.execute(KEEP_CONTACT_WISH)
    op.create_table(
        "micro_reports",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("signup_id", sa.Integer(), nullable=False),
        sa.Column("status", choices("reportstatus", "reported", "confirmed", "sent_back"), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        moment("reported_at"),
        moment("answered_at", is_optional=True),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.CheckConstraint("minutes BETWEEN 1 AND 1440", name=op.f("ck_micro_reports_minutes")),
        sa.CheckConstraint(
            "(status = 'reported') = (answered_at IS NULL)", name=op.f("ck_micro_reports_answered")
        ),
        sa.ForeignKeyConstraint(["signup_id"], ["signups.id"], name=op.f("fk_micro_reports_signup_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_micro_reports")),
        sa.UniqueConstraint("signup_id", name=op.f("uq_micro_reports_signup_id")),
    )
    op.create_index(op.f("ix_micro_reports_status"), "micro_reports", ["status"])
    op.create_table(
        "set_aside_tasks",
        sa.Column("volunteer_id", sa.Integer(), nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=False),
        moment("set_aside_at"),
        sa.ForeignKeyConstraint(
            ["volunteer_id"], ["volunteers.id"], name=op.f("fk_set_aside_tasks_volunteer_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["task_id"], ["tasks.id"], name=op.f("fk_set_aside_tasks_task_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("volunteer_id", "task_id", name=op.f("pk_set_aside_tasks")),
    )
    op.create_table(
        "calendar_feeds",
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("secret", sa.LargeBinary(), nullable=False),
        sa.Column("secret_hash", sa.Text(), nullable=False),
        moment("made_at"),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_calendar_feeds_user_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_calendar_feeds")),
        sa.UniqueConstraint("secret_hash", name=op.f("uq_calendar_feeds_secret_hash")),
    )


def downgrade() -> None:
    for table in ("calendar_feeds", "set_aside_tasks", "micro_reports", "asks", "step_in_areas", "step_in_offers", "contact_wishes"):
        op.drop_table(table)
    op.execute("DROP FUNCTION keep_contact_wish()")
    op.drop_column("tasks", "confirms_at_once")
