"""Registers the pages of micro-tasks."""

from __future__ import annotations

from flask import Flask

from web.micro_tasks import hours, pages, remarks
from web.micro_tasks.blueprint import blueprint

REGISTERED = (hours, pages, remarks)


def init_app(app: Flask) -> None:
    """Add the routes."""
    app.register_blueprint(blueprint)
