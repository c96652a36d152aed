"""What may stand in an audit event: ids, numbers, yes and no, and codes; never a name, an address or what somebody wrote."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

# Lower-case ASCII: the codes and phrases of our own code pass, names and addresses of people do not.
CODE = re.compile(
    r"[a-z0-9][a-z0-9_.,:;+/() -]{0,119}|\d{4}-\d\d-\d\d(T[0-9:.]+([+-]\d\d:\d\d|Z))?|", re.ASCII
)
TELLING_KEYS = frozenset(
    {"name", "first_name", "last_name", "alias", "email", "phone", "note", "words", "address"}
)


class PersonalDataError(ValueError):
    """Somebody tries to write personal data into the audit log; a mistake in our code."""


def ensure_impersonal(details: Mapping[str, Any], *, purpose: str) -> None:
    """Raise PersonalDataError where the details or the purpose hold anything but ids, numbers and codes."""
    ensure_code(purpose, place="purpose")
    for key, value in details.items():
        if key in TELLING_KEYS:
            raise PersonalDataError(f"an audit event has no room for {key!r}")
        ensure_impersonal_value(value, place=key)


def ensure_impersonal_value(value: Any, *, place: str) -> None:
    """Look at one value, and into lists and mappings."""
    if value is None or isinstance(value, bool | int | float):
        return
    if isinstance(value, str):
        ensure_code(value, place=place)
    elif isinstance(value, Mapping):
        ensure_impersonal(value, purpose="")
    elif isinstance(value, list | tuple):
        for item in value:
            ensure_impersonal_value(item, place=place)
    else:
        raise PersonalDataError(f"an audit event cannot hold {type(value).__name__} in {place!r}")


def ensure_code(text: str, *, place: str) -> None:
    """Raise PersonalDataError where a text is more than a code; the text itself is not repeated."""
    if not CODE.fullmatch(text):
        raise PersonalDataError(
            f"an audit event takes a code in lower case in {place!r}, not a person's words"
        )
