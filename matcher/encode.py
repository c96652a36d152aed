"""People as columns of bits and numbers, which is what the compiled scan reads."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import Any

import numpy as np

from matcher.arrays import Bits, Ints, Reals
from matcher.columns import Columns, Exceptions, Settings
from matcher.criterion import Criterion, Known
from matcher.encode_programme import settings_of
from matcher.errors import UnknownRule
from matcher.mentoring.problem import Problem
from matcher.mentoring.rule import Codes, Excludes, NeedsAll, NeedsAny, Rule
from matcher.mentoring.rules import CommonTimeRule, DeclinedRule, SmallJobRule, TravelRule
from matcher.people import Mentor, Request
from matcher.reading import Reading, Told, reading_of
from matcher.travel import EARTH_DIAMETER_KM, MEANS, Means, reach_km
from matcher.vocabulary import Vocabulary, words_of

WEEK_WORDS = 6
RADIUS_KM = EARTH_DIAMETER_KM / 2.0
ROUNDING = 1.0 + 1e-9
"""The distance test only sorts out; the test in whole minutes decides."""


@dataclass(frozen=True)
class Vocabularies:
    """The codes of each rule and block, as bits."""

    all: tuple[Vocabulary, ...]
    any: tuple[Vocabulary, ...]
    shared: tuple[Vocabulary, ...]


@dataclass(frozen=True)
class Encoder:
    """Turns the people of a problem, and others like them, into columns with the same meaning."""

    problem: Problem
    weighed: tuple[tuple[Criterion, int], ...]
    reading: Reading
    vocabularies: Vocabularies
    settings: Settings

    def requests(self, requests: Sequence[Request], told: Told | None = None) -> Columns:
        """The requests' columns; what they tell, where it has been read already."""
        told = self.reading.of_requests(requests) if told is None else told
        words, people = self.vocabularies, len(requests)
        free = [(r.week - r.small_job_hours).bits if r.small_job_hours else r.week.bits for r in requests]
        return Columns(
            **common_columns(requests),
            free_week=words_of(free, WEEK_WORDS),
            price=np.zeros(people, np.int32),
            has_job=np.array([bool(r.small_job_hours) for r in requests], np.uint8),
            all_codes=beside(map(Vocabulary.asked, words.all, told.all), people),
            any_codes=beside(map(Vocabulary.asked, words.any, told.any), people),
            shared=beside(map(Vocabulary.asked, words.shared, told.shared), people),
            asked=self._asked(told, people),
        )

    def mentors(self, mentors: Sequence[Mentor], told: Told | None = None) -> Columns:
        """The mentors' columns; what they tell, where it has been read already."""
        told = self.reading.of_mentors(mentors) if told is None else told
        words, people = self.vocabularies, len(mentors)
        common = common_columns(mentors)
        return Columns(
            **common,
            free_week=common["week"],
            price=np.array([m.place_price for m in mentors], np.int32),
            has_job=np.zeros(people, np.uint8),
            all_codes=beside(map(Vocabulary.offered, words.all, told.all), people),
            any_codes=beside(map(Vocabulary.offered, words.any, told.any), people),
            shared=beside(map(Vocabulary.offered, words.shared, told.shared), people),
            asked=self._asked(told, people),
        )

    def exceptions(self, requests: Sequence[Request], mentors: Sequence[Mentor]) -> Exceptions:
        """Pairs by name, as row numbers."""
        row = {mentor.id: index for index, mentor in enumerate(mentors)}
        out, met = self._out(requests, row), self._acquainted(requests, row)
        acquainted = [pair for i in sorted(met) for pair in met[i]]
        return Exceptions(
            out_start=starts(out, len(requests)),
            out=np.array([mentor for i in sorted(out) for mentor in out[i]], np.int32),
            known_start=starts(met, len(requests)),
            known=np.array([mentor for mentor, _ in acquainted], np.int32),
            known_criterion=np.array([criterion for _, criterion in acquainted], np.int32),
        )

    def _out(self, requests: Sequence[Request], row: Mapping[str, int]) -> dict[int, list[int]]:
        """By request the mentors that are out for it; few requests have any."""
        named: dict[int, set[str]] = {}
        for rule in self.problem.rules:
            if isinstance(rule, Excludes):
                for i, ids in enumerate(map(rule.excluded, requests)):
                    if ids:
                        named.setdefault(i, set()).update(ids)
        position = {request.id: i for i, request in enumerate(requests)}
        for request_id, mentor_id in self.problem.declined_pairs:
            if request_id in position:
                named.setdefault(position[request_id], set()).add(mentor_id)
        return {i: sorted(row[mentor] for mentor in ids if mentor in row) for i, ids in named.items()}

    def _acquainted(
        self, requests: Sequence[Request], row: Mapping[str, int]
    ) -> dict[int, list[tuple[int, int]]]:
        """By request the mentors it knows, each with the criterion that counts them."""
        known: dict[int, list[tuple[int, int]]] = {}
        for position, (criterion, _) in enumerate(self.weighed):
            if isinstance(criterion, Known):
                for i, ids in enumerate(map(criterion.known_mentors, requests)):
                    if ids:
                        known.setdefault(i, []).extend(
                            (row.get(mentor, -1), position) for mentor in sorted(ids)
                        )
        return known

    def _asked(self, told: Told, people: int) -> Ints:
        asked = np.zeros((people, len(self.weighed)), np.int32)
        for block, codes in zip(self.reading.blocks, told.shared, strict=True):
            if block.enough:
                counts = np.fromiter(map(len, codes), np.int32, people)
                asked[:, block.criterion] = np.minimum(counts, block.enough)
        return asked


