"""Settings of the service, read once from the environment and checked before anything starts."""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

ROOT = Path(__file__).resolve().parent.parent
LOCAL_KEY_FILE = ROOT / "instance" / "secret_key"
SHORTEST_KEY = 32
# What stands in examples and in keys that somebody meant to change later.
DEFAULT_WORDS = ("change", "default", "example", "password", "secret", "haandslag", "0123456789")
CONTACTS = ("CONTACT_EMAIL", "CONTACT_PHONE", "DATA_PROTECTION_EMAIL", "SECURITY_CONTACT")
OFF = ("", "0", "false", "no", "off")
LOOPBACK = ("", "localhost", "127.0.0.1", "::1")
# "require" encrypts, but to whoever answers.
TLS_MODES = ("verify-ca", "verify-full")


class SettingsError(RuntimeError):
    """A setting is missing or wrong; the message is one line an operator can act on."""


@dataclass(frozen=True)
class ProviderSettings:
    """An identity provider that speaks OpenID Connect.

    `acr_values` are the levels of assurance that are accepted; those in `strong_acr_values` count as a second factor.
    """

    issuer: str
    client_id: str
    client_secret: str
    acr_values: tuple[str, ...]
    strong_acr_values: tuple[str, ...]
    label: str


@dataclass(frozen=True)
class Settings:
    """Everything that differs between one installation and another."""

    database_url: str
    secret_key: str
    note_keys: tuple[str, ...]
    second_factor_keys: tuple[str, ...] = ()
    is_development: bool = False
    is_demo: bool = False
    migration_database_url: str = ""
    audit_keys: tuple[str, ...] = ()
    trusted_proxies: int = 0
    trusted_hosts: tuple[str, ...] = ()
    service_name: str = "Håndslag"
    municipality_name: str = "Randers Kommune"
    base_url: str = "http://127.0.0.1:5000"
    mail_sender: str = "Håndslag <no-reply@example.dk>"
    smtp_url: str = ""
    provider: ProviderSettings | None = None
    contact_email: str = "kontakt@example.dk"
    data_protection_email: str = "databeskyttelse@example.dk"
    contact_phone: str = "00 00 00 00"
    security_contact: str = "mailto:sikkerhed@example.dk"
    accessibility_statement_url: str = ""
    migrations_folder: Path = ROOT / "migrations"
    erasure_register: Path = ROOT / "instance" / "erasures.txt"

    def as_flask_config(self) -> dict[str, Any]:
        """Translate into the configuration keys of Flask and its extensions."""
        is_https = self.base_url.startswith("https://")
        return {
            "SETTINGS": self,
            "SECRET_KEY": self.secret_key,
            "SQLALCHEMY_DATABASE_URI": sqlalchemy_url(self.database_url),
            "SQLALCHEMY_ENGINE_OPTIONS": {
                # What is written stays out of the messages of errors, and so out of the log.
                "hide_parameters": True,
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
            "RATELIMIT_STORAGE_URI": "database://",
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
    if not is_development:
        refuse_unfit_for_production(values)
    if not (database_url := values.get("DATABASE_URL", "")):
        raise SettingsError(
            "DATABASE_URL is not set. `make run` starts an embedded PostgreSQL and sets it itself."
        )
    sqlalchemy_url(database_url)
    secret_key = values.get("SECRET_KEY", "") or (local_secret_key() if is_development else "")
    refuse_weak_key("SECRET_KEY", secret_key, is_development=is_development)
    base_url = (
        values.get("BASE_URL") or f"http://{values.get('HOST', '127.0.0.1')}:{values.get('PORT', '5000')}"
    )
    return Settings(
        database_url=database_url,
        migration_database_url=values.get("MIGRATION_DATABASE_URL", ""),
        secret_key=secret_key,
        note_keys=keys_from(values, "NOTE_KEYS", is_development=is_development) or (secret_key,),
        audit_keys=keys_from(values, "AUDIT_KEYS", is_development=is_development),
        second_factor_keys=keys_from(values, "SECOND_FACTOR_KEYS", is_development=is_development)
        or (secret_key,),
        is_development=is_development,
        is_demo=is_demo(values, is_development=is_development),
        trusted_proxies=number_from(values, "TRUSTED_PROXIES", largest=5),
        trusted_hosts=tuple(values.get("TRUSTED_HOSTS", "").replace(",", " ").split()),
        service_name=values.get("SERVICE_NAME", Settings.service_name),
        municipality_name=values.get("MUNICIPALITY_NAME", Settings.municipality_name),
        base_url=base_url.rstrip("/"),
        mail_sender=values.get("MAIL_SENDER", Settings.mail_sender),
        smtp_url=values.get("SMTP_URL", ""),
        provider=provider_from(values, is_development=is_development),
        contact_email=values.get("CONTACT_EMAIL", Settings.contact_email),
        data_protection_email=values.get("DATA_PROTECTION_EMAIL", Settings.data_protection_email),
        contact_phone=values.get("CONTACT_PHONE", Settings.contact_phone),
        security_contact=values.get("SECURITY_CONTACT", Settings.security_contact),
        accessibility_statement_url=values.get("ACCESSIBILITY_STATEMENT_URL", ""),
        erasure_register=Path(values.get("ERASURE_REGISTER") or Settings.erasure_register),
    )


def provider_from(values: Mapping[str, str], *, is_development: bool) -> ProviderSettings | None:
    """Return the identity provider, or None where none of its settings is set; raise SettingsError for some of them."""
    names = ("OIDC_ISSUER", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET", "OIDC_ACR_VALUES")
    missing = [name for name in names if not values.get(name)]
    others = ("OIDC_STRONG_ACR_VALUES", "OIDC_LABEL")
    if len(missing) == len(names) and not any(values.get(name) for name in others):
        return None
    if missing:
        raise SettingsError(
            f"{missing[0]} must be set too: sign-in through a provider needs {', '.join(names)}."
        )
    issuer = urlsplit(values["OIDC_ISSUER"])
    is_local = is_development and issuer.scheme == "http" and issuer.hostname in LOOPBACK
    if not (issuer.scheme == "https" or is_local) or not issuer.hostname or issuer.query or issuer.fragment:
        raise SettingsError(
            "OIDC_ISSUER must be an https:// address without query, as the provider writes it."
        )
    accepted = tuple(values["OIDC_ACR_VALUES"].split())
    strong = tuple(values.get("OIDC_STRONG_ACR_VALUES", "").split())
    if unknown := set(strong) - set(accepted):
        raise SettingsError(
            f"OIDC_STRONG_ACR_VALUES names {min(unknown)}, which OIDC_ACR_VALUES does not accept."
        )
    return ProviderSettings(
        issuer=values["OIDC_ISSUER"],
        client_id=values["OIDC_CLIENT_ID"],
        client_secret=values["OIDC_CLIENT_SECRET"],
        acr_values=accepted,
        strong_acr_values=strong,
        label=values.get("OIDC_LABEL") or "MitID",
    )


def keys_from(values: Mapping[str, str], name: str, *, is_development: bool) -> tuple[str, ...]:
    """Return the keys of a setting that holds several, newest first; raise SettingsError where one is weak."""
    keys = tuple(values.get(name, "").replace(",", " ").split())
    for key in keys:
        refuse_weak_key(name, key, is_development=is_development)
    return keys


def number_from(values: Mapping[str, str], name: str, *, largest: int) -> int:
    """Return a small whole number, 0 where it is not set."""
    text = values.get(name, "") or "0"
    if not text.isdecimal() or int(text) > largest:
        raise SettingsError(f"{name} must be a number from 0 to {largest}.")
    return int(text)


def refuse_weak_key(name: str, key: str, *, is_development: bool) -> None:
    """Raise SettingsError where a key is too short, or in production one that somebody could guess."""
    if len(key) < SHORTEST_KEY:
        raise SettingsError(f"{name} must be set to at least {SHORTEST_KEY} random characters.")
    if not is_development and (len(set(key)) < 12 or any(word in key.lower() for word in DEFAULT_WORDS)):
        raise SettingsError(f"{name} looks like an example, not like {SHORTEST_KEY} random characters.")


def refuse_unfit_for_production(values: Mapping[str, str]) -> None:
    """Raise SettingsError, naming the setting, where these must not meet real people."""
    for is_wrong, message in (
        (not values.get("BASE_URL", "").startswith("https://"), "BASE_URL must start with https:// in production."),
        (not values.get("DATABASE_URL"), "DATABASE_URL is not set."),
        (not is_connection_private(values.get("DATABASE_URL", "")),
         "DATABASE_URL leaves this machine without a certificate that is checked; add sslmode=verify-full."),
        (not values.get("SMTP_URL"),
         "SMTP_URL must name the mail server in production (smtp://user:password@host:587)."),
        (not values.get("NOTE_KEYS"),
         "NOTE_KEYS, which encrypt notes about young people, must be set (newest first)."),
        (values.get("SECRET_KEY", "") in values.get("NOTE_KEYS", "").replace(",", " ").split(),
         "NOTE_KEYS must not hold SECRET_KEY: each key is for one purpose."),
        (not values.get("SECOND_FACTOR_KEYS"),
         "SECOND_FACTOR_KEYS, which encrypt the secrets of authenticator apps, must be set (newest first)."),
        (values.get("SECRET_KEY", "") in values.get("SECOND_FACTOR_KEYS", "").replace(",", " ").split(),
         "SECOND_FACTOR_KEYS must not hold SECRET_KEY: each key is for one purpose."),
        (is_demo(values, is_development=False),
         "DEMO must be off in production: it mails the codes of the second step."),
        (values.get("FLASK_DEBUG", "0").lower() not in OFF,
         "FLASK_DEBUG must be off in production: it shows code and data to strangers."),
        (LOCAL_KEY_FILE.exists() and values.get("SECRET_KEY") == LOCAL_KEY_FILE.read_text(),
         "SECRET_KEY is the development key of this checkout."),
        *((values.get(name, "").endswith("example.dk") or not values.get(name),
           f"{name} must be set: the public pages tell people to write there.") for name in CONTACTS),
        (not Path(values.get("ERASURE_REGISTER", "")).is_absolute(),
         "ERASURE_REGISTER must name a file (the whole path) that no backup of the database overwrites."),
        (not is_address(values.get("SECURITY_CONTACT", "")),
         "SECURITY_CONTACT must be an address: mailto:somebody@host or https://…"),
    ):  # fmt: skip
        if is_wrong:
            raise SettingsError(message)


def is_demo(values: Mapping[str, str], *, is_development: bool) -> bool:
    """Tell whether this is a demonstration, as it is in development unless DEMO says otherwise."""
    return values.get("DEMO", "1" if is_development else "0").lower() not in OFF


def is_address(text: str) -> bool:
    """Tell whether a text is one that security.txt may name."""
    return re.fullmatch(r"mailto:[^@\s]+@[^@\s]+|https://\S+", text) is not None


def is_connection_private(database_url: str) -> bool:
    """Tell whether nobody on the way to the database can listen: the same machine, or a connection that must be TLS."""
    parts = urlsplit(database_url)
    hosts = ",".join(parse_qs(parts.query).get("host", [parts.hostname or ""])).split(",")
    is_same_machine = all(host in LOOPBACK or host.startswith("/") for host in hosts)
    return is_same_machine or parse_qs(parts.query).get("sslmode", [""])[-1] in TLS_MODES


def local_secret_key() -> str:
    """Return this checkout's own random key, made once, so that development sessions outlive a restart."""
    if not LOCAL_KEY_FILE.exists():
        LOCAL_KEY_FILE.parent.mkdir(parents=True, exist_ok=True)
        LOCAL_KEY_FILE.touch(mode=0o600)
        LOCAL_KEY_FILE.write_text(secrets.token_urlsafe(48))
    return LOCAL_KEY_FILE.read_text()
