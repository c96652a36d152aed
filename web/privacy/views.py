"""The pages of this feature, by what they are about."""

from __future__ import annotations

from flask import Blueprint, Flask
from flask_login import user_logged_in

from web.accounts.models import User
from web.core import clock
from web.privacy import consent_views, own_data_views, question_views, request_views, retention_views
from web.privacy import jobs as jobs
from web.privacy.inactive import note_sign_in

blueprint = Blueprint("privacy", __name__, template_folder="templates")
for views in (consent_views, question_views, own_data_views, request_views, retention_views):
    views.add_routes(blueprint)


def init_app(app: Flask) -> None:
    """Add the routes, and note when somebody signs in."""
    app.register_blueprint(blueprint)
    user_logged_in.connect(remember_sign_in, app)


def remember_sign_in(sender: Flask, user: User) -> None:
    """An account that is used is not erased."""
    note_sign_in(user, now=clock.now())
