"""The words of the mail about a sign-in from a new device."""

from __future__ import annotations

import uuid
from datetime import datetime

from flask_babel import force_locale, gettext

from web.accounts.mail import own_url
from web.accounts.models import User
from web.core.pages import moment
from web.notifications.services import write_notice
from web.sessions.devices import Device
from web.sessions.labels import device_name


def mail_new_device(user: User, device: Device, *, now: datetime) -> None:
    """Tell the owner of an account that somebody has signed in with a device that was not used before."""
    with force_locale(user.locale):
        body = gettext(
            "Hello %(name)s\n\nYour account was signed in to with a new device: %(device)s, %(when)s.\n\n"
            "If it was you, all is well. If it was not you, choose a new password at once; that signs everybody out:"
            "\n\n%(forgot)s\n\nYou can always see where you are signed in:\n\n%(devices)s",
            name=user.name,
            device=device_name(device.browser, device.system),
            when=moment(now),
            forgot=own_url("security.forgot_password"),
            devices=own_url("sessions.list_devices"),
        )
        subject = gettext("A new device has signed in to your account")
    write_notice(f"new device {uuid.uuid4()}", to=user, subject=subject, body=body)
