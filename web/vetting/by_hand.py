"""What recording a kind by hand asks for, told by the feature that looks after the kind: registered, since it stands above."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext

from web.core.errors import RuleError
from web.profiles.models import Volunteer
from web.vetting.models import ClearanceKind


@dataclass(frozen=True)
class ByHand:
    """How a kind is recorded by hand.

    `topics` must all be ticked before it is in order; `elsewhere` gives the address where this volunteer's result is
    recorded instead, or nothing.
    """

    lead: Any
    topics: Mapping[str, Any]
    elsewhere: Callable[[Volunteer], str]


_ways: dict[ClearanceKind, ByHand] = {}


def records_by_hand(kind: ClearanceKind, way: ByHand) -> None:
    """Register how a kind is recorded by hand."""
    _ways[kind] = way


def way_of(kind: ClearanceKind) -> ByHand | None:
    """Return how a kind is recorded by hand; None for papers, which are only looked at."""
    return _ways.get(kind)


def ensure_by_hand(volunteer: Volunteer, kind: ClearanceKind, *, ticked: frozenset[str]) -> None:
    """Raise RuleError where the result is recorded elsewhere, and where a topic was left out."""
    way = way_of(kind)
    if way is None:
        return
    if way.elsewhere(volunteer):
        raise RuleError(gettext("A talk is planned. Its result is recorded there."))
    if ticked != frozenset(way.topics):
        raise RuleError(
            gettext("Tick every topic. Was one left out, then talk about it before you approve."),
            field="topics",
        )
