"""The words of the mails about invitations, roles and accounts."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from flask_babel import force_locale, gettext

from web.accounts.models import RoleName, User
from web.core.links import absolute_link
from web.core.pages import moment
from web.invitations.labels import names_of
from web.invitations.links import invitation_link
from web.invitations.models import StaffInvitation
from web.notifications.services import write_notice

Roles = Iterable[RoleName]


def mail_invitation(invitation: StaffInvitation) -> None:
    """Send the link."""
    with force_locale(invitation.locale):
        write_notice(
            f"staff invitation {invitation.id}, sending {invitation.sending}",
            to=invitation.email,
            subject=gettext("You are invited to work in Håndslag"),
            body=gettext(
                "Hello %(name)s\n\n%(inviter)s invites you to Håndslag as: %(roles)s.\n\nOpen this link to accept:"
                "\n\n%(link)s\n\nThe link is only for you, works once, and until %(until)s. If you do not know what "
                "this is about, do nothing.",
                name=invitation.name,
                inviter=invitation.invited_by.name
                if invitation.invited_by
                else gettext("The service's operator"),
                roles=names_of(invitation.roles),
                link=invitation_link(invitation),
                until=moment(invitation.expires_at),
            ),
        )


def mail_withdrawal(invitation: StaffInvitation) -> None:
    """Say that the link no longer works."""
    with force_locale(invitation.locale):
        write_notice(
            f"staff invitation {invitation.id} revoked",
            to=invitation.email,
            subject=gettext("Your invitation has been withdrawn"),
            body=gettext(
                "Hello %(name)s\n\nThe invitation to work in Håndslag has been withdrawn, and its link no longer "
                "works. You need not do anything.",
                name=invitation.name,
            ),
        )


def mail_acceptance(invitation: StaffInvitation, user: User, administrators: Iterable[User]) -> None:
    """Tell the new member of staff, and every other administrator."""
    with force_locale(user.locale):
        write_notice(
            f"staff invitation {invitation.id} accepted, user {user.id}",
            to=user,
            subject=gettext("Welcome: your access is ready"),
            body=gettext(
                "Hello %(name)s\n\nYou now work in Håndslag as: %(roles)s.\n\nYour page is here:\n\n%(link)s\n\n"
                "If you did not accept an invitation yourself, tell an administrator at once.",
                name=user.name,
                roles=names_of(invitation.roles),
                link=absolute_link("home.start"),
            ),
        )
    for administrator in administrators:
        if administrator.id != user.id:
            tell_administrator_of_acceptance(invitation, user, administrator)


def tell_administrator_of_acceptance(invitation: StaffInvitation, user: User, administrator: User) -> None:
    """Somebody new has access."""
    with force_locale(administrator.locale):
        write_notice(
            f"staff invitation {invitation.id} accepted, administrator {administrator.id}",
            to=administrator,
            subject=gettext("An invitation has been accepted"),
            body=gettext(
                "Hello %(administrator)s\n\n%(name)s has accepted the invitation and now works as: %(roles)s.\n\n%(link)s",
                administrator=administrator.name,
                name=user.name,
                roles=names_of(invitation.roles),
                link=absolute_link("invitations.show_user", user_id=user.id),
            ),
        )


def mail_lost_role(user: User, role: RoleName, *, now: datetime) -> None:
    """Say which role is gone."""
    with force_locale(user.locale):
        write_notice(
            f"role {role} taken from user {user.id} at {now.isoformat()}",
            to=user,
            subject=gettext("Your access has been changed"),
            body=gettext(
                "Hello %(name)s\n\nYou no longer have this role in Håndslag: %(role)s.\n\n"
                "Ask an administrator if you think that it is a mistake.",
                name=user.name,
                role=names_of([role]),
            ),
        )


def mail_deactivation(user: User, *, now: datetime) -> None:
    """Say that the account is closed."""
    with force_locale(user.locale):
        write_notice(
            f"account {user.id} deactivated at {now.isoformat()}",
            to=user,
            subject=gettext("Your account has been closed"),
            body=gettext(
                "Hello %(name)s\n\nYour account in Håndslag has been closed by an administrator, and you can no longer "
                "sign in with it. Nothing has been deleted. Answer this mail if you think that it is a mistake.",
                name=user.name,
            ),
        )


def mail_reactivation(user: User, *, now: datetime) -> None:
    """Say that the account is open again."""
    with force_locale(user.locale):
        write_notice(
            f"account {user.id} reactivated at {now.isoformat()}",
            to=user,
            subject=gettext("Your account is open again"),
            body=gettext(
                "Hello %(name)s\n\nYour account in Håndslag is open again, and you can sign in as before:\n\n%(link)s",
                name=user.name,
                link=absolute_link("security.login"),
            ),
        )
