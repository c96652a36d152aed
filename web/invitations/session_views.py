"""The button with which an administrator signs somebody out everywhere, for example when a phone is lost."""

from __future__ import annotations

from flask import redirect, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from web.core import clock
from web.core.access import allowed, requires, signed_in_user
from web.core.one_step import one_step
from web.core.permissions import Permission
from web.invitations import user_queries
from web.invitations.blueprint import blueprint
from web.invitations.freshness import password_again
from web.sessions.services import end_all_sessions


@blueprint.post("/brugere/<int:user_id>/log-ud")
@password_again
@requires(Permission.USERS_MANAGE)
def sign_out_everywhere(user_id: int) -> Response:
    """End every session of an account; its owner can sign in again."""
    user = allowed(user_queries.visible_user(user_id))
    with one_step(gettext("The person is signed out everywhere.")):
        end_all_sessions(user, by=signed_in_user(), now=clock.now())
    return redirect(url_for("invitations.show_user", user_id=user_id))
