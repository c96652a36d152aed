"""How sure it is that no plan of mentors and small jobs together is better, in words, and whether looking longer may help."""

from __future__ import annotations

from flask_babel import gettext, ngettext

from web.proposals.models import MOST_PATIENCE, MatchRun, RunStatus
from web.proposals.plan import Codes
from web.proposals.sentences import duration_of_seconds


def is_proven(run: MatchRun) -> bool:
    """Tell whether it is proven that no plan is better: of the mentors, and of mentors and small jobs together."""
    return bool(run.statistics.get("is_proven") and outlook_of(run).get("is_proven", True))


def outlook_of(run: MatchRun) -> Codes:
    """Return what the run found out about plans that may be better; empty where nothing was planned together."""
    return run.statistics.get("together") or {}


def doubts(run: MatchRun) -> list[str]:
    """Return how far the plan may be from the best at most; nothing where it is proven to be the best."""
    outlook = outlook_of(run)
    if run.status is not RunStatus.DONE or outlook.get("is_proven", True):
        return []
    looked = gettext(
        "Mentors and small jobs are planned together. We looked for a better plan for %(long)s, and there may be one.",
        long=duration_of_seconds(outlook["seconds"]),
    )
    return [looked, *at_most(outlook)]


def at_most(outlook: Codes) -> list[str]:
    """Return what a better plan can give at most."""
    lines = []
    if outlook["more_mentors"]:
        lines.append(
            ngettext(
                "At most one more young person could have a mentor.",
                "At most %(num)s more young people could have a mentor.",
                outlook["more_mentors"],
            )
        )
    if outlook["more_jobs"]:
        lines.append(
            ngettext(
                "At most one more young person could have a small job.",
                "At most %(num)s more young people could have a small job.",
                outlook["more_jobs"],
            )
        )
    return lines or [same_number(outlook["points"])]


def same_number(points: float | None) -> str:
    """Return what is left where a better plan helps no more people: other people first, or pairs that fit better."""
    if points is None:
        return gettext(
            "Not one more would have a mentor or a small job. But a few who are in a hurry might be helped first."
        )
    if points < 0.01:
        return gettext("Not one more would be helped, and the pairs would fit almost as they do now.")
    return ngettext(
        "Not one more would be helped. On average the pairs could fit one point of 100 better at most.",
        "Not one more would be helped. On average the pairs could fit %(num)s points of 100 better at most.",
        round(100 * points),
    )


def may_look_longer(run: MatchRun) -> bool:
    """Tell whether a new run that looks longer may find a better plan."""
    return bool(doubts(run)) and run.patience_seconds < MOST_PATIENCE
