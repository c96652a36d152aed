"""Opening accounts, giving roles, and what people change about their own account."""

from __future__ import annotations

from datetime import datetime
from typing import cast

from flask_security import hash_password
from flask_security.confirmable import generate_confirmation_link
from flask_security.recoverable import generate_reset_link
from sqlalchemy import func, select, update
from sqlalchemy.exc import IntegrityError

from web.accounts.mail import mail_about_account, own_link
from web.accounts.models import STAFF_ROLES, Role, RoleName, User
from web.accounts.security import datastore
from web.audit.services import Actor, record_event
from web.extensions import db

ADDRESS_CONSTRAINTS = {"uq_users_email", "uq_users_email_lower"}


def open_account(email: str, *, name: str, password: str, locale: str, now: datetime) -> User | None:
    """Open an account that waits for its address to be confirmed, and mail the link.

    An account that waits already is opened anew: the earlier link, password and name are worth nothing any more, since
    nobody has shown that the address is theirs. Returns None where the address has a confirmed account; its owner is
    told by mail, and whoever asked must not be able to tell the difference: every way does the same work, statement by
    statement. `email` and `password` are validated and normalised.
    """
    hashed = hash_password(password)
    try:
        user = write_account(account_of(email), email=email, name=name, hashed=hashed, locale=locale)
    except IntegrityError as error:
        if error.orig is None or error.orig.diag.constraint_name not in ADDRESS_CONSTRAINTS:  # type: ignore[attr-defined]
            raise
        # Somebody has opened one with this address in the same moment.
        user = write_account(account_of(email), email=email, name=name, hashed=hashed, locale=locale)
    is_known = user.confirmed_at is not None
    record_event("open known account" if is_known else "open account", user, by=user, now=now)
    if is_known:
        reset_link, _ = generate_reset_link(user)
        mail_about_account("welcome_existing", user=user, links={"reset_link": own_link(reset_link)})
        return None
    mail_about_account("welcome", user=user, links={"confirmation_link": confirmation_link(user)})
    return user


def account_of(email: str) -> User | None:
    """Return the account with this address, locked."""
    statement = select(User).where(func.lower(User.email) == email.lower())
    return db.session.scalar(statement.with_for_update(of=User).execution_options(populate_existing=True))


def write_account(known: User | None, *, email: str, name: str, hashed: str, locale: str) -> User:
    """Write a new account, or let the newest opening of one that waits count; one that is confirmed stays as it is."""
    with db.session.begin_nested():
        if known is None:
            known = cast(User, datastore.create_user(email=email, name=name, password=hashed, locale=locale))
        elif known.confirmed_at is None:
            known.name, known.password, known.locale = name, hashed, locale
            datastore.set_uniquifier(known)
        else:
            # A row that is written as it was: not to write would be quicker, and tell that there is an account.
            db.session.execute(update(User).where(User.id == known.id).values(name=User.name))
        db.session.flush()
    return known


def confirmation_link(user: User) -> str:
    """Return the link with which the user confirms the address."""
    link, _ = generate_confirmation_link(user)
    return own_link(link)


def give_role(user: User, name: RoleName, *, by: Actor | None, now: datetime) -> None:
    """Give the user a role; one that is held already stays as it is.

    Raises ValueError for the roles of staff, which come by invitation (`web.accounts.roles`).
    """
    if user.has_any_role(name):
        return
    if name in STAFF_ROLES:
        raise ValueError(f"the role {name} is only given by an invitation")
    user.roles.append(db.session.scalars(select(Role).where(Role.name == name)).one())
    record_event("give role", user, by=by, now=now, details={"role": name.value})
    db.session.flush()


def take_role_away(user: User, name: RoleName, *, by: Actor | None, now: datetime) -> None:
    """Take a role away that is not one of staff; what it allowed is closed from the next request on."""
    if name in STAFF_ROLES:
        raise ValueError(f"the role {name} is only taken by an administrator")
    if not user.has_any_role(name):
        return
    user.roles = [role for role in user.roles if role.name != name]
    record_event("take role away", user, by=by, now=now, details={"role": name.value})
    db.session.flush()


def change_own_account(user: User, *, name: str, locale: str, now: datetime) -> None:
    """Change what a person is called here and the language of their pages and mails."""
    user.name = name
    user.locale = locale
    record_event("change own account", user, by=user, now=now)
    db.session.flush()
