"""Choosing what a mentor sees: by the young person, or by the caseworker while they sit together."""

from __future__ import annotations

from datetime import datetime

from flask_babel import gettext
from sqlalchemy import func, select

from web.accounts.models import User
from web.audit.services import record_event
from web.core.errors import RuleError
from web.core.locks import lock_row
from web.extensions import db
from web.youth.aliases import holds_contact, holds_name
from web.youth.choices import Choices, choices_of
from web.youth.models import ContactChannel, YoungPerson


def choose_what_is_shown(
    young_person: YoungPerson, choices: Choices, *, by: User | None, is_on_behalf: bool, now: datetime
) -> None:
    """Take the young person's word on what a mentor sees; it counts at once, in running proposals and matches too.

    `by` is None for a personal link. Raises RuleError for an alias that tells too much or a way that is not there.
    """
    lock_row(young_person)
    before = choices_of(young_person)
    if choices.alias != before.alias:
        ensure_alias_fits(choices.alias, young_person)
    ensure_reachable(young_person, choices.contact_channel)
    write_choices(young_person, choices)
    db.session.flush()
    changed = [
        name for name in Choices.__dataclass_fields__ if getattr(before, name) != getattr(choices, name)
    ]
    details = {"changed": changed, "is_on_behalf": is_on_behalf}
    record_event("choose what is shown", young_person, by=by, now=now, details=details)


def write_choices(young_person: YoungPerson, choices: Choices) -> None:
    """Write the choices onto the record."""
    for name in Choices.__dataclass_fields__:
        setattr(young_person, name, getattr(choices, name))


def ensure_alias_fits(alias: str, young_person: YoungPerson) -> None:
    """Raise RuleError for an alias that gives the person away or that somebody else goes by."""
    if holds_name(alias, (young_person.first_name, young_person.last_name)):
        raise RuleError(gettext("The alias must not hold the real name."), field="alias")
    if holds_contact(alias):
        raise RuleError(gettext("An alias is a name, without numbers or addresses."), field="alias")
    if is_taken(alias, but_not_by=young_person):
        raise RuleError(
            gettext("Somebody else goes by that name already. Choose another one."), field="alias"
        )


def is_taken(alias: str, *, but_not_by: YoungPerson) -> bool:
    """Tell whether another young person goes by the alias, in whatever letters."""
    with db.session.no_autoflush:
        others = select(YoungPerson.id).where(func.lower(YoungPerson.alias) == alias.lower())
        return any(found != but_not_by.id for found in db.session.scalars(others))


def taken_aliases() -> set[str]:
    """Return every alias in use, so that none of them is suggested."""
    return set(db.session.scalars(select(YoungPerson.alias)))


def ensure_reachable(young_person: YoungPerson, channel: ContactChannel) -> None:
    """Raise RuleError for a phone or an e-mail that we do not have."""
    missing = (channel is ContactChannel.PHONE and not young_person.phone) or (
        channel is ContactChannel.EMAIL and not young_person.email
    )
    if missing:
        raise RuleError(
            gettext("We do not have it. Ask your caseworker to write it down."), field="contact_channel"
        )
