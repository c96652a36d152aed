"""Add the role of the data protection contact."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(sa.text("INSERT INTO roles (name) VALUES ('data_protection_contact')"))


def downgrade() -> None:
    op.execute(
        sa.text(
            "DELETE FROM roles_users USING roles"
            " WHERE roles.id = roles_users.role_id AND roles.name = 'data_protection_contact'"
        )
    )
    op.execute(sa.text("DELETE FROM roles WHERE name = 'data_protection_contact'"))
