"""The words of notices about registrations and what follows from them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from flask_babel import gettext

from web.accounts.models import User
from web.core.links import absolute_link
from web.notifications.services import Words, write_to_each
from web.organisations.models import Organisation
from web.organisations.register import O, Register


def tell_administrators_of_registration(
    of: Register[O], organisation: O, administrators: Iterable[User]
) -> None:
    """An organisation waits for approval."""
    write_to_each(
        f"{of.word} {organisation.id} registered",
        administrators,
        lambda reader: Words(
            subject=str(of.words.registered) % {"name": organisation.name},
            body=gettext(
                "%(name)s in %(area)s has registered and waits for your answer:\n%(link)s",
                name=organisation.name,
                area=organisation.area.name,
                link=absolute_link(f"{of.blueprint}.list_pending"),
            ),
        ),
    )


def tell_administrators_of_change(of: Register[O], organisation: O, administrators: Iterable[User]) -> None:
    """Somebody who was approved asks to be called something else, or to be something else."""
    write_to_each(
        f"{of.word} {organisation.id} asks for change {organisation.asked_at}",
        administrators,
        lambda reader: Words(
            subject=gettext("%(name)s asks for a change", name=organisation.name),
            body=gettext(
                "%(name)s has written another name, kind or number. What you approved counts until you have looked:"
                "\n%(link)s",
                name=organisation.name,
                link=absolute_link(f"{of.blueprint}.list_pending"),
            ),
        ),
    )


def tell_people_of_approval(of: Register[O], organisation: O, *, at: datetime) -> None:
    """Welcome."""
    link = absolute_link(of.first_step, **{of.argument: organisation.id})
    write_to_each(
        f"{of.word} {organisation.id} approved {at.isoformat()}",
        organisation.people,
        lambda reader: Words(
            subject=gettext("%(name)s is approved", name=organisation.name),
            body=str(of.words.welcome) % {"name": organisation.name, "link": link},
        ),
    )


def tell_people_of_refusal(organisation: Organisation, *, reason: str, at: datetime) -> None:
    """Not as it is now, and why."""
    write_to_each(
        f"{type(organisation).__name__.lower()} {organisation.id} refused {at.isoformat()}",
        organisation.people,
        lambda reader: Words(
            subject=gettext("About the registration of %(name)s", name=organisation.name),
            body=gettext(
                "We can't approve %(name)s as it is now. The reason:\n\n%(reason)s\n\n"
                "Answer this mail if you think that we have misunderstood something.",
                name=organisation.name,
                reason=reason,
            ),
        ),
    )


def tell_people_of_change(of: Register[O], organisation: O, *, at: datetime) -> None:
    """The change counts from now on."""
    write_to_each(
        f"{of.word} {organisation.id} changed {at.isoformat()}",
        organisation.people,
        lambda reader: Words(
            subject=gettext("Your change of %(name)s is approved", name=organisation.name),
            body=gettext(
                "We have looked at what you changed, and it counts from now on:\n%(link)s",
                link=page_of(of, organisation),
            ),
        ),
    )


def tell_people_of_refused_change(of: Register[O], organisation: O, *, reason: str, at: datetime) -> None:
    """Everything stays as it was approved, and why."""
    write_to_each(
        f"{of.word} {organisation.id} not changed {at.isoformat()}",
        organisation.people,
        lambda reader: Words(
            subject=gettext("About your change of %(name)s", name=organisation.name),
            body=gettext(
                "We can't approve the change, so %(name)s stays as it was. The reason:\n\n%(reason)s\n\n"
                "Answer this mail if you think that we have misunderstood something.",
                name=organisation.name,
                reason=reason,
            ),
        ),
    )


def page_of(of: Register[O], organisation: O) -> str:
    """Return the address of its own page."""
    return absolute_link(f"{of.blueprint}.{of.show_page}", **{of.argument: organisation.id})
