"""Offer small jobs with ordinary pay: employers, openings, wishes, proposals, placements, trial days and hours."""

import sqlalchemy as sa
from alembic import op
import web.core.week
from sqlalchemy.dialects import postgresql
revision = '0019'
down_revision = '0018'
branch_labels = None
depends_on = None


LAW = "Arbejdstilsynet: bekendtgørelsen om unges arbejde, gældende fra 1. januar 2025; at.dk/regler"

# code, Danish, English, youngest age, and for those of 15-17 who are out of school the earliest and the latest hour.
KINDS_OF_WORK = (
    ("shelves", "Sætte varer på plads", "Filling shelves", 13, 6, 22),
    ("till", "Lettere ekspedition og kasse", "Light work at the till", 13, 6, 22),
    ("packing", "Pakke og sortere", "Packing and sorting", 13, 6, 20),
    ("light_cleaning", "Let rengøring og oprydning", "Light cleaning and tidying", 13, 6, 20),
    ("newspapers", "Dele aviser og post ud", "Delivering newspapers and mail", 13, 6, 20),
    ("garden", "Havearbejde med håndværktøj", "Gardening with hand tools", 13, 6, 20),
    ("picking", "Plukke bær og frugt", "Picking berries and fruit", 13, 6, 20),
    ("animals", "Passe dyr", "Looking after animals", 13, 6, 20),
    ("kitchen", "Hjælpe i et køkken uden farlige maskiner", "Helping in a kitchen without dangerous machines", 13, 6, 20),
    ("tables", "Dække bord og servere, hvor der ikke skænkes alkohol", "Laying tables and serving where no alcohol is poured", 13, 6, 20),
    ("office", "Let kontorarbejde", "Light office work", 13, 6, 22),
    ("library", "Sætte bøger på plads", "Putting books back", 13, 6, 20),
    ("reading", "Læse højt og lege med børn", "Reading aloud and playing with children", 13, 6, 20),
    ("coaching", "Hjælpetræner i en klub", "Assistant coach in a club", 13, 6, 20),
    ("devices", "Hjælpe andre med telefon og computer", "Helping others with phones and computers", 13, 6, 20),
    ("painting", "Male med vandbaseret maling", "Painting with water-based paint", 13, 6, 20),
    ("workshop", "Hjælpe på værksted sammen med en svend", "Helping in a workshop beside a journeyman", 13, 6, 20),
    ("serving", "Servere på café og restaurant", "Serving in a café or restaurant", 15, 6, 24),
    ("bakery", "Hjælpe i et bageri", "Helping in a bakery", 15, 4, 20),
    ("stable", "Arbejde i stalden", "Work in a stable", 15, 4, 20),
    ("warehouse", "Lager med lette løft", "Warehouse with light loads", 15, 6, 20),
    ("technology", "Lyd, lys og computere", "Sound, light and computers", 15, 6, 22),
    ("machines", "Arbejde med maskiner og køretøjer, der kan være farlige", "Work with machines and vehicles that can be dangerous", 18, 0, 24),
    ("chemicals", "Arbejde med stærke kemikalier", "Work with strong chemicals", 18, 0, 24),
    ("alone_evening", "Alene i butik eller kiosk om aftenen", "Alone in a shop or kiosk in the evening", 18, 0, 24),
    ("personal_care", "Personlig pleje", "Personal care", 18, 0, 24),
)
STRAINS = (
    ("noise", "Støj", "Noise"),
    ("crowds", "Mange mennesker på én gang", "Many people at once"),
    ("customers", "Tale med kunder", "Talking with customers"),
    ("phone", "Tale i telefon", "Talking on the phone"),
    ("time_pressure", "Travlt og tidspres", "Busy, with time pressure"),
    ("changes", "Mange skift mellem opgaver", "Many changes between tasks"),
    ("bright_light", "Skarpt lys", "Bright light"),
    ("smells", "Stærke lugte", "Strong smells"),
    ("dirt", "Blive beskidt", "Getting dirty"),
    ("heavy", "Løfte meget", "A lot of lifting"),
    ("standing", "Stå op hele tiden", "Standing all the time"),
    ("weather", "Være ude i al slags vejr", "Being outdoors in all weather"),
    ("alone", "Arbejde alene", "Working alone"),
    ("reading", "Læse og skrive meget", "A lot of reading and writing"),
)
SUPPORT_KINDS = (
    ("contact_person", "En fast kontaktperson", "One fixed contact person"),
    ("mentor", "En mentor på arbejdet", "A mentor at work"),
    ("shown_round", "Rundvisning før den første dag", "Being shown round before the first day"),
    ("written", "Skriftlige instruktioner", "Written instructions"),
    ("pictures", "Billeder, der viser hvordan", "Pictures that show how"),
    ("one_task", "Én opgave ad gangen", "One task at a time"),
    ("same_times", "De samme dage og tider hver uge", "The same days and times each week"),
    ("side_by_side", "Arbejde side om side med en kollega", "Working side by side with a colleague"),
    ("quiet_place", "Et stille sted", "A quiet place"),
    ("extra_breaks", "Ekstra pauser", "Extra breaks"),
    ("headphones", "Høreværn eller musik i ørerne", "Ear protection or music in the ears"),
    ("text_messages", "Beskeder på sms i stedet for opkald", "Text messages instead of calls"),
    ("later_start", "Møde senere, når dagen er svær", "Starting later on a hard day"),
    ("plain_words", "Kort og klart dansk", "Short and plain Danish"),
    ("step_free", "Adgang uden trin", "Access without steps"),
)

