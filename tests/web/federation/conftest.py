"""The application with a provider, and browsers that go there and back."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.web.conftest import forget_earlier_requests, hash_quickly
from tests.web.federation.running_provider import (
    RunningProvider,
    client_of,
    running_provider,
)
from web.app import create_app
from web.config import settings_from
from web.extensions import db

BASE_URL = "http://127.0.0.1:5000"
MakeService = Callable[..., Flask]


@pytest.fixture(scope="session")
def identity_provider() -> Iterator[RunningProvider]:
    """A provider that knows this service, and another one."""
    with running_provider(client_of(BASE_URL), client_of(BASE_URL, name="another")) as running:
        yield running


@pytest.fixture(scope="session")
def make_service(database_url: str, identity_provider: RunningProvider) -> Iterator[MakeService]:
    """Return a function that gives the application with the provider, some of its settings changed."""
    made = []

    def make(**changes: str) -> Flask:
        environment = {"DATABASE_URL": database_url, "SECRET_KEY": "t" * 40, "BASE_URL": BASE_URL}
        app = create_app(settings_from(environment | identity_provider.settings(**changes)))
        app.config.update(TESTING=True, WTF_CSRF_ENABLED=False, RATELIMIT_ENABLED=False)
        app.before_request_funcs.setdefault(None, []).insert(0, forget_earlier_requests)
        hash_quickly(app)
        made.append(app)
        return app

    yield make
    for app in made:
        with app.app_context():
            db.engine.dispose()


@pytest.fixture(scope="session")
def service(make_service: MakeService) -> Flask:
    """The application with the provider."""
    return make_service()


@pytest.fixture
def visitor(service: Flask, database: None) -> FlaskClient:
    """A browser with nobody signed in."""
    return service.test_client()


@pytest.fixture
def issuer(service: Flask) -> str:
    """Who vouches."""
    return str(service.config["SETTINGS"].provider.issuer)
