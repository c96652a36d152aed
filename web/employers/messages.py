"""The words of notices about who speaks for an employer."""

from __future__ import annotations

from datetime import datetime

from flask_babel import force_locale, gettext

from web.accounts.models import User
from web.core.links import absolute_link
from web.employers.contact_links import invitation_link
from web.employers.models import Employer
from web.notifications.services import Words, write_notice, write_to_each


def invite_contact(employer: Employer, address: str, *, by: User, now: datetime) -> None:
    """Would you speak for us too?"""
    write_notice(
        f"employer {employer.id} invites a contact {now.isoformat()}, user {by.id}",
        to=address,
        subject=gettext("Will you be a contact for %(name)s?", name=employer.name),
        body=gettext(
            "%(by)s asks whether you will be a contact for %(name)s about small jobs for young people. "
            "You then see the jobs and the young people at your place, and can note hours.\n\n"
            "Say yes here, signed in with this e-mail address. If you have no account yet, you make one first:\n"
            "%(link)s\n\nThe link works for two weeks. If this means nothing to you, do nothing.",
            by=by.name,
            name=employer.name,
            link=invitation_link(employer, address=address, by=by),
        ),
    )


def tell_of_new_contact(employer: Employer, new: User, *, now: datetime) -> None:
    """Tell the others who has joined them."""
    write_to_each(
        f"employer {employer.id} has contact {new.id} {now.isoformat()}",
        [contact for contact in employer.contacts if contact != new],
        lambda reader: Words(
            subject=gettext("%(name)s has one more contact", name=employer.name),
            body=gettext(
                "%(new)s is now a contact for %(name)s too. You can see everybody here:\n%(link)s",
                new=new.name,
                name=employer.name,
                link=absolute_link("employers.list_contacts", employer_id=employer.id),
            ),
        ),
    )


def tell_of_removal(employer: Employer, contact: User, *, now: datetime) -> None:
    """Tell somebody that they no longer speak for the employer."""
    with force_locale(contact.locale):
        write_notice(
            f"employer {employer.id} without contact {contact.id} {now.isoformat()}",
            to=contact,
            subject=gettext("You are no longer a contact for %(name)s", name=employer.name),
            body=gettext(
                "A colleague has taken you off the list of contacts for %(name)s. If that is a mistake, talk with them.",
                name=employer.name,
            ),
        )
