"""The migrations lead to exactly the tables that the models describe."""

from __future__ import annotations

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask

from tests.web.conftest import app, database
from web.config import ROOT
from web.extensions import Base, db

__all__ = ["app", "database"]


@pytest.mark.usefixtures("database")
def test_the_models_match_the_migrations(app: Flask) -> None:
    options = {"compare_type": True, "include_name": leave_out_jobs}
    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, Base.metadata) == []


def leave_out_jobs(name: str | None, kind: str, parents: object) -> bool:
    """Leave out the tables of the job library and of Alembic itself."""
    return not (kind == "table" and (name or "").startswith(("procrastinate_", "alembic_")))


def test_the_migrations_form_one_line() -> None:
    assert len(ScriptDirectory(str(ROOT / "migrations")).get_heads()) == 1
