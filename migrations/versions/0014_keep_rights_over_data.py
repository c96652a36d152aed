"""Keep requests about personal data, the register of erasures, and what retention does."""

import sqlalchemy as sa
from alembic import op

revision = '0014'
down_revision = '0013'
branch_labels = None
depends_on = None

RULES = (
    "with_account",
"inactive_volunteer",
"unconfirmed_account",
"draft",
"typed_in_a_form",
"session",
"undecided_import",
"finished_import",
"reference",
"sent_mail",
"old_proposal",
"blocked_pair",
"closed_case",
"parent_question",
"consent_record",
"data_request",
"audit",
)


def choices(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=40)


def upgrade() -> None:
    op.create_table('data_requests',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('user_id', sa.Integer(), nullable=False),
    sa.Column('young_person_id', sa.Integer(), nullable=True),
    sa.Column('kind', choices('requestkind', 'case_files', 'correction', 'objection', 'erasure'), nullable=False),
    sa.Column('status', choices('requeststatus', 'open', 'granted', 'refused'), nullable=False),
    sa.Column('words', sa.LargeBinary(), nullable=True),
    sa.Column('answer', sa.LargeBinary(), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('due_on', sa.Date(), nullable=False),
    sa.Column('closed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('closed_by_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['user_id'], ['users.id'], name=op.f('fk_data_requests_user_id')),
    sa.ForeignKeyConstraint(['young_person_id'], ['young_people.id'], name=op.f('fk_data_requests_young_person_id')),
    sa.ForeignKeyConstraint(['closed_by_id'], ['users.id'], name=op.f('fk_data_requests_closed_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_data_requests'))
    )
    op.create_index(op.f('ix_data_requests_user_id'), 'data_requests', ['user_id'])
    op.create_index(op.f('ix_data_requests_young_person_id'), 'data_requests', ['young_person_id'])
    op.create_index(op.f('ix_data_requests_status'), 'data_requests', ['status'])
    op.create_table('erasures',
    sa.Column('fingerprint', sa.Text(), nullable=False),
    sa.Column('erased_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('copied_at', sa.DateTime(timezone=True), nullable=True),
    sa.PrimaryKeyConstraint('fingerprint', name=op.f('pk_erasures'))
    )
    op.create_table('retention_warnings',
    sa.Column('user_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('sent_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint('number BETWEEN 1 AND 2', name=op.f('ck_retention_warnings_number')),
    sa.ForeignKeyConstraint(['user_id'], ['users.id'], name=op.f('fk_retention_warnings_user_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('user_id', 'number', name=op.f('pk_retention_warnings'))
    )
    op.create_table('retention_counts',
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('rule', choices('retention', *RULES), nullable=False),
    sa.Column('warned', sa.Integer(), nullable=False),
    sa.Column('ended', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('day', 'rule', name=op.f('pk_retention_counts'))
    )


def downgrade() -> None:
    op.drop_table('retention_counts')
    op.drop_table('retention_warnings')
    op.drop_table('erasures')
    op.drop_table('data_requests')
