"""Registers the pages of this feature: those of staff, and those of mentors and applicants."""

from __future__ import annotations

from flask import Flask

from web.vetting import (  # noqa: F401 - each hangs its pages on the blueprint
    clearance_views,
    decision_views,
    jobs,
    mentor_views,
    own_views,
    queue_views,
    requirement_views,
    statement_steps,
    statement_views,
)
from web.vetting.blueprint import blueprint


def init_app(app: Flask) -> None:
    """Add the routes."""
    app.register_blueprint(blueprint)
