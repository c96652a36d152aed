"""The pages of this feature: the public list, the employer's own jobs, and a young person's wishes."""

from __future__ import annotations

from flask import Blueprint, Flask

from web.small_jobs import posting_views, public_views, wishes_views
from web.small_jobs.labels import STATUSES, TONES, named

blueprint = Blueprint("small_jobs", __name__, template_folder="templates")
for views in (public_views, posting_views, wishes_views):
    views.add_routes(blueprint)


def init_app(app: Flask) -> None:
    """Add the routes."""
    app.jinja_env.filters["named"] = named
    app.jinja_env.globals.update(small_job_statuses=STATUSES, small_job_tones=TONES)
    app.register_blueprint(blueprint)