GUARDS = """
CREATE FUNCTION keep_small_job_seats() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO small_job_seats (small_job_id, number)
    SELECT NEW.id, number FROM generate_series(1, NEW.seats) AS number ON CONFLICT DO NOTHING;
  DELETE FROM small_job_seats WHERE small_job_id = NEW.id AND number > NEW.seats;
  RETURN NULL;
END $$;
CREATE TRIGGER keep_small_job_seats AFTER INSERT OR UPDATE OF seats ON small_jobs
  FOR EACH ROW EXECUTE FUNCTION keep_small_job_seats();

CREATE FUNCTION check_small_job_age() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.youngest_age < (SELECT youngest_age FROM kinds_of_work WHERE id = NEW.kind_of_work_id) THEN
    RAISE EXCEPTION 'the law asks for a higher age for this kind of work' USING
      ERRCODE = 'check_violation', CONSTRAINT = 'small_job_age', TABLE = 'small_jobs';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER small_job_age BEFORE INSERT OR UPDATE ON small_jobs
  FOR EACH ROW EXECUTE FUNCTION check_small_job_age();

-- The rows are locked for share: what changes at the same moment comes before the placement, which is then refused, or
-- after it, and then finds it running.
CREATE FUNCTION check_placement() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  age integer;
BEGIN
  SELECT date_part('year', age(NEW.started_on, born_on))::integer INTO age
    FROM young_people WHERE id = NEW.young_person_id FOR SHARE;
  PERFORM 1 FROM small_jobs JOIN employers ON employers.id = small_jobs.employer_id
    WHERE small_jobs.id = NEW.small_job_id AND small_jobs.status = 'published' AND employers.status = 'approved'
    FOR SHARE OF small_jobs, employers;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'the small job is not open' USING
      ERRCODE = 'check_violation', CONSTRAINT = 'placement_needs_open_job', TABLE = 'placements';
  END IF;
  PERFORM 1 FROM small_jobs JOIN kinds_of_work ON kinds_of_work.id = small_jobs.kind_of_work_id
    WHERE small_jobs.id = NEW.small_job_id AND age >= small_jobs.youngest_age AND age >= kinds_of_work.youngest_age
    AND (oldest_age IS NULL OR age <= oldest_age);
  IF NOT FOUND THEN
    RAISE EXCEPTION 'the age does not allow this work' USING
      ERRCODE = 'check_violation', CONSTRAINT = 'placement_needs_age', TABLE = 'placements';
  END IF;
  PERFORM 1 FROM consents WHERE young_person_id = NEW.young_person_id AND purpose = 'being_matched'
    AND basis = 'consent' AND withdrawn_at IS NULL
    AND (age >= 15 OR given_through IN ('parent_link', 'noted_from_parent')) FOR SHARE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'the young person has not consented' USING
      ERRCODE = 'check_violation', CONSTRAINT = 'placement_needs_consent', TABLE = 'placements';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER placement_is_lawful BEFORE INSERT ON placements
  FOR EACH ROW EXECUTE FUNCTION check_placement();
"""


