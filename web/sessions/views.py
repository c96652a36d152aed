"""Keeps the sessions of browsers on the server."""

from __future__ import annotations

from flask import Flask

from web.sessions.interface import SessionsInDatabase


def init_app(app: Flask) -> None:
    """Keep sessions in the database."""
    app.session_interface = SessionsInDatabase()
