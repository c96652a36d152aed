"""The words of notices about registrations."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from flask_babel import gettext

from web.accounts.models import User
from web.associations.models import Association
from web.core.links import absolute_link
from web.notifications.services import Words, write_to_each


def tell_administrators_of_registration(association: Association, administrators: Iterable[User]) -> None:
    """An association waits for approval."""
    write_to_each(
        f"association {association.id} registered",
        administrators,
        lambda reader: Words(
            subject=gettext("An association wants to join: %(name)s", name=association.name),
            body=gettext(
                "%(name)s in %(area)s has registered and waits for your answer:\n%(link)s",
                name=association.name,
                area=association.area.name,
                link=absolute_link("associations.list_pending"),
            ),
        ),
    )


def tell_coordinators_of_approval(association: Association, *, now: datetime) -> None:
    """Welcome."""
    write_to_each(
        f"association {association.id} approved {now.isoformat()}",
        association.coordinators,
        lambda reader: Words(
            subject=gettext("%(name)s is approved", name=association.name),
            body=gettext(
                "Welcome! %(name)s is approved, and you can post your first task. It takes one page:\n%(link)s",
                name=association.name,
                link=absolute_link("tasks.new_task", association_id=association.id),
            ),
        ),
    )


def tell_coordinators_of_refusal(association: Association, *, reason: str, now: datetime) -> None:
    """Not as it is now, and why."""
    write_to_each(
        f"association {association.id} refused {now.isoformat()}",
        association.coordinators,
        lambda reader: Words(
            subject=gettext("About the registration of %(name)s", name=association.name),
            body=gettext(
                "We can't approve %(name)s as it is now. The reason:\n\n%(reason)s\n\n"
                "Answer this mail if you think that we have misunderstood something.",
                name=association.name,
                reason=reason,
            ),
        ),
    )
