"""How Flask-Security is set up: what it offers, where its pages are, and mail through the outbox."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask import Flask
from flask_security import SQLAlchemyUserDatastore

from web.accounts.models import Role, User, WebAuthn
from web.extensions import db, security

datastore = SQLAlchemyUserDatastore(db, User, Role, WebAuthn)

OPTIONS: dict[str, Any] = {
    "SECURITY_LOGIN_URL": "/log-ind",
    "SECURITY_LOGOUT_URL": "/log-ud",
    "SECURITY_REGISTER_URL": "/opret-konto",
    "SECURITY_CONFIRM_URL": "/bekraeft",
    "SECURITY_RESET_URL": "/nulstil-adgangskode",
    "SECURITY_CHANGE_URL": "/skift-adgangskode",
    "SECURITY_POST_LOGIN_VIEW": "/start",
    "SECURITY_POST_CONFIRM_VIEW": "/start",
    "SECURITY_REGISTERABLE": True,
    "SECURITY_CONFIRMABLE": True,
    "SECURITY_RECOVERABLE": True,
    "SECURITY_CHANGEABLE": True,
    "SECURITY_TRACKABLE": False,
    "SECURITY_USE_REGISTER_V2": True,
    "SECURITY_AUTO_LOGIN_AFTER_CONFIRM": True,
    "SECURITY_RETURN_GENERIC_RESPONSES": True,
    "SECURITY_PASSWORD_HASH": "argon2",
    "SECURITY_PASSWORD_SCHEMES": ["argon2"],
    "SECURITY_PASSWORD_SINGLE_HASH": ["argon2"],
    "SECURITY_PASSWORD_LENGTH_MIN": 12,
    "SECURITY_CONFIRM_EMAIL_WITHIN": timedelta(days=5),
    "SECURITY_RESET_PASSWORD_WITHIN": timedelta(hours=2),
    "SECURITY_CSRF_IGNORE_UNAUTH_ENDPOINTS": False,
    "SECURITY_EMAIL_HTML": False,
    "SECURITY_EMAIL_VALIDATOR_ARGS": {"check_deliverability": False},
}


def init_security(app: Flask) -> None:
    """Attach Flask-Security to the application."""
    app.config.update(OPTIONS)
    app.config["SECURITY_PASSWORD_SALT"] = app.config["SECRET_KEY"]
    app.config["SECURITY_TOTP_SECRETS"] = {"1": app.config["SECRET_KEY"]}
    security.init_app(app, datastore)
