"""The pages of this feature, by who reads them: runs, the caseworker's decisions, the mentor's answers."""

from __future__ import annotations

from flask import Blueprint, Flask

from web.proposals import approval_effects as approval_effects
from web.proposals import consent_effects as consent_effects
from web.proposals import decision_views, mentor_views, run_views

blueprint = Blueprint("proposals", __name__, template_folder="templates")
for views in (run_views, decision_views, mentor_views):
    views.add_routes(blueprint)


def init_app(app: Flask) -> None:
    """Add the routes."""
    app.register_blueprint(blueprint)
