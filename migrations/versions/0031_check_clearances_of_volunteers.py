"""Refuse a seat on a shift to a volunteer without the clearances that it asks for."""

from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None

# Whoever writes the sign-up and whichever way it came, a seat is taken only with every clearance that the task, or this
# shift besides, asks for, valid on the day the shift ends. The clearances are held, so that taking one back at the
# same moment comes before or after. Who has the seat already keeps it when the time is moved.
SEAT_IS_CLEARED = """
CREATE FUNCTION check_signup_is_cleared() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  asked text;
BEGIN
  IF TG_OP = 'UPDATE' AND OLD.seat IS NOT NULL AND OLD.volunteer_id = NEW.volunteer_id AND OLD.shift_id = NEW.shift_id
    AND (OLD.status = NEW.status OR NEW.status <> 'confirmed') THEN
    RETURN NEW;
  END IF;
  PERFORM FROM staffing_demands JOIN shifts ON shifts.task_id = staffing_demands.task_id
    WHERE shifts.id = NEW.shift_id AND cardinality(staffing_demands.clearances) > 0
      AND (staffing_demands.shift_id IS NULL OR staffing_demands.shift_id = NEW.shift_id);
  IF NOT FOUND THEN
    RETURN NEW;
  END IF;
  PERFORM FROM clearances WHERE volunteer_id = NEW.volunteer_id ORDER BY id FOR SHARE;
  SELECT wanted.kind INTO asked FROM staffing_demands
    JOIN shifts ON shifts.task_id = staffing_demands.task_id CROSS JOIN unnest(staffing_demands.clearances) AS wanted (kind)
    WHERE shifts.id = NEW.shift_id AND (staffing_demands.shift_id IS NULL OR staffing_demands.shift_id = NEW.shift_id)
      AND NOT EXISTS (
        SELECT FROM clearances WHERE clearances.volunteer_id = NEW.volunteer_id AND clearances.kind = wanted.kind
          AND clearances.status = 'valid' AND (clearances.expires_on IS NULL OR clearances.expires_on
            >= (coalesce(shifts.ends_at, now()) AT TIME ZONE 'Europe/Copenhagen')::date))
    LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'volunteer % lacks % for shift %', NEW.volunteer_id, asked, NEW.shift_id USING
      ERRCODE = 'check_violation', CONSTRAINT = 'signups_are_cleared', TABLE = 'signups';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER check_signup_is_cleared BEFORE INSERT OR UPDATE OF status, seat, volunteer_id, shift_id ON signups
  FOR EACH ROW WHEN (NEW.seat IS NOT NULL) EXECUTE FUNCTION check_signup_is_cleared();
"""


def upgrade() -> None:
    op.execute(SEAT_IS_CLEARED)


def downgrade() -> None:
    op.execute("DROP TRIGGER check_signup_is_cleared ON signups")
    op.execute("DROP FUNCTION check_signup_is_cleared()")
