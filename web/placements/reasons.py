"""The engine's codes as sentences for the caseworker: why this job, and why none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from web.placements.labels import CRITERIA, WITHOUT
from web.placements.models import JobProposal


@dataclass(frozen=True)
class ReasonLine:
    """One criterion, and how far it is met, of 100."""

    words: str
    percent: int


def reason_lines(proposal: JobProposal) -> list[ReasonLine]:
    """Return what speaks for the job, the strongest first; what nobody asked for is left out."""
    lines = [
        ReasonLine(str(CRITERIA[one["criterion"]]), round(100 * one["points"] / one["most"]))
        for one in proposal.reasons
        if one["criterion"] in CRITERIA and one["most"] and one["is_asked"]
    ]
    return sorted(lines, key=lambda line: -line.percent)


def words_without(reasons: Sequence[dict[str, Any]]) -> list[str]:
    """Return why somebody has no job, and what would help, each said once."""
    found = [str(WITHOUT[one["code"]]) for one in reasons if one.get("code") in WITHOUT]
    return list(dict.fromkeys(found))
