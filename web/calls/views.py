"""Registers the pages about asking volunteers and stepping in."""

from __future__ import annotations

from flask import Flask

from web.calls import answer_views, ask_views, jobs, volunteer_views
from web.calls.blueprint import blueprint

REGISTERED = (answer_views, ask_views, jobs, volunteer_views)


def init_app(app: Flask) -> None:
    """Add the routes."""
    app.register_blueprint(blueprint)
