"""Registers the pages of this feature: the volunteer's own, those of associations, and those of staff."""

from __future__ import annotations

from flask import Flask

from web.papers import (  # noqa: F401 - each hangs its pages on the blueprint, or tells the features below
    association_views,
    effects,
    jobs,
    needs,
    own_views,
    staff_views,
    steps,
)
from web.papers.blueprint import blueprint
from web.tasks.conditions import clearance_names


def init_app(app: Flask) -> None:
    """Add the routes."""
    app.register_blueprint(blueprint)
    app.add_template_global(clearance_names)
