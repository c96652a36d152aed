"""Operators' commands about the log: seal what is settled, and recompute the seals."""

from __future__ import annotations

import re
from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext

from web.audit.removal import remove_old_events
from web.audit.sealing import seal_settled_events
from web.audit.verification import keep_finding, verify
from web.core import clock
from web.core.errors import RuleError
from web.extensions import db


@click.command("seal-audit")
@with_appcontext
def seal_audit() -> None:
    """Seal what can no longer change (the worker does so every minute)."""
    made = seal_settled_events(now=clock.now())
    db.session.commit()
    click.echo(f"{made} new seals")


@click.command("verify-audit")
@click.option("--anchor", help="NUMBER:HASH of a seal, kept elsewhere (the worker's log names each).")
@with_appcontext
def verify_audit(anchor: str | None) -> None:
    """Recompute every seal; name the first that does not hold and end with 1."""
    finding = verify(anchor=None if anchor is None else read_anchor(anchor))
    keep_finding(finding, now=clock.now())
    db.session.commit()
    if finding.is_intact:
        click.echo(
            f"Intact: {finding.seal_count} seals over {finding.event_count} events; {finding.unsealed_count} not sealed yet."
        )
        click.echo(f"Last seal: {finding.seal_count}:{finding.last_hash}")
        return
    raise click.ClickException(f"Seal {finding.broken_seal} does not hold: {finding.problem}.")


@click.command("remove-old-events")
@click.option(
    "--archive", type=click.Path(path_type=Path), help="A new file that keeps what is removed, packed."
)
@with_appcontext
def remove_old_audit_events(archive: Path | None) -> None:
    """Remove events that are older than they may be kept (the owner's, with MIGRATION_DATABASE_URL)."""
    owner_url: str = current_app.config["SETTINGS"].migration_database_url
    if not owner_url:
        raise click.ClickException(
            "MIGRATION_DATABASE_URL must name the owner: nobody else can remove events."
        )
    try:
        old = remove_old_events(owner_url=owner_url, archive=archive, now=clock.now())
    except RuleError as error:
        raise click.ClickException(error.message) from error
    except FileExistsError as error:
        raise click.ClickException(f"{archive} is there already; name a new file.") from error
    if old is None:
        click.echo("No event is too old.")
        return
    click.echo(
        f"Removed {old.event_count} events, up to seal {old.up_to_seal}. The chain can still be checked."
    )


def read_anchor(text: str) -> tuple[int, str]:
    """Read NUMBER:HASH."""
    found = re.fullmatch(r"([0-9]{1,9}):([0-9a-f]{64})", text)
    if found is None:
        raise click.BadParameter("write NUMBER:HASH, as the worker's log does", param_hint="--anchor")
    return int(found.group(1)), found.group(2)
