"""Two plans compared as a list of people."""

from __future__ import annotations

from dataclasses import dataclass

from matcher.result import Result


@dataclass(frozen=True, slots=True)
class Move:
    """One request whose mentors are not the same in two plans."""

    request_id: str
    before: tuple[str, ...]
    after: tuple[str, ...]

    @property
    def loses_place(self) -> bool:
        """Whether she had a mentor and has none any more."""
        return bool(self.before) and not self.after

    @property
    def gains_place(self) -> bool:
        """Whether she had no mentor and has one now."""
        return bool(self.after) and not self.before


@dataclass(frozen=True, slots=True)
class Difference:
    """What one plan has that the other has not; numbers are after minus before."""

    moves: tuple[Move, ...]
    served: int
    score: int
    worst_score: int | None
    """None when one of the plans has no pairs."""


def compare(before: Result, after: Result) -> Difference:
    """Who has other mentors in the second plan than in the first."""
    old, new = mentors_by_request(before), mentors_by_request(after)
    moves = [
        Move(request_id, old.get(request_id, ()), new.get(request_id, ()))
        for request_id in sorted(old.keys() | new.keys())
        if old.get(request_id, ()) != new.get(request_id, ())
    ]
    worst = before.statistics.worst_score, after.statistics.worst_score
    return Difference(
        moves=tuple(moves),
        served=after.statistics.served - before.statistics.served,
        score=after.statistics.total_score - before.statistics.total_score,
        worst_score=None if worst[0] is None or worst[1] is None else worst[1] - worst[0],
    )


def mentors_by_request(result: Result) -> dict[str, tuple[str, ...]]:
    """Each served request's mentors."""
    lists: dict[str, list[str]] = {}
    for pair in result.pairs:
        lists.setdefault(pair.request_id, []).append(pair.mentor_id)
    return {request_id: tuple(sorted(mentors)) for request_id, mentors in lists.items()}
