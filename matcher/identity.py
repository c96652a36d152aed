"""What somebody is like, as one number: the order of people and the last tie-break rest on it, not on names."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from typing import TypeVar

import numpy as np

from matcher.arrays import Bits
from matcher.people import Mentor, Request

Person = TypeVar("Person", Mentor, Request)


def mark_of(*facts: object) -> int:
    """Sixty-four bits of a digest of the facts, the same on every machine."""
    return int.from_bytes(hashlib.blake2b(repr(facts).encode(), digest_size=8).digest(), "little")


def mentor_marks(mentors: Iterable[Mentor]) -> Bits:
    """The marks of mentors: everything about them but their names."""
    return np.array(
        [
            mark_of(
                m.place, m.week.bits, sorted(m.means), m.max_travel_minutes, m.age, sorted(m.languages.items()),
                m.free_capacity, m.minimum, m.gender, m.kind, m.accepts_ages, sorted(m.clearances), sorted(m.experience),
                sorted(m.interests), sorted(m.skills), sorted(m.goals), sorted(m.schools),
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
                r.place, r.week.bits, sorted(r.means), r.max_travel_minutes, r.age, r.urgency, r.waiting_days,
                sorted(r.languages.items()), sorted(r.required_languages.items()), r.small_job_hours.bits, r.demand,
                sorted(r.goals), sorted(r.interests), sorted(r.required_experience), sorted(r.helpful_experience),
                r.mentor_gender, r.mentor_ages, sorted(r.mentor_kinds), r.school,
            )
            for r in requests
        ],
        np.uint64,
    )  # fmt: skip


def canonical_order(people: Sequence[Person], marks: Bits) -> tuple[tuple[Person, ...], Bits]:
    """People by place (neighbours side by side), then by mark; only perfect twins by id. Their marks follow."""
    order = sorted(
        range(len(people)),
        key=lambda i: (
            round(people[i].place.latitude * 10),
            round(people[i].place.longitude * 10),
            int(marks[i]),
            people[i].id,
        ),
    )
    return tuple(people[i] for i in order), marks[order]
