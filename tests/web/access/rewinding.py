"""A database that is as before after each block: requests commit as always, into a savepoint that is rolled back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask import Flask
from sqlalchemy import Connection

from web.extensions import db


@contextmanager
def one_connection(app: Flask) -> Iterator[Connection]:
    """Let everything the application does go through one connection, inside one transaction that is never committed."""
    with app.app_context():
        engines: dict[Any, Any] = db._app_engines[
            app
        ]  # as Flask-SQLAlchemy says how to join an outer transaction
    engine = engines[None]
    with engine.connect() as connection:
        outer = connection.begin()
        engines[None] = connection
        try:
            yield connection
        finally:
            engines[None] = engine
            outer.rollback()


@contextmanager
def rewound(connection: Connection) -> Iterator[None]:
    """Undo at the end whatever the block committed."""
    savepoint = connection.begin_nested()
    try:
        yield
    finally:
        if savepoint.is_active:
            savepoint.rollback()
