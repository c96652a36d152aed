"""What somebody is like, as one number: the order of people and the last tie-break rest on it, not on names."""

from __future__ import annotations

import hashlib
from collections.abc import Hashable, Iterable, Mapping, Sequence
from operator import attrgetter
from typing import Protocol, TypeVar

import numpy as np

from matcher.arrays import Bits, Longs
from matcher.people import Mentor, Request
from matcher.travel import Place


class Located(Protocol):
    """Anybody, or anything, that has an id and a place."""

    @property
    def id(self) -> str: ...

    @property
    def place(self) -> Place: ...


Person = TypeVar("Person", bound=Located)


def digest_of(fact: object) -> int:
    """Sixty-four bits of a digest of the fact, the same on every machine; codes are taken in order."""
    text = ";".join(sorted(fact)) if isinstance(fact, frozenset) else repr(fact)
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "little")


def digests(facts: Iterable[Hashable]) -> Bits:
    """One fact of everybody as numbers; a fact that many share is digested once."""
    every = list(facts)
    number = {fact: digest_of(fact) for fact in dict.fromkeys(every)}
    return np.fromiter(map(number.__getitem__, every), np.uint64, len(every))


def degrees(values: Iterable[float]) -> Bits:
    """Numbers nearly everybody has another of, as they are in memory; nought has one sign."""
    return (np.array(list(values), np.float64) + 0.0).view(np.uint64)


def folded(columns: Iterable[Bits]) -> Bits:
    """Columns of numbers as one, every bit of each stirred in (the finaliser of SplitMix64: Steele, Lea and Flood 2014)."""
    mark: Bits = np.zeros(1, np.uint64)
    for column in columns:
        mark = (mark ^ column) + np.uint64(0x9E3779B97F4A7C15)
        mark = (mark ^ (mark >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        mark = (mark ^ (mark >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        mark = mark ^ (mark >> np.uint64(31))
    return np.asarray(mark, np.uint64)


def marks_of(people: Sequence[Located], facts: Iterable[str], *columns: Bits) -> Bits:
    """What people are like: where they are, the facts (names of attributes, of attributes of attributes), and further columns."""
    places = [person.place for person in people]
    return folded(
        (
            degrees(place.latitude for place in places),
            degrees(place.longitude for place in places),
            *(digests(map(attrgetter(fact), people)) for fact in (*PLACE_FACTS, *facts)),
            *columns,
        )
    )


PLACE_FACTS = ("place.area", "place.has_evening_bus")
MENTOR_FACTS = (
    "week.bits", "means", "max_travel_minutes", "age", "free_capacity", "minimum", "gender", "kind",
    "accepts_ages.youngest", "accepts_ages.oldest", "experience", "interests", "skills", "goals", "schools",
)  # fmt: skip
REQUEST_FACTS = (
    "week.bits", "means", "max_travel_minutes", "age", "urgency", "waiting_days", "small_job_hours.bits", "demand",
    "goals", "interests", "required_experience", "helpful_experience", "mentor_gender", "mentor_ages", "mentor_kinds",
    "school",
)  # fmt: skip
NAMED_MENTORS = ("blocked_mentors", "failed_mentors", "mentors_without_room", "continuity_mentors")


def mentor_marks(mentors: Sequence[Mentor]) -> Bits:
    """The marks of mentors: everything about them but their names."""
    languages = digests(tuple(sorted(m.languages.items())) for m in mentors)
    return marks_of(mentors, MENTOR_FACTS, languages, digests(frozenset(m.clearances) for m in mentors))


def request_marks(requests: Sequence[Request], mark_of_mentor: Mapping[str, int]) -> Bits:
    """The marks of requests: everything about them but their names; mentors they mention count by their marks."""
    return marks_of(
        requests,
        REQUEST_FACTS,
        digests(tuple(sorted(r.languages.items())) for r in requests),
        digests(tuple(sorted(r.required_languages.items())) for r in requests),
        digests(mentions(r, NAMED_MENTORS, mark_of_mentor) for r in requests),
    )


def mentions(person: object, facts: Iterable[str], mark_of: Mapping[str, int]) -> tuple[tuple[int, ...], ...]:
    """What those are like whom somebody names, fact by fact; those who are not there count for nothing."""
    named = [getattr(person, fact) for fact in facts]
    if not any(named):
        return ()
    return tuple(tuple(sorted(mark_of[name] for name in names if name in mark_of)) for names in named)


def canonical_order(people: Sequence[Person], marks: Bits) -> tuple[tuple[Person, ...], Bits]:
    """People by place (neighbours side by side), then by mark; only perfect twins by id. Their marks follow, told apart."""
    latitude = np.rint(np.array([person.place.latitude for person in people]) * 10.0)
    longitude = np.rint(np.array([person.place.longitude for person in people]) * 10.0)
    order = np.lexsort((marks, longitude, latitude))
    twins = marks[order][1:] == marks[order][:-1]
    if twins.any():
        ids = np.argsort(np.argsort([person.id for person in people]))
        order = np.lexsort((ids, marks, longitude, latitude))
    return tuple(people[i] for i in order.tolist()), told_apart(marks[order])


def told_apart(marks: Bits) -> Bits:
    """Marks in order, in which twins get one each by their place among them: no tie is left for a solver's path to settle."""
    place = np.arange(len(marks))
    is_first = np.append(True, marks[1:] != marks[:-1])
    among_twins = place - np.maximum.accumulate(np.where(is_first, place, 0))
    return np.asarray(marks + among_twins.astype(np.uint64) * np.uint64(0xD1B54A32D192ED03))


def mark_reward(rows: Bits, columns: Bits) -> Longs:
    """A number per pair of marks that depends on nothing but what the two are like."""
    mixed = rows ^ (columns * np.uint64(0x9E3779B97F4A7C15))
    mixed = (mixed ^ (mixed >> np.uint64(29))) * np.uint64(0xBF58476D1CE4E5B9)
    return ((mixed >> np.uint64(40)) & np.uint64(0xFFFFF)).astype(np.int64)
