"""A change that waits, in words: what it is called now, and what it asks to be called."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext, lazy_gettext

from web.organisations.models import Organisation

NAMES: dict[str, Any] = {
    "name": lazy_gettext("Name"),
    "kind": lazy_gettext("Kind"),
    "cvr": lazy_gettext("CVR number"),
}


def change_lines(organisation: Organisation, kind_names: Mapping[Any, Any]) -> list[tuple[str, str, str]]:
    """Return for each thing that would change its name, what was approved, and what is asked for."""
    asked = organisation.asked_facts or organisation.facts
    return [
        (str(NAMES[name]), words(before, kind_names), words(after, kind_names))
        for name, before, after in zip(organisation.identity, organisation.facts, asked, strict=True)
        if before != after
    ]


def said_after_change(organisation: Organisation) -> str:
    """Say what happens with what its people have just written."""
    if organisation.asked_at is None:
        return gettext("Your changes are saved.")
    return gettext("Your changes are saved. What we have to look at first counts once we have said yes.")


def words(value: Any, kind_names: Mapping[Any, Any]) -> str:
    """Return a kind by its name, and anything else as it is."""
    return str(kind_names.get(value, value))
