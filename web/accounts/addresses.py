"""Changing an account's e-mail address: asked for with the password, confirmed from the new one, taken back from the old."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable
from datetime import datetime, timedelta

from flask import current_app, url_for
from flask_babel import gettext
from flask_security.recoverable import generate_reset_link
from sqlalchemy import delete, func, select
from sqlalchemy.exc import IntegrityError

from web.accounts.mail import mail_about_account, own_link
from web.accounts.models import AddressChange, User
from web.accounts.security import datastore
from web.accounts.services import ADDRESS_CONSTRAINTS
from web.audit.services import record_event
from web.core.errors import NotVisibleError, RuleError
from web.core.locks import lock_row
from web.core.retention import KEPT_FOR, Retention
from web.extensions import db

Effect = Callable[[AddressChange, datetime], None]
_when_taken_back: list[Effect] = []
CONFIRM_WITHIN = timedelta(days=1)
UNDO_WITHIN = timedelta(days=7)


def ask_for_address(user: User, email: str, *, now: datetime) -> AddressChange:
    """Note that the user wants another address, and mail both of them.

    For an address that has an account already everything looks the same, but only its owner gets a mail.
    """
    if email.lower() == user.email.lower():
        raise RuleError(gettext("That is the address you have already."), field="email")
    forget_open_changes(user)
    token, undo = secrets.token_urlsafe(32), secrets.token_urlsafe(32)
    change = AddressChange(
        user_id=user.id,
        old_email=user.email,
        new_email=email,
        confirm_hash=hash_to_confirm(token, user=user),
        undo_hash=hash_of(undo),
        asked_at=now,
    )
    db.session.add(change)
    record_event("ask for another address", user, by=user, now=now)
    mail_about_account("new_address_asked", user=user, links={"new_address": email})
    mail_new_address(user, email, token=token)
    return change


def mail_new_address(user: User, email: str, *, token: str) -> None:
    """Mail the link to the new address, or tell its owner where it has an account already."""
    owner = db.session.scalar(select(User).where(func.lower(User.email) == email.lower()))
    if owner is None:
        link = own_link(url_for("addresses.confirm", token=token))
        mail_about_account("confirm_new_address", user=user, links={"confirm_link": link}, address=email)
    else:
        contact = current_app.config["SETTINGS"].contact_email
        mail_about_account("address_in_use", user=owner, links={"contact": contact})


def open_change(user: User, *, now: datetime) -> AddressChange | None:
    """Return the change that waits for the new address to be confirmed, if there is one."""
    return db.session.scalar(
        select(AddressChange).where(
            AddressChange.user_id == user.id,
            AddressChange.confirmed_at.is_(None),
            AddressChange.asked_at > now - CONFIRM_WITHIN,
        )
    )


def forget_open_changes(user: User) -> None:
    """Let the user stay at the present address; links that were sent no longer work."""
    db.session.execute(
        delete(AddressChange).where(AddressChange.user_id == user.id, AddressChange.confirmed_at.is_(None))
    )


def change_to_confirm(token: str, *, user: User, now: datetime) -> AddressChange:
    """Return the user's open change that this link belongs to; raise NotVisibleError where there is none.

    A new password since then has made the link worthless, and so has another account's sign-in.
    """
    change = db.session.scalar(
        select(AddressChange).where(AddressChange.confirm_hash == hash_to_confirm(token, user=user))
    )
    if change is None or change.confirmed_at is not None or change.asked_at <= now - CONFIRM_WITHIN:
        raise NotVisibleError
    return change


def confirm_address(change: AddressChange, *, now: datetime) -> None:
    """Let the account use its new address; every session and every link that was sent to the old one ends."""
    lock_row(change)
    user, undo = change.user, secrets.token_urlsafe(32)
    if change.confirmed_at is not None or user.email != change.old_email:
        raise RuleError(gettext("This link has been used already."))
    move(user, change.new_email)
    user.confirmed_at = now
    change.confirmed_at, change.undo_hash = now, hash_of(undo)
    record_event("change address", user, by=user, now=now)
    links = {"new_address": user.email, "undo_link": own_link(url_for("addresses.undo", token=undo))}
    mail_about_account("address_left", user=user, links=links, address=change.old_email)
    mail_about_account("address_entered", user=user, links={})


def change_to_undo(token: str, *, now: datetime) -> AddressChange:
    """Return the change that this link takes back; raise NotVisibleError where it is too late or there is none."""
    change = db.session.scalar(select(AddressChange).where(AddressChange.undo_hash == hash_of(token)))
    if change is None or change.confirmed_at is None or change.confirmed_at <= now - UNDO_WITHIN:
        raise NotVisibleError
    if change.user.email != change.new_email or not change.user.active:
        raise NotVisibleError
    return change


def when_address_is_taken_back(effect: Effect) -> Effect:
    """Let a feature above take away what may be a stranger's too, in the same transaction."""
    _when_taken_back.append(effect)
    return effect


def undo_change(change: AddressChange, *, now: datetime) -> None:
    """Give the account its old address back, sign everybody out and let only a new password in.

    Other ways in that were added since the change was asked for go too.
    """
    lock_row(change)
    user = change.user
    if user.email != change.new_email:
        raise RuleError(gettext("This link has been used already."))
    move(user, change.old_email)
    user.password = None
    record_event("take address back", user, by=None, now=now)
    for effect in _when_taken_back:
        effect(change, now)
    db.session.delete(change)
    reset_link, _ = generate_reset_link(user)
    mail_about_account("address_back", user=user, links={"reset_link": own_link(reset_link)})


def move(user: User, email: str) -> None:
    """Write the address and end every session; raise RuleError where somebody else has it by now."""
    try:
        with db.session.begin_nested():
            user.email = email
            datastore.set_uniquifier(user)
            db.session.flush()
    except IntegrityError as error:
        if error.orig is None or error.orig.diag.constraint_name not in ADDRESS_CONSTRAINTS:  # type: ignore[attr-defined]
            raise
        raise RuleError(
            gettext("This address cannot be used any more. Write to us, and we will help.")
        ) from error


def forget_old_changes(*, now: datetime) -> None:
    """Delete changes that can neither be confirmed nor taken back any more."""
    over = now - KEPT_FOR[Retention.ADDRESS_CHANGE].length
    db.session.execute(delete(AddressChange).where(AddressChange.asked_at < over))


def hash_of(token: str) -> bytes:
    """Return what is stored in place of a link."""
    return hashlib.sha256(token.encode()).digest()


def hash_to_confirm(token: str, *, user: User) -> bytes:
    """Return what is stored in place of a link that ends with the user's sessions."""
    return hash_of(f"{token} {user.fs_uniquifier}")
