"""Lay the tables."""

import sqlalchemy as sa
from alembic import op
import flask_security.datastore
import web.core.encryption
import web.core.week
from web.extensions import jobs
from sqlalchemy.dialects import postgresql
revision = '0001'
down_revision = None
branch_labels = None
depends_on = None


SEATS = """
CREATE FUNCTION keep_shift_seats() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO shift_seats (shift_id, number)
    SELECT NEW.id, number FROM generate_series(1, NEW.seats) AS number ON CONFLICT DO NOTHING;
  DELETE FROM shift_seats WHERE shift_id = NEW.id AND number > NEW.seats;
  RETURN NULL;
END $$;
CREATE TRIGGER keep_shift_seats AFTER INSERT OR UPDATE OF seats ON shifts
  FOR EACH ROW EXECUTE FUNCTION keep_shift_seats();

CREATE FUNCTION keep_mentor_seats() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO mentor_seats (mentor_id, number)
    SELECT NEW.id, number FROM generate_series(1, NEW.capacity) AS number ON CONFLICT DO NOTHING;
  DELETE FROM mentor_seats WHERE mentor_id = NEW.id AND number > NEW.capacity;
  RETURN NULL;
END $$;
CREATE TRIGGER keep_mentor_seats AFTER INSERT OR UPDATE OF capacity ON mentors
  FOR EACH ROW EXECUTE FUNCTION keep_mentor_seats();
"""

SIGNUP_TIMES = """
CREATE FUNCTION set_signup_time() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  SELECT CASE WHEN starts_at IS NULL THEN NULL ELSE tstzrange(starts_at, ends_at) END
    INTO NEW.during FROM shifts WHERE id = NEW.shift_id;
  RETURN NEW;
END $$;
CREATE TRIGGER set_signup_time BEFORE INSERT OR UPDATE ON signups
  FOR EACH ROW EXECUTE FUNCTION set_signup_time();

CREATE FUNCTION move_signups_with_shift() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE signups SET during = NULL WHERE shift_id = NEW.id;
  RETURN NULL;
END $$;
CREATE TRIGGER move_signups_with_shift AFTER UPDATE OF starts_at, ends_at ON shifts
  FOR EACH ROW EXECUTE FUNCTION move_signups_with_shift();
"""

AUDIT_IS_FINAL = """
CREATE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'audit events are never changed or removed' USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER audit_is_final BEFORE UPDATE OR DELETE ON audit_events
  FOR EACH ROW EXECUTE FUNCTION refuse_audit_change();
CREATE TRIGGER audit_is_never_emptied BEFORE TRUNCATE ON audit_events
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change();
"""

MATCH_NEEDS_CLEARANCE = """
CREATE FUNCTION check_match_is_safe() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  age integer;
  missing text;
BEGIN
  SELECT date_part('year', age(NEW.started_on, born_on))::integer INTO age
    FROM young_people WHERE id = NEW.young_person_id AND consented_on IS NOT NULL FOR SHARE;
  IF age IS NULL THEN
    RAISE EXCEPTION 'the young person has not consented' USING
      ERRCODE = 'check_violation', CONSTRAINT = 'match_needs_consent', TABLE = 'matches';
  END IF;
  PERFORM 1 FROM clearances
    JOIN mentors ON mentors.volunteer_id = clearances.volunteer_id WHERE mentors.id = NEW.mentor_id FOR SHARE OF clearances;
  SELECT string_agg(kind, ', ') INTO missing FROM clearance_requirements AS requirement
    WHERE (only_below_age IS NULL OR age < only_below_age) AND NOT EXISTS (
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
CREATE TRIGGER match_is_safe BEFORE INSERT ON matches
  FOR EACH ROW EXECUTE FUNCTION check_match_is_safe();
"""

ROLES = ("volunteer", "mentor", "young_person", "coordinator", "caseworker", "area_contact", "administrator")
REQUIREMENTS = (
    ("criminal_record", None, 24),
    ("references", None, None),
    ("interview", None, None),
    ("training", None, 36),
    ("confidentiality", None, None),
    ("childrens_certificate", 15, 24),
)


def lay_triggers_and_jobs() -> None:
    """The parts that Alembic does not see: triggers, the job library's own tables, and the fixed rows."""
    for statements in (SEATS, SIGNUP_TIMES, AUDIT_IS_FINAL, MATCH_NEEDS_CLEARANCE):
        execute_as_written(statements)
    execute_as_written(jobs.schema_manager.get_schema())
    connection = op.get_bind()
    for name in ROLES:
        connection.execute(sa.text("INSERT INTO roles (name) VALUES (:name)"), {"name": name})
    for kind, only_below_age, months in REQUIREMENTS:
        connection.execute(
            sa.text("INSERT INTO clearance_requirements VALUES (:kind, :only_below_age, :months)"),
            {"kind": kind, "only_below_age": only_below_age, "months": months},
        )


def execute_as_written(statements: str) -> None:
    """Run several statements without SQLAlchemy reading parameters into them."""
    with op.get_bind().connection.driver_connection.cursor() as cursor:
        cursor.execute(statements)



