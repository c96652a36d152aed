"""What the application's database role may do: everything but change the audit log, the tables, or itself.

Migrations run as the owner of the tables, the application as a lesser role: so not even a flaw in the application
can touch what is written in the audit log.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg
import structlog
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict
from sqlalchemy import Engine, event
from sqlalchemy.exc import OperationalError

from web.config import SettingsError

log = structlog.get_logger("web.database")
APPLICATION_ROLE = "haandslag_app"
FINAL_TABLES = ("audit_events", "audit_seals", "audit_checks", "audit_removals")
READ_TABLES = ("alembic_version",)

# Each row: the reason, as it ends the sentence "the role …", and whether it holds for the connected role.
EXCESSIVE_RIGHTS = """
SELECT reason FROM (VALUES
  ('is a superuser', (SELECT rolsuper FROM pg_roles WHERE rolname = current_user)),
  ('may make roles', (SELECT rolcreaterole FROM pg_roles WHERE rolname = current_user)),
  ('may run programs on the server', pg_has_role(current_user, 'pg_execute_server_program', 'MEMBER')),
  ('may write files on the server', pg_has_role(current_user, 'pg_write_server_files', 'MEMBER')),
  ('may switch triggers off', has_parameter_privilege(current_user, 'session_replication_role', 'SET')),
  ('owns the schema', (SELECT pg_has_role(current_user, nspowner, 'MEMBER') FROM pg_namespace WHERE nspname = 'public')),
  ('owns the audit log', (SELECT bool_or(pg_has_role(current_user, relowner, 'MEMBER')) FROM pg_class
    WHERE oid IN (SELECT to_regclass(name) FROM unnest(%(tables)s::text[]) AS name))),
  ('owns the guards of the audit log', (SELECT bool_or(pg_has_role(current_user, proowner, 'MEMBER')) FROM pg_proc
    WHERE proname IN ('refuse_audit_change', 'take_transaction_number'))),
  ('gives events of the audit log their ids', (SELECT has_column_privilege(current_user, attrelid, attnum, 'INSERT')
    FROM pg_attribute WHERE attrelid = to_regclass('audit_events') AND attname = 'id')),
  ('may change the audit log', (SELECT bool_or(has_table_privilege(current_user, oid, 'UPDATE, DELETE, TRUNCATE, TRIGGER'))
    FROM pg_class WHERE oid IN (SELECT to_regclass(name) FROM unnest(%(tables)s::text[]) AS name)))
) AS rights (reason, holds) WHERE holds
"""


def ensure_application_role(owner_url: str) -> None:
    """Make the application's role on a server of our own, unless it is there."""
    with psycopg.connect(owner_url) as connection:
        connection.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", (APPLICATION_ROLE,))
        if not has_role(connection, APPLICATION_ROLE):
            connection.execute(sql.SQL("CREATE ROLE {} LOGIN").format(sql.Identifier(APPLICATION_ROLE)))


def has_role(connection: psycopg.Connection, name: str) -> bool:
    """Tell whether the server knows the role."""
    return connection.execute("SELECT FROM pg_roles WHERE rolname = %s", (name,)).fetchone() is not None


def url_as(url: str, role: str) -> str:
    """Return `url` for another role of the same server, without a password."""
    parts = urlsplit(url)
    return urlunsplit(parts._replace(netloc=f"{role}@{parts.netloc.rpartition('@')[2]}"))


def role_of(url: str) -> str:
    """Return the role that a database URL names; raise SettingsError where it names none."""
    role = conninfo_to_dict(url).get("user")
    if not role:
        raise SettingsError("DATABASE_URL must name the application's role: postgresql://role@host/name.")
    return str(role)


def grant_rights(connection: psycopg.Connection, role: str) -> None:
    """Give the application's role what it needs and take away what it does not, in the current transaction.

    Does nothing where the migrations run as that same role. Raises SettingsError where there is no such role.
    """
    if connection.info.user == role:
        return
    if not has_role(connection, role):
        raise SettingsError(
            f'the role of DATABASE_URL does not exist. As the owner: CREATE ROLE "{role}" LOGIN PASSWORD …'
        )
    everything = (
        "REVOKE CREATE ON SCHEMA public FROM PUBLIC, {role}",
        "GRANT USAGE ON SCHEMA public TO {role}",
        "REVOKE ALL ON ALL TABLES IN SCHEMA public FROM PUBLIC, {role}",
        "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role}",
        "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role}",
        "REVOKE INSERT, UPDATE, DELETE ON {final} FROM {role}",
        "GRANT INSERT ON audit_seals, audit_checks TO {role}",
        "GRANT INSERT ({columns}) ON audit_events TO {role}",
        "REVOKE INSERT, UPDATE, DELETE ON {read} FROM {role}",
    )
    names = {
        "role": sql.Identifier(role),
        "final": sql.SQL(", ").join(map(sql.Identifier, FINAL_TABLES)),
        "read": sql.SQL(", ").join(map(sql.Identifier, READ_TABLES)),
        # Ids are given by the database alone: nobody slips an event between two sealed ones.
        "columns": sql.SQL(", ").join(map(sql.Identifier, columns_but_id(connection, "audit_events"))),
    }
    for statement in everything:
        connection.execute(sql.SQL(statement).format(**names))


def columns_but_id(connection: psycopg.Connection, table: str) -> list[str]:
    """Return the names of a table's columns, without `id`."""
    rows = connection.execute(
        "SELECT attname FROM pg_attribute"
        " WHERE attrelid = to_regclass(%s) AND attnum > 0 AND NOT attisdropped AND attname <> 'id'",
        (table,),
    )
    return [str(name) for (name,) in rows]


def excessive_rights(connection: psycopg.Connection) -> list[str]:
    """Say what the connected role may do that would let it rewrite the audit log; empty is as it should be."""
    rows = connection.execute(EXCESSIVE_RIGHTS, {"tables": list(FINAL_TABLES)}).fetchall()
    return [str(reason) for (reason,) in rows]


class MightyRoleError(OperationalError):
    """The service is connected as a role that could rewrite the audit log: to every page the database is away."""


def refuse_mighty_role(url: str) -> None:
    """Raise SettingsError where the role of `url` could rewrite the audit log; say nothing where nobody answers.

    The service must be able to start while the database is away: `check_connections` asks again before any is used.
    """
    try:
        with psycopg.connect(url, connect_timeout=2) as connection:
            reasons = excessive_rights(connection)
    except psycopg.OperationalError:
        return
    if reasons:
        raise SettingsError(complaint(reasons))


def complaint(reasons: list[str]) -> str:
    """Say in one line what an operator must do about a role that may too much."""
    return (
        f"DATABASE_URL must name a role that cannot change the audit log, but this one {reasons[0]}. "
        "Run the migrations as the owner (MIGRATION_DATABASE_URL) and the service as a lesser role."
    )


def check_connections(engine: Engine) -> None:
    """Let no connection be used, also not one made after the database was away, whose role could rewrite the audit log."""

    @event.listens_for(engine, "connect")
    def check(connection: Any, record: object) -> None:
        reasons = excessive_rights(connection)
        connection.rollback()
        if reasons:
            log.error("database role refused", reason=complaint(reasons))
            raise MightyRoleError(None, None, psycopg.OperationalError(reasons[0]))
