"""Keep who comes together on shifts, and whom an association keeps apart."""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None

# The lock lets one change at a time be made to an association's teams and pairs, so that neither side overlooks the other.
GUARDS = """
CREATE FUNCTION check_team_member() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  of_association integer;
BEGIN
  SELECT association_id INTO of_association FROM teams WHERE id = NEW.team_id FOR UPDATE;
  IF (SELECT count(*) FROM team_members WHERE team_id = NEW.team_id) >= 12 THEN
    RAISE EXCEPTION 'team % is full', NEW.team_id USING
      ERRCODE = 'check_violation', CONSTRAINT = 'teams_are_small', TABLE = 'team_members';
  END IF;
  PERFORM pg_advisory_xact_lock(hashtext('teams'), of_association);
  PERFORM FROM separations JOIN team_members ON team_members.team_id = NEW.team_id
    WHERE separations.association_id = of_association
      AND (separations.first_id, separations.second_id) IN
        ((NEW.volunteer_id, team_members.volunteer_id), (team_members.volunteer_id, NEW.volunteer_id));
  IF FOUND THEN
    RAISE EXCEPTION 'team % would join two who are kept apart', NEW.team_id USING
      ERRCODE = 'check_violation', CONSTRAINT = 'teams_are_at_peace', TABLE = 'team_members';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER check_team_member BEFORE INSERT ON team_members
  FOR EACH ROW EXECUTE FUNCTION check_team_member();

CREATE FUNCTION check_separation() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('teams'), NEW.association_id);
  PERFORM FROM teams
    JOIN team_members AS first ON first.team_id = teams.id AND first.volunteer_id = NEW.first_id
    JOIN team_members AS second ON second.team_id = teams.id AND second.volunteer_id = NEW.second_id
    WHERE teams.association_id = NEW.association_id;
  IF FOUND THEN
    RAISE EXCEPTION 'volunteers % and % are on one team', NEW.first_id, NEW.second_id USING
      ERRCODE = 'check_violation', CONSTRAINT = 'teams_are_at_peace', TABLE = 'separations';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER check_separation BEFORE INSERT OR UPDATE OF association_id, first_id, second_id ON separations
  FOR EACH ROW EXECUTE FUNCTION check_separation();

CREATE FUNCTION end_team_of_one() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM teams WHERE id = OLD.team_id
    AND (SELECT count(*) FROM team_members WHERE team_id = OLD.team_id) < CASE WHEN association_id IS NULL THEN 1 ELSE 2 END;
  RETURN NULL;
END $$;
CREATE TRIGGER end_team_of_one AFTER DELETE ON team_members
  FOR EACH ROW EXECUTE FUNCTION end_team_of_one();
"""


def upgrade() -> None:
    op.create_table(
        "teams",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("association_id", sa.Integer(), nullable=True),
        sa.Column("code", sa.Text(), nullable=True),
        sa.Column("open_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("made_by_id", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("(code IS NULL) = (open_until IS NULL)", name=op.f("ck_teams_open_with_code")),
        sa.CheckConstraint(
            "(association_id IS NULL) = (code IS NOT NULL)", name=op.f("ck_teams_joined_by_link")
        ),
        sa.ForeignKeyConstraint(
            ["association_id"], ["associations.id"], name=op.f("fk_teams_association_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["made_by_id"], ["users.id"], name=op.f("fk_teams_made_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_teams")),
    )
    op.create_index(op.f("ix_teams_association_id"), "teams", ["association_id"])
    op.create_index("uq_teams_code", "teams", ["code"], unique=True)
    op.create_table(
        "team_members",
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("volunteer_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["team_id"], ["teams.id"], name=op.f("fk_team_members_team_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["volunteer_id"], ["volunteers.id"], name=op.f("fk_team_members_volunteer_id")
        ),
        sa.PrimaryKeyConstraint("team_id", "volunteer_id", name=op.f("pk_team_members")),
    )
    op.create_index(op.f("ix_team_members_volunteer_id"), "team_members", ["volunteer_id"])
    op.create_table(
        "separations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("association_id", sa.Integer(), nullable=False),
        sa.Column("first_id", sa.Integer(), nullable=False),
        sa.Column("second_id", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("first_id < second_id", name=op.f("ck_separations_in_order")),
        sa.ForeignKeyConstraint(
            ["association_id"],
            ["associations.id"],
            name=op.f("fk_separations_association_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["first_id"], ["volunteers.id"], name=op.f("fk_separations_first_id")),
        sa.ForeignKeyConstraint(["second_id"], ["volunteers.id"], name=op.f("fk_separations_second_id")),
        sa.ForeignKeyConstraint(["made_by_id"], ["users.id"], name=op.f("fk_separations_made_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_separations")),
    )
    op.create_index(op.f("ix_separations_first_id"), "separations", ["first_id"])
    op.create_index(op.f("ix_separations_second_id"), "separations", ["second_id"])
    op.create_index(
        "uq_separations_pair", "separations", ["association_id", "first_id", "second_id"], unique=True
    )
    op.execute(GUARDS)


def downgrade() -> None:
    op.drop_table("separations")
    op.drop_table("team_members")
    op.drop_table("teams")
    for name in ("check_team_member", "check_separation", "end_team_of_one"):
        op.execute(f"DROP FUNCTION {name}()")
