"""The pages that exist with an identity provider only, asked by everybody; the provider itself is out of reach here."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask

from tests.web.access.addresses import address_of
from tests.web.access.conftest import Visit
from tests.web.access.test_matrix import answer_of
from tests.web.conftest import forget_earlier_requests
from web.access_page import ACTORS, TABLE, methods_of, read_table, routes
from web.app import create_app
from web.config import settings_from
from web.extensions import db

PROVIDER = {
    "OIDC_ISSUER": "http://127.0.0.1:1",
    "OIDC_CLIENT_ID": "haandslag",
    "OIDC_CLIENT_SECRET": "x" * 40,
    "OIDC_ACR_VALUES": "high",
}
ROWS = read_table(TABLE.with_name("access_provider.csv"))


@pytest.fixture(scope="module")
def app(database_url: str) -> Iterator[Flask]:
    """The application with a provider."""
    made = create_app(settings_from({"DATABASE_URL": database_url, "SECRET_KEY": "t" * 40} | PROVIDER))
    made.config.update(TESTING=True, WTF_CSRF_ENABLED=False, RATELIMIT_ENABLED=False, SERVER_NAME="localhost")
    made.before_request_funcs.setdefault(None, []).insert(0, forget_earlier_requests)
    yield made
    with made.app_context():
        db.engine.dispose()


def test_every_route_of_the_provider_has_a_row_and_every_row_a_route(app: Flask) -> None:
    assert sorted(name for name in routes(app) if name.startswith("federation.")) == sorted(ROWS)


@pytest.mark.parametrize("endpoint", sorted(ROWS))
def test_everybody_gets_the_answer_of_the_table(visit: Visit, endpoint: str) -> None:
    address = address_of(visit.app, visit.world, endpoint)
    wrong = {
        f"{actor} {method} {address}": f"{answer}, not {ROWS[endpoint].answers[method][actor]}"
        for method in methods_of(routes(visit.app)[endpoint])
        for actor in ACTORS
        if (answer := answer_of(visit, actor, method, address)) != ROWS[endpoint].answers[method][actor]
    }
    assert wrong == {}
