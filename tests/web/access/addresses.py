"""The address of each route about things of the world, and about things that do not exist."""

from __future__ import annotations

from typing import Any

from flask import Flask, url_for

from tests.web.access.world import World
from web.access_page import routes

MISSING_ID = 987_654_321


def parts_of(app: Flask, world: World, endpoint: str) -> dict[str, Any]:
    """Return what stands in the address; a part of which the world knows nothing fails."""
    names = {name for rule in routes(app)[endpoint] for name in rule.arguments}
    parts = world.address_parts(endpoint, names)
    unknown = [name for name, value in parts.items() if value is None]
    assert not unknown, f"tests/web/access/world.py must say what {unknown} of {endpoint} are"
    return parts


def address_of(app: Flask, world: World, endpoint: str) -> str:
    """Return the address of the route for the world's own things."""
    with app.test_request_context():
        return url_for(endpoint, **parts_of(app, world, endpoint), _external=False)


def missing_address_of(app: Flask, world: World, endpoint: str) -> str:
    """Return the address of the same route for something that does not exist."""
    parts = parts_of(app, world, endpoint)
    missing = {name: MISSING_ID for name in parts if name.endswith("_id")}
    with app.test_request_context():
        return url_for(endpoint, **(parts | missing), _external=False)


def endpoints_about_things(app: Flask) -> list[str]:
    """Return the routes with the id of something in their address."""
    return [
        endpoint
        for endpoint, rules in sorted(routes(app).items())
        if any(name.endswith("_id") for rule in rules for name in rule.arguments)
    ]
