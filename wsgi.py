"""The entry point for WSGI servers (`gunicorn wsgi:app`) and for the `flask` command."""

from web.app import create_app

app = create_app()
