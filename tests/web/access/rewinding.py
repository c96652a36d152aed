"""A database that is as before after each block: requests commit as always, into a savepoint of a transaction that is rolled back.

No transaction lives longer than its block: the server numbers transactions across all its databases, and whoever
waits elsewhere until all earlier ones are over, as the sealing of the audit log does, would wait as long.
"""

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
def rewound(app: Flask) -> Iterator[Connection]:
    """Let everything the application does in the block go through one connection, and undo it at the end."""
    with app.app_context():
        engines: dict[Any, Any] = db._app_engines[
            app
        ]  # as Flask-SQLAlchemy says how to join an outer transaction
    engine = engines[None]
    with OnlyConnection(engine) as connection:
        transaction = Connection.begin(connection)
        # Sessions that find a savepoint make their own; without one they would roll the whole transaction back.
        connection.begin_nested()
        engines[None] = connection
        try:
            yield connection
        finally:
            engines[None] = engine
            transaction.rollback()
