"""Registers the pages of signing in through a provider, which exist only where one is set."""

from __future__ import annotations

from flask import Flask

from web.core.access import signed_in_user
from web.federation import (
    sign_in_views,
    sign_out_views,
    taken_back,  # noqa: F401 - registers what goes with an address that is taken back
)
from web.federation.blueprint import blueprint
from web.federation.provider import init_provider
from web.federation.services import has_identity

REGISTERED = (sign_in_views, sign_out_views)


def init_app(app: Flask) -> None:
    """Add the routes where there is a provider; its name is known to every template, and empty where there is none."""
    settings = app.config["SETTINGS"].provider
    label = "" if settings is None else settings.label
    app.context_processor(lambda: {"provider_label": label})
    app.jinja_env.globals["may_show_oneself"] = lambda: False
    if settings is not None:
        init_provider(app, settings)
        issuer = settings.issuer
        app.jinja_env.globals["may_show_oneself"] = lambda: has_identity(signed_in_user(), issuer=issuer)
        app.register_blueprint(blueprint)
        sign_out_views.init_sign_out(app)
