"""The pages of staffing, registered together."""

from __future__ import annotations

from flask import Flask

from web.staffing import (  # noqa: F401 - their routes and jobs
    decision_views,
    event_views,
    jobs,
    order_jobs,
    plan_views,
    shift_views,
)
from web.staffing.blueprint import blueprint


def init_app(app: Flask) -> None:
    """Add the routes."""
    app.register_blueprint(blueprint)
