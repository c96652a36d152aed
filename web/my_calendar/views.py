"""Registers the pages of one's own calendar."""

from __future__ import annotations

from flask import Flask

from web.my_calendar import pages
from web.my_calendar.blueprint import blueprint

REGISTERED = (pages,)


def init_app(app: Flask) -> None:
    """Add the routes."""
    app.register_blueprint(blueprint)
