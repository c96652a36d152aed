"""Absolute addresses for mails, the same from a request and from a background job."""

from __future__ import annotations

from typing import Any

from flask import current_app


def absolute_link(endpoint: str, **values: Any) -> str:
    """Return the full address of a page, under the base address in the settings."""
    path = current_app.url_map.bind("").build(endpoint, values)
    return str(current_app.config["SETTINGS"].base_url) + path
