"""Operators' commands: `flask --app wsgi COMMAND`."""

from __future__ import annotations

import click
from flask import Flask, current_app
from flask.cli import with_appcontext

from web.audit.commands import remove_old_audit_events, seal_audit, verify_audit
from web.core.jobs import run_worker
from web.core.note_rotation import left_over, rotate_all
from web.event_files.commands import plan_event_from_files
from web.exchange.commands import import_files
from web.invitations.commands import create_admin
from web.privacy.commands import apply_erasures


def init_app(app: Flask) -> None:
    """Add the commands."""

    @app.cli.command("worker")
    def worker() -> None:
        """Run background jobs until stopped."""
        run_worker(app)

    app.cli.add_command(messages)
    app.cli.add_command(access_page)
    app.cli.add_command(import_files)
    app.cli.add_command(plan_event_from_files)
    app.cli.add_command(apply_erasures)
    app.cli.add_command(rotate_note_keys)
    app.cli.add_command(seal_audit)
    app.cli.add_command(verify_audit)
    app.cli.add_command(remove_old_audit_events)
    app.cli.add_command(create_admin)


@click.command("access-page")
@with_appcontext
def access_page() -> None:
    """Write `docs/access.md`, which shows who gets in where, from `docs/access.csv`."""
    from web.access_page import PAGE, page_of

    PAGE.write_text(page_of(current_app._get_current_object()), encoding="utf-8")  # type: ignore[attr-defined]


@click.command("messages")
@click.argument("sections", nargs=-1)
@with_appcontext
def messages(sections: tuple[str, ...]) -> None:
    """Update the Danish catalogues (of all sections, or of those named) and list what has no translation yet."""
    from web.translations import catalogues

    for section in sections or catalogues.sections():
        for text in catalogues.update(section):
            click.echo(f"{section}: {text}")


@click.command("rotate-note-keys")
@with_appcontext
def rotate_note_keys() -> None:
    """Encrypt everything anew with the first of NOTE_KEYS; may be stopped and started again at any time."""
    for column, count in rotate_all():
        click.echo(f"{column}: {count}")
    click.echo(f"{left_over()} texts need an older key. At 0, the older keys can be taken out of NOTE_KEYS.")
