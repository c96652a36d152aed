"""Mentors with whom no time is left: features above tell what else takes a young person's week, before anything is planned."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import TypeAlias

from web.profiles.models import Mentor
from web.youth.models import MentorRequest

Pairs: TypeAlias = frozenset[tuple[int, int]]
Taker: TypeAlias = Callable[[Sequence[MentorRequest], Sequence[Mentor], datetime], Pairs]

_takers: list[Taker] = []


def takes_time(taker: Taker) -> Taker:
    """Let this be asked for the requests and mentors (request, mentor) that it leaves no room for."""
    if taker not in _takers:
        _takers.append(taker)
    return taker


def mentors_without_room(
    requests: Sequence[MentorRequest], mentors: Sequence[Mentor], *, now: datetime
) -> dict[int, frozenset[int]]:
    """Return by request the mentors with whom something that has been agreed on leaves too little time."""
    return by_request(pair for taker in _takers for pair in taker(requests, mentors, now))


def by_request(pairs: Iterable[tuple[int, int]]) -> dict[int, frozenset[int]]:
    """Return the mentors of each request."""
    found: Mapping[int, set[int]] = defaultdict(set)
    for request_id, mentor_id in pairs:
        found[request_id].add(mentor_id)
    return {request_id: frozenset(mentors) for request_id, mentors in found.items()}
