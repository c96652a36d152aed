"""Let people wait for a full shift, swap shifts, be ticked off and thanked."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

STATUSES = ("requested", "confirmed", "declined", "cancelled")
MORE_STATUSES = (*STATUSES, "waiting", "offered")

# Whoever writes the sign-up, nobody below the task's age is confirmed: the last guard behind the services, swaps included.
CONFIRMED_FITS = """
CREATE FUNCTION check_signup_fits() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND OLD.status = 'confirmed' AND OLD.volunteer_id = NEW.volunteer_id AND OLD.shift_id = NEW.shift_id THEN
    RETURN NEW;
  END IF;
  PERFORM FROM shifts JOIN tasks ON tasks.id = shifts.task_id JOIN volunteers ON volunteers.id = NEW.volunteer_id
    WHERE shifts.id = NEW.shift_id AND tasks.minimum_age IS NOT NULL
      AND (volunteers.born_on IS NULL OR volunteers.born_on + make_interval(years => tasks.minimum_age)
        > coalesce(shifts.starts_at AT TIME ZONE 'Europe/Copenhagen', now() AT TIME ZONE 'Europe/Copenhagen'));
  IF FOUND THEN
    RAISE EXCEPTION 'volunteer % is too young for shift %', NEW.volunteer_id, NEW.shift_id USING
      ERRCODE = 'check_violation', CONSTRAINT = 'signups_are_old_enough', TABLE = 'signups';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER check_signup_fits BEFORE INSERT OR UPDATE OF status, volunteer_id, shift_id ON signups
  FOR EACH ROW WHEN (NEW.status = 'confirmed') EXECUTE FUNCTION check_signup_fits();
"""

# A swap that is done has been done at both ends, or the whole transaction is refused when it commits.
SWAP_IS_WHOLE = """
CREATE FUNCTION check_swap_is_whole() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  giver signups%ROWTYPE;
  given_back signups%ROWTYPE;
BEGIN
  SELECT * INTO giver FROM signups WHERE id = NEW.signup_id;
  SELECT * INTO given_back FROM signups WHERE id = NEW.return_signup_id;
  IF giver.status = 'confirmed'
    OR NOT EXISTS (SELECT FROM signups WHERE shift_id = giver.shift_id AND volunteer_id = NEW.taker_id AND status = 'confirmed')
    OR (NEW.return_signup_id IS NOT NULL AND (given_back.status = 'confirmed' OR NOT EXISTS (
      SELECT FROM signups WHERE shift_id = given_back.shift_id AND volunteer_id = giver.volunteer_id AND status = 'confirmed')))
  THEN
    RAISE EXCEPTION 'swap % is only half done', NEW.id USING
      ERRCODE = 'check_violation', CONSTRAINT = 'swaps_are_whole', TABLE = 'swaps';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER check_swap_is_whole AFTER UPDATE OF status ON swaps DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (NEW.status = 'done') EXECUTE FUNCTION check_swap_is_whole();
"""

ATTENDANCE_FITS = """
CREATE FUNCTION check_attendance_fits() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM FROM signups JOIN shifts ON shifts.id = signups.shift_id
    WHERE signups.id = NEW.signup_id AND signups.status = 'confirmed' AND shifts.called_off_at IS NULL
      AND shifts.starts_at <= NEW.recorded_at FOR SHARE OF signups;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'sign-up % is not of somebody who was to come', NEW.signup_id USING
      ERRCODE = 'check_violation', CONSTRAINT = 'attendances_of_confirmed', TABLE = 'attendances';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER check_attendance_fits BEFORE INSERT ON attendances
  FOR EACH ROW EXECUTE FUNCTION check_attendance_fits();
