"""Let young people choose what a mentor sees, and protect volunteers too."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

SHOWN_NAMES = sa.Enum(
    "alias_first", "alias", "first_name",
    name="shownname", native_enum=False, create_constraint=True, length=40,
)  # fmt: skip
CHANNELS = sa.Enum(
    "caseworker", "phone", "email",
    name="contactchannel", native_enum=False, create_constraint=True, length=40,
)  # fmt: skip


def upgrade() -> None:
    with op.batch_alter_table("young_people") as table:
        table.add_column(sa.Column("shown_name", SHOWN_NAMES, nullable=False, server_default="alias_first"))
        table.add_column(sa.Column("contact_channel", CHANNELS, nullable=False, server_default="caseworker"))
        table.add_column(sa.Column("may_show_interests", sa.Boolean(), nullable=False, server_default=sa.true()))
        table.add_column(sa.Column("may_show_goals", sa.Boolean(), nullable=False, server_default=sa.true()))
        table.add_column(sa.Column("may_show_languages", sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table("volunteers") as table:
        table.add_column(sa.Column("is_protected", sa.Boolean(), nullable=False, server_default=sa.false()))
        table.add_column(sa.Column("known_as", sa.Text(), nullable=False, server_default=""))
    # Those who already have a mentor go on being reached as they were; protected people through their caseworker.
    op.execute(
        sa.text(
            "UPDATE young_people SET contact_channel = CASE WHEN phone <> '' THEN 'phone' ELSE 'email' END"
            " WHERE NOT is_protected AND (phone <> '' OR email <> '') AND EXISTS ("
            " SELECT FROM matches WHERE matches.young_person_id = young_people.id AND matches.status = 'active')"
        )
    )


def downgrade() -> None:
    with op.batch_alter_table("volunteers") as table:
        table.drop_column("known_as")
        table.drop_column("is_protected")
    with op.batch_alter_table("young_people") as table:
        for name in ("may_show_languages", "may_show_goals", "may_show_interests", "contact_channel", "shown_name"):
            table.drop_column(name)
