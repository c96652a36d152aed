"""What the service refuses to start with, each in one plain line."""

from __future__ import annotations

import pytest

from web.config import SettingsError, settings_from

PRODUCTION = {
    "APP_ENV": "production",
    "DATABASE_URL": "postgresql://app@db.example.dk/haandslag",
    "SECRET_KEY": "s" * 40,
    "NOTE_KEY": "n" * 40,
    "BASE_URL": "https://haandslag.example.dk/",
    "SMTP_URL": "smtp://mail.example.dk:587",
}


def test_a_complete_environment_is_taken() -> None:
    settings = settings_from(PRODUCTION)
    assert not settings.is_development
    assert settings.base_url == "https://haandslag.example.dk"
    config = settings.as_flask_config()
    assert config["SESSION_COOKIE_SECURE"] is True
    assert config["SESSION_COOKIE_NAME"] == "__Host-session"
    assert config["SQLALCHEMY_DATABASE_URI"].startswith("postgresql+psycopg://")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DATABASE_URL", ""),
        ("DATABASE_URL", "mysql://db/haandslag"),
        ("DATABASE_URL", "db.example.dk"),
        ("SECRET_KEY", ""),
        ("SECRET_KEY", "short"),
        ("NOTE_KEY", ""),
        ("BASE_URL", "http://haandslag.example.dk"),
        ("BASE_URL", ""),
        ("SMTP_URL", ""),
    ],
)
def test_a_missing_or_wrong_setting_is_named_in_one_line(name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=name) as refusal:
        settings_from(PRODUCTION | {name: value})
    assert "\n" not in str(refusal.value)
