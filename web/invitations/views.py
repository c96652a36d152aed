"""Registers the pages about invitations and users."""

from __future__ import annotations

from flask import Flask

from web.invitations import (
    answer_views,
    invitation_views,
    jobs,  # noqa: F401 - registers the jobs
    second_factor_views,
    session_views,
    user_views,
)
from web.invitations.blueprint import blueprint

REGISTERED = (answer_views, invitation_views, second_factor_views, session_views, user_views)


def init_app(app: Flask) -> None:
    """Add the routes."""
    app.register_blueprint(blueprint)
