"""Settings of the service, read once from the environment and checked before anything starts."""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
LOCAL_KEY_FILE = ROOT / "instance" / "secret_key"


class SettingsError(RuntimeError):
    """A setting is missing or wrong; the message is one line an operator can act on."""


@dataclass(frozen=True)
class Settings:
    """Everything that differs between one installation and another."""

    database_url: str
    secret_key: str
    note_key: str
    is_development: bool = False
    service_name: str = "Håndslag"
    municipality_name: str = "Randers Kommune"
    base_url: str = "http://127.0.0.1:5000"
    mail_sender: str = "Håndslag <no-reply@example.dk>"
    smtp_url: str = ""
    migrations_folder: Path = ROOT / "migrations"

    def as_flask_config(self) -> dict[str, Any]:
        """Translate into the configuration keys of Flask and its extensions."""
        is_https = self.base_url.startswith("https://")
        return {
            "SETTINGS": self,
            "SECRET_KEY": self.secret_key,
            "SQLALCHEMY_DATABASE_URI": sqlalchemy_url(self.database_url),
            "SQLALCHEMY_ENGINE_OPTIONS": {
                "pool_pre_ping": True,
                "pool_size": 10,
                "pool_timeout": 5,
                "connect_args": {"connect_timeout": 5},
            },
            "MAX_CONTENT_LENGTH": 12 * 1024 * 1024,
            "MAX_FORM_MEMORY_SIZE": 512 * 1024,
            "MAX_FORM_PARTS": 2_000,
            "SESSION_COOKIE_NAME": "__Host-session" if is_https else "session",
            "SESSION_COOKIE_SECURE": is_https,
            "SESSION_COOKIE_HTTPONLY": True,
            "SESSION_COOKIE_SAMESITE": "Lax",
            "PERMANENT_SESSION_LIFETIME": timedelta(hours=8),
            "WTF_CSRF_TIME_LIMIT": None,
            "BABEL_DEFAULT_LOCALE": "da",
            "BABEL_DEFAULT_TIMEZONE": "Europe/Copenhagen",
            "RATELIMIT_STORAGE_URI": "memory://",
            "PREFERRED_URL_SCHEME": "https" if is_https else "http",
        }


def sqlalchemy_url(database_url: str) -> str:
    """Return `database_url` with the psycopg 3 driver named, as SQLAlchemy wants it."""
    for prefix in ("postgresql://", "postgres://"):
        if database_url.startswith(prefix):
            return "postgresql+psycopg://" + database_url.removeprefix(prefix)
    raise SettingsError(
        "DATABASE_URL must start with postgresql:// (for example postgresql://user@host/name)."
    )


def settings_from(environment: Mapping[str, str] | None = None) -> Settings:
    """Read the settings; raise `SettingsError` with one plain line where one is missing or wrong."""
    values = os.environ if environment is None else environment
    is_development = values.get("APP_ENV", "development") == "development"
    if not (database_url := values.get("DATABASE_URL", "")):
        raise SettingsError(
            "DATABASE_URL is not set. `make run` starts an embedded PostgreSQL and sets it itself."
        )
    sqlalchemy_url(database_url)
    secret_key = values.get("SECRET_KEY", "") or (local_secret_key() if is_development else "")
    if len(secret_key) < 32:
        raise SettingsError("SECRET_KEY must be set to at least 32 random characters.")
    base_url = (
        values.get("BASE_URL") or f"http://{values.get('HOST', '127.0.0.1')}:{values.get('PORT', '5000')}"
    )
    if not is_development and not base_url.startswith("https://"):
        raise SettingsError("BASE_URL must start with https:// in production.")
    smtp_url = values.get("SMTP_URL", "")
    if not is_development and not smtp_url:
        raise SettingsError(
            "SMTP_URL must name the mail server in production (smtp://user:password@host:587)."
        )
    note_key = values.get("NOTE_KEY", "") or (secret_key if is_development else "")
    if len(note_key) < 32:
        raise SettingsError(
            "NOTE_KEY, which encrypts notes about young people, must have at least 32 random characters."
        )
    return Settings(
        database_url=database_url,
        secret_key=secret_key,
        note_key=note_key,
        is_development=is_development,
        service_name=values.get("SERVICE_NAME", Settings.service_name),
        municipality_name=values.get("MUNICIPALITY_NAME", Settings.municipality_name),
        base_url=base_url.rstrip("/"),
        mail_sender=values.get("MAIL_SENDER", Settings.mail_sender),
        smtp_url=smtp_url,
    )


def local_secret_key() -> str:
    """Return this checkout's own random key, made once, so that development sessions outlive a restart."""
    if not LOCAL_KEY_FILE.exists():
        LOCAL_KEY_FILE.parent.mkdir(parents=True, exist_ok=True)
        LOCAL_KEY_FILE.touch(mode=0o600)
        LOCAL_KEY_FILE.write_text(secrets.token_urlsafe(48))
    return LOCAL_KEY_FILE.read_text()
