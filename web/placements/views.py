"""The pages of this feature: for caseworkers, young people and workplaces, and the overview."""

from __future__ import annotations

from flask import Blueprint, Flask

from web.placements import (
    beside_mentors,  # noqa: F401 - what a match run plans besides mentors is registered
    caseworker_views,
    consent_effects,  # noqa: F401 - what follows from a withdrawal is registered
    employer_views,
    hours_views,
    job_effects,  # noqa: F401 - what follows from a changed or closed small job is registered
    overview_views,
    placement_views,
    young_views,
)
from web.placements.words import hours_text, kroner, week_text

blueprint = Blueprint("placements", __name__, template_folder="templates")
for views in (caseworker_views, young_views, employer_views, placement_views, hours_views, overview_views):
    views.add_routes(blueprint)


def init_app(app: Flask) -> None:
    """Add the routes, and the filters that say hours, weeks and kroner."""
    app.jinja_env.filters.update(hours_text=hours_text, week_text=week_text, kroner=kroner)
    app.register_blueprint(blueprint)
