"""The words of the notices about deputies; they name colleagues only."""

from __future__ import annotations

from collections.abc import Iterator

from flask_babel import force_locale, format_date, gettext

from web.accounts.models import User
from web.core.links import absolute_link
from web.deputies.models import Deputy
from web.notifications.services import write_notice


def readers_but(by: User, deputy: Deputy) -> Iterator[User]:
    """Yield the two it concerns, except whoever did it."""
    yield from (user for user in (deputy.caseworker, deputy.deputy) if user.id != by.id)


def tell_of_naming(deputy: Deputy, *, by: User) -> None:
    """Somebody stands in."""
    for reader in readers_but(by, deputy):
        with force_locale(reader.locale):
            write_notice(
                f"deputy {deputy.id} named, user {reader.id}",
                to=reader,
                subject=gettext(
                    "%(deputy)s stands in for %(caseworker)s",
                    deputy=deputy.deputy.name,
                    caseworker=deputy.caseworker.name,
                ),
                body=gettext(
                    "Hi %(name)s\n\n%(deputy)s stands in for %(caseworker)s from %(first)s to %(last)s, both days "
                    "included, and sees and decides as %(caseworker)s does in those days. It ends by "
                    "itself.\n\n%(link)s",
                    name=reader.name,
                    deputy=deputy.deputy.name,
                    caseworker=deputy.caseworker.name,
                    first=format_date(deputy.starts_on, "long"),
                    last=format_date(deputy.ends_on, "long"),
                    link=absolute_link("deputies.list_deputies"),
                ),
            )


def tell_of_end(deputy: Deputy, *, by: User) -> None:
    """It has been ended before its last day."""
    for reader in readers_but(by, deputy):
        with force_locale(reader.locale):
            write_notice(
                f"deputy {deputy.id} ended, user {reader.id}",
                to=reader,
                subject=gettext(
                    "%(deputy)s no longer stands in for %(caseworker)s",
                    deputy=deputy.deputy.name,
                    caseworker=deputy.caseworker.name,
                ),
                body=gettext(
                    "Hi %(name)s\n\n%(deputy)s no longer stands in for %(caseworker)s. Thank you for helping each "
                    "other.",
                    name=reader.name,
                    deputy=deputy.deputy.name,
                    caseworker=deputy.caseworker.name,
                ),
            )