def encoded(
    problem: Problem, requests: Sequence[Request], mentors: Sequence[Mentor]
) -> tuple[Encoder, Columns, Columns]:
    """The people of a problem, in this order, as columns, and the encoder for others like them."""
    refuse_foreign_rules(problem.rules)
    programme = problem.programme
    most = programme.most_points()
    weighed = tuple((c, points) for (c, _), points in zip(programme.criteria, most, strict=True) if points)
    reading = reading_of(problem.rules, [criterion for criterion, _ in weighed], day=problem.day)
    of_requests, of_mentors = reading.of_requests(requests), reading.of_mentors(mentors)
    words = vocabularies_of(of_requests, of_mentors)
    encoder = Encoder(
        problem=problem,
        weighed=weighed,
        reading=reading,
        vocabularies=words,
        settings=settings_of(
            problem.rules,
            weighed,
            [vocabulary.words for vocabulary in words.any],
            [(b.criterion, v.words) for b, v in zip(reading.blocks, words.shared, strict=True)],
        ),
    )
    return encoder, encoder.requests(requests, of_requests), encoder.mentors(mentors, of_mentors)


def vocabularies_of(one: Told, other: Told) -> Vocabularies:
    """Every code that either side tells."""
    return Vocabularies(
        all=tuple(map(vocabulary_of, one.all, other.all)),
        any=tuple(map(vocabulary_of, one.any, other.any)),
        shared=tuple(map(vocabulary_of, one.shared, other.shared)),
    )


def vocabulary_of(one: list[Codes], other: list[Codes]) -> Vocabulary:
    """Every code of two lists."""
    return Vocabulary({*one, *other})


def refuse_foreign_rules(rules: Iterable[Rule]) -> None:
    """A rule of a shape the scan does not know would silently be ignored; refuse it instead."""
    shapes = (NeedsAll, NeedsAny, Excludes, TravelRule, CommonTimeRule, SmallJobRule, DeclinedRule)
    for rule in rules:
        if not isinstance(rule, shapes):
            raise UnknownRule(f"rule {rule.name!r} has a shape the scan does not know", field="rules")


def common_columns(people: Sequence[Mentor] | Sequence[Request]) -> dict[str, Any]:
    """What both sides have."""
    reach = rows_of(reaches(p.means, p.max_travel_minutes, p.place.has_evening_bus) for p in people)
    means = [means_bits(person.means) for person in people]
    return {
        "place": rows_of((p.place.latitude, p.place.longitude) for p in people),
        "direction": rows_of((p.place.direction() for p in people), width=3),
        "reach": reach,
        "limit": np.where(reach < 0.0, -1.0, (reach / RADIUS_KM * ROUNDING) ** 2 + 1e-18),
        "has_bus": np.array([p.place.has_evening_bus for p in people], np.uint8),
        "means": np.array(means, np.uint8),
        "max_minutes": np.array([p.max_travel_minutes for p in people], np.int32),
        "age": np.array([p.age for p in people], np.int32),
        "week": words_of([p.week.bits for p in people], WEEK_WORDS),
    }


def rows_of(values: Iterable[tuple[float, ...]], *, width: int = 2) -> Reals:
    """A row of numbers per person."""
    return np.fromiter(chain.from_iterable(values), np.float64).reshape(-1, width)


@lru_cache(maxsize=65_536)
def reaches(means: frozenset[Means], limit: int, has_bus: bool) -> tuple[float, float]:
    """Kilometres to a place without, and to a place with an evening bus."""
    return reach_km(means, limit, has_bus=False), reach_km(means, limit, has_bus=has_bus)


@lru_cache(maxsize=256)
def means_bits(means: frozenset[Means]) -> int:
    """Means as bits, in the order of MEANS."""
    return sum(1 << bit for bit, way in enumerate(MEANS) if way in means)


def beside(parts: Iterable[Bits], people: int) -> Bits:
    """Blocks side by side, one row per person."""
    return np.hstack([np.zeros((people, 0), np.uint64), *parts])


def starts(lists: Mapping[int, Sequence[Any]], rows: int) -> Ints:
    """Where the list of each row starts when all are laid end to end; most rows have none."""
    counts = np.zeros(rows + 1, np.int32)
    for row, entries in lists.items():
        counts[row + 1] = len(entries)
    return np.cumsum(counts, dtype=np.int32)
