"""Inviting a young person to an account of their own: a personal link by mail, until a password is chosen."""

from __future__ import annotations

import secrets
from datetime import datetime

from flask_babel import force_locale, gettext
from flask_security import hash_password
from flask_security.recoverable import generate_reset_password_token
from sqlalchemy import func, select

from web.accounts.models import Role, RoleName, User
from web.audit.services import record_event
from web.core.errors import NotVisibleError, RuleError
from web.core.links import absolute_link
from web.core.tokens import read_token, signed_token
from web.extensions import db
from web.notifications.services import write_notice
from web.youth.models import YoungPerson

PURPOSE = "account of a young person"
VALID_DAYS = 14


def invite_to_account(young_person: YoungPerson, *, by: User, now: datetime) -> None:
    """Make the account and mail its link; sent again, the link is a new one.

    Raises RuleError without an address, or where the address belongs to somebody's account already.
    """
    if not young_person.email:
        raise RuleError(gettext("Write the young person's e-mail address first."), field="email")
    if young_person.user is None:
        young_person.user = make_account(young_person, now=now)
    record_event("invite young person to account", young_person, by=by, now=now)
    mail_invitation(young_person.user, now=now)


def make_account(young_person: YoungPerson, *, now: datetime) -> User:
    """Return a new account that nobody can sign in to before the link in the mail has been used."""
    if db.session.scalar(select(User.id).where(func.lower(User.email) == young_person.email.lower())):
        raise RuleError(
            gettext("This address cannot be used for a new account. Personal links still work."),
            field="email",
        )
    user = User(
        email=young_person.email.lower(),
        name=young_person.first_name,
        active=True,
        confirmed_at=now,
        fs_uniquifier=secrets.token_hex(32),
        password=hash_password(secrets.token_urlsafe(32)),
        locale="da",
    )
    user.roles = list(db.session.scalars(select(Role).where(Role.name == RoleName.YOUNG_PERSON)))
    db.session.add(user)
    db.session.flush()
    return user


def mail_invitation(user: User, *, now: datetime) -> None:
    """Put the mail with the personal link into the outbox."""
    token = signed_token({"user": user.fs_uniquifier}, purpose=PURPOSE)
    with force_locale(user.locale):
        write_notice(
            f"young person's account {user.id} at {now.isoformat()}",
            to=user,
            subject=gettext("Your own page is ready"),
            body=gettext(
                "Hi %(name)s\n\nYou have got your own page. There you can see what happens and answer for yourself. "
                "Choose a password here, within %(days)s days:\n\n%(link)s\n\nYou do not have to. "
                "It also works without an account.",
                name=user.name,
                days=VALID_DAYS,
                link=absolute_link("youth.welcome", token=token),
            ),
        )


def password_token_of(token: str) -> str:
    """Return a fresh token for choosing a password; raise NotVisibleError for a link that is spent, old or forged."""
    key = read_token(token, purpose=PURPOSE, max_age_days=VALID_DAYS)["user"]
    user = db.session.scalar(select(User).where(User.fs_uniquifier == key))
    if user is None:
        raise NotVisibleError
    return str(generate_reset_password_token(user))  # type: ignore[no-untyped-call]
