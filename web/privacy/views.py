"""The pages of this feature, by what they are about."""

from __future__ import annotations

from flask import Blueprint, Flask

from web.privacy import consent_views, own_data_views, question_views, request_views, retention_views

blueprint = Blueprint("privacy", __name__, template_folder="templates")
for views in (consent_views, question_views, own_data_views, request_views, retention_views):
    views.add_routes(blueprint)


def init_app(app: Flask) -> None:
    """Add the routes."""
    app.register_blueprint(blueprint)