def execute_as_written(statements: str) -> None:
    """Run several statements without SQLAlchemy reading parameters into them."""
    with op.get_bind().connection.driver_connection.cursor() as cursor:
        cursor.execute(statements)


def fill_lists() -> None:
    """Write what small jobs are described with."""
    names = ("code", "name_da", "name_en")
    kinds = sa.table("kinds_of_work", *map(sa.column, (*names, "youngest_age", "earliest_hour", "latest_hour", "source")))
    op.bulk_insert(
        kinds,
        [dict(zip((*names, "youngest_age", "earliest_hour", "latest_hour"), row)) | {"source": LAW} for row in KINDS_OF_WORK],
    )
    for table, rows in (("strains", STRAINS), ("support_kinds", SUPPORT_KINDS)):
        op.bulk_insert(sa.table(table, *map(sa.column, names)), [dict(zip(names, row)) for row in rows])


def upgrade() -> None:
    op.create_table('kinds_of_work',
    sa.Column('youngest_age', sa.Integer(), nullable=False),
    sa.Column('earliest_hour', sa.Integer(), nullable=False),
    sa.Column('latest_hour', sa.Integer(), nullable=False),
    sa.Column('source', sa.Text(), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('code', sa.Text(), nullable=False),
    sa.Column('name_da', sa.Text(), nullable=False),
    sa.Column('name_en', sa.Text(), nullable=False),
    sa.CheckConstraint('earliest_hour BETWEEN 0 AND 6 AND latest_hour BETWEEN 20 AND 24', name=op.f('ck_kinds_of_work_hours')),
    sa.CheckConstraint('youngest_age BETWEEN 13 AND 18', name=op.f('ck_kinds_of_work_youngest_age')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_kinds_of_work')),
    sa.UniqueConstraint('code', name=op.f('uq_kinds_of_work_code'))
    )
    op.create_table('strains',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('code', sa.Text(), nullable=False),
    sa.Column('name_da', sa.Text(), nullable=False),
    sa.Column('name_en', sa.Text(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_strains')),
    sa.UniqueConstraint('code', name=op.f('uq_strains_code'))
    )
    op.create_table('support_kinds',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('code', sa.Text(), nullable=False),
    sa.Column('name_da', sa.Text(), nullable=False),
    sa.Column('name_en', sa.Text(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_support_kinds')),
    sa.UniqueConstraint('code', name=op.f('uq_support_kinds_code'))
    )
    op.create_table('employers',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('code', sa.Text(), nullable=False),
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('kind', sa.Enum('company', 'association', 'municipal', name='employerkind', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('cvr', sa.Text(), nullable=False),
    sa.Column('status', sa.Enum('pending', 'approved', 'refused', name='employerstatus', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('area_id', sa.Integer(), nullable=False),
    sa.Column('address', sa.Text(), nullable=False),
    sa.Column('phone', sa.Text(), nullable=False),
    sa.Column('about', sa.Text(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.CheckConstraint("cvr ~ '^[1-9][0-9]{7}$'", name=op.f('ck_employers_cvr')),
    sa.ForeignKeyConstraint(['area_id'], ['areas.id'], name=op.f('fk_employers_area_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_employers')),
    sa.UniqueConstraint('code', name=op.f('uq_employers_code')),
    sa.UniqueConstraint('name', name=op.f('uq_employers_name'))
    )
    op.create_index(op.f('ix_employers_status'), 'employers', ['status'], unique=False)
    op.create_index('uq_employers_cvr', 'employers', ['cvr'], unique=True, postgresql_where=sa.text("kind <> 'municipal'"))
    op.create_table('job_runs',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('status', sa.Enum('queued', 'done', 'failed', name='jobrunstatus', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('requested_by_id', sa.Integer(), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.Column('finished_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('statistics', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('failure', sa.Text(), nullable=True),
    sa.ForeignKeyConstraint(['requested_by_id'], ['users.id'], name=op.f('fk_job_runs_requested_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_job_runs'))
    )
    op.create_index('uq_job_runs_one_at_a_time', 'job_runs', [sa.literal_column('(true)')], unique=True, postgresql_where=sa.text("status = 'queued'"))
    op.create_table('employer_contacts',
    sa.Column('employer_id', sa.Integer(), nullable=False),
    sa.Column('user_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['employer_id'], ['employers.id'], name=op.f('fk_employer_contacts_employer_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['user_id'], ['users.id'], name=op.f('fk_employer_contacts_user_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('employer_id', 'user_id', name=op.f('pk_employer_contacts'))
    )
    op.create_table('job_run_left_without',
    sa.Column('run_id', sa.Integer(), nullable=False),
    sa.Column('young_person_id', sa.Integer(), nullable=False),
    sa.Column('reasons', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.ForeignKeyConstraint(['run_id'], ['job_runs.id'], name=op.f('fk_job_run_left_without_run_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['young_person_id'], ['young_people.id'], name=op.f('fk_job_run_left_without_young_person_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('run_id', 'young_person_id', name=op.f('pk_job_run_left_without'))
    )
    op.create_index(op.f('ix_job_run_left_without_young_person_id'), 'job_run_left_without', ['young_person_id'], unique=False)
    op.create_table('small_jobs',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('code', sa.Text(), nullable=False),
    sa.Column('employer_id', sa.Integer(), nullable=False),
    sa.Column('kind_of_work_id', sa.Integer(), nullable=False),
    sa.Column('area_id', sa.Integer(), nullable=False),
    sa.Column('status', sa.Enum('draft', 'published', 'closed', name='smalljobstatus', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('title', sa.Text(), nullable=False),
    sa.Column('tasks', sa.Text(), nullable=False),
    sa.Column('good_day', sa.Text(), nullable=False),
    sa.Column('place', sa.Text(), nullable=False),
    sa.Column('hours_from', sa.Integer(), nullable=False),
    sa.Column('hours_to', sa.Integer(), nullable=False),
    sa.Column('hourly_rate_kr', sa.Integer(), nullable=False),
    sa.Column('week', web.core.week.WeekType(), nullable=False),
    sa.Column('youngest_age', sa.Integer(), nullable=False),
    sa.Column('oldest_age', sa.Integer(), nullable=True),
    sa.Column('seats', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.CheckConstraint('hourly_rate_kr > 0', name=op.f('ck_small_jobs_ordinary_pay')),
    sa.CheckConstraint('hours_from BETWEEN 1 AND 37 AND hours_to BETWEEN hours_from AND 37', name=op.f('ck_small_jobs_hours')),
    sa.CheckConstraint('oldest_age BETWEEN youngest_age AND 35', name=op.f('ck_small_jobs_oldest_age')),
    sa.CheckConstraint('seats BETWEEN 1 AND 50', name=op.f('ck_small_jobs_seats')),
    sa.CheckConstraint('youngest_age BETWEEN 13 AND 30', name=op.f('ck_small_jobs_youngest_age')),
    sa.ForeignKeyConstraint(['area_id'], ['areas.id'], name=op.f('fk_small_jobs_area_id')),
    sa.ForeignKeyConstraint(['employer_id'], ['employers.id'], name=op.f('fk_small_jobs_employer_id')),
    sa.ForeignKeyConstraint(['kind_of_work_id'], ['kinds_of_work.id'], name=op.f('fk_small_jobs_kind_of_work_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_small_jobs')),
    sa.UniqueConstraint('code', name=op.f('uq_small_jobs_code'))
    )
    op.create_index(op.f('ix_small_jobs_area_id'), 'small_jobs', ['area_id'], unique=False)
    op.create_index(op.f('ix_small_jobs_employer_id'), 'small_jobs', ['employer_id'], unique=False)
    op.create_index(op.f('ix_small_jobs_status'), 'small_jobs', ['status'], unique=False)
    op.create_table('work_wishes',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('young_person_id', sa.Integer(), nullable=False),
    sa.Column('is_looking', sa.Boolean(), nullable=False),
    sa.Column('is_at_school', sa.Boolean(), nullable=False),
    sa.Column('energy_morning', sa.Integer(), nullable=False),
    sa.Column('energy_noon', sa.Integer(), nullable=False),
    sa.Column('energy_afternoon', sa.Integer(), nullable=False),
    sa.Column('energy_evening', sa.Integer(), nullable=False),
    sa.Column('start_hours', sa.Integer(), nullable=False),
    sa.Column('step_hours', sa.Integer(), nullable=False),
    sa.Column('step_weeks', sa.Integer(), nullable=False),
    sa.Column('goal_hours', sa.Integer(), nullable=False),
    sa.Column('week', web.core.week.WeekType(), nullable=False),
    sa.Column('means', postgresql.ARRAY(sa.Enum('walk', 'cycle', 'bus', 'car', name='means', native_enum=False, length=10)), nullable=False),
    sa.Column('max_travel_minutes', sa.Integer(), nullable=False),
    sa.Column('words', sa.Text(), nullable=False),
    sa.Column('may_show_likes', sa.Boolean(), nullable=False),
    sa.Column('may_show_support', sa.Boolean(), nullable=False),
    sa.Column('may_show_words', sa.Boolean(), nullable=False),
    sa.Column('looking_since', sa.Date(), nullable=False),
    sa.CheckConstraint('energy_morning BETWEEN 0 AND 2 AND energy_noon BETWEEN 0 AND 2 AND energy_afternoon BETWEEN 0 AND 2 AND energy_evening BETWEEN 0 AND 2', name=op.f('ck_work_wishes_energy')),
    sa.CheckConstraint('max_travel_minutes BETWEEN 5 AND 120', name=op.f('ck_work_wishes_max_travel_minutes')),
    sa.CheckConstraint('start_hours BETWEEN 1 AND 37 AND goal_hours BETWEEN start_hours AND 37', name=op.f('ck_work_wishes_hours')),
    sa.CheckConstraint('step_hours BETWEEN 0 AND 10 AND step_weeks BETWEEN 1 AND 26', name=op.f('ck_work_wishes_steps')),
    sa.ForeignKeyConstraint(['young_person_id'], ['young_people.id'], name=op.f('fk_work_wishes_young_person_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_work_wishes')),
    sa.UniqueConstraint('young_person_id', name=op.f('uq_work_wishes_young_person_id'))
    )
    op.create_table('job_proposals',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('run_id', sa.Integer(), nullable=True),
    sa.Column('young_person_id', sa.Integer(), nullable=False),
    sa.Column('small_job_id', sa.Integer(), nullable=False),
    sa.Column('status', sa.Enum('proposed', 'approved', 'young_person_accepted', 'accepted', 'declined_by_caseworker', 'declined_by_young_person', 'declined_by_employer', 'expired', 'replaced', 'withdrawn', name='jobproposalstatus', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('score', sa.Double(), nullable=True),
    sa.Column('reasons', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('decline_reason', sa.Text(), nullable=True),
    sa.Column('answered_on_behalf', sa.Boolean(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint('score BETWEEN 0 AND 1', name=op.f('ck_job_proposals_score')),
    sa.ForeignKeyConstraint(['run_id'], ['job_runs.id'], name=op.f('fk_job_proposals_run_id')),
    sa.ForeignKeyConstraint(['small_job_id'], ['small_jobs.id'], name=op.f('fk_job_proposals_small_job_id')),
    sa.ForeignKeyConstraint(['young_person_id'], ['young_people.id'], name=op.f('fk_job_proposals_young_person_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_job_proposals'))
    )
    op.create_index(op.f('ix_job_proposals_run_id'), 'job_proposals', ['run_id'], unique=False)
    op.create_index(op.f('ix_job_proposals_small_job_id'), 'job_proposals', ['small_job_id'], unique=False)
    op.create_index(op.f('ix_job_proposals_status'), 'job_proposals', ['status'], unique=False)
    op.create_index(op.f('ix_job_proposals_young_person_id'), 'job_proposals', ['young_person_id'], unique=False)
    op.create_index('uq_job_proposals_live', 'job_proposals', ['young_person_id'], unique=True, postgresql_where=sa.text("status IN ('proposed', 'approved', 'young_person_accepted')"))
    op.create_table('small_job_interests',
    sa.Column('young_person_id', sa.Integer(), nullable=False),
    sa.Column('small_job_id', sa.Integer(), nullable=False),
    sa.Column('said_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['small_job_id'], ['small_jobs.id'], name=op.f('fk_small_job_interests_small_job_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['young_person_id'], ['young_people.id'], name=op.f('fk_small_job_interests_young_person_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('young_person_id', 'small_job_id', name=op.f('pk_small_job_interests'))
    )
    op.create_index(op.f('ix_small_job_interests_small_job_id'), 'small_job_interests', ['small_job_id'], unique=False)
    op.create_table('small_job_seats',
    sa.Column('small_job_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), autoincrement=False, nullable=False),
    sa.ForeignKeyConstraint(['small_job_id'], ['small_jobs.id'], name=op.f('fk_small_job_seats_small_job_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('small_job_id', 'number', name=op.f('pk_small_job_seats'))
    )
    op.create_table('small_job_strains',
    sa.Column('small_job_id', sa.Integer(), nullable=False),
    sa.Column('strain_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['small_job_id'], ['small_jobs.id'], name=op.f('fk_small_job_strains_small_job_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['strain_id'], ['strains.id'], name=op.f('fk_small_job_strains_strain_id')),
    sa.PrimaryKeyConstraint('small_job_id', 'strain_id', name=op.f('pk_small_job_strains'))
    )
    op.create_table('small_job_support',
    sa.Column('small_job_id', sa.Integer(), nullable=False),
    sa.Column('support_kind_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['small_job_id'], ['small_jobs.id'], name=op.f('fk_small_job_support_small_job_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['support_kind_id'], ['support_kinds.id'], name=op.f('fk_small_job_support_support_kind_id')),
    sa.PrimaryKeyConstraint('small_job_id', 'support_kind_id', name=op.f('pk_small_job_support'))
    )
    op.create_table('work_wish_kinds',
    sa.Column('wishes_id', sa.Integer(), nullable=False),
    sa.Column('kind_of_work_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['kind_of_work_id'], ['kinds_of_work.id'], name=op.f('fk_work_wish_kinds_kind_of_work_id')),
    sa.ForeignKeyConstraint(['wishes_id'], ['work_wishes.id'], name=op.f('fk_work_wish_kinds_wishes_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('wishes_id', 'kind_of_work_id', name=op.f('pk_work_wish_kinds'))
    )
    op.create_table('work_wish_strains',
    sa.Column('wishes_id', sa.Integer(), nullable=False),
    sa.Column('strain_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['strain_id'], ['strains.id'], name=op.f('fk_work_wish_strains_strain_id')),
    sa.ForeignKeyConstraint(['wishes_id'], ['work_wishes.id'], name=op.f('fk_work_wish_strains_wishes_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('wishes_id', 'strain_id', name=op.f('pk_work_wish_strains'))
    )
    op.create_table('work_wish_support',
    sa.Column('wishes_id', sa.Integer(), nullable=False),
    sa.Column('support_kind_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['support_kind_id'], ['support_kinds.id'], name=op.f('fk_work_wish_support_support_kind_id')),
    sa.ForeignKeyConstraint(['wishes_id'], ['work_wishes.id'], name=op.f('fk_work_wish_support_wishes_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('wishes_id', 'support_kind_id', name=op.f('pk_work_wish_support'))
    )
    op.create_table('placements',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('proposal_id', sa.Integer(), nullable=False),
    sa.Column('young_person_id', sa.Integer(), nullable=False),
    sa.Column('small_job_id', sa.Integer(), nullable=False),
    sa.Column('status', sa.Enum('trial', 'employed', 'ended', name='placementstatus', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('seat', sa.Integer(), nullable=True),
    sa.Column('start_hours', sa.Integer(), nullable=False),
    sa.Column('step_hours', sa.Integer(), nullable=False),
    sa.Column('step_weeks', sa.Integer(), nullable=False),
    sa.Column('goal_hours', sa.Integer(), nullable=False),
    sa.Column('started_on', sa.Date(), nullable=False),
    sa.Column('employed_on', sa.Date(), nullable=True),
    sa.Column('ended_on', sa.Date(), nullable=True),
    sa.Column('end_reason', sa.Text(), nullable=True),
    sa.CheckConstraint("(status = 'ended') = (ended_on IS NOT NULL)", name=op.f('ck_placements_ended_on')),
    sa.CheckConstraint("(status = 'ended') = (seat IS NULL)", name=op.f('ck_placements_running_has_seat')),
    sa.CheckConstraint('start_hours BETWEEN 1 AND 37 AND goal_hours BETWEEN start_hours AND 37', name=op.f('ck_placements_hours')),
    sa.CheckConstraint('step_hours BETWEEN 0 AND 10 AND step_weeks BETWEEN 1 AND 26', name=op.f('ck_placements_steps')),
    sa.ForeignKeyConstraint(['proposal_id'], ['job_proposals.id'], name=op.f('fk_placements_proposal_id')),
    sa.ForeignKeyConstraint(['small_job_id', 'seat'], ['small_job_seats.small_job_id', 'small_job_seats.number'], name='fk_placements_seat'),
    sa.ForeignKeyConstraint(['small_job_id'], ['small_jobs.id'], name=op.f('fk_placements_small_job_id')),
    sa.ForeignKeyConstraint(['young_person_id'], ['young_people.id'], name=op.f('fk_placements_young_person_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_placements')),
    sa.UniqueConstraint('proposal_id', name=op.f('uq_placements_proposal_id'))
    )
    op.create_index(op.f('ix_placements_small_job_id'), 'placements', ['small_job_id'], unique=False)
    op.create_index(op.f('ix_placements_status'), 'placements', ['status'], unique=False)
    op.create_index(op.f('ix_placements_young_person_id'), 'placements', ['young_person_id'], unique=False)
    op.create_index('uq_placements_running', 'placements', ['young_person_id'], unique=True, postgresql_where=sa.text("status <> 'ended'"))
    op.create_index('uq_placements_seat', 'placements', ['small_job_id', 'seat'], unique=True)
    op.create_table('trial_days',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('placement_id', sa.Integer(), nullable=False),
    sa.Column('starts_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ends_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('status', sa.Enum('planned', 'held', 'called_off', name='trialdaystatus', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('employer_outcome', sa.Enum('good', 'unsure', 'no', name='employer_outcome', native_enum=False, create_constraint=True, length=40), nullable=True),
    sa.Column('young_person_outcome', sa.Enum('good', 'unsure', 'no', name='young_person_outcome', native_enum=False, create_constraint=True, length=40), nullable=True),
    postgresql.ExcludeConstraint((sa.text("int8range(placement_id, placement_id, '[]')"), '&&'), (sa.text('tstzrange(starts_at, ends_at)'), '&&'), where=sa.text("status <> 'called_off'"), using='gist', name='ex_trial_days_no_double_booking'),
    sa.CheckConstraint("status = 'held' OR (employer_outcome IS NULL AND young_person_outcome IS NULL)", name=op.f('ck_trial_days_held_first')),
    sa.CheckConstraint('ends_at > starts_at', name=op.f('ck_trial_days_ends_after_start')),
    sa.ForeignKeyConstraint(['placement_id'], ['placements.id'], name=op.f('fk_trial_days_placement_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_trial_days'))
    )
    op.create_index(op.f('ix_trial_days_starts_at'), 'trial_days', ['starts_at'], unique=False)
    op.create_table('work_weeks',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('placement_id', sa.Integer(), nullable=False),
    sa.Column('monday', sa.Date(), nullable=False),
    sa.Column('minutes', sa.Integer(), nullable=False),
    sa.Column('noted_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('noted_by_id', sa.Integer(), nullable=True),
    sa.CheckConstraint('extract(isodow from monday) = 1', name=op.f('ck_work_weeks_monday')),
    sa.CheckConstraint('minutes BETWEEN 0 AND 3600 AND mod(minutes, 15) = 0', name=op.f('ck_work_weeks_minutes')),
    sa.ForeignKeyConstraint(['noted_by_id'], ['users.id'], name=op.f('fk_work_weeks_noted_by_id')),
    sa.ForeignKeyConstraint(['placement_id'], ['placements.id'], name=op.f('fk_work_weeks_placement_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_work_weeks'))
    )
    op.create_index('uq_work_weeks_placement_id_monday', 'work_weeks', ['placement_id', 'monday'], unique=True)
    execute_as_written(GUARDS)
    fill_lists()


def downgrade() -> None:
    execute_as_written(
        "DROP TRIGGER placement_is_lawful ON placements; DROP FUNCTION check_placement(); "
        "DROP TRIGGER small_job_age ON small_jobs; DROP FUNCTION check_small_job_age(); "
        "DROP TRIGGER keep_small_job_seats ON small_jobs; DROP FUNCTION keep_small_job_seats();"
    )
    op.drop_index('uq_work_weeks_placement_id_monday', table_name='work_weeks')
    op.drop_table('work_weeks')
    op.drop_index(op.f('ix_trial_days_starts_at'), table_name='trial_days')
    op.drop_table('trial_days')
    op.drop_index('uq_placements_seat', table_name='placements')
    op.drop_index('uq_placements_running', table_name='placements', postgresql_where=sa.text("status <> 'ended'"))
    op.drop_index(op.f('ix_placements_young_person_id'), table_name='placements')
    op.drop_index(op.f('ix_placements_status'), table_name='placements')
    op.drop_index(op.f('ix_placements_small_job_id'), table_name='placements')
    op.drop_table('placements')
    op.drop_table('work_wish_support')
    op.drop_table('work_wish_strains')
    op.drop_table('work_wish_kinds')
    op.drop_table('small_job_support')
    op.drop_table('small_job_strains')
    op.drop_table('small_job_seats')
    op.drop_index(op.f('ix_small_job_interests_small_job_id'), table_name='small_job_interests')
    op.drop_table('small_job_interests')
    op.drop_index('uq_job_proposals_live', table_name='job_proposals', postgresql_where=sa.text("status IN ('proposed', 'approved', 'young_person_accepted')"))
    op.drop_index(op.f('ix_job_proposals_young_person_id'), table_name='job_proposals')
    op.drop_index(op.f('ix_job_proposals_status'), table_name='job_proposals')
    op.drop_index(op.f('ix_job_proposals_small_job_id'), table_name='job_proposals')
    op.drop_index(op.f('ix_job_proposals_run_id'), table_name='job_proposals')
    op.drop_table('job_proposals')
    op.drop_table('work_wishes')
    op.drop_index(op.f('ix_small_jobs_status'), table_name='small_jobs')
    op.drop_index(op.f('ix_small_jobs_employer_id'), table_name='small_jobs')
    op.drop_index(op.f('ix_small_jobs_area_id'), table_name='small_jobs')
    op.drop_table('small_jobs')
    op.drop_index(op.f('ix_job_run_left_without_young_person_id'), table_name='job_run_left_without')
    op.drop_table('job_run_left_without')
    op.drop_table('employer_contacts')
    op.drop_index('uq_job_runs_one_at_a_time', table_name='job_runs', postgresql_where=sa.text("status = 'queued'"))
    op.drop_table('job_runs')
    op.drop_index('uq_employers_cvr', table_name='employers', postgresql_where=sa.text("kind <> 'municipal'"))
    op.drop_index(op.f('ix_employers_status'), table_name='employers')
    op.drop_table('employers')
    op.drop_table('support_kinds')
    op.drop_table('strains')
    op.drop_table('kinds_of_work')
