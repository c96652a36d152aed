"""Registers the pages."""

from __future__ import annotations

from flask import Flask

from web.attendance.blueprint import blueprint


def init_app(app: Flask) -> None:
    """Add the routes."""
    app.register_blueprint(blueprint)
