"""`flask --app wsgi create-admin EMAIL`: the first administrator of an installation, by an invitation like any other."""

from __future__ import annotations

import click
from flask import current_app
from flask.cli import with_appcontext
from flask_babel import force_locale
from flask_security.mail_util import EmailValidateException

from web.accounts.models import RoleName
from web.core import clock
from web.core.errors import RuleError
from web.extensions import db
from web.invitations.links import invitation_link
from web.invitations.services import InvitationFacts, invite


@click.command("create-admin")
@click.argument("email")
@click.option("--name", default="", help="What the person is called.")
@click.option("--locale", type=click.Choice(["da", "en"]), default="da", help="The language of the mail.")
@with_appcontext
def create_admin(email: str, name: str, locale: str) -> None:
    """Invite an administrator: mail the link, and print it here."""
    try:
        address = current_app.extensions["security"].mail_util.validate(email)
    except EmailValidateException as error:
        raise click.BadParameter(f"{email} is no e-mail address.") from error
    facts = InvitationFacts(address, name or address, locale, frozenset({RoleName.ADMINISTRATOR}))
    with force_locale("en"):
        try:
            invitation = invite(facts, by=None, now=clock.now())
        except RuleError as error:
            raise click.ClickException(error.message) from error
    db.session.commit()
    click.echo(f"An invitation is on its way to {address}. The link works once, for seven days:")
    click.echo(invitation_link(invitation))
