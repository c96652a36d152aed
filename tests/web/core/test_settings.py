"""What the service refuses to start with, each in one plain line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.web.production import PRODUCTION
from web.config import SettingsError, settings_from


def test_a_complete_environment_is_taken() -> None:
    settings = settings_from(PRODUCTION)
    assert not settings.is_development
    assert settings.base_url == "https://frivillig.randers.dk"
    config = settings.as_flask_config()
    assert config["SESSION_COOKIE_SECURE"] is True
    assert config["SESSION_COOKIE_NAME"] == "__Host-session"
    assert config["SQLALCHEMY_DATABASE_URI"].startswith("postgresql+psycopg://")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DATABASE_URL", ""),
        ("DATABASE_URL", "mysql://127.0.0.1/haandslag"),
        ("DATABASE_URL", "db.randers.dk"),
        ("DATABASE_URL", "postgresql://app@db.randers.dk/haandslag"),
        ("DATABASE_URL", "postgresql://app@db.randers.dk/haandslag?sslmode=prefer"),
        ("DATABASE_URL", "postgresql://app@db.randers.dk/haandslag?sslmode=require"),
        ("DATABASE_URL", "postgresql://app@/haandslag?host=/tmp,db.randers.dk"),
        ("SECRET_KEY", ""),
        ("SECRET_KEY", "short"),
        ("SECRET_KEY", "s" * 40),
        ("SECRET_KEY", "change-me-before-you-go-live-1234567890"),
        ("SECRET_KEY", PRODUCTION["NOTE_KEYS"]),
        ("NOTE_KEYS", ""),
        ("NOTE_KEYS", "n" * 40),
        ("NOTE_KEYS", PRODUCTION["NOTE_KEYS"] + ",short"),
        ("AUDIT_KEYS", "short"),
        ("SECOND_FACTOR_KEYS", ""),
        ("SECOND_FACTOR_KEYS", "short"),
        ("SECRET_KEY", PRODUCTION["SECOND_FACTOR_KEYS"]),
        ("DEMO", "1"),
        ("DEMO", "yes"),
        ("FLASK_DEBUG", "1"),
        ("FLASK_DEBUG", "true"),
        ("BASE_URL", "http://frivillig.randers.dk"),
        ("BASE_URL", ""),
        ("SMTP_URL", ""),
        ("CONTACT_EMAIL", ""),
        ("DATA_PROTECTION_EMAIL", "databeskyttelse@example.dk"),
        ("SECURITY_CONTACT", ""),
        ("ERASURE_REGISTER", ""),
        ("ERASURE_REGISTER", "erasures.txt"),
        ("TRUSTED_PROXIES", "-1"),
        ("TRUSTED_PROXIES", "many"),
    ],
)
def test_a_missing_or_wrong_setting_is_named_in_one_line(name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=name) as refusal:
        settings_from(PRODUCTION | {name: value})
    assert "\n" not in str(refusal.value)


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://app@db.randers.dk/haandslag?sslmode=verify-full",
        "postgresql://app@localhost/haandslag",
        "postgresql://app@/haandslag?host=/run/postgresql",
    ],
)
def test_a_database_is_reached_privately(url: str) -> None:
    assert settings_from(PRODUCTION | {"DATABASE_URL": url}).database_url == url


def test_the_development_key_of_a_checkout_is_refused(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "secret_key").write_text(PRODUCTION["SECRET_KEY"])
    monkeypatch.setattr("web.config.LOCAL_KEY_FILE", tmp_path / "secret_key")
    with pytest.raises(SettingsError, match="SECRET_KEY is the development key"):
        settings_from(PRODUCTION)


def test_several_note_keys_are_taken_newest_first() -> None:
    newer = "aP4sD8fG2hJ6kL0zX5cV9bN3mQ7wE1rT"
    settings = settings_from(PRODUCTION | {"NOTE_KEYS": f"{newer}, {PRODUCTION['NOTE_KEYS']}"})
    assert settings.note_keys == (newer, PRODUCTION["NOTE_KEYS"])


def test_development_is_a_demonstration_unless_it_is_switched_off() -> None:
    development = {"DATABASE_URL": "postgresql://app@127.0.0.1/haandslag", "SECRET_KEY": "t" * 40}
    assert settings_from(development).is_demo
    assert not settings_from(development | {"DEMO": "0"}).is_demo
    assert not settings_from(PRODUCTION).is_demo
