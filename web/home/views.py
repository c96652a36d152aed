"""The front page and the start page."""

from __future__ import annotations

from flask import Blueprint, Flask, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from web.accounts.models import STAFF_ROLES
from web.catalogue.labels import name_of
from web.core import clock
from web.core.access import public, requires, signed_in_user
from web.core.addresses import own_path
from web.core.permissions import Permission
from web.core.submissions import take_interrupted_form
from web.extensions import db
from web.home.navigation import navigation
from web.home.start import waiting_for, ways_of
from web.tasks.queries import newest_open_tasks
from web.translations import LANGUAGES

NEWEST_SHOWN = 6
blueprint = Blueprint("home", __name__, template_folder="templates")


def init_app(app: Flask) -> None:
    """Add the routes."""
    app.register_blueprint(blueprint)
    app.context_processor(lambda: {"navigation": navigation, "name_of": name_of})


@blueprint.get("/")
@public
def front() -> str:
    """The front page, with the newest tasks."""
    return render_template("home/front.html", newest=newest_open_tasks(NEWEST_SHOWN, now=clock.now()))


@blueprint.get("/start")
@requires(Permission.START_PAGE)
def start() -> str:
    """What waits for the signed-in person now."""
    user = signed_in_user()
    todos = waiting_for(user, now=clock.now())
    return render_template(
        "home/start.html",
        todos=todos,
        ways=ways_of(user, todos=todos),
        is_citizen=not user.has_any_role(*STAFF_ROLES),
    )


@blueprint.get("/fortsaet")
@public
def resume() -> str | Response:
    """Offer the form that was interrupted by an expired session, with everything that was typed."""
    kept = take_interrupted_form(now=clock.now())
    db.session.commit()
    if kept is None:
        return redirect(url_for("home.front"))
    path, fields = kept
    return render_template("home/resume.html", path=path, fields=[f for f in fields if f[0] != "csrf_token"])


@blueprint.post("/sprog")
@public
def choose_language() -> Response:
    """Switch the language in this browser and stay on the page."""
    wanted = request.form.get("language", "")
    if wanted in LANGUAGES:
        session["locale"] = wanted
    return redirect(own_path(request.form.get("back", "/")))
