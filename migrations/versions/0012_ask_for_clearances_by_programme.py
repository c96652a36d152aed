"""Ask for clearances by programme: requirements as rows, references, interviews, courses, statements and decisions."""

import sqlalchemy as sa
import web.core.encryption
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

KINDS = ("childrens_certificate", "criminal_record", "references", "interview", "training", "confidentiality")
STAFF = "{administrator,caseworker}"
VERIFIED_BY = {
    "criminal_record": STAFF,
    "references": STAFF,
    "interview": "{administrator,caseworker,area_contact}",
    "training": "{administrator,caseworker,area_contact}",
    "confidentiality": STAFF,
    "commitment": STAFF,
    "childrens_certificate": "{administrator,caseworker,coordinator}",
}

# The rows of the requirements are locked for share: a change of them at the same moment comes before the match or after it.
MATCH_NEEDS_CLEARANCE = """
CREATE OR REPLACE FUNCTION check_match_is_safe() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  age integer;
  missing text;
BEGIN
  SELECT date_part('year', age(NEW.started_on, born_on))::integer INTO age
    FROM young_people WHERE id = NEW.young_person_id FOR SHARE;
  PERFORM 1 FROM mentors WHERE id = NEW.mentor_id AND status IN ('approved', 'paused') FOR SHARE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'the mentor is not approved' USING
      ERRCODE = 'check_violation', CONSTRAINT = 'match_needs_clearance', TABLE = 'matches';
  END IF;
  PERFORM 1 FROM clearance_requirements WHERE programme_code = 'mentoring' FOR SHARE;
  PERFORM 1 FROM clearances
    JOIN mentors ON mentors.volunteer_id = clearances.volunteer_id WHERE mentors.id = NEW.mentor_id FOR SHARE OF clearances;
  SELECT string_agg(kind, ', ') INTO missing FROM clearance_requirements AS requirement
    WHERE programme_code = 'mentoring' AND is_required AND (only_below_age IS NULL OR age < only_below_age) AND NOT EXISTS (
      SELECT FROM clearances JOIN mentors ON mentors.volunteer_id = clearances.volunteer_id
      WHERE mentors.id = NEW.mentor_id AND clearances.kind = requirement.kind AND clearances.status = 'valid'
        AND clearances.issued_on <= NEW.started_on
        AND (clearances.expires_on IS NULL OR clearances.expires_on >= NEW.started_on));
  IF missing IS NOT NULL THEN
    RAISE EXCEPTION 'the mentor lacks: %', missing USING
      ERRCODE = 'check_violation', CONSTRAINT = 'match_needs_clearance', TABLE = 'matches';
  END IF;
  RETURN NEW;
END $$;
"""

COURSE_SEATS = """
CREATE FUNCTION keep_course_seats() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO course_seats (course_id, number)
    SELECT NEW.id, number FROM generate_series(1, NEW.seats) AS number ON CONFLICT DO NOTHING;
  DELETE FROM course_seats WHERE course_id = NEW.id AND number > NEW.seats;
  RETURN NULL;
END $$;
CREATE TRIGGER keep_course_seats AFTER INSERT OR UPDATE OF seats ON courses
  FOR EACH ROW EXECUTE FUNCTION keep_course_seats();
"""

# Where mentors are approved already, an administrator turns the new agreement on and sees first whom it stops.
NEW_REQUIREMENT = """
INSERT INTO clearance_requirements (programme_code, kind, is_required, only_below_age, valid_for_months, verified_by)
  SELECT 'mentoring', 'commitment', NOT EXISTS (SELECT FROM mentors WHERE status IN ('approved', 'paused')), NULL, NULL,
    '{administrator,caseworker}';
"""


def kind_check(*kinds: str) -> str:
    """Return the rule that a kind is one of these."""
    return "kind IN (" + ", ".join(f"'{kind}'" for kind in kinds) + ")"


def allow_kinds(*kinds: str) -> None:
    """Let clearances and requirements be of these kinds."""
    for table in ("clearances", "clearance_requirements"):
        name = f"ck_{table}_clearancekind"
        op.drop_constraint(op.f(name), table)
        op.create_check_constraint(op.f(name), table, kind_check(*kinds))


def execute_as_written(statements: str) -> None:
    """Run several statements without SQLAlchemy reading parameters into them."""
    with op.get_bind().connection.driver_connection.cursor() as cursor:
        cursor.execute(statements)


