"""Keep consents as records, carry the known ones over, and let a match begin only with both sides' consent."""

import sqlalchemy as sa
from alembic import op

revision = '0009'
down_revision = '0008'
branch_labels = None
depends_on = None

THROUGH = ("own_page", "own_link", "parent_link", "noted", "noted_from_parent", "newer_consent", "erasure")


def choices(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=40)


# What was known before: the day on which a young person had said yes, and that a mentor had applied. In which words is
# not known, and the text version says so.
CARRY_OVER = """
INSERT INTO consents (young_person_id, purpose, basis, text_version, language, given_at, given_through, given_by_id)
  SELECT id, purpose, 'consent', 'before_records', 'da', (consented_on + time '12:00') AT TIME ZONE 'Europe/Copenhagen',
    CASE WHEN age(consented_on, born_on) < interval '15 years' THEN 'noted_from_parent' ELSE 'noted' END, caseworker_id
  FROM young_people CROSS JOIN (VALUES ('being_matched'), ('showing_wishes')) AS purposes (purpose)
  WHERE consented_on IS NOT NULL AND (purpose = 'being_matched' OR may_show_wishes);
INSERT INTO consents (user_id, purpose, basis, text_version, language, given_at, given_through, given_by_id)
  SELECT users.id, 'being_mentor', 'consent', 'before_records', users.locale, mentors.created_at, 'own_page', users.id
  FROM mentors JOIN volunteers ON volunteers.id = mentors.volunteer_id JOIN users ON users.id = volunteers.user_id
  WHERE mentors.status <> 'refused';
"""

# The consent rows are locked for share: a withdrawal at the same moment comes before the match, which is then refused,
# or after it, and then finds it running.
MATCH_NEEDS_CONSENT = """
CREATE FUNCTION check_match_has_consent() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  age integer;
BEGIN
  SELECT date_part('year', age(NEW.started_on, born_on))::integer INTO age
    FROM young_people WHERE id = NEW.young_person_id FOR SHARE;
  PERFORM 1 FROM consents WHERE young_person_id = NEW.young_person_id AND purpose = 'being_matched'
    AND basis = 'consent' AND withdrawn_at IS NULL
    AND (age >= 15 OR given_through IN ('parent_link', 'noted_from_parent')) FOR SHARE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'the young person has not consented' USING
      ERRCODE = 'check_violation', CONSTRAINT = 'match_needs_consent', TABLE = 'matches';
  END IF;
  PERFORM 1 FROM consents JOIN volunteers ON volunteers.user_id = consents.user_id
    JOIN mentors ON mentors.volunteer_id = volunteers.id
    WHERE mentors.id = NEW.mentor_id AND purpose = 'being_mentor' AND withdrawn_at IS NULL FOR SHARE OF consents;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'the mentor has not consented' USING
      ERRCODE = 'check_violation', CONSTRAINT = 'match_needs_mentor_consent', TABLE = 'matches';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER match_has_consent BEFORE INSERT ON matches
  FOR EACH ROW EXECUTE FUNCTION check_match_has_consent();
"""

# The other guard of a new match asked for the consent as well, by a column that is gone now.
WITHOUT_THE_OLD_QUESTION = """
DO $$
BEGIN
  EXECUTE replace(pg_get_functiondef('check_match_is_safe'::regproc), ' AND consented_on IS NOT NULL', '');
END $$;
"""


def execute_as_written(statements: str) -> None:
    """Run several statements without SQLAlchemy reading parameters into them."""
    with op.get_bind().connection.driver_connection.cursor() as cursor:
        cursor.execute(statements)


