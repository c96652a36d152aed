"""Every route, asked by everybody: the answers are those of `docs/access.csv`."""

from __future__ import annotations

import pytest
from flask import Flask
from werkzeug.exceptions import HTTPException
from werkzeug.routing import MapAdapter, RequestRedirect

from tests.web.access.addresses import address_of
from tests.web.access.conftest import Visit
from tests.web.conftest import app
from web.access_page import ACTORS, METHODS, PAGE, SIGN_IN, methods_of, page_of, read_table, routes

__all__ = ["app"]

TABLE = read_table()
# Who is asked about a method that a page does not have.
ENOUGH = ("stranger", "administrator")


def answer_of(visit: Visit, actor: str, method: str, address: str) -> str:
    """Return the status as the table writes it."""
    response = visit.open(actor, method, address)
    is_sign_in = response.status_code == 302 and response.headers["Location"].startswith("/log-ind")
    return SIGN_IN if is_sign_in else str(response.status_code)


def test_every_route_has_a_row_and_every_row_a_route(app: Flask) -> None:
    assert sorted(routes(app)) == sorted(TABLE)


@pytest.mark.parametrize("endpoint", sorted(TABLE))
def test_everybody_gets_the_answer_of_the_table(visit: Visit, endpoint: str) -> None:
    address = address_of(visit.app, visit.world, endpoint)
    found = {
        (method, actor): answer_of(visit, actor, method, address)
        for method in methods_to_ask(visit.app, endpoint, address)
        for actor in (ACTORS if method in methods_of(routes(visit.app)[endpoint]) else ENOUGH)
    }
    wrong = {
        f"{actor} {method} {address}": f"{answer}, not {TABLE[endpoint].answers[method][actor]}"
        for (method, actor), answer in found.items()
        if answer != TABLE[endpoint].answers[method][actor]
    }
    assert wrong == {}


def methods_to_ask(app: Flask, endpoint: str, address: str) -> list[str]:
    """Return the methods, without one that leads to another route at the same address."""
    finder = app.url_map.bind("localhost")
    return [method for method in METHODS if finds(finder, address, method) in (endpoint, None)]


def finds(finder: MapAdapter, address: str, method: str) -> str | None:
    """Return the route that answers, if any."""
    try:
        return str(finder.match(address, method=method)[0])
    except RequestRedirect:
        return "a longer address"
    except HTTPException:
        return None


def test_the_page_shows_the_table(app: Flask) -> None:
    assert PAGE.read_text(encoding="utf-8") == page_of(app), "run flask --app wsgi access-page"