def upgrade() -> None:
    op.create_table('programmes',
    sa.Column('code', sa.Text(), nullable=False),
    sa.Column('name_da', sa.Text(), nullable=False),
    sa.Column('name_en', sa.Text(), nullable=False),
    sa.PrimaryKeyConstraint('code', name=op.f('pk_programmes'))
    )
    op.execute("INSERT INTO programmes VALUES ('mentoring', 'Mentor for en ung', 'Mentor for a young person')")
    allow_kinds(*KINDS, "commitment")
    ask_by_programme()
    op.create_table('courses',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('code', sa.Text(), nullable=True),
    sa.Column('title', sa.Text(), nullable=False),
    sa.Column('description', sa.Text(), nullable=False),
    sa.Column('place', sa.Text(), nullable=False),
    sa.Column('seats', sa.Integer(), nullable=False),
    sa.Column('status', sa.Enum('open', 'called_off', name='coursestatus', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('starts_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ends_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('second_starts_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('second_ends_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint('seats BETWEEN 1 AND 200', name=op.f('ck_courses_seats')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_courses')),
    sa.UniqueConstraint('code', name=op.f('uq_courses_code'))
    )
    op.create_index(op.f('ix_courses_starts_at'), 'courses', ['starts_at'], unique=False)
    op.create_table('course_seats',
    sa.Column('course_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), autoincrement=False, nullable=False),
    sa.ForeignKeyConstraint(['course_id'], ['courses.id'], name=op.f('fk_course_seats_course_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('course_id', 'number', name=op.f('pk_course_seats'))
    )
    op.create_table('course_places',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('course_id', sa.Integer(), nullable=False),
    sa.Column('volunteer_id', sa.Integer(), nullable=False),
    sa.Column('status', sa.Enum('seated', 'waiting', 'cancelled', 'attended', 'missed', name='placestatus', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('seat', sa.Integer(), nullable=True),
    sa.Column('asked_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("(status IN ('seated', 'attended', 'missed')) = (seat IS NOT NULL)", name=op.f('ck_course_places_seated_has_seat')),
    sa.ForeignKeyConstraint(['course_id', 'seat'], ['course_seats.course_id', 'course_seats.number'], name='fk_course_places_seat'),
    sa.ForeignKeyConstraint(['course_id'], ['courses.id'], name=op.f('fk_course_places_course_id')),
    sa.ForeignKeyConstraint(['volunteer_id'], ['volunteers.id'], name=op.f('fk_course_places_volunteer_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_course_places'))
    )
    op.create_index(op.f('ix_course_places_course_id'), 'course_places', ['course_id'], unique=False)
    op.create_index(op.f('ix_course_places_volunteer_id'), 'course_places', ['volunteer_id'], unique=False)
    op.create_index('uq_course_places_course_id_volunteer_id', 'course_places', ['course_id', 'volunteer_id'], unique=True)
    op.create_index('uq_course_places_seat', 'course_places', ['course_id', 'seat'], unique=True)
    op.create_table('given_statements',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('volunteer_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.Enum('childrens_certificate', 'criminal_record', 'references', 'interview', 'training', 'confidentiality', 'commitment', name='clearancekind', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('language', sa.Text(), nullable=False),
    sa.Column('words', sa.Text(), nullable=False),
    sa.Column('given_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['volunteer_id'], ['volunteers.id'], name=op.f('fk_given_statements_volunteer_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_given_statements'))
    )
    op.create_index(op.f('ix_given_statements_volunteer_id'), 'given_statements', ['volunteer_id'], unique=False)
    op.create_table('certificate_orders',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('mentor_id', sa.Integer(), nullable=False),
    sa.Column('association_id', sa.Integer(), nullable=False),
    sa.Column('status', sa.Enum('asked', 'obtained', 'not_obtained', 'withdrawn', name='orderstatus', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('consented_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('answered_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['association_id'], ['associations.id'], name=op.f('fk_certificate_orders_association_id')),
    sa.ForeignKeyConstraint(['mentor_id'], ['mentors.id'], name=op.f('fk_certificate_orders_mentor_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_certificate_orders'))
    )
    op.create_index(op.f('ix_certificate_orders_association_id'), 'certificate_orders', ['association_id'], unique=False)
    op.create_index(op.f('ix_certificate_orders_mentor_id'), 'certificate_orders', ['mentor_id'], unique=False)
    op.create_index('uq_certificate_orders_asked', 'certificate_orders', ['mentor_id'], unique=True, postgresql_where=sa.text("status = 'asked'"))
    op.create_table('clearance_reminders',
    sa.Column('clearance_id', sa.Integer(), nullable=False),
    sa.Column('expires_on', sa.Date(), nullable=False),
    sa.Column('days_before', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('sent_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['clearance_id'], ['clearances.id'], name=op.f('fk_clearance_reminders_clearance_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('clearance_id', 'expires_on', 'days_before', name=op.f('pk_clearance_reminders'))
    )
    op.create_table('interviews',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('mentor_id', sa.Integer(), nullable=False),
    sa.Column('interviewer_id', sa.Integer(), nullable=False),
    sa.Column('starts_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ends_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('channel', sa.Enum('meeting', 'phone', 'video', name='channel', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('place', sa.Text(), nullable=False),
    sa.Column('status', sa.Enum('planned', 'held', 'missed', 'cancelled', name='interviewstatus', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('is_suitable', sa.Boolean(), nullable=True),
    postgresql.ExcludeConstraint((sa.text("int8range(interviewer_id, interviewer_id, '[]')"), '&&'), (sa.text('tstzrange(starts_at, ends_at)'), '&&'), where=sa.text("status = 'planned'"), using='gist', name='ex_interviews_no_double_booking'),
    sa.CheckConstraint("(status = 'held') = (is_suitable IS NOT NULL)", name=op.f('ck_interviews_outcome')),
    sa.CheckConstraint('ends_at > starts_at', name=op.f('ck_interviews_ends_after_start')),
    sa.ForeignKeyConstraint(['interviewer_id'], ['users.id'], name=op.f('fk_interviews_interviewer_id')),
    sa.ForeignKeyConstraint(['mentor_id'], ['mentors.id'], name=op.f('fk_interviews_mentor_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_interviews'))
    )
    op.create_index(op.f('ix_interviews_interviewer_id'), 'interviews', ['interviewer_id'], unique=False)
    op.create_index(op.f('ix_interviews_mentor_id'), 'interviews', ['mentor_id'], unique=False)
    op.create_index('uq_interviews_planned', 'interviews', ['mentor_id'], unique=True, postgresql_where=sa.text("status = 'planned'"))
    op.create_table('mentor_references',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('mentor_id', sa.Integer(), nullable=False),
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('email', sa.Text(), nullable=False),
    sa.Column('relation', sa.Enum('employer', 'colleague', 'association', 'teacher', 'neighbour', 'friend', name='relation', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('status', sa.Enum('asked', 'answered', 'declined', 'expired', 'withdrawn', name='referencestatus', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('link_number', sa.Integer(), nullable=False),
    sa.Column('asked_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('reminded_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('answered_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('known_for', sa.Enum('under_one_year', 'one_to_five_years', 'longer', name='knownfor', native_enum=False, create_constraint=True, length=40), nullable=True),
    sa.Column('recommends', sa.Enum('yes', 'with_doubts', 'no', name='recommendation', native_enum=False, create_constraint=True, length=40), nullable=True),
    sa.Column('words', web.core.encryption.EncryptedText(), nullable=True),
    sa.Column('phone', sa.Text(), nullable=False),
    sa.CheckConstraint("(status = 'answered') = (answered_at IS NOT NULL AND known_for IS NOT NULL AND recommends IS NOT NULL)", name=op.f('ck_mentor_references_answered')),
    sa.ForeignKeyConstraint(['mentor_id'], ['mentors.id'], name=op.f('fk_mentor_references_mentor_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_mentor_references'))
    )
    op.create_index(op.f('ix_mentor_references_mentor_id'), 'mentor_references', ['mentor_id'], unique=False)
    op.create_index(op.f('ix_mentor_references_status'), 'mentor_references', ['status'], unique=False)
    op.create_index('uq_mentor_references_mentor_id_email', 'mentor_references', ['mentor_id', sa.literal_column('lower(email)')], unique=True, postgresql_where=sa.text("status IN ('asked', 'answered')"))
    op.create_table('mentor_worths',
    sa.Column('mentor_id', sa.Integer(), nullable=False),
    sa.Column('could_help', sa.Integer(), nullable=False),
    sa.Column('more_helped', sa.Integer(), nullable=False),
    sa.Column('counted_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['mentor_id'], ['mentors.id'], name=op.f('fk_mentor_worths_mentor_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('mentor_id', name=op.f('pk_mentor_worths'))
    )
    op.create_table('screening_decisions',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('mentor_id', sa.Integer(), nullable=False),
    sa.Column('outcome', sa.Enum('approved', 'refused', 'reopened', name='outcome', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('reason', sa.Enum('checks_not_in_order', 'references', 'interview', 'time', 'other_task_fits_better', 'no_answer', 'broke_agreement', 'new_information', 'decided_by_mistake', name='decisionreason', native_enum=False, create_constraint=True, length=40), nullable=True),
    sa.Column('decided_by_id', sa.Integer(), nullable=True),
    sa.Column('decided_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('reasons_asked_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('objected_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint("(outcome = 'approved') = (reason IS NULL)", name=op.f('ck_screening_decisions_reason')),
    sa.ForeignKeyConstraint(['decided_by_id'], ['users.id'], name=op.f('fk_screening_decisions_decided_by_id')),
    sa.ForeignKeyConstraint(['mentor_id'], ['mentors.id'], name=op.f('fk_screening_decisions_mentor_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_screening_decisions'))
    )
    op.create_index(op.f('ix_screening_decisions_mentor_id'), 'screening_decisions', ['mentor_id'], unique=False)
    op.create_table('clearance_lapses',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('match_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.Enum('childrens_certificate', 'criminal_record', 'references', 'interview', 'training', 'confidentiality', 'commitment', name='clearancekind', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('noticed_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['match_id'], ['matches.id'], name=op.f('fk_clearance_lapses_match_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_clearance_lapses'))
    )
    op.create_index(op.f('ix_clearance_lapses_match_id'), 'clearance_lapses', ['match_id'], unique=False)
    op.create_index('uq_clearance_lapses_open', 'clearance_lapses', ['match_id', 'kind'], unique=True, postgresql_where=sa.text('ended_at IS NULL'))
    execute_as_written(COURSE_SEATS + MATCH_NEEDS_CLEARANCE)


def ask_by_programme() -> None:
    """Turn the fixed list of what mentors need into rows of the mentoring programme, with who may record each."""
    table = "clearance_requirements"
    op.drop_constraint(op.f("pk_clearance_requirements"), table)
    op.execute("ALTER TABLE clearance_requirements ADD COLUMN id SERIAL CONSTRAINT pk_clearance_requirements PRIMARY KEY")
    op.add_column(table, sa.Column("programme_code", sa.Text(), nullable=False, server_default="mentoring"))
    op.add_column(table, sa.Column("is_required", sa.Boolean(), nullable=False, server_default=sa.true()))
    op.add_column(table, sa.Column("verified_by", postgresql.ARRAY(sa.Text()), nullable=False, server_default="{}"))
    for name in ("programme_code", "verified_by"):
        op.alter_column(table, name, server_default=None)
    op.create_foreign_key(op.f("fk_clearance_requirements_programme_code"), table, "programmes", ["programme_code"], ["code"])
    op.create_index("uq_clearance_requirements_programme_code_kind", table, ["programme_code", "kind"], unique=True)
    op.create_check_constraint(
        op.f("ck_clearance_requirements_childrens_certificate_below_15"), table,
        "kind <> 'childrens_certificate' OR (only_below_age IS NOT NULL AND only_below_age <= 15)",
    )
    op.create_check_constraint(op.f("ck_clearance_requirements_only_below_age"), table, "only_below_age BETWEEN 11 AND 30")
    op.create_check_constraint(op.f("ck_clearance_requirements_valid_for_months"), table, "valid_for_months BETWEEN 1 AND 120")
    execute_as_written(NEW_REQUIREMENT)
    for kind, roles in VERIFIED_BY.items():
        op.execute(f"UPDATE clearance_requirements SET verified_by = '{roles}' WHERE kind = '{kind}'")


def downgrade() -> None:
    execute_as_written(
        "DROP TRIGGER keep_course_seats ON courses; DROP FUNCTION keep_course_seats();"
        + MATCH_NEEDS_CLEARANCE.replace("programme_code = 'mentoring' AND is_required AND ", "")
        .replace(" WHERE programme_code = 'mentoring'", "")
    )
    for table in (
        "clearance_lapses", "screening_decisions", "mentor_worths", "mentor_references", "interviews",
        "clearance_reminders", "certificate_orders", "given_statements", "course_places", "course_seats", "courses",
    ):
        op.drop_table(table)
    table = "clearance_requirements"
    op.execute("DELETE FROM clearance_requirements WHERE kind = 'commitment' OR programme_code <> 'mentoring' OR NOT is_required")
    op.execute("DELETE FROM clearances WHERE kind = 'commitment'")
    for name in ("childrens_certificate_below_15", "only_below_age", "valid_for_months"):
        op.drop_constraint(op.f(f"ck_clearance_requirements_{name}"), table)
    op.drop_index("uq_clearance_requirements_programme_code_kind", table)
    op.drop_constraint(op.f("pk_clearance_requirements"), table)
    for name in ("id", "programme_code", "is_required", "verified_by"):
        op.drop_column(table, name)
    op.create_primary_key(op.f("pk_clearance_requirements"), table, ["kind"])
    op.drop_table("programmes")
    allow_kinds(*KINDS)
