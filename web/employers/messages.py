"""The words of notices about employers."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from flask_babel import force_locale, gettext

from web.accounts.models import User
from web.core.links import absolute_link
from web.employers.models import Employer
from web.notifications.services import write_notice


def tell_administrators_of_registration(employer: Employer, administrators: Iterable[User]) -> None:
    """An employer waits for approval."""
    for administrator in administrators:
        with force_locale(administrator.locale):
            write_notice(
                f"employer {employer.id} registered, user {administrator.id}",
                to=administrator,
                subject=gettext("An employer wants to offer small jobs: %(name)s", name=employer.name),
                body=gettext(
                    "%(name)s in %(area)s has registered and waits for your answer:\n%(link)s",
                    name=employer.name,
                    area=employer.area.name,
                    link=absolute_link("employers.list_pending"),
                ),
            )


def tell_contacts_of_approval(employer: Employer, *, now: datetime) -> None:
    """Welcome."""
    for contact in employer.contacts:
        with force_locale(contact.locale):
            write_notice(
                f"employer {employer.id} approved {now.isoformat()}, user {contact.id}",
                to=contact,
                subject=gettext("%(name)s is approved", name=employer.name),
                body=gettext(
                    "Welcome! %(name)s is approved, and you can post a small job. It takes one page:\n%(link)s",
                    name=employer.name,
                    link=absolute_link("small_jobs.new_job", employer_id=employer.id),
                ),
            )


def tell_contacts_of_refusal(employer: Employer, *, reason: str, now: datetime) -> None:
    """Not as it is now, and why."""
    for contact in employer.contacts:
        with force_locale(contact.locale):
            write_notice(
                f"employer {employer.id} refused {now.isoformat()}, user {contact.id}",
                to=contact,
                subject=gettext("About the registration of %(name)s", name=employer.name),
                body=gettext(
                    "We can't approve %(name)s as it is now. The reason:\n\n%(reason)s\n\n"
                    "Answer this mail if you think that we have misunderstood something.",
                    name=employer.name,
                    reason=reason,
                ),
            )
