"""Invite staff."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('staff_invitations',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('email', sa.Text(), nullable=False),
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('locale', sa.Text(), nullable=False),
    sa.Column('roles', postgresql.ARRAY(sa.Enum('volunteer', 'mentor', 'young_person', 'coordinator', 'caseworker', 'area_contact', 'administrator', 'data_protection_contact', name='rolename', native_enum=False, length=40)), nullable=False),
    sa.Column('status', sa.Enum('waiting', 'accepted', 'revoked', name='invitationstatus', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('sending', sa.Integer(), nullable=False),
    sa.Column('is_from_operator', sa.Boolean(), nullable=False),
    sa.Column('invited_by_id', sa.Integer(), nullable=True),
    sa.Column('user_id', sa.Integer(), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('accepted_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint("(status = 'accepted') = (accepted_at IS NOT NULL)", name=op.f('ck_staff_invitations_accepted_at')),
    sa.CheckConstraint("locale IN ('da', 'en')", name=op.f('ck_staff_invitations_locale')),
    sa.CheckConstraint("roles <@ ARRAY['caseworker', 'area_contact', 'administrator', 'data_protection_contact']::varchar[]", name=op.f('ck_staff_invitations_staff_only')),
    sa.CheckConstraint('cardinality(roles) > 0', name=op.f('ck_staff_invitations_has_role')),
    sa.ForeignKeyConstraint(['invited_by_id'], ['users.id'], name=op.f('fk_staff_invitations_invited_by_id'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['user_id'], ['users.id'], name=op.f('fk_staff_invitations_user_id'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_staff_invitations'))
    )
    op.create_index(op.f('ix_staff_invitations_invited_by_id'), 'staff_invitations', ['invited_by_id'], unique=False)
    op.create_index(op.f('ix_staff_invitations_status'), 'staff_invitations', ['status'], unique=False)
    op.create_index(op.f('ix_staff_invitations_user_id'), 'staff_invitations', ['user_id'], unique=False)
    op.create_index('uq_staff_invitations_waiting', 'staff_invitations', [sa.literal_column('lower(email)')], unique=True, postgresql_where=sa.text("status = 'waiting'"))
    op.create_table('staff_invitation_areas',
    sa.Column('invitation_id', sa.Integer(), nullable=False),
    sa.Column('area_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['area_id'], ['areas.id'], name=op.f('fk_staff_invitation_areas_area_id')),
    sa.ForeignKeyConstraint(['invitation_id'], ['staff_invitations.id'], name=op.f('fk_staff_invitation_areas_invitation_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('invitation_id', 'area_id', name=op.f('pk_staff_invitation_areas'))
    )


def downgrade() -> None:
    op.drop_table('staff_invitation_areas')
    op.drop_index('uq_staff_invitations_waiting', table_name='staff_invitations', postgresql_where=sa.text("status = 'waiting'"))
    op.drop_index(op.f('ix_staff_invitations_user_id'), table_name='staff_invitations')
    op.drop_index(op.f('ix_staff_invitations_status'), table_name='staff_invitations')
    op.drop_index(op.f('ix_staff_invitations_invited_by_id'), table_name='staff_invitations')
    op.drop_table('staff_invitations')