def upgrade() -> None:
    op.create_table('consents',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('young_person_id', sa.Integer(), nullable=True),
    sa.Column('user_id', sa.Integer(), nullable=True),
    sa.Column('purpose', choices('consentpurpose', 'being_matched', 'showing_wishes', 'being_mentor', 'other_tasks', 'casework'), nullable=False),
    sa.Column('basis', choices('legalbasis', 'consent', 'public_task', 'legal_duty'), nullable=False),
    sa.Column('law_section', choices('lawsection', 'youth_effort', 'early_prevention', 'advice', 'voluntary_work', 'employment'), nullable=True),
    sa.Column('text_version', sa.Text(), nullable=False),
    sa.Column('language', sa.Text(), nullable=False),
    sa.Column('given_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('given_through', choices('through', *THROUGH), nullable=False),
    sa.Column('given_by_id', sa.Integer(), nullable=True),
    sa.Column('withdrawn_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('withdrawn_through', choices('withdrawn_through', *THROUGH), nullable=True),
    sa.Column('withdrawn_by_id', sa.Integer(), nullable=True),
    sa.CheckConstraint('num_nonnulls(young_person_id, user_id) = 1', name=op.f('ck_consents_one_person')),
    sa.CheckConstraint("(basis = 'consent') = (law_section IS NULL)", name=op.f('ck_consents_law_section')),
    sa.CheckConstraint('(withdrawn_at IS NULL) = (withdrawn_through IS NULL)', name=op.f('ck_consents_withdrawn')),
    sa.ForeignKeyConstraint(['young_person_id'], ['young_people.id'], name=op.f('fk_consents_young_person_id')),
    sa.ForeignKeyConstraint(['user_id'], ['users.id'], name=op.f('fk_consents_user_id')),
    sa.ForeignKeyConstraint(['given_by_id'], ['users.id'], name=op.f('fk_consents_given_by_id')),
    sa.ForeignKeyConstraint(['withdrawn_by_id'], ['users.id'], name=op.f('fk_consents_withdrawn_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_consents'))
    )
    live = sa.text('withdrawn_at IS NULL')
    op.create_index('uq_consents_young_person_purpose', 'consents', ['young_person_id', 'purpose'], unique=True, postgresql_where=live)
    op.create_index('uq_consents_user_purpose', 'consents', ['user_id', 'purpose'], unique=True, postgresql_where=live)
    op.create_table('consent_questions',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('young_person_id', sa.Integer(), nullable=False),
    sa.Column('asked_of', choices('askedof', 'parent', 'young_person'), nullable=False),
    sa.Column('address', sa.Text(), nullable=False),
    sa.Column('asked_by_id', sa.Integer(), nullable=True),
    sa.Column('asked_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('answered_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('is_yes', sa.Boolean(), nullable=True),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint('(answered_at IS NULL) = (is_yes IS NULL)', name=op.f('ck_consent_questions_answer')),
    sa.ForeignKeyConstraint(['young_person_id'], ['young_people.id'], name=op.f('fk_consent_questions_young_person_id')),
    sa.ForeignKeyConstraint(['asked_by_id'], ['users.id'], name=op.f('fk_consent_questions_asked_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_consent_questions'))
    )
    op.create_index(op.f('ix_consent_questions_young_person_id'), 'consent_questions', ['young_person_id'])
    op.create_index('uq_consent_questions_open', 'consent_questions', ['young_person_id'], unique=True, postgresql_where=sa.text('answered_at IS NULL AND ended_at IS NULL'))
    op.create_table('match_reviews',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('match_id', sa.Integer(), nullable=False),
    sa.Column('reason', choices('reviewreason', 'young_person_withdrew', 'mentor_withdrew'), nullable=False),
    sa.Column('raised_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('decision', choices('reviewdecision', 'goes_on', 'ended'), nullable=True),
    sa.Column('decided_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('decided_by_id', sa.Integer(), nullable=True),
    sa.Column('words', sa.LargeBinary(), nullable=True),
    sa.CheckConstraint('(decision IS NULL) = (decided_at IS NULL)', name=op.f('ck_match_reviews_decided')),
    sa.ForeignKeyConstraint(['match_id'], ['matches.id'], name=op.f('fk_match_reviews_match_id')),
    sa.ForeignKeyConstraint(['decided_by_id'], ['users.id'], name=op.f('fk_match_reviews_decided_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_match_reviews'))
    )
    op.create_index('uq_match_reviews_open', 'match_reviews', ['match_id'], unique=True, postgresql_where=sa.text('decision IS NULL'))
    execute_as_written(CARRY_OVER + WITHOUT_THE_OLD_QUESTION + MATCH_NEEDS_CONSENT)
    op.drop_column('young_people', 'consented_on')


def downgrade() -> None:
    op.add_column('young_people', sa.Column('consented_on', sa.Date(), nullable=True))
    execute_as_written("""
        UPDATE young_people SET consented_on = (given_at AT TIME ZONE 'Europe/Copenhagen')::date FROM consents
          WHERE consents.young_person_id = young_people.id AND purpose = 'being_matched' AND withdrawn_at IS NULL;
        DROP TRIGGER match_has_consent ON matches;
        DROP FUNCTION check_match_has_consent();
        DO $$
        BEGIN
          EXECUTE replace(pg_get_functiondef('check_match_is_safe'::regproc), 'WHERE id = NEW.young_person_id',
            'WHERE id = NEW.young_person_id AND consented_on IS NOT NULL');
        END $$;
    """)
    op.drop_table('match_reviews')
    op.drop_table('consent_questions')
    op.drop_table('consents')
