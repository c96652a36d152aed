"""The pages of the engine's advice."""

from __future__ import annotations

from flask import Blueprint, Flask

blueprint = Blueprint("advice", __name__, template_folder="templates")


def init_app(app: Flask) -> None:
    """Add the routes."""
    app.register_blueprint(blueprint)
