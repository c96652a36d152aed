"""One world for all tests of a module, and a browser for everybody in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from tests.web.access.rewinding import rewound
from tests.web.access.world import World, build_world
from tests.web.conftest import client_of, emptied_at_last
from web.access_page import ACTORS
from web.accounts.models import User
from web.extensions import db
from web.sessions.models import StoredSession


@dataclass
class Visit:
    """The world, and somebody's browser for each actor; each call leaves everything as it was."""

    app: Flask
    world: World
    clients: dict[str, FlaskClient]

    def open(
        self, actor: str, method: str, address: str, data: dict[str, object] | None = None
    ) -> TestResponse:
        """Ask for an address as that actor; what the answer changed is undone."""
        with rewound(self.app):
            client = self.app.test_client()
            client._cookies = dict(self.clients[actor]._cookies or {})
            response = client.open(address, method=method, data=data or {}, base_url="http://localhost")
            response.get_data()
            return response


def session_of(user: User) -> int:
    """Return the id of the session in which the user is signed in."""
    return db.session.scalars(select(StoredSession.id).where(StoredSession.user_id == user.id)).one()


@pytest.fixture(scope="module")
def visit(app: Flask) -> Iterator[Visit]:
    """Build the world once, and sign everybody in."""
    with emptied_at_last(app):
        with app.app_context():
            world = build_world(app)
            db.session.commit()
            people = {actor: world.people[actor] for actor in ACTORS[1:]}
            clients = {actor: client_of(app, user) for actor, user in people.items()}
            world.parts["session_id"] = session_of(world.people["volunteer"])
            db.session.commit()
        clients["stranger"] = app.test_client()
        yield Visit(app, world, clients)
