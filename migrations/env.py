"""How Alembic reaches the application's tables."""

from __future__ import annotations

from alembic import context
from flask import current_app
from sqlalchemy import create_engine
from sqlalchemy.engine import Connection
from sqlalchemy.pool import NullPool

from web.config import sqlalchemy_url
from web.database_rights import grant_rights, role_of

settings = current_app.config["SETTINGS"]
database = current_app.extensions["migrate"].db


def leave_out_jobs(name: str | None, kind: str, parents: object) -> bool:
    """Leave out the tables that the job library keeps for itself."""
    return not (kind == "table" and (name or "").startswith("procrastinate_"))


def run() -> None:
    """Run the migrations as the owner, and give the application its rights, all in one transaction."""
    if not settings.migration_database_url:
        with database.engine.connect() as connection:
            migrate(connection)
        return
    engine = create_engine(sqlalchemy_url(settings.migration_database_url), poolclass=NullPool)
    with engine.connect() as connection:
        migrate(connection)


def migrate(connection: Connection) -> None:
    """Run the migrations on this connection."""
    context.configure(connection=connection, target_metadata=database.metadata, include_name=leave_out_jobs)
    with context.begin_transaction():
        context.run_migrations()
        if settings.migration_database_url:
            grant_rights(connection.connection.driver_connection, role_of(settings.database_url))


run()
