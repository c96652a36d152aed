"""Registers the pages about tasks, and the words their templates use."""

from __future__ import annotations

from flask import Flask

from web.core import clock
from web.tasks import (
    demand_views,
    jobs,
    labels,
    posting_views,
    public_views,
    shift_views,
    signup_views,
    standing_views,
)
from web.tasks.blueprint import blueprint
from web.tasks.models import Shift
from web.tasks.slugs import slug_of

REGISTERED = (demand_views, jobs, posting_views, public_views, shift_views, signup_views, standing_views)


def init_app(app: Flask) -> None:
    """Add the routes."""
    app.jinja_env.globals.update(
        pattern_words=labels.pattern_words,
        task_kinds=labels.KINDS,
        task_statuses=labels.TASK_STATUSES,
        signup_statuses=labels.SIGNUP_STATUSES,
        slug_of=slug_of,
    )
    app.jinja_env.tests["ahead"] = lies_ahead
    app.register_blueprint(blueprint)


def lies_ahead(shift: Shift) -> bool:
    """Tell templates whether the shift has a time and has not begun."""
    return shift.starts_at is not None and shift.starts_at > clock.now()
