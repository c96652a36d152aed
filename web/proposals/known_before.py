"""Mentors whom young people know from before: the features above tell of the pairs that have been."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from typing import TypeAlias

from web.profiles.models import Mentor
from web.proposals.taken_time import by_request as by_first

Source: TypeAlias = Callable[[Collection[int]], Iterable[tuple[int, int]]]

_sources: list[Source] = []


def tells_who_is_known(source: Source) -> Source:
    """Let this be asked for the pairs (young person, mentor) that these young people have been part of."""
    if source not in _sources:
        _sources.append(source)
    return source


def known_mentors(young_people: Collection[int], *, among: Collection[Mentor]) -> dict[int, frozenset[int]]:
    """Return by young person those of these mentors whom they know from before."""
    there = {mentor.id for mentor in among}
    pairs = (pair for source in _sources for pair in source(young_people))
    return by_first((person, mentor) for person, mentor in pairs if mentor in there)
