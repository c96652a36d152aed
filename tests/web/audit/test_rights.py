"""The application's database role can add to the audit log and read it, and nothing else; production insists on it."""

from __future__ import annotations

import psycopg
import pytest
from flask import Flask
from psycopg.errors import InsufficientPrivilege
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError

from tests.conftest import owner_url
from tests.web import factories as make
from tests.web.production import PRODUCTION
from web.app import create_app
from web.audit.services import record_event
from web.config import SettingsError, settings_from
from web.database_rights import excessive_rights, grant_rights, role_of
from web.extensions import db

ATTACKS = (
    "UPDATE audit_events SET actor_id = 1",
    "DELETE FROM audit_events",
    "TRUNCATE audit_events",
    "ALTER TABLE audit_events DISABLE TRIGGER ALL",
    "ALTER TABLE audit_events DISABLE TRIGGER audit_is_final",
    "DROP TRIGGER audit_is_final ON audit_events",
    "CREATE OR REPLACE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
    "CREATE TRIGGER mine BEFORE INSERT ON audit_events FOR EACH ROW EXECUTE FUNCTION refuse_audit_change()",
    "CREATE RULE mine AS ON INSERT TO audit_events DO INSTEAD NOTHING",
    "DROP TABLE audit_events CASCADE",
    "ALTER TABLE audit_events OWNER TO current_user",
    "SET session_replication_role = replica",
    "SET ROLE postgres",
    "SET SESSION AUTHORIZATION postgres",
    "CREATE TABLE mine (id integer)",
    "DROP SCHEMA public CASCADE",
    "SELECT setval('audit_events_id_seq', 1)",
    "INSERT INTO audit_events OVERRIDING SYSTEM VALUE SELECT * FROM audit_events",
    "UPDATE audit_seals SET hash = ''",
    "DELETE FROM audit_seals",
    "TRUNCATE audit_seals",
    "DELETE FROM audit_checks",
    "UPDATE alembic_version SET version_num = '0001'",
    "COPY audit_events TO PROGRAM 'true'",
)


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize("attack", ATTACKS)
def test_the_role_of_the_application_cannot(attack: str) -> None:
    record_event("test", make.make_user(), by=None, now=make.NOW)
    db.session.commit()
    before = db.session.execute(text("SELECT * FROM audit_events")).all()
    with pytest.raises(ProgrammingError) as refusal:
        db.session.execute(text(attack))
    assert isinstance(refusal.value.orig, InsufficientPrivilege | psycopg.errors.GeneratedAlways), (
        refusal.value
    )
    db.session.rollback()
    assert db.session.execute(text("SELECT * FROM audit_events")).all() == before


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize("table", ["audit_events", "audit_seals"])
@pytest.mark.parametrize("change", ["DELETE FROM {}", "UPDATE {} SET purpose = 'other'", "TRUNCATE {}"])
def test_not_even_the_owner_changes_it_by_mistake(table: str, change: str) -> None:
    record_event("test", make.make_user(), by=None, now=make.NOW)
    db.session.commit()
    statement = change.format(table).replace("audit_seals SET purpose", "audit_seals SET key_id")
    with psycopg.connect(owner_url(str(db.engine.url.database))) as owner:
        if table == "audit_seals":
            owner.execute("INSERT INTO audit_seals VALUES (1, 1, 1, 1, 1, '', '', '', now())")
        with pytest.raises(psycopg.IntegrityError, match="never changed or removed"):
            owner.execute(statement.encode())
        owner.rollback()


@pytest.mark.usefixtures("database")
def test_the_rights_of_the_application_are_not_excessive(app: Flask) -> None:
    with psycopg.connect(app.config["SETTINGS"].database_url) as connection:
        assert excessive_rights(connection) == []


@pytest.mark.usefixtures("database")
def test_each_excessive_right_is_found_and_taken_away_again(app: Flask) -> None:
    url = app.config["SETTINGS"].database_url
    role = role_of(url)
    with psycopg.connect(owner_url(str(db.engine.url.database)), autocommit=True) as owner:
        for right, reason in (
            ("UPDATE ON audit_events", "may change the audit log"),
            ("DELETE ON audit_seals", "may change the audit log"),
            ("TRUNCATE ON audit_events", "may change the audit log"),
            ("TRIGGER ON audit_events", "may change the audit log"),
            ("INSERT ON audit_events", "gives events of the audit log their ids"),
        ):
            owner.execute(f"GRANT {right} TO {role}".encode())
            with psycopg.connect(url) as connection:
                assert excessive_rights(connection) == [reason], right
            with owner.transaction():
                grant_rights(owner, role)
            with psycopg.connect(url) as connection:
                assert excessive_rights(connection) == [], right


@pytest.mark.usefixtures("database")
def test_production_does_not_start_as_owner_or_superuser() -> None:
    url = owner_url(str(db.engine.url.database))
    with pytest.raises(SettingsError, match="DATABASE_URL must name a role that cannot change the audit log"):
        create_app(settings_from(PRODUCTION | {"DATABASE_URL": url}))


@pytest.mark.usefixtures("database")
def test_a_mighty_role_serves_nobody_though_the_database_was_away_at_the_start(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    url = owner_url(str(db.engine.url.database))
    with monkeypatch.context() as away:
        away.setattr("web.database_rights.psycopg.connect", refuse_connection)
        production = create_app(settings_from(PRODUCTION | {"DATABASE_URL": url}))
    for _ in range(2):
        answer = production.test_client().get("/opgaver", base_url=PRODUCTION["BASE_URL"])
        assert answer.status_code == 503
    with production.app_context():
        db.engine.dispose()


def refuse_connection(*arguments: object, **options: object) -> None:
    """Be away."""
    raise psycopg.OperationalError("connection refused")


@pytest.mark.usefixtures("database")
def test_production_starts_as_the_lesser_role_and_says_so(app: Flask) -> None:
    production = create_app(settings_from(PRODUCTION | {"DATABASE_URL": app.config["SETTINGS"].database_url}))
    answer = production.test_client().get("/readyz", base_url=PRODUCTION["BASE_URL"])
    assert answer.json is not None
    assert answer.json["rights"] is True
    with production.app_context():
        db.engine.dispose()


@pytest.mark.usefixtures("database")
def test_migrations_name_a_role_that_does_not_exist() -> None:
    with (
        psycopg.connect(owner_url(str(db.engine.url.database))) as owner,
        pytest.raises(SettingsError, match='CREATE ROLE "nobody_here"'),
    ):
        grant_rights(owner, "nobody_here")
