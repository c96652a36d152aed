"""The words of mails about the second step, in the language of their reader."""

from __future__ import annotations

import uuid
from collections.abc import Callable

from flask_babel import force_locale, gettext, ngettext

from web.accounts.mail import own_url
from web.accounts.models import User
from web.notifications.services import write_notice

Words = tuple[str, str]


def tell(user: User, words: Callable[[User], Words]) -> None:
    """Put a mail about the user's second step into the outbox."""
    with force_locale(user.locale):
        subject, body = words(user)
    write_notice(f"{words.__name__} {uuid.uuid4()}", to=user, subject=subject, body=body)


def mail_code(user: User, *, code: str) -> None:
    """Mail a code to a demonstration account."""

    def code_of_demonstration(user: User) -> Words:
        body = gettext(
            "Hello %(name)s\n\nYour code is %(code)s. It works once, within five minutes.\n\n"
            "Only the accounts of a demonstration get their codes by mail.",
            name=user.name,
            code=code,
        )
        return gettext("Your code is %(code)s", code=code), body

    tell(user, code_of_demonstration)


def app_connected(user: User) -> Words:
    """An authenticator app can sign in now."""
    body = with_advice(gettext("An authenticator app has been connected to your account."), user)
    return gettext("An authenticator app has been connected"), body


def app_removed(user: User) -> Words:
    """The authenticator app no longer counts."""
    body = with_advice(gettext("The authenticator app has been removed from your account."), user)
    return gettext("The authenticator app has been removed"), body


def passkey_added(user: User) -> Words:
    """A new passkey can sign in now."""
    body = with_advice(gettext("A passkey has been added to your account."), user)
    return gettext("A passkey has been added"), body


def passkey_deleted(user: User) -> Words:
    """One passkey no longer counts."""
    body = with_advice(gettext("A passkey has been deleted from your account."), user)
    return gettext("A passkey has been deleted"), body


def codes_made(user: User) -> Words:
    """New recovery codes replace the earlier ones."""
    body = with_advice(gettext("New recovery codes have been made. The earlier ones no longer work."), user)
    return gettext("You have new recovery codes"), body


def code_used(left: int) -> Callable[[User], Words]:
    """Somebody signed in with a recovery code."""

    def recovery_code_used(user: User) -> Words:
        count = ngettext("You have %(num)s code left.", "You have %(num)s codes left.", left)
        told = gettext("Somebody has just signed in to your account with a recovery code.")
        return gettext("A recovery code was used"), with_advice(f"{told} {count}", user)

    return recovery_code_used


def codes_closed(user: User) -> Words:
    """Many wrong codes were typed after a right password."""
    told = gettext(
        "Somebody has typed your password rightly and then many wrong codes. We take no more codes for your account for a"
        " day, or until you have chosen a new password."
    )
    return gettext("Many wrong codes were typed for your account"), with_advice(told, user)


def factor_reset(user: User) -> Words:
    """An administrator has taken every second step away."""
    body = gettext(
        "Hello %(name)s\n\nAn administrator has removed the second step of your sign-in, as you had agreed: authenticator"
        " app, passkeys and recovery codes. You have been signed out everywhere.\n\nSign in with your password and set"
        " up a new second step:\n\n%(link)s\n\nIf you had not agreed this with anybody, call the administrator at once.",
        name=user.name,
        link=own_url("second_factor.overview"),
    )
    return gettext("The second step of your sign-in has been removed"), body


def with_advice(told: str, user: User) -> str:
    """Add greeting and what to do where it was somebody else."""
    return gettext(
        "Hello %(name)s\n\n%(told)s\n\nIf it was you, all is well. If it was not you, choose a new password at once:"
        "\n\n%(forgot)s\n\nThen look through your second steps here:\n\n%(overview)s",
        name=user.name,
        told=told,
        forgot=own_url("security.forgot_password"),
        overview=own_url("second_factor.overview"),
    )
