"""Which mentors a run has spared for those who will ask, and why, in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext, ngettext

FEWEST_TOLD = 5


@dataclass(frozen=True)
class DearMentor:
    """A mentor whose places the run would rather keep."""

    name: str
    sentence: str


def dear_mentors(prices: Mapping[str, Any], names: Mapping[int, str]) -> list[DearMentor]:
    """Return the dearest mentors first, each with why."""
    return [
        DearMentor(names.get(dear["mentor"], gettext("Another mentor")), why_dear(dear))
        for dear in prices["dear"]
    ]


def why_dear(dear: Mapping[str, Any]) -> str:
    """Return whom a mentor could have helped of those who asked before; fewer than five are not counted out."""
    could, few = dear["could_have_helped"], dear["one_of_few_for"]
    if could < FEWEST_TOLD:
        return gettext("Could have helped fewer than five of those who asked before.")
    if few < FEWEST_TOLD:
        return gettext("Could have helped %(number)s of those who asked before.", number=could)
    return ngettext(
        "Could have helped %(could)s of those who asked before. For one of them there was hardly anybody else.",
        "Could have helped %(could)s of those who asked before. For %(num)s of them there was hardly anybody else.",
        few,
        could=could,
    )
