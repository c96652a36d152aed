"""Registers the pages of signing in through a provider, which exist only where one is set."""

from __future__ import annotations

from flask import Flask


def init_app(app: Flask) -> None:
    """Add the routes."""
