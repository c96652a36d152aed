"""`/.well-known/security.txt` (RFC 9116): where to report a weakness."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from web.config import Settings

VALID_DAYS = 180


def security_text(settings: Settings, *, now: datetime) -> str:
    """Return the file; it holds for half a year from today, whenever it is asked for."""
    midnight = now.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    expires_at = midnight + timedelta(days=VALID_DAYS)
    return (
        f"Contact: {settings.security_contact}\n"
        f"Expires: {expires_at.strftime('%Y-%m-%dT%H:%M:%SZ')}\n"
        "Preferred-Languages: da, en\n"
        f"Canonical: {settings.base_url}/.well-known/security.txt\n"
    )
