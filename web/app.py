"""The application factory and the list of features."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec

from flask import Flask
from jinja2 import StrictUndefined

from web import cli
from web.config import Settings, settings_from
from web.core.addresses import init_addresses
from web.core.cross_site import init_cross_site
from web.core.entrance import init_entrance
from web.core.error_pages import init_error_pages
from web.core.every_form import init_every_form
from web.core.headers import init_headers
from web.core.logs import configure_logs, init_request_log
from web.core.pages import init_pages
from web.core.personal_data import load_declarations
from web.core.tokens import sign_with_sha256
from web.core.tries import init_limiter
from web.database_rights import check_connections, refuse_mighty_role
from web.extensions import babel, csrf, db, migrate
from web.policy import POLICY
from web.translations import catalogue_folders, choose_locale

FEATURES = (
    "sessions",
    "health",
    "home",
    "caseload",
    "oversight",
    "about",
    "protection",
    "disclosure",
    "second_factor",
    "accounts",
    "federation",
    "profiles",
    "organisations",
    "associations",
    "employers",
    "deputies",
    "vetting",
    "tasks",
    "youth",
    "small_jobs",
    "proposals",
    "advice",
    "matches",
    "placements",
    "references",
    "interviews",
    "courses",
    "childrens_certificates",
    "waiting_list",
    "swaps",
    "teams",
    "attendance",
    "staffing",
    "calls",
    "micro_tasks",
    "papers",
    "certificates",
    "for_you",
    "my_calendar",
    "notifications",
    "exchange",
    "event_files",
    "privacy",
    "invitations",
)
TABLES = tuple(
    name for name in (*FEATURES, "audit", "catalogue", "consents") if find_spec(f"web.{name}.models")
)


def create_app(settings: Settings | None = None) -> Flask:
    """Build the application; raise `SettingsError` where the environment is not fit to start with."""
    settings = settings or settings_from()
    if not settings.is_development:
        refuse_mighty_role(settings.database_url)
    app = Flask(__name__)
    app.config.update(settings.as_flask_config())
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = ";".join(catalogue_folders())
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.extensions["policy"] = POLICY

    configure_logs(is_development=settings.is_development)
    init_request_log(app)
    init_headers(app)
    init_entrance(app)
    init_addresses(app)
    db.init_app(app)
    if not settings.is_development:
        with app.app_context():
            check_connections(db.engine)
    for feature in TABLES:
        import_module(f"web.{feature}.models")
    load_declarations(TABLES)
    migrate.init_app(app, db, directory=str(settings.migrations_folder))
    sign_with_sha256()
    babel.init_app(app, locale_selector=choose_locale)
    init_cross_site(app)
    init_limiter(app)
    init_every_form(app)
    csrf.init_app(app)
    register_features(app)
    init_pages(app)
    init_error_pages(app)
    cli.init_app(app)
    return app


def register_features(app: Flask) -> None:
    """Let each feature add its routes; a feature is a package with an `init_app` in its `views` module."""
    for feature in FEATURES:
        import_module(f"web.{feature}.views").init_app(app)
