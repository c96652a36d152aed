"""What tells one kind of organisation from the other: its table, its words, its rules and its pages."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

from sqlalchemy import ColumnElement

from web.accounts.models import User
from web.core.permissions import Permission
from web.core.state_machines import StateMachine
from web.organisations.models import Organisation, OrganisationStatus

O = TypeVar("O", bound=Organisation)  # noqa: E741 - an organisation
Effect = Callable[[Any, User, datetime], None]


@dataclass(frozen=True)
class Words:
    """Whole sentences, in the reader's language once they are made text; `%(name)s` is the organisation's."""

    registered: Any
    welcome: Any
    approve_page: Any


@dataclass(frozen=True)
class Taken:
    """A field that two organisations cannot share, what is said then, and who may share it all the same."""

    field: str
    words: Any
    among: tuple[ColumnElement[bool], ...] = ()
    is_shared_by: Callable[[Any], bool] = lambda facts: False


def nothing_to_ensure(facts: Any) -> None:
    """Every fact makes sense."""


def nothing_follows(organisation: Any, by: User, now: datetime) -> None:
    """No more than the step itself."""


@dataclass(frozen=True)
class Register(Generic[O]):
    """One kind of organisation.

    `people` is where its model keeps who speaks for it; `taken` says by constraint which field is somebody else's
    already, and how.
    """

    model: type[O]
    people: Any
    word: str
    steps: StateMachine[OrganisationStatus]
    words: Words
    blueprint: str
    show_page: str
    first_step: str
    permission_to_approve: Permission
    taken: Mapping[str, Taken]
    fact_lines: Callable[[O], Sequence[tuple[str, str]]]
    kind_names: Mapping[Any, Any]
    ensure: Callable[[Any], None] = nothing_to_ensure
    when_approved: Effect = nothing_follows
    when_refused: Effect = nothing_follows

    @property
    def argument(self) -> str:
        """The name of its id in addresses: *employer_id*."""
        return f"{self.word}_id"
