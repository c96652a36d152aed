"""Refuse that a coming shift asks for more people than it has places."""

from alembic import op

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None

# A coming shift has places for the most people that it, or else its task, asks for: whoever writes the demand or the
# shift, and also where both are written at once. Who writes a demand holds the task, so that no shift is added
# meanwhile (its foreign key waits), and the shifts it is about; who changes a shift has its row, for which the other waits.
# A file that writes shifts before what they ask for lets the check wait until both are there (SET CONSTRAINTS).
# Shifts that have begun, are called off or have no time are left alone.
PLACES_ARE_ENOUGH = """
CREATE FUNCTION people_asked_for(asked staffing_demands) RETURNS integer LANGUAGE sql IMMUTABLE AS $$
  SELECT greatest(asked.minimum, (SELECT max(heads::integer) FROM jsonb_each_text(asked.needs) AS need (code, heads)))
$$;
CREATE FUNCTION refuse_shifts_too_small(whose integer, which integer) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  small record;
BEGIN
  SELECT shifts.id, shifts.seats, people_asked_for(CASE WHEN own.id IS NULL THEN shared ELSE own END) AS people
      INTO small FROM shifts
    LEFT JOIN staffing_demands AS own ON own.shift_id = shifts.id
    LEFT JOIN staffing_demands AS shared ON shared.task_id = shifts.task_id AND shared.shift_id IS NULL
    WHERE shifts.task_id = whose AND (which IS NULL OR shifts.id = which)
      AND shifts.starts_at > now() AND shifts.called_off_at IS NULL
      AND shifts.seats < people_asked_for(CASE WHEN own.id IS NULL THEN shared ELSE own END)
    LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'shift % has % places and asks for % people', small.id, small.seats, small.people USING
      ERRCODE = 'check_violation', CONSTRAINT = 'shifts_have_places_asked_for', TABLE = 'shifts';
  END IF;
END $$;
CREATE FUNCTION check_demand_has_places() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    PERFORM refuse_shifts_too_small(OLD.task_id, OLD.shift_id);
    RETURN NULL;
  END IF;
  PERFORM FROM tasks WHERE id = NEW.task_id FOR UPDATE;
  PERFORM FROM shifts WHERE task_id = NEW.task_id AND (NEW.shift_id IS NULL OR id = NEW.shift_id)
    AND starts_at > now() AND called_off_at IS NULL ORDER BY id FOR NO KEY UPDATE;
  PERFORM refuse_shifts_too_small(NEW.task_id, NEW.shift_id);
  RETURN NULL;
END $$;
CREATE FUNCTION check_shift_has_places() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM refuse_shifts_too_small(NEW.task_id, NEW.id);
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER check_demand_has_places AFTER INSERT OR UPDATE OF task_id, shift_id, minimum, needs ON staffing_demands
  DEFERRABLE FOR EACH ROW EXECUTE FUNCTION check_demand_has_places();
CREATE CONSTRAINT TRIGGER check_shift_follows_task AFTER DELETE ON staffing_demands
  DEFERRABLE FOR EACH ROW WHEN (OLD.shift_id IS NOT NULL) EXECUTE FUNCTION check_demand_has_places();
CREATE CONSTRAINT TRIGGER check_shift_has_places AFTER INSERT ON shifts
  DEFERRABLE FOR EACH ROW EXECUTE FUNCTION check_shift_has_places();
CREATE CONSTRAINT TRIGGER check_shift_keeps_places AFTER UPDATE OF seats, task_id, starts_at, called_off_at ON shifts
  DEFERRABLE FOR EACH ROW
  WHEN (NEW.seats < OLD.seats OR NEW.task_id <> OLD.task_id OR NEW.starts_at > OLD.starts_at
    OR (OLD.called_off_at IS NOT NULL AND NEW.called_off_at IS NULL))
  EXECUTE FUNCTION check_shift_has_places();
"""


def upgrade() -> None:
    op.execute(PLACES_ARE_ENOUGH)


def downgrade() -> None:
    op.execute("DROP TRIGGER check_shift_keeps_places ON shifts")
    op.execute("DROP TRIGGER check_shift_has_places ON shifts")
    op.execute("DROP TRIGGER check_shift_follows_task ON staffing_demands")
    op.execute("DROP TRIGGER check_demand_has_places ON staffing_demands")
    op.execute("DROP FUNCTION check_shift_has_places()")
    op.execute("DROP FUNCTION check_demand_has_places()")
    op.execute("DROP FUNCTION refuse_shifts_too_small(integer, integer)")
    op.execute("DROP FUNCTION people_asked_for(staffing_demands)")
