"""Registers the pages of one's own calendar."""

from __future__ import annotations

from flask import Flask

from web.my_calendar import (
    pages,
    taken_back,  # noqa: F401 - registers what goes with an address that is taken back
)
from web.my_calendar.blueprint import blueprint

REGISTERED = (pages,)


def init_app(app: Flask) -> None:
    """Add the routes."""
    app.register_blueprint(blueprint)
