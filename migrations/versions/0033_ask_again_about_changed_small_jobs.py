"""Count the terms of small jobs, keep to which of them a young person said yes, and what an hour was paid in each week."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None

GUARDS = """
-- More pay is no worse for anybody. What stands in tables of its own (support and strains) is counted by the service.
CREATE FUNCTION count_small_job_terms() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.hourly_rate_kr >= OLD.hourly_rate_kr
    AND (NEW.hours_from, NEW.hours_to, NEW.week, NEW.area_id, NEW.place, NEW.kind_of_work_id, NEW.tasks, NEW.good_day)
      = (OLD.hours_from, OLD.hours_to, OLD.week, OLD.area_id, OLD.place, OLD.kind_of_work_id, OLD.tasks, OLD.good_day)
    AND NEW.terms_version = OLD.terms_version THEN
    RETURN NEW;
  END IF;
  IF EXISTS (SELECT FROM placements WHERE small_job_id = NEW.id AND status <> 'ended') THEN
    RAISE EXCEPTION 'somebody works there on these terms' USING
      ERRCODE = 'check_violation', CONSTRAINT = 'small_job_terms_are_kept', TABLE = 'small_jobs';
  END IF;
  NEW.terms_version := OLD.terms_version + 1;
  RETURN NEW;
END $$;
CREATE TRIGGER count_small_job_terms BEFORE UPDATE ON small_jobs
  FOR EACH ROW EXECUTE FUNCTION count_small_job_terms();

CREATE FUNCTION check_placement_terms() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM small_jobs JOIN job_proposals ON job_proposals.small_job_id = small_jobs.id
    WHERE job_proposals.id = NEW.proposal_id AND job_proposals.terms_version = small_jobs.terms_version
    FOR SHARE OF small_jobs;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'the young person said yes to other terms' USING
      ERRCODE = 'check_violation', CONSTRAINT = 'placement_needs_same_terms', TABLE = 'placements';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER placement_keeps_terms BEFORE INSERT ON placements
  FOR EACH ROW EXECUTE FUNCTION check_placement_terms();
"""


def upgrade() -> None:
    op.add_column("small_jobs", sa.Column("terms_version", sa.Integer(), server_default="1", nullable=False))
    op.add_column("job_proposals", sa.Column("terms_version", sa.Integer(), nullable=True))
    op.add_column(
        "job_proposals",
        sa.Column("earlier_terms", postgresql.JSONB(), server_default=sa.text("'{}'"), nullable=False),
    )
    op.execute(
        "UPDATE job_proposals SET terms_version = 1 WHERE status IN ('young_person_accepted', 'accepted')"
    )
    op.add_column("work_weeks", sa.Column("hourly_rate_kr", sa.Integer(), nullable=True))
    op.execute(
        "UPDATE work_weeks SET hourly_rate_kr = small_jobs.hourly_rate_kr FROM placements"
        " JOIN small_jobs ON small_jobs.id = placements.small_job_id WHERE placements.id = work_weeks.placement_id"
    )
    op.alter_column("work_weeks", "hourly_rate_kr", nullable=False)
    op.create_check_constraint("hourly_rate_kr", "work_weeks", "hourly_rate_kr > 0")
    op.execute(GUARDS)


def downgrade() -> None:
    op.execute("DROP TRIGGER placement_keeps_terms ON placements")
    op.execute("DROP FUNCTION check_placement_terms")
    op.execute("DROP TRIGGER count_small_job_terms ON small_jobs")
    op.execute("DROP FUNCTION count_small_job_terms")
    op.drop_column("work_weeks", "hourly_rate_kr")
    op.drop_column("job_proposals", "earlier_terms")
    op.drop_column("job_proposals", "terms_version")
    op.drop_column("small_jobs", "terms_version")
