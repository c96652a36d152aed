"""Pages of a list: bounded queries that never count a whole table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from flask import request
from sqlalchemy import Select

from web.extensions import db

Item = TypeVar("Item")
PAGE_SIZE = 20
LAST_PAGE = 500


@dataclass(frozen=True)
class Page(Generic[Item]):
    """One page of a list; `has_next` is found by asking for one row more than is shown."""

    items: Sequence[Item]
    number: int
    has_next: bool

    @property
    def has_previous(self) -> bool:
        return self.number > 1


def page_number() -> int:
    """Return the page asked for in the query string, within bounds; nonsense means the first page."""
    wanted = request.args.get("page", default=1, type=int)
    return min(max(wanted, 1), LAST_PAGE)


def paged(statement: Select[Item], *, number: int | None = None, size: int = PAGE_SIZE) -> Page[Item]:
    """Return one page of the entities that an ordered statement selects."""
    wanted = page_number() if number is None else number
    rows: Sequence[Item] = (
        db.session.scalars(statement.limit(size + 1).offset((wanted - 1) * size)).unique().all()
    )
    return Page(items=rows[:size], number=wanted, has_next=len(rows) > size)
