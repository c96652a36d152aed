"""The pages of records opened outside one's own work, by who reads them: the reader, and the data protection contact."""

from __future__ import annotations

from flask import Blueprint, Flask

from web.disclosure import reader_views, review_views

blueprint = Blueprint("disclosure", __name__, template_folder="templates")
for views in (reader_views, review_views):
    views.add_routes(blueprint)


def init_app(app: Flask) -> None:
    """Add the routes."""
    app.register_blueprint(blueprint)
