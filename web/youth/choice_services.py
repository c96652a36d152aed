"""Choosing what a mentor sees: by the young person, or by the caseworker while they sit together."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from flask_babel import gettext
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from web.accounts.models import User
from web.audit.services import record_event
from web.consents.models import ConsentPurpose, Through
from web.consents.queries import live_consent
from web.consents.services import give_consent, withdraw_consent
from web.core.errors import RuleError
from web.core.locks import lock_row
from web.extensions import db
from web.youth.aliases import has_letters, holds_contact, holds_name
from web.youth.choices import Choices, choices_of
from web.youth.models import ContactChannel, YoungPerson

ALIAS_IS_TAKEN = "uq_young_people_alias"
CONSENTS = frozenset({"may_show_wishes"})
"""Choices that are consents: they are kept as records and nowhere else."""


def choose_what_is_shown(
    young_person: YoungPerson,
    choices: Choices,
    *,
    by: User | None,
    is_on_behalf: bool,
    now: datetime,
    language: str = "da",
) -> None:
    """Take the young person's word on what a mentor sees; it counts at once, in running proposals and matches too.

    `by` is None for a personal link. Raises RuleError for an alias that tells too much or a way that is not there, and
    for letting the wishes be read under 15, which takes a parent's yes.
    """
    lock_row(young_person)
    before = choices_of(young_person)
    if choices.alias != before.alias:
        ensure_alias_fits(choices.alias, young_person)
    ensure_reachable(young_person, choices.contact_channel)
    with alias_of_nobody_else():
        write_choices(young_person, choices)
    if choices.may_show_wishes != before.may_show_wishes:
        through = through_whom(by, is_on_behalf=is_on_behalf)
        agree_about_wishes(
            young_person, choices.may_show_wishes, through=through, language=language, by=by, now=now
        )
    changed = [
        name for name in Choices.__dataclass_fields__ if getattr(before, name) != getattr(choices, name)
    ]
    details = {"changed": changed, "is_on_behalf": is_on_behalf}
    record_event("choose what is shown", young_person, by=by, now=now, details=details)


def write_choices(young_person: YoungPerson, choices: Choices) -> None:
    """Write the choices onto the record, but for those that are consents."""
    for name in Choices.__dataclass_fields__:
        if name not in CONSENTS:
            setattr(young_person, name, getattr(choices, name))


def through_whom(by: User | None, *, is_on_behalf: bool) -> Through:
    """Return by which way a choice came."""
    if is_on_behalf:
        return Through.NOTED
    return Through.OWN_LINK if by is None else Through.OWN_PAGE


def agree_about_wishes(
    young_person: YoungPerson,
    is_yes: bool,
    *,
    through: Through,
    language: str,
    by: User | None,
    now: datetime,
) -> None:
    """Record the yes to a mentor reading the wishes, or take it back."""
    purpose = ConsentPurpose.SHOWING_WISHES
    if is_yes:
        give_consent(young_person, purpose, through=through, language=language, by=by, now=now)
    elif (standing := live_consent(young_person, purpose)) is not None:
        withdraw_consent(standing, through=through, by=by, now=now)


@contextmanager
def alias_of_nobody_else() -> Iterator[None]:
    """Write what the block changes; raise RuleError where somebody else took the alias at the same moment."""
    try:
        with db.session.begin_nested():
            yield
            db.session.flush()
    except IntegrityError as error:
        if getattr(getattr(error.orig, "diag", None), "constraint_name", None) != ALIAS_IS_TAKEN:
            raise
        raise alias_is_taken() from error


def alias_is_taken() -> RuleError:
    """The refusal of an alias that another young person goes by."""
    return RuleError(gettext("Somebody else goes by that name already. Choose another one."), field="alias")


def ensure_alias_fits(alias: str, young_person: YoungPerson) -> None:
    """Raise RuleError for an alias that gives the person away or that somebody else goes by."""
    if holds_name(alias, (young_person.first_name, young_person.last_name)):
        raise RuleError(gettext("The alias must not hold your real name."), field="alias")
    if not has_letters(alias):
        raise RuleError(gettext("Write an alias of at least two letters."), field="alias")
    if holds_contact(alias):
        raise RuleError(gettext("An alias is a name, without numbers or addresses."), field="alias")
    if is_taken(alias, but_not_by=young_person):
        raise alias_is_taken()


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
