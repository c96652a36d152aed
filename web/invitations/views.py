"""Registers the pages about invitations and users, and the words their templates use."""

from __future__ import annotations

from flask import Flask

from web.invitations.blueprint import blueprint


def init_app(app: Flask) -> None:
    """Add the routes."""
    app.register_blueprint(blueprint)
