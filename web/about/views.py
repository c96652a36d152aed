"""Privacy notice, accessibility statement, cookies and security.txt; open to everybody."""

from __future__ import annotations

from typing import cast

from flask import Blueprint, Flask, Response, current_app, redirect, render_template, url_for
from werkzeug.wrappers import Response as AnyResponse

from web.about.holdings import groups
from web.about.labels import WHO_SEES
from web.about.security_text import security_text
from web.config import Settings
from web.core import clock
from web.core.access import public
from web.core.personal_data_words import period_words
from web.core.retention import Retention

blueprint = Blueprint("about", __name__, template_folder="templates")


def init_app(app: Flask) -> None:
    """Add the routes."""
    app.register_blueprint(blueprint)


def settings() -> Settings:
    """Return the settings: contacts and names stand in them."""
    return cast(Settings, current_app.config["SETTINGS"])


@blueprint.get("/privatliv")
@public
def privacy() -> str:
    """What is held about whom, what for and how long: as the tables themselves declare it."""
    return render_template("about/privacy.html", groups=groups(), who_sees=WHO_SEES, settings=settings())


@blueprint.get("/tilgaengelighed")
@public
def accessibility() -> str:
    """How accessible the service is, and whom to tell of an obstacle."""
    return render_template("about/accessibility.html", settings=settings())


@blueprint.get("/was")
@public
def accessibility_shortcut() -> AnyResponse:
    """The short address that Danish public sites have: to the statement in the national register, where there is one."""
    return redirect(settings().accessibility_statement_url or url_for("about.accessibility"))


@blueprint.get("/cookies")
@public
def cookies() -> str:
    """The one cookie."""
    name = current_app.config["SESSION_COOKIE_NAME"]
    return render_template("about/cookies.html", name=name, kept_for=period_words(Retention.SESSION))


@blueprint.get("/.well-known/security.txt")
@public
def security() -> Response:
    """Where to report a weakness."""
    return Response(security_text(settings(), now=clock.now()), mimetype="text/plain")
