"""Pages of this feature."""

from __future__ import annotations

from flask import Blueprint, Flask

from web.accounts.security import init_security

blueprint = Blueprint("accounts", __name__, template_folder="templates")


def init_app(app: Flask) -> None:
    """Add the routes."""
    init_security(app)
    app.register_blueprint(blueprint)
