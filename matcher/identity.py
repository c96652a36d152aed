"""What somebody is like, as one number: the order of people and the last tie-break rest on it, not on names."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Protocol, TypeVar

import numpy as np

from matcher.arrays import Bits, Longs
from matcher.people import AgeBand, Mentor, Request
from matcher.travel import Place


class Located(Protocol):
    """Anybody, or anything, that has an id and a place."""

    @property
    def id(self) -> str: ...

    @property
    def place(self) -> Place: ...


Person = TypeVar("Person", bound=Located)


def mark_of(*facts: object) -> int:
    """Sixty-four bits of a digest of the facts, the same on every machine."""
    return int.from_bytes(hashlib.blake2b(repr(facts).encode(), digest_size=8).digest(), "little")


@lru_cache(maxsize=65_536)
def text_of(codes: frozenset[str]) -> str:
    """Codes in order."""
    return ";".join(sorted(codes))


def place_facts(place: Place) -> tuple[object, ...]:
    """A place as plain values, which are quick to write out."""
    return place.latitude, place.longitude, place.area, place.has_evening_bus


def band_facts(band: AgeBand | None) -> tuple[int, int] | None:
    """An age band as plain values."""
    return None if band is None else (band.youngest, band.oldest)


def mentor_marks(mentors: Iterable[Mentor]) -> Bits:
    """The marks of mentors: everything about them but their names."""
    return np.array(
        [
            mark_of(
                place_facts(m.place), m.week.bits, text_of(m.means), m.max_travel_minutes, m.age,
                sorted(m.languages.items()), m.free_capacity, m.minimum, m.gender, m.kind, band_facts(m.accepts_ages),
                sorted(m.clearances), text_of(m.experience), text_of(m.interests), text_of(m.skills), text_of(m.goals),
                text_of(m.schools),
            )
            for m in mentors
        ],
        np.uint64,
    )  # fmt: skip


def request_marks(requests: Iterable[Request]) -> Bits:
    """The marks of requests: everything about them but their names and the names they mention."""
    return np.array(
        [
            mark_of(
                place_facts(r.place), r.week.bits, text_of(r.means), r.max_travel_minutes, r.age, r.urgency,
                r.waiting_days, sorted(r.languages.items()), sorted(r.required_languages.items()), r.small_job_hours.bits,
                r.demand, text_of(r.goals), text_of(r.interests), text_of(r.required_experience),
                text_of(r.helpful_experience), r.mentor_gender, band_facts(r.mentor_ages), text_of(r.mentor_kinds), r.school,
            )
            for r in requests
        ],
        np.uint64,
    )  # fmt: skip


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