"""


def choices(name: str, *values: str) -> sa.Enum:
    """Return the column type of a list of codes."""
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=40)


def moment(name: str, *, is_optional: bool = False) -> sa.Column:
    """Return a column for a moment."""
    return sa.Column(name, sa.DateTime(timezone=True), nullable=is_optional)


def allow_statuses(*values: str) -> None:
    """Write the list of statuses that a sign-up may have."""
    listed = ", ".join(f"'{value}'" for value in values)
    op.drop_constraint(op.f("ck_signups_signupstatus"), "signups")
    op.create_check_constraint(op.f("ck_signups_signupstatus"), "signups", f"status IN ({listed})")


def upgrade() -> None:
    op.add_column("shifts", sa.Column("place", sa.Text(), nullable=True))
    op.add_column(
        "tasks", sa.Column("swaps_need_say", sa.Boolean(), server_default=sa.text("true"), nullable=False)
    )
    op.add_column("signups", moment("waiting_since", is_optional=True))
    op.add_column("signups", moment("answer_by", is_optional=True))
    allow_statuses(*MORE_STATUSES)
    op.drop_constraint(op.f("ck_signups_confirmed_has_seat"), "signups")
    op.create_check_constraint(
        op.f("ck_signups_holder_has_seat"),
        "signups",
        "(status IN ('confirmed', 'offered')) = (seat IS NOT NULL)",
    )
    op.create_check_constraint(
        op.f("ck_signups_offer_ends"), "signups", "status <> 'offered' OR answer_by IS NOT NULL"
    )
    op.create_check_constraint(
        op.f("ck_signups_waits_since"), "signups", "status <> 'waiting' OR waiting_since IS NOT NULL"
    )
    op.execute(CONFIRMED_FITS)
    op.create_table(
        "swaps",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("signup_id", sa.Integer(), nullable=False),
        sa.Column(
            "status",
            choices("swapstatus", "open", "wanted", "agreed", "done", "withdrawn", "refused", "expired"),
            nullable=False,
        ),
        sa.Column("taker_id", sa.Integer(), nullable=True),
        sa.Column("return_signup_id", sa.Integer(), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        moment("offered_at"),
        moment("settled_at", is_optional=True),
        sa.CheckConstraint(
            "status NOT IN ('wanted', 'agreed', 'done') OR taker_id IS NOT NULL",
            name=op.f("ck_swaps_has_taker"),
        ),
        sa.CheckConstraint("return_signup_id <> signup_id", name=op.f("ck_swaps_two_shifts")),
        sa.ForeignKeyConstraint(["signup_id"], ["signups.id"], name=op.f("fk_swaps_signup_id")),
        sa.ForeignKeyConstraint(["return_signup_id"], ["signups.id"], name=op.f("fk_swaps_return_signup_id")),
        sa.ForeignKeyConstraint(["taker_id"], ["volunteers.id"], name=op.f("fk_swaps_taker_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_swaps")),
    )
    for column in ("signup_id", "return_signup_id"):
        op.create_index(
            f"uq_swaps_live_{column}",
            "swaps",
            [column],
            unique=True,
            postgresql_where=sa.text("status IN ('open', 'wanted', 'agreed')"),
        )
    op.create_index(op.f("ix_swaps_signup_id"), "swaps", ["signup_id"])
    op.create_index(op.f("ix_swaps_taker_id"), "swaps", ["taker_id"])
    op.create_index(op.f("ix_swaps_status"), "swaps", ["status"])
    op.execute(SWAP_IS_WHOLE)
    op.create_table(
        "attendances",
        sa.Column("signup_id", sa.Integer(), nullable=False),
        sa.Column("has_come", sa.Boolean(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("recorded_by_id", sa.Integer(), nullable=False),
        moment("recorded_at"),
        sa.CheckConstraint(
            "CASE WHEN has_come THEN minutes BETWEEN 1 AND 1440 ELSE minutes = 0 END",
            name=op.f("ck_attendances_minutes"),
        ),
        sa.ForeignKeyConstraint(["signup_id"], ["signups.id"], name=op.f("fk_attendances_signup_id")),
        sa.ForeignKeyConstraint(["recorded_by_id"], ["users.id"], name=op.f("fk_attendances_recorded_by_id")),
        sa.PrimaryKeyConstraint("signup_id", name=op.f("pk_attendances")),
    )
    op.execute(ATTENDANCE_FITS)
    op.create_table(
        "thanks",
        sa.Column("signup_id", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("sent_by_id", sa.Integer(), nullable=False),
        moment("sent_at"),
        sa.ForeignKeyConstraint(["signup_id"], ["signups.id"], name=op.f("fk_thanks_signup_id")),
        sa.ForeignKeyConstraint(["sent_by_id"], ["users.id"], name=op.f("fk_thanks_sent_by_id")),
        sa.PrimaryKeyConstraint("signup_id", name=op.f("pk_thanks")),
    )


def downgrade() -> None:
    for table in ("thanks", "attendances", "swaps"):
        op.drop_table(table)
    op.execute("DROP TRIGGER check_signup_fits ON signups")
    for function in ("check_attendance_fits", "check_swap_is_whole", "check_signup_fits"):
        op.execute(f"DROP FUNCTION {function}()")
    op.execute("UPDATE signups SET status = 'cancelled', seat = NULL WHERE status IN ('waiting', 'offered')")
    for name in ("waits_since", "offer_ends", "holder_has_seat"):
        op.drop_constraint(op.f(f"ck_signups_{name}"), "signups")
    op.create_check_constraint(
        op.f("ck_signups_confirmed_has_seat"), "signups", "(status = 'confirmed') = (seat IS NOT NULL)"
    )
    allow_statuses(*STATUSES)
    op.drop_column("signups", "answer_by")
    op.drop_column("signups", "waiting_since")
    op.drop_column("tasks", "swaps_need_say")
    op.drop_column("shifts", "place")
