"""A database that is as before after each block: requests commit as always, into a savepoint that is rolled back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask import Flask
from sqlalchemy import URL, Connection

from web.extensions import db


class OnlyConnection(Connection):
    """Stands where the engine stands: whoever asks it for a connection, or begins a transaction, gets this one and a savepoint."""

    @property
    def url(self) -> URL:
        """Where the database is."""
        return self.engine.url

    @contextmanager
    def connect(self) -> Iterator[Connection]:
        """Lend the connection."""
        yield self

    @contextmanager
    def begin(self) -> Iterator[Connection]:  # type: ignore[override]
        """Lend the connection, with a savepoint in place of a transaction."""
        with self.begin_nested():
            yield self

    def execution_options(self, **options: Any) -> Connection:
        """Leave everything as it is: inside a transaction nothing else is possible."""
        return self

    def dispose(self) -> None:
        """Keep the connection for whoever comes next."""


@contextmanager
def one_connection(app: Flask) -> Iterator[Connection]:
    """Let everything the application does go through one connection, inside one transaction that is never committed."""
    with app.app_context():
        engines: dict[Any, Any] = db._app_engines[
            app
        ]  # as Flask-SQLAlchemy says how to join an outer transaction
    engine = engines[None]
    with OnlyConnection(engine) as connection:
        outer = Connection.begin(connection)
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
