"""Registers the page of what fits a volunteer, and its few lines on the start page."""

from __future__ import annotations

import uuid

from flask import Flask

from web.for_you import pages
from web.for_you.blueprint import blueprint


def init_app(app: Flask) -> None:
    """Add the routes, and what the start page shows of them."""
    app.jinja_env.globals.update(picks_on_start_page=pages.picks_on_start_page, key_of_new_form=uuid.uuid4)
    app.register_blueprint(blueprint)
