"""The page about signed-in devices; and sessions themselves, which every request opens and saves."""

from __future__ import annotations

from typing import cast

from flask import Blueprint, Flask, after_this_request, redirect, render_template, request, session, url_for
from flask_babel import gettext
from flask_security import user_authenticated
from werkzeug.wrappers import Response

from web.accounts.mail import commit
from web.accounts.models import User
from web.core import clock
from web.core.access import allowed, requires, signed_in_user
from web.core.freshness import password_again_before
from web.core.one_step import one_step
from web.core.permissions import Permission
from web.sessions import jobs  # noqa: F401 - registers the jobs
from web.sessions.content import ServerSession
from web.sessions.devices import device_of
from web.sessions.interface import SessionsInDatabase
from web.sessions.labels import device_name
from web.sessions.queries import session_of, sessions_of
from web.sessions.services import end_other_sessions, end_session, note_device

blueprint = Blueprint("sessions", __name__, template_folder="templates")
PAGE = "sessions.list_devices"


def init_app(app: Flask) -> None:
    """Keep sessions in the database, notice sign-ins, and add the routes."""
    app.session_interface = SessionsInDatabase()
    # Flask-Login would tie a session to a network address, which changes under people's feet and is not kept here.
    app.config["SESSION_PROTECTION"] = None
    user_authenticated.connect(note_sign_in, app)
    app.register_blueprint(blueprint)
    app.jinja_env.globals["device_name"] = device_name


def note_sign_in(sender: Flask, *, user: User, **rest: object) -> None:
    """Remember the device of somebody who has just signed in."""
    note_device(user, device_of(request.user_agent.string), now=clock.now())
    after_this_request(commit)


def present_id() -> int:
    """Return the id of the session of this very request."""
    found = cast(ServerSession, session).content.found
    return 0 if found is None else found.id


@blueprint.get("/konto/enheder")
@requires(Permission.OWN_ACCOUNT)
def list_devices() -> str:
    """Where the person is signed in now."""
    devices = sessions_of(signed_in_user(), now=clock.now())
    return render_template("sessions/devices.html", devices=devices, present_id=present_id())


@blueprint.post("/konto/enheder/<int:session_id>/log-ud")
@password_again_before(PAGE)
@requires(Permission.OWN_ACCOUNT)
def sign_out_device(session_id: int) -> Response:
    """Sign out one device."""
    user, now = signed_in_user(), clock.now()
    device = allowed(session_of(user, session_id, now=now))
    with one_step(gettext("The device is signed out.")):
        end_session(device, user=user, now=now)
    return redirect(url_for(PAGE))


@blueprint.post("/konto/enheder/log-ud-andre")
@password_again_before(PAGE)
@requires(Permission.OWN_ACCOUNT)
def sign_out_others() -> Response:
    """Sign out everywhere but here."""
    with one_step(gettext("You are signed out everywhere else.")):
        end_other_sessions(signed_in_user(), kept_id=present_id(), now=clock.now())
    return redirect(url_for(PAGE))
