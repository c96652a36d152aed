"""The templates that the pages of associations and workplaces share."""

from __future__ import annotations

from flask import Blueprint, Flask

from web.organisations.changes import change_lines
from web.organisations.labels import STATUSES, TONES

blueprint = Blueprint("organisations", __name__, template_folder="templates")


def init_app(app: Flask) -> None:
    """Add the templates, and the names that they and the features' own pages use."""
    app.jinja_env.globals.update(
        organisation_statuses=STATUSES, organisation_tones=TONES, change_lines=change_lines
    )
    app.register_blueprint(blueprint)
