"""Setting up and removing second steps; each change leaves an event and is told to its person by mail."""

from __future__ import annotations

from datetime import datetime

from flask_babel import gettext
from sqlalchemy import delete, select

from web.accounts.models import User, WebAuthn
from web.accounts.security import datastore
from web.audit.services import Actor, record_event
from web.core.errors import RuleError
from web.core.locks import lock_row
from web.extensions import db
from web.second_factor import messages
from web.second_factor.messages import tell
from web.second_factor.models import RecoveryCode, SpentCode
from web.second_factor.one_time_codes import CLOCK_SKEW_SECONDS, factory, new_secret
from web.second_factor.passkeys import NewPasskey
from web.second_factor.queries import (
    APP,
    MAIL,
    count_ways,
    has_second_factor,
    needs_second_factor,
    passkeys_of,
    recovery_codes_left,
)
from web.second_factor.recovery_codes import make_codes, use_code

MOST_PASSKEYS = 20


def set_up_app(user: User, *, secret: str, code: str, now: datetime) -> list[str]:
    """Connect an authenticator app whose secret is proved by a code, in place of an earlier one.

    Returns recovery codes to show where the user has none yet.
    """
    db.session.execute(delete(SpentCode).where(SpentCode.user_id == user.id))
    if not factory().verify_totp("".join(code.split()), secret, user, window=CLOCK_SKEW_SECONDS):
        message = gettext(
            "That code does not fit. Look at the app again, and check that the phone's clock is right."
        )
        raise RuleError(message, field="code")
    lock_row(user)
    datastore.tf_set(user, APP, totp_secret=secret)
    record_event("connect authenticator app", user, by=user, now=now)
    tell(user, messages.app_connected)
    return first_codes(user, now=now)


def remove_app(user: User, *, now: datetime) -> None:
    """Disconnect the authenticator app; raises RuleError where it is the last way of somebody who needs one."""
    lock_row(user)
    refuse_last_way(user)
    datastore.tf_reset(user)
    drop_codes_without_ways(user)
    record_event("remove authenticator app", user, by=user, now=now)
    tell(user, messages.app_removed)
    db.session.flush()


def add_passkey(user: User, *, name: str, made: NewPasskey | None, now: datetime) -> list[str]:
    """Add a passkey under a name; returns recovery codes to show where the user has none yet."""
    if made is None:
        raise RuleError(gettext("The passkey could not be made. Try once more."))
    lock_row(user)
    refuse_taken_name(user, name)
    if len(passkeys_of(user)) >= MOST_PASSKEYS:
        raise RuleError(
            gettext("You have so many passkeys already. Delete one that you no longer use first.")
        )
    if datastore.find_webauthn(credential_id=made.credential_id) is not None:
        raise RuleError(gettext("That passkey is in use already."))
    passkey = WebAuthn(
        user_id=user.id,
        name=name,
        credential_id=made.credential_id,
        public_key=made.public_key,
        sign_count=made.sign_count,
        transports=list(made.transports),
        backup_state=made.is_backed_up,
        device_type=made.device_type,
        usage="first",
        create_datetime=now,
        lastuse_datetime=now,
    )
    db.session.add(passkey)
    db.session.flush()
    record_event("add passkey", passkey, by=user, now=now)
    tell(user, messages.passkey_added)
    return first_codes(user, now=now)


def rename_passkey(passkey: WebAuthn, *, name: str, by: User, now: datetime) -> None:
    """Give a passkey another name."""
    lock_row(by)
    if name != passkey.name:
        refuse_taken_name(by, name)
    passkey.name = name
    record_event("rename passkey", passkey, by=by, now=now)
    db.session.flush()


def delete_passkey(passkey: WebAuthn, *, by: User, now: datetime) -> None:
    """Delete a passkey; raises RuleError where it is the last way of somebody who needs one."""
    lock_row(by)
    refuse_last_way(by)
    record_event("delete passkey", passkey, by=by, now=now)
    db.session.delete(passkey)
    db.session.flush()
    drop_codes_without_ways(by)
    tell(by, messages.passkey_deleted)
    db.session.flush()


def renew_recovery_codes(user: User, *, now: datetime) -> list[str]:
    """Make new recovery codes in place of the earlier ones, and return them to be shown once."""
    lock_row(user)
    if not has_second_factor(user):
        raise RuleError(
            gettext("Set up an app or a passkey first; recovery codes are for the day you lose it.")
        )
    codes = make_codes(user, now=now)
    record_event("make recovery codes", user, by=user, now=now)
    tell(user, messages.codes_made)
    db.session.flush()
    return codes


def use_recovery_code(user: User, code: str, *, now: datetime) -> bool:
    """Spend a recovery code at a sign-in; False where it does not fit."""
    if not use_code(user, code, now=now):
        return False
    left = recovery_codes_left(user)
    record_event("use recovery code", user, by=user, now=now, details={"left": left})
    tell(user, messages.code_used(left))
    return True


def remove_second_factor(user: User, *, by: Actor, now: datetime) -> None:
    """Take every second step away from somebody who has lost theirs, and end all their sessions.

    For administrators, after they have made sure whom they talk to. The person is told by mail. Nobody does it for
    themselves: that is what a second pair of eyes is for.
    """
    if by.id == user.id:
        raise RuleError(gettext("Another administrator must do this for you."))
    lock_row(user)
    datastore.tf_reset(user)
    db.session.execute(delete(WebAuthn).where(WebAuthn.user_id == user.id))
    drop_codes(user)
    datastore.set_uniquifier(user)
    record_event("remove second factor", user, by=by, now=now)
    tell(user, messages.factor_reset)
    db.session.flush()


def mail_codes_to(user: User) -> None:
    """Let a demonstration account have its codes by mail."""
    datastore.tf_set(user, MAIL, totp_secret=new_secret())


def send_code(user: User) -> None:
    """Mail a demonstration account the code of this sign-in; those of earlier ones count for nothing."""
    mail_codes_to(user)
    db.session.execute(delete(SpentCode).where(SpentCode.user_id == user.id))
    messages.mail_code(user, code=factory().generate_totp_password(user.tf_totp_secret))


def first_codes(user: User, *, now: datetime) -> list[str]:
    """Make recovery codes where the user has none left."""
    db.session.flush()
    return [] if recovery_codes_left(user) else make_codes(user, now=now)


def refuse_last_way(user: User) -> None:
    """Raise RuleError where the user needs a second step and has no other."""
    if needs_second_factor(user) and count_ways(user) < 2:
        message = gettext(
            "Your work needs a second step. Set up another way first, then you can remove this one."
        )
        raise RuleError(message)


def refuse_taken_name(user: User, name: str) -> None:
    """Raise RuleError where the user has a passkey of that name."""
    taken = select(WebAuthn.id).where(WebAuthn.user_id == user.id, WebAuthn.name == name)
    if db.session.scalar(taken) is not None:
        raise RuleError(gettext("You have a passkey of that name already. Choose another."), field="name")


def drop_codes_without_ways(user: User) -> None:
    """Delete the recovery codes of somebody who has no second step left for them to stand in for."""
    if not has_second_factor(user):
        drop_codes(user)


def drop_codes(user: User) -> None:
    """Delete the user's recovery codes, used or not, and what was spent of one-time codes."""
    db.session.execute(delete(RecoveryCode).where(RecoveryCode.user_id == user.id))
    db.session.execute(delete(SpentCode).where(SpentCode.user_id == user.id))
