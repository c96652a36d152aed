"""How Alembic reaches the application's tables."""

from __future__ import annotations

from alembic import context
from flask import current_app

database = current_app.extensions["migrate"].db


def leave_out_jobs(name: str | None, kind: str, parents: object) -> bool:
    """Leave out the tables that the job library keeps for itself."""
    return not (kind == "table" and (name or "").startswith("procrastinate_"))


def run() -> None:
    """Run the migrations, all in one transaction."""
    with database.engine.connect() as connection:
        context.configure(
            connection=connection, target_metadata=database.metadata, include_name=leave_out_jobs
        )
        with context.begin_transaction():
            context.run_migrations()


run()
