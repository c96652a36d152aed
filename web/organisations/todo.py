"""What waits for those who have registered an organisation, on their start page."""

from __future__ import annotations

from collections.abc import Iterable

from flask import url_for
from flask_babel import gettext

from web.core.todo import Todo
from web.organisations.models import Organisation, OrganisationStatus
from web.organisations.register import O, Register


def own_waiting(of: Register[O], organisations: Iterable[O]) -> list[Todo]:
    """Return the user's own that still wait for an administrator's look."""
    return [
        Todo(title_of(one), gettext("We look at it within a few days and write to you."), address_of(of, one))
        for one in organisations
        if one.status is OrganisationStatus.PENDING or one.asked_at is not None
    ]


def title_of(organisation: Organisation) -> str:
    """Return what waits: the registration or a change."""
    if organisation.asked_at is None:
        return gettext("%(name)s is registered", name=organisation.name)
    return gettext("Your change of %(name)s waits", name=organisation.name)


def address_of(of: Register[O], organisation: O) -> str:
    """Return where the page of the organisation is."""
    return url_for(f"{of.blueprint}.{of.show_page}", **{of.argument: organisation.id})  # type: ignore[arg-type]
