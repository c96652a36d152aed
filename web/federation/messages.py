"""The words of mails about linked identities."""

from __future__ import annotations

from datetime import datetime

from flask_babel import force_locale, gettext

from web.accounts.mail import own_url
from web.accounts.models import User
from web.notifications.services import write_notice


def tell_of_link(user: User, *, label: str, now: datetime) -> None:
    """There is a new way into the account."""
    with force_locale(user.locale):
        write_notice(
            f"identity linked with user {user.id} at {now.isoformat()}",
            to=user,
            subject=gettext("You can now sign in with %(provider)s", provider=label),
            body=gettext(
                "Hello %(name)s\n\nYour account is linked with %(provider)s, and you can sign in with it. If it was you,"
                " all is well. If it was not you, choose a new password at once:\n\n%(link)s\n\nThen undo the link on"
                " the page about your account.",
                name=user.name,
                provider=label,
                link=own_url("security.forgot_password"),
            ),
        )


def tell_of_unlink(user: User, *, label: str, now: datetime) -> None:
    """One way into the account is closed."""
    with force_locale(user.locale):
        write_notice(
            f"identity unlinked from user {user.id} at {now.isoformat()}",
            to=user,
            subject=gettext("You no longer sign in with %(provider)s", provider=label),
            body=gettext(
                "Hello %(name)s\n\nYour account is no longer linked with %(provider)s. Sign in with your e-mail address and"
                " password. If it was not you who undid the link, choose a new password at once:\n\n%(link)s",
                name=user.name,
                provider=label,
                link=own_url("security.forgot_password"),
            ),
        )
