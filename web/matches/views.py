"""The pages of this feature: the young person's answer, and the match itself."""

from __future__ import annotations

from flask import Blueprint, Flask

from web.matches import answer_views, jobs, known_before, match_views, review_views  # noqa: F401 - two are registered

blueprint = Blueprint("matches", __name__, template_folder="templates")
for views in (answer_views, match_views, review_views):
    views.add_routes(blueprint)


def init_app(app: Flask) -> None:
    """Add the routes."""
    app.register_blueprint(blueprint)
