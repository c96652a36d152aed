"""What takes the place of a value that cannot be empty: something that leads to nobody."""

from __future__ import annotations

import secrets
from typing import Any

from sqlalchemy import Column, Date, cast, func, select

from web.catalogue.models import Area, AreaKind
from web.core.personal_data import Kind, Personal

NAME = "Slettet"
MARK = "slettet-"
DOMAIN = "slettet.invalid"


def pseudonym(column: Column[Any], said: Personal) -> Any:
    """Return the value, or the expression, that takes the place of what the column holds."""
    if said.kind is Kind.NAME:
        return NAME
    if said.kind is Kind.PLACE:
        whole = select(func.min(Area.id)).where(Area.kind == AreaKind.MUNICIPALITY).scalar_subquery()
        return func.coalesce(whole, column)
    if said.kind is Kind.BIRTH_DATE:
        return cast(func.date_trunc("year", column), Date)
    if said.kind is Kind.CONTACT:
        return f"{MARK}{secrets.token_hex(12)}@{DOMAIN}"
    return f"{MARK}{secrets.token_hex(24)}"


def is_pseudonym(value: str) -> bool:
    """Tell whether an address or a code was put there by an erasure."""
    return value.startswith(MARK)
