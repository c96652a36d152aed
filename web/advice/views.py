"""The pages of the engine's advice: whom to recruit, what an override costs, what if something were different."""

from __future__ import annotations

from flask import Blueprint, Flask

from web.advice import jobs as jobs
from web.advice import recruitment_views, sparing_views, terms_views, trial_views

blueprint = Blueprint("advice", __name__, template_folder="templates")
for views in (recruitment_views, trial_views, sparing_views, terms_views):
    views.add_routes(blueprint)


def init_app(app: Flask) -> None:
    """Add the routes."""
    app.register_blueprint(blueprint)
