"""Plain English for the command line, and for nobody else: the web service has its own words."""

from __future__ import annotations

from collections.abc import Iterator

from matcher.mentoring.explain import explain_pair
from matcher.mentoring.unserved import explain_unserved
from matcher.reasons import Reason
from matcher.result import Pair, Result, Status


def summary(result: Result) -> Iterator[str]:
    """How it went, in a few lines."""
    numbers = result.statistics
    if result.status is Status.INFEASIBLE and result.clash is not None:
        clash = result.clash
        yield (
            f"There is no plan: mentors {', '.join(clash.mentor_ids)} together need {clash.needed} young people, "
            f"and only {clash.available} can be had."
        )
        return
    asked, pairs = counted(numbers.requests, "request"), counted(numbers.pairs, "pair")
    yield f"{numbers.served} of {asked} {'has' if numbers.requests == 1 else 'have'} a mentor; {pairs}, proven best."
    if numbers.changes:
        yield f"{counted(numbers.changes, 'pair')} of the published plan {'is' if numbers.changes == 1 else 'are'} gone."
    if numbers.worst_score is not None:
        yield f"The worst match has {numbers.worst_score / 100:.0f} of 100 points; no plan has a better worst match."


def explained(result: Result) -> Iterator[str]:
    """Why each pair, and why somebody is left."""
    if result.status is not Status.OPTIMAL:
        return
    for pair in result.pairs:
        yield f"{pair.request_id} – {pair.mentor_id}: {pair.score / 100:.0f} of 100. {strengths(pair)}"
        for reason in explain_pair(result, pair.request_id, pair.mentor_id).reasons:
            yield f"    {plain(reason)}"
    for request_id in result.unserved:
        left = explain_unserved(result, request_id)
        yield f"{request_id} has no mentor: {plain(left.reason)}"
        for code, count in left.excluded.items():
            yield f"    {counted(count, 'mentor')} {'is' if count == 1 else 'are'} out: {str(code).replace('_', ' ')}"
        for change in left.changes:
            ways = " and ".join(plain(reason) for reason in change.changes)
            who = "one of those who wait as long" if change.is_shared else "she"
            effect = f"{who} is served" + ("" if change.serves_one_more else " instead of somebody later")
            yield f"    What would help: {ways} ({effect}; {', '.join(change.mentor_ids[:5])})"


def counted(number: int, thing: str) -> str:
    """`1 pair`, `2 pairs`."""
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


def plain(reason: Reason) -> str:
    """A code and its parameters in words."""
    parameters = ", ".join(f"{name.replace('_', ' ')} {value}" for name, value in reason.parameters.items())
    return str(reason.code).replace("_", " ") + (f" ({parameters})" if parameters else "")


def strengths(pair: Pair) -> str:
    """What counted most."""
    asked = [c for c in pair.contributions if c.is_asked and c.points]
    asked.sort(key=lambda c: (-c.points, c.criterion))
    return "; ".join(f"{c.criterion.replace('_', ' ')} {c.points} of {c.most}" for c in asked[:3])