def upgrade() -> None:
    # ### commands auto generated by Alembic - please adjust! ###
    op.create_table('areas',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('code', sa.Text(), nullable=False),
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('kind', sa.Enum('municipality', 'district', 'village', 'neighbour', name='areakind', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('parent_id', sa.Integer(), nullable=True),
    sa.Column('postcode', sa.Text(), nullable=False),
    sa.Column('latitude', sa.Double(), nullable=False),
    sa.Column('longitude', sa.Double(), nullable=False),
    sa.Column('has_evening_bus', sa.Boolean(), nullable=False),
    sa.CheckConstraint('latitude BETWEEN -90 AND 90', name=op.f('ck_areas_latitude')),
    sa.CheckConstraint('longitude BETWEEN -180 AND 180', name=op.f('ck_areas_longitude')),
    sa.ForeignKeyConstraint(['parent_id'], ['areas.id'], name=op.f('fk_areas_parent_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_areas')),
    sa.UniqueConstraint('code', name=op.f('uq_areas_code'))
    )
    op.create_table('audit_events',
    sa.Column('id', sa.BigInteger(), sa.Identity(always=True), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('actor_id', sa.Integer(), nullable=True),
    sa.Column('action', sa.Text(), nullable=False),
    sa.Column('subject_kind', sa.Text(), nullable=False),
    sa.Column('subject_id', sa.Integer(), nullable=False),
    sa.Column('purpose', sa.Text(), nullable=False),
    sa.Column('request_id', sa.Text(), nullable=False),
    sa.Column('details', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_audit_events'))
    )
    op.create_index(op.f('ix_audit_events_actor_id'), 'audit_events', ['actor_id'], unique=False)
    op.create_index(op.f('ix_audit_events_at'), 'audit_events', ['at'], unique=False)
    op.create_index('ix_audit_events_subject', 'audit_events', ['subject_kind', 'subject_id'], unique=False)
    op.create_table('clearance_requirements',
    sa.Column('kind', sa.Enum('childrens_certificate', 'criminal_record', 'references', 'interview', 'training', 'confidentiality', name='clearancekind', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('only_below_age', sa.Integer(), nullable=True),
    sa.Column('valid_for_months', sa.Integer(), nullable=True),
    sa.PrimaryKeyConstraint('kind', name=op.f('pk_clearance_requirements'))
    )
    op.create_table('experiences',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('code', sa.Text(), nullable=False),
    sa.Column('name_da', sa.Text(), nullable=False),
    sa.Column('name_en', sa.Text(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_experiences')),
    sa.UniqueConstraint('code', name=op.f('uq_experiences_code'))
    )
    op.create_table('form_submissions',
    sa.Column('key', sa.Uuid(), nullable=False),
    sa.Column('location', sa.Text(), nullable=True),
    sa.Column('taken_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.PrimaryKeyConstraint('key', name=op.f('pk_form_submissions'))
    )
    op.create_index(op.f('ix_form_submissions_taken_at'), 'form_submissions', ['taken_at'], unique=False)
    op.create_table('goals',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('code', sa.Text(), nullable=False),
    sa.Column('name_da', sa.Text(), nullable=False),
    sa.Column('name_en', sa.Text(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_goals')),
    sa.UniqueConstraint('code', name=op.f('uq_goals_code'))
    )
    op.create_table('interrupted_forms',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('content', web.core.encryption.EncryptedText(), nullable=False),
    sa.Column('kept_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_interrupted_forms'))
    )
    op.create_index(op.f('ix_interrupted_forms_kept_at'), 'interrupted_forms', ['kept_at'], unique=False)
    op.create_table('languages',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('code', sa.Text(), nullable=False),
    sa.Column('name_da', sa.Text(), nullable=False),
    sa.Column('name_en', sa.Text(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_languages')),
    sa.UniqueConstraint('code', name=op.f('uq_languages_code'))
    )
    op.create_table('roles',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=80), nullable=False),
    sa.Column('description', sa.String(length=255), nullable=True),
    sa.Column('permissions', flask_security.datastore.AsaList(), nullable=True),
    sa.Column('update_datetime', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_roles')),
    sa.UniqueConstraint('name', name=op.f('uq_roles_name'))
    )
    op.create_table('skills',
    sa.Column('group', sa.Text(), nullable=False),
    sa.Column('is_interest', sa.Boolean(), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('code', sa.Text(), nullable=False),
    sa.Column('name_da', sa.Text(), nullable=False),
    sa.Column('name_en', sa.Text(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_skills')),
    sa.UniqueConstraint('code', name=op.f('uq_skills_code'))
    )
    op.create_table('users',
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('locale', sa.Text(), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('email', sa.String(length=255), nullable=False),
    sa.Column('username', sa.String(length=255), nullable=True),
    sa.Column('password', sa.String(length=255), nullable=True),
    sa.Column('active', sa.Boolean(), nullable=False),
    sa.Column('fs_uniquifier', sa.String(length=64), nullable=False),
    sa.Column('confirmed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('last_login_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('current_login_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('last_login_ip', sa.String(length=64), nullable=True),
    sa.Column('current_login_ip', sa.String(length=64), nullable=True),
    sa.Column('login_count', sa.Integer(), nullable=True),
    sa.Column('tf_primary_method', sa.String(length=64), nullable=True),
    sa.Column('tf_totp_secret', sa.String(length=255), nullable=True),
    sa.Column('tf_phone_number', sa.String(length=128), nullable=True),
    sa.Column('us_totp_secrets', sa.Text(), nullable=True),
    sa.Column('us_phone_number', sa.String(length=128), nullable=True),
    sa.Column('fs_webauthn_user_handle', sa.String(length=64), nullable=True),
    sa.Column('mf_recovery_codes', flask_security.datastore.AsaList(), nullable=True),
    sa.Column('create_datetime', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.Column('update_datetime', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.CheckConstraint("locale IN ('da', 'en')", name=op.f('ck_users_locale')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_users')),
    sa.UniqueConstraint('email', name=op.f('uq_users_email')),
    sa.UniqueConstraint('fs_uniquifier', name=op.f('uq_users_fs_uniquifier')),
    sa.UniqueConstraint('fs_webauthn_user_handle', name=op.f('uq_users_fs_webauthn_user_handle')),
    sa.UniqueConstraint('us_phone_number', name=op.f('uq_users_us_phone_number')),
    sa.UniqueConstraint('username', name=op.f('uq_users_username'))
    )
    op.create_index('uq_users_email_lower', 'users', [sa.literal_column('lower(email)')], unique=True)
    op.create_table('area_contacts',
    sa.Column('user_id', sa.Integer(), nullable=False),
    sa.Column('area_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['area_id'], ['areas.id'], name=op.f('fk_area_contacts_area_id')),
    sa.ForeignKeyConstraint(['user_id'], ['users.id'], name=op.f('fk_area_contacts_user_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('user_id', 'area_id', name=op.f('pk_area_contacts'))
    )
    op.create_table('associations',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('code', sa.Text(), nullable=False),
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('kind', sa.Enum('association', 'company', 'school', 'housing_association', 'municipal', name='associationkind', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('status', sa.Enum('pending', 'approved', 'refused', name='associationstatus', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('area_id', sa.Integer(), nullable=False),
    sa.Column('email', sa.Text(), nullable=False),
    sa.Column('phone', sa.Text(), nullable=False),
    sa.Column('website', sa.Text(), nullable=False),
    sa.Column('about', sa.Text(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.ForeignKeyConstraint(['area_id'], ['areas.id'], name=op.f('fk_associations_area_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_associations')),
    sa.UniqueConstraint('code', name=op.f('uq_associations_code')),
    sa.UniqueConstraint('name', name=op.f('uq_associations_name'))
    )
    op.create_index(op.f('ix_associations_status'), 'associations', ['status'], unique=False)
    op.create_table('import_batches',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('entity', sa.Text(), nullable=False),
    sa.Column('file_name', sa.Text(), nullable=False),
    sa.Column('status', sa.Enum('waiting', 'imported', 'discarded', name='importstatus', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('uploaded_by_id', sa.Integer(), nullable=False),
    sa.Column('rows', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('errors', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('counts', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.ForeignKeyConstraint(['uploaded_by_id'], ['users.id'], name=op.f('fk_import_batches_uploaded_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_import_batches'))
    )
    op.create_index(op.f('ix_import_batches_status'), 'import_batches', ['status'], unique=False)
    op.create_table('match_runs',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('status', sa.Enum('queued', 'running', 'done', 'failed', name='runstatus', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('stage', sa.Enum('waiting', 'reading', 'solving', 'checking', 'writing', 'finished', name='runstage', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('requested_by_id', sa.Integer(), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.Column('started_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('seen_alive_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('finished_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('weights', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('input_size', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('statistics', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('failure', sa.Text(), nullable=True),
    sa.ForeignKeyConstraint(['requested_by_id'], ['users.id'], name=op.f('fk_match_runs_requested_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_match_runs'))
    )
    op.create_index(op.f('ix_match_runs_status'), 'match_runs', ['status'], unique=False)
    op.create_index('uq_match_runs_one_at_a_time', 'match_runs', [sa.literal_column('(true)')], unique=True, postgresql_where=sa.text("status IN ('queued', 'running')"))
    op.create_table('outbox_messages',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('occasion', sa.Text(), nullable=False),
    sa.Column('user_id', sa.Integer(), nullable=True),
    sa.Column('address', sa.Text(), nullable=False),
    sa.Column('subject', sa.Text(), nullable=False),
    sa.Column('body', sa.Text(), nullable=False),
    sa.Column('status', sa.Enum('waiting', 'sent', 'failed', name='outboxstatus', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.Column('sent_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('failure', sa.Text(), nullable=True),
    sa.ForeignKeyConstraint(['user_id'], ['users.id'], name=op.f('fk_outbox_messages_user_id'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_outbox_messages')),
    sa.UniqueConstraint('occasion', name=op.f('uq_outbox_messages_occasion'))
    )
    op.create_index(op.f('ix_outbox_messages_user_id'), 'outbox_messages', ['user_id'], unique=False)
    op.create_table('passkeys',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('credential_id', sa.LargeBinary(length=1024), nullable=False),
    sa.Column('public_key', sa.LargeBinary(), nullable=False),
    sa.Column('sign_count', sa.Integer(), nullable=True),
    sa.Column('transports', flask_security.datastore.AsaList(), nullable=True),
    sa.Column('backup_state', sa.Boolean(), nullable=False),
    sa.Column('device_type', sa.String(length=64), nullable=False),
    sa.Column('extensions', sa.String(length=255), nullable=True),
    sa.Column('create_datetime', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.Column('lastuse_datetime', sa.DateTime(timezone=True), nullable=False),
    sa.Column('name', sa.String(length=64), nullable=False),
    sa.Column('usage', sa.String(length=64), nullable=False),
    sa.Column('user_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['user_id'], ['users.id'], name=op.f('fk_passkeys_user_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_passkeys'))
    )
    op.create_index(op.f('ix_passkeys_credential_id'), 'passkeys', ['credential_id'], unique=True)
    op.create_table('roles_users',
    sa.Column('user_id', sa.Integer(), nullable=False),
    sa.Column('role_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['role_id'], ['roles.id'], name=op.f('fk_roles_users_role_id')),
    sa.ForeignKeyConstraint(['user_id'], ['users.id'], name=op.f('fk_roles_users_user_id')),
    sa.PrimaryKeyConstraint('user_id', 'role_id', name=op.f('pk_roles_users'))
    )
    op.create_table('volunteers',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('user_id', sa.Integer(), nullable=False),
    sa.Column('status', sa.Enum('signing_up', 'active', 'paused', name='volunteerstatus', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('born_on', sa.Date(), nullable=True),
    sa.Column('gender', sa.Enum('female', 'male', 'other', name='gender', native_enum=False, create_constraint=True, length=40), nullable=True),
    sa.Column('phone', sa.Text(), nullable=False),
    sa.Column('about', sa.Text(), nullable=False),
    sa.Column('area_id', sa.Integer(), nullable=True),
    sa.Column('means', postgresql.ARRAY(sa.Enum('walk', 'cycle', 'bus', 'car', name='means', native_enum=False, length=10)), nullable=False),
    sa.Column('max_travel_minutes', sa.Integer(), nullable=False),
    sa.Column('week', web.core.week.WeekType(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.CheckConstraint('max_travel_minutes BETWEEN 5 AND 120', name=op.f('ck_volunteers_max_travel_minutes')),
    sa.ForeignKeyConstraint(['area_id'], ['areas.id'], name=op.f('fk_volunteers_area_id')),
    sa.ForeignKeyConstraint(['user_id'], ['users.id'], name=op.f('fk_volunteers_user_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_volunteers')),
    sa.UniqueConstraint('user_id', name=op.f('uq_volunteers_user_id'))
    )
    op.create_index(op.f('ix_volunteers_area_id'), 'volunteers', ['area_id'], unique=False)
    op.create_table('young_people',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('code', sa.Text(), nullable=False),
    sa.Column('caseworker_id', sa.Integer(), nullable=False),
    sa.Column('user_id', sa.Integer(), nullable=True),
    sa.Column('first_name', sa.Text(), nullable=False),
    sa.Column('last_name', sa.Text(), nullable=False),
    sa.Column('alias', sa.Text(), nullable=False),
    sa.Column('born_on', sa.Date(), nullable=False),
    sa.Column('gender', sa.Enum('female', 'male', 'other', name='gender', native_enum=False, create_constraint=True, length=40), nullable=True),
    sa.Column('area_id', sa.Integer(), nullable=False),
    sa.Column('phone', sa.Text(), nullable=False),
    sa.Column('email', sa.Text(), nullable=False),
    sa.Column('is_protected', sa.Boolean(), nullable=False),
    sa.Column('may_show_wishes', sa.Boolean(), nullable=False),
    sa.Column('consented_on', sa.Date(), nullable=True),
    sa.Column('note', web.core.encryption.EncryptedText(), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.ForeignKeyConstraint(['area_id'], ['areas.id'], name=op.f('fk_young_people_area_id')),
    sa.ForeignKeyConstraint(['caseworker_id'], ['users.id'], name=op.f('fk_young_people_caseworker_id')),
    sa.ForeignKeyConstraint(['user_id'], ['users.id'], name=op.f('fk_young_people_user_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_young_people')),
    sa.UniqueConstraint('code', name=op.f('uq_young_people_code')),
    sa.UniqueConstraint('user_id', name=op.f('uq_young_people_user_id'))
    )
    op.create_index(op.f('ix_young_people_caseworker_id'), 'young_people', ['caseworker_id'], unique=False)
    op.create_table('association_coordinators',
    sa.Column('association_id', sa.Integer(), nullable=False),
    sa.Column('user_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['association_id'], ['associations.id'], name=op.f('fk_association_coordinators_association_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['user_id'], ['users.id'], name=op.f('fk_association_coordinators_user_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('association_id', 'user_id', name=op.f('pk_association_coordinators'))
    )
    op.create_table('clearances',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('volunteer_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.Enum('childrens_certificate', 'criminal_record', 'references', 'interview', 'training', 'confidentiality', name='clearancekind', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('status', sa.Enum('pending', 'valid', 'refused', name='clearancestatus', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('issued_on', sa.Date(), nullable=True),
    sa.Column('expires_on', sa.Date(), nullable=True),
    sa.Column('verified_by_id', sa.Integer(), nullable=True),
    sa.Column('updated_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.CheckConstraint("status <> 'valid' OR (issued_on IS NOT NULL AND verified_by_id IS NOT NULL)", name=op.f('ck_clearances_verified')),
    sa.CheckConstraint('expires_on IS NULL OR expires_on >= issued_on', name=op.f('ck_clearances_dates')),
    sa.ForeignKeyConstraint(['verified_by_id'], ['users.id'], name=op.f('fk_clearances_verified_by_id')),
    sa.ForeignKeyConstraint(['volunteer_id'], ['volunteers.id'], name=op.f('fk_clearances_volunteer_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_clearances'))
    )
    op.create_index('uq_clearances_volunteer_id_kind', 'clearances', ['volunteer_id', 'kind'], unique=True)
    op.create_table('development_mails',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('outbox_message_id', sa.Integer(), nullable=False),
    sa.Column('delivered_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.ForeignKeyConstraint(['outbox_message_id'], ['outbox_messages.id'], name=op.f('fk_development_mails_outbox_message_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_development_mails')),
    sa.UniqueConstraint('outbox_message_id', name=op.f('uq_development_mails_outbox_message_id'))
    )
    op.create_table('mentor_requests',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('young_person_id', sa.Integer(), nullable=False),
    sa.Column('status', sa.Enum('open', 'matched', 'withdrawn', name='mentorrequeststatus', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('urgency', sa.Integer(), nullable=False),
    sa.Column('opened_on', sa.Date(), nullable=False),
    sa.Column('wishes', sa.Text(), nullable=False),
    sa.Column('week', web.core.week.WeekType(), nullable=False),
    sa.Column('means', postgresql.ARRAY(sa.Enum('walk', 'cycle', 'bus', 'car', name='means', native_enum=False, length=10)), nullable=False),
    sa.Column('max_travel_minutes', sa.Integer(), nullable=False),
    sa.Column('minutes_per_week', sa.Integer(), nullable=False),
    sa.Column('wished_mentor_gender', sa.Enum('female', 'male', 'other', name='gender', native_enum=False, create_constraint=True, length=40), nullable=True),
    sa.Column('wished_youngest_age', sa.Integer(), nullable=True),
    sa.Column('wished_oldest_age', sa.Integer(), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.CheckConstraint('max_travel_minutes BETWEEN 5 AND 120', name=op.f('ck_mentor_requests_max_travel_minutes')),
    sa.CheckConstraint('minutes_per_week BETWEEN 30 AND 600', name=op.f('ck_mentor_requests_minutes_per_week')),
    sa.CheckConstraint('urgency BETWEEN 1 AND 3', name=op.f('ck_mentor_requests_urgency')),
    sa.CheckConstraint('wished_oldest_age >= wished_youngest_age', name=op.f('ck_mentor_requests_wished_ages')),
    sa.ForeignKeyConstraint(['young_person_id'], ['young_people.id'], name=op.f('fk_mentor_requests_young_person_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_mentor_requests'))
    )
    op.create_index(op.f('ix_mentor_requests_status'), 'mentor_requests', ['status'], unique=False)
    op.create_index('uq_mentor_requests_open', 'mentor_requests', ['young_person_id'], unique=True, postgresql_where=sa.text("status IN ('open', 'matched')"))
    op.create_table('mentors',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('volunteer_id', sa.Integer(), nullable=False),
    sa.Column('status', sa.Enum('applied', 'approved', 'paused', 'refused', name='mentorstatus', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('kind', sa.Enum('professional', 'volunteer', 'senior', 'business', name='mentorkind', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('capacity', sa.Integer(), nullable=False),
    sa.Column('youngest_age', sa.Integer(), nullable=False),
    sa.Column('oldest_age', sa.Integer(), nullable=False),
    sa.Column('motivation', sa.Text(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.CheckConstraint('capacity BETWEEN 1 AND 6', name=op.f('ck_mentors_capacity')),
    sa.CheckConstraint('youngest_age BETWEEN 10 AND 29 AND oldest_age BETWEEN youngest_age AND 35', name=op.f('ck_mentors_ages')),
    sa.ForeignKeyConstraint(['volunteer_id'], ['volunteers.id'], name=op.f('fk_mentors_volunteer_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_mentors')),
    sa.UniqueConstraint('volunteer_id', name=op.f('uq_mentors_volunteer_id'))
    )
    op.create_index(op.f('ix_mentors_status'), 'mentors', ['status'], unique=False)
    op.create_table('tasks',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('code', sa.Text(), nullable=False),
    sa.Column('association_id', sa.Integer(), nullable=False),
    sa.Column('title', sa.Text(), nullable=False),
    sa.Column('summary', sa.Text(), nullable=False),
    sa.Column('description', sa.Text(), nullable=False),
    sa.Column('what_to_expect', sa.Text(), nullable=False),
    sa.Column('what_is_expected', sa.Text(), nullable=False),
    sa.Column('kind', sa.Enum('dated', 'weekly', 'micro', name='taskkind', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('status', sa.Enum('draft', 'published', 'closed', name='taskstatus', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('area_id', sa.Integer(), nullable=False),
    sa.Column('place', sa.Text(), nullable=False),
    sa.Column('minimum_age', sa.Integer(), nullable=True),
    sa.Column('weekday', sa.Integer(), nullable=True),
    sa.Column('from_time', sa.Time(), nullable=True),
    sa.Column('to_time', sa.Time(), nullable=True),
    sa.Column('first_on', sa.Date(), nullable=True),
    sa.Column('last_on', sa.Date(), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.Column('search', postgresql.TSVECTOR(), sa.Computed("setweight(to_tsvector('danish', title), 'A') || setweight(to_tsvector('danish', summary), 'B') || to_tsvector('danish', description || ' ' || place)", persisted=True), nullable=False),
    sa.CheckConstraint("(kind = 'weekly') = (weekday IS NOT NULL AND from_time IS NOT NULL AND to_time IS NOT NULL AND first_on IS NOT NULL)", name=op.f('ck_tasks_weekly_pattern')),
    sa.CheckConstraint('minimum_age IS NULL OR minimum_age BETWEEN 10 AND 99', name=op.f('ck_tasks_minimum_age')),
    sa.ForeignKeyConstraint(['area_id'], ['areas.id'], name=op.f('fk_tasks_area_id')),
    sa.ForeignKeyConstraint(['association_id'], ['associations.id'], name=op.f('fk_tasks_association_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_tasks')),
    sa.UniqueConstraint('code', name=op.f('uq_tasks_code'))
    )
    op.create_index(op.f('ix_tasks_area_id'), 'tasks', ['area_id'], unique=False)
    op.create_index(op.f('ix_tasks_association_id'), 'tasks', ['association_id'], unique=False)
    op.create_index(op.f('ix_tasks_kind'), 'tasks', ['kind'], unique=False)
    op.create_index('ix_tasks_search', 'tasks', ['search'], unique=False, postgresql_using='gin')
    op.create_index(op.f('ix_tasks_status'), 'tasks', ['status'], unique=False)
    op.create_table('volunteer_languages',
    sa.Column('volunteer_id', sa.Integer(), nullable=False),
    sa.Column('language_id', sa.Integer(), nullable=False),
    sa.Column('level', sa.Integer(), nullable=False),
    sa.CheckConstraint('level BETWEEN 1 AND 3', name=op.f('ck_volunteer_languages_level')),
    sa.ForeignKeyConstraint(['language_id'], ['languages.id'], name=op.f('fk_volunteer_languages_language_id')),
    sa.ForeignKeyConstraint(['volunteer_id'], ['volunteers.id'], name=op.f('fk_volunteer_languages_volunteer_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('volunteer_id', 'language_id', name=op.f('pk_volunteer_languages'))
    )
    op.create_table('volunteer_skills',
    sa.Column('volunteer_id', sa.Integer(), nullable=False),
    sa.Column('skill_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['skill_id'], ['skills.id'], name=op.f('fk_volunteer_skills_skill_id')),
    sa.ForeignKeyConstraint(['volunteer_id'], ['volunteers.id'], name=op.f('fk_volunteer_skills_volunteer_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('volunteer_id', 'skill_id', name=op.f('pk_volunteer_skills'))
    )
    op.create_table('young_person_languages',
    sa.Column('young_person_id', sa.Integer(), nullable=False),
    sa.Column('language_id', sa.Integer(), nullable=False),
    sa.Column('level', sa.Integer(), nullable=False),
    sa.CheckConstraint('level BETWEEN 1 AND 3', name=op.f('ck_young_person_languages_level')),
    sa.ForeignKeyConstraint(['language_id'], ['languages.id'], name=op.f('fk_young_person_languages_language_id')),
    sa.ForeignKeyConstraint(['young_person_id'], ['young_people.id'], name=op.f('fk_young_person_languages_young_person_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('young_person_id', 'language_id', name=op.f('pk_young_person_languages'))
    )
    op.create_table('blocked_pairs',
    sa.Column('young_person_id', sa.Integer(), nullable=False),
    sa.Column('mentor_id', sa.Integer(), nullable=False),
    sa.Column('reason', sa.Enum('declined_by_caseworker', 'declined_by_mentor', 'declined_by_young_person', 'know_each_other', 'ended_badly', name='blockreason', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.ForeignKeyConstraint(['mentor_id'], ['mentors.id'], name=op.f('fk_blocked_pairs_mentor_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['young_person_id'], ['young_people.id'], name=op.f('fk_blocked_pairs_young_person_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('young_person_id', 'mentor_id', name=op.f('pk_blocked_pairs'))
    )
    op.create_table('mentor_experiences',
    sa.Column('mentor_id', sa.Integer(), nullable=False),
    sa.Column('experience_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['experience_id'], ['experiences.id'], name=op.f('fk_mentor_experiences_experience_id')),
    sa.ForeignKeyConstraint(['mentor_id'], ['mentors.id'], name=op.f('fk_mentor_experiences_mentor_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('mentor_id', 'experience_id', name=op.f('pk_mentor_experiences'))
    )
    op.create_table('mentor_goals',
    sa.Column('mentor_id', sa.Integer(), nullable=False),
    sa.Column('goal_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['goal_id'], ['goals.id'], name=op.f('fk_mentor_goals_goal_id')),
    sa.ForeignKeyConstraint(['mentor_id'], ['mentors.id'], name=op.f('fk_mentor_goals_mentor_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('mentor_id', 'goal_id', name=op.f('pk_mentor_goals'))
    )
    op.create_table('mentor_request_experiences',
    sa.Column('request_id', sa.Integer(), nullable=False),
    sa.Column('experience_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['experience_id'], ['experiences.id'], name=op.f('fk_mentor_request_experiences_experience_id')),
    sa.ForeignKeyConstraint(['request_id'], ['mentor_requests.id'], name=op.f('fk_mentor_request_experiences_request_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('request_id', 'experience_id', name=op.f('pk_mentor_request_experiences'))
    )
    op.create_table('mentor_request_goals',
    sa.Column('request_id', sa.Integer(), nullable=False),
    sa.Column('goal_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['goal_id'], ['goals.id'], name=op.f('fk_mentor_request_goals_goal_id')),
    sa.ForeignKeyConstraint(['request_id'], ['mentor_requests.id'], name=op.f('fk_mentor_request_goals_request_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('request_id', 'goal_id', name=op.f('pk_mentor_request_goals'))
    )
    op.create_table('mentor_request_interests',
    sa.Column('request_id', sa.Integer(), nullable=False),
    sa.Column('skill_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['request_id'], ['mentor_requests.id'], name=op.f('fk_mentor_request_interests_request_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['skill_id'], ['skills.id'], name=op.f('fk_mentor_request_interests_skill_id')),
    sa.PrimaryKeyConstraint('request_id', 'skill_id', name=op.f('pk_mentor_request_interests'))
    )
    op.create_table('mentor_request_languages',
    sa.Column('request_id', sa.Integer(), nullable=False),
    sa.Column('language_id', sa.Integer(), nullable=False),
    sa.Column('level', sa.Integer(), nullable=False),
    sa.CheckConstraint('level BETWEEN 1 AND 3', name=op.f('ck_mentor_request_languages_level')),
    sa.ForeignKeyConstraint(['language_id'], ['languages.id'], name=op.f('fk_mentor_request_languages_language_id')),
    sa.ForeignKeyConstraint(['request_id'], ['mentor_requests.id'], name=op.f('fk_mentor_request_languages_request_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('request_id', 'language_id', name=op.f('pk_mentor_request_languages'))
    )
    op.create_table('mentor_seats',
    sa.Column('mentor_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), autoincrement=False, nullable=False),
    sa.ForeignKeyConstraint(['mentor_id'], ['mentors.id'], name=op.f('fk_mentor_seats_mentor_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('mentor_id', 'number', name=op.f('pk_mentor_seats'))
    )
    op.create_table('proposals',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('run_id', sa.Integer(), nullable=True),
    sa.Column('request_id', sa.Integer(), nullable=False),
    sa.Column('mentor_id', sa.Integer(), nullable=False),
    sa.Column('status', sa.Enum('proposed', 'approved', 'mentor_accepted', 'accepted', 'declined_by_caseworker', 'declined_by_mentor', 'declined_by_young_person', 'expired', 'replaced', 'withdrawn', name='proposalstatus', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('score', sa.Double(), nullable=False),
    sa.Column('contributions', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('facts', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('is_override', sa.Boolean(), nullable=False),
    sa.Column('decline_reason', sa.Text(), nullable=True),
    sa.Column('decline_words', sa.Text(), nullable=True),
    sa.Column('answered_on_behalf', sa.Boolean(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.Column('approved_by_id', sa.Integer(), nullable=True),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint('score BETWEEN 0 AND 1', name=op.f('ck_proposals_score')),
    sa.ForeignKeyConstraint(['approved_by_id'], ['users.id'], name=op.f('fk_proposals_approved_by_id')),
    sa.ForeignKeyConstraint(['mentor_id'], ['mentors.id'], name=op.f('fk_proposals_mentor_id')),
    sa.ForeignKeyConstraint(['request_id'], ['mentor_requests.id'], name=op.f('fk_proposals_request_id')),
    sa.ForeignKeyConstraint(['run_id'], ['match_runs.id'], name=op.f('fk_proposals_run_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_proposals'))
    )
    op.create_index('ix_proposals_mentor_id_status', 'proposals', ['mentor_id', 'status'], unique=False)
    op.create_index(op.f('ix_proposals_request_id'), 'proposals', ['request_id'], unique=False)
    op.create_index(op.f('ix_proposals_run_id'), 'proposals', ['run_id'], unique=False)
    op.create_index(op.f('ix_proposals_status'), 'proposals', ['status'], unique=False)
    op.create_index('uq_proposals_live_request', 'proposals', ['request_id'], unique=True, postgresql_where=sa.text("status IN ('proposed', 'approved', 'mentor_accepted')"))
    op.create_table('shifts',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('task_id', sa.Integer(), nullable=False),
    sa.Column('seats', sa.Integer(), nullable=False),
    sa.Column('starts_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('ends_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint('(starts_at IS NULL) = (ends_at IS NULL)', name=op.f('ck_shifts_both_times')),
    sa.CheckConstraint('ends_at > starts_at', name=op.f('ck_shifts_ends_after_start')),
    sa.CheckConstraint('seats BETWEEN 1 AND 500', name=op.f('ck_shifts_seats')),
    sa.ForeignKeyConstraint(['task_id'], ['tasks.id'], name=op.f('fk_shifts_task_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_shifts'))
    )
    op.create_index(op.f('ix_shifts_starts_at'), 'shifts', ['starts_at'], unique=False)
    op.create_index('uq_shifts_task_id_starts_at', 'shifts', ['task_id', 'starts_at'], unique=True)
    op.create_table('task_skills',
    sa.Column('task_id', sa.Integer(), nullable=False),
    sa.Column('skill_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['skill_id'], ['skills.id'], name=op.f('fk_task_skills_skill_id')),
    sa.ForeignKeyConstraint(['task_id'], ['tasks.id'], name=op.f('fk_task_skills_task_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('task_id', 'skill_id', name=op.f('pk_task_skills'))
    )
    op.create_table('unmatched_requests',
    sa.Column('run_id', sa.Integer(), nullable=False),
    sa.Column('request_id', sa.Integer(), nullable=False),
    sa.Column('reasons', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.ForeignKeyConstraint(['request_id'], ['mentor_requests.id'], name=op.f('fk_unmatched_requests_request_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['run_id'], ['match_runs.id'], name=op.f('fk_unmatched_requests_run_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('run_id', 'request_id', name=op.f('pk_unmatched_requests'))
    )
    op.create_table('matches',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('proposal_id', sa.Integer(), nullable=False),
    sa.Column('request_id', sa.Integer(), nullable=False),
    sa.Column('young_person_id', sa.Integer(), nullable=False),
    sa.Column('mentor_id', sa.Integer(), nullable=False),
    sa.Column('status', sa.Enum('active', 'closed', name='matchstatus', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('seat', sa.Integer(), nullable=True),
    sa.Column('started_on', sa.Date(), nullable=False),
    sa.Column('closed_on', sa.Date(), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.CheckConstraint("(status = 'active') = (seat IS NOT NULL)", name=op.f('ck_matches_active_has_seat')),
    sa.ForeignKeyConstraint(['mentor_id', 'seat'], ['mentor_seats.mentor_id', 'mentor_seats.number'], name='fk_matches_seat'),
    sa.ForeignKeyConstraint(['mentor_id'], ['mentors.id'], name=op.f('fk_matches_mentor_id')),
    sa.ForeignKeyConstraint(['proposal_id'], ['proposals.id'], name=op.f('fk_matches_proposal_id')),
    sa.ForeignKeyConstraint(['request_id'], ['mentor_requests.id'], name=op.f('fk_matches_request_id')),
    sa.ForeignKeyConstraint(['young_person_id'], ['young_people.id'], name=op.f('fk_matches_young_person_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_matches')),
    sa.UniqueConstraint('proposal_id', name=op.f('uq_matches_proposal_id'))
    )
    op.create_index(op.f('ix_matches_mentor_id'), 'matches', ['mentor_id'], unique=False)
    op.create_index(op.f('ix_matches_request_id'), 'matches', ['request_id'], unique=False)
    op.create_index(op.f('ix_matches_status'), 'matches', ['status'], unique=False)
    op.create_index(op.f('ix_matches_young_person_id'), 'matches', ['young_person_id'], unique=False)
    op.create_index('uq_matches_active_request', 'matches', ['request_id'], unique=True, postgresql_where=sa.text("status = 'active'"))
    op.create_index('uq_matches_seat', 'matches', ['mentor_id', 'seat'], unique=True)
    op.create_table('proposal_alternates',
    sa.Column('proposal_id', sa.Integer(), nullable=False),
    sa.Column('rank', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('mentor_id', sa.Integer(), nullable=False),
    sa.Column('score', sa.Double(), nullable=False),
    sa.Column('contributions', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('facts', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('consequences', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.ForeignKeyConstraint(['mentor_id'], ['mentors.id'], name=op.f('fk_proposal_alternates_mentor_id')),
    sa.ForeignKeyConstraint(['proposal_id'], ['proposals.id'], name=op.f('fk_proposal_alternates_proposal_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('proposal_id', 'rank', name=op.f('pk_proposal_alternates'))
    )
    op.create_table('shift_seats',
    sa.Column('shift_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), autoincrement=False, nullable=False),
    sa.ForeignKeyConstraint(['shift_id'], ['shifts.id'], name=op.f('fk_shift_seats_shift_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('shift_id', 'number', name=op.f('pk_shift_seats'))
    )
    op.create_table('signups',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('shift_id', sa.Integer(), nullable=False),
    sa.Column('volunteer_id', sa.Integer(), nullable=False),
    sa.Column('status', sa.Enum('requested', 'confirmed', 'declined', 'cancelled', name='signupstatus', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('seat', sa.Integer(), nullable=True),
    sa.Column('during', postgresql.TSTZRANGE(), server_default=sa.FetchedValue(), nullable=True),
    sa.Column('message', sa.Text(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    postgresql.ExcludeConstraint((sa.text("int8range(volunteer_id, volunteer_id, '[]')"), '&&'), (sa.column('during'), '&&'), where=sa.text("status = 'confirmed' AND during IS NOT NULL"), using='gist', name='ex_signups_no_double_booking'),
    sa.CheckConstraint("(status = 'confirmed') = (seat IS NOT NULL)", name=op.f('ck_signups_confirmed_has_seat')),
    sa.ForeignKeyConstraint(['shift_id', 'seat'], ['shift_seats.shift_id', 'shift_seats.number'], name='fk_signups_seat'),
    sa.ForeignKeyConstraint(['shift_id'], ['shifts.id'], name=op.f('fk_signups_shift_id')),
    sa.ForeignKeyConstraint(['volunteer_id'], ['volunteers.id'], name=op.f('fk_signups_volunteer_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_signups'))
    )
    op.create_index(op.f('ix_signups_shift_id'), 'signups', ['shift_id'], unique=False)
    op.create_index(op.f('ix_signups_status'), 'signups', ['status'], unique=False)
    op.create_index(op.f('ix_signups_volunteer_id'), 'signups', ['volunteer_id'], unique=False)
    op.create_index('uq_signups_seat', 'signups', ['shift_id', 'seat'], unique=True)
    op.create_index('uq_signups_shift_id_volunteer_id', 'signups', ['shift_id', 'volunteer_id'], unique=True)
    # ### end Alembic commands ###
    lay_triggers_and_jobs()


def downgrade() -> None:
    raise RuntimeError("this is the first migration: empty the database instead")
