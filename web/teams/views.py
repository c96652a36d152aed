"""Registers the pages about teams, and what follows from keeping people apart."""

from __future__ import annotations

from flask import Flask

from web.tasks.effects import asks_for_a_look
from web.teams import coordinator_views, own_views
from web.teams.blueprint import blueprint
from web.teams.queries import apart_from_somebody_on, those_to_keep_from

REGISTERED = (coordinator_views, own_views)
asks_for_a_look(apart_from_somebody_on)


def init_app(app: Flask) -> None:
    """Add the routes, and what the page of sign-ups tells its coordinator."""
    app.jinja_env.globals["those_to_keep_from"] = those_to_keep_from
    app.register_blueprint(blueprint)
