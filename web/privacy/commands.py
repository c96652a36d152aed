"""Operators' commands of this feature."""

from __future__ import annotations

import click
from flask.cli import with_appcontext

from web.core import clock
from web.extensions import db
from web.privacy.erasure import erase_again
from web.privacy.register import people_to_erase_again, registered


@click.command("apply-erasures")
@with_appcontext
def apply_erasures() -> None:
    """Erase again, in a restored backup, everybody who had been erased; each in a transaction of its own."""
    click.echo(f"Erased again: {erase_everybody_again()}")


def erase_everybody_again() -> int:
    """Erase, one transaction each, whoever the register of erasures knows; return how many were there again."""
    erased = 0
    for person in people_to_erase_again(registered()):
        erased += erase_again(person, now=clock.now())
        db.session.commit()
    return erased
