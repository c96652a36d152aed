"""People as columns of bits and numbers, which is what the compiled scan reads."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from matcher.arrays import Bits, Ints
from matcher.columns import Columns, Exceptions, Settings
from matcher.criteria import LanguageCloseness
from matcher.criterion import Criterion, Known, Shared
from matcher.encode_programme import settings_of
from matcher.errors import UnknownRule
from matcher.mentoring.problem import Problem
from matcher.mentoring.rule import Excludes, NeedsAll, NeedsAny, Rule
from matcher.mentoring.rules import CommonTimeRule, DeclinedRule, SmallJobRule, TravelRule
from matcher.people import NOBODY, Level, Mentor, Request
from matcher.travel import EARTH_DIAMETER_KM, MEANS, Means, reach_km
from matcher.vocabulary import Vocabulary, words_of

WEEK_WORDS = 6
RADIUS_KM = EARTH_DIAMETER_KM / 2.0
ROUNDING = 1.0 + 1e-9
"""The distance test only sorts out; the test in whole minutes decides."""
Codes = frozenset[str]


@dataclass(frozen=True)
class Block:
    """A few words of a row: the codes of one criterion (or of one language level of it)."""

    criterion: int
    is_counted: bool
    enough: int
    of_request: Callable[[Request], Codes]
    of_mentor: Callable[[Mentor], Codes]
    vocabulary: Vocabulary


@dataclass(frozen=True)
class Encoder:
    """Turns the people of a problem, and others like them, into columns with the same meaning."""

    problem: Problem
    weighed: tuple[tuple[Criterion, int], ...]
    needs_all: tuple[tuple[NeedsAll, Vocabulary], ...]
    needs_any: tuple[tuple[NeedsAny, Vocabulary], ...]
    blocks: tuple[Block, ...]
    settings: Settings

    def requests(self, requests: Sequence[Request]) -> Columns:
        """The requests' columns."""
        codes = [list(map(block.of_request, requests)) for block in self.blocks]
        free = [(r.week - r.small_job_hours).bits if r.small_job_hours else r.week.bits for r in requests]
        return Columns(
            **common_columns(requests),
            free_week=words_of(free, WEEK_WORDS),
            price=np.zeros(len(requests), np.int32),
            has_job=np.array([bool(r.small_job_hours) for r in requests], np.uint8),
            all_codes=beside([v.asked(map(rule.needs, requests)) for rule, v in self.needs_all], requests),
            any_codes=beside([v.asked(map(rule.accepts, requests)) for rule, v in self.needs_any], requests),
            shared=beside([b.vocabulary.asked(c) for b, c in zip(self.blocks, codes, strict=True)], requests),
            asked=self._asked(codes, len(requests)),
        )

    def mentors(self, mentors: Sequence[Mentor]) -> Columns:
        """The mentors' columns."""
        codes = [list(map(block.of_mentor, mentors)) for block in self.blocks]
        day = self.problem.day
        common = common_columns(mentors)
        return Columns(
            **common,
            free_week=common["week"],
            price=np.array([m.place_price for m in mentors], np.int32),
            has_job=np.zeros(len(mentors), np.uint8),
            all_codes=beside(
                [v.offered(r.has(m, day=day) for m in mentors) for r, v in self.needs_all], mentors
            ),
            any_codes=beside(
                [v.offered(r.has(m, day=day) for m in mentors) for r, v in self.needs_any], mentors
            ),
            shared=beside(
                [b.vocabulary.offered(c) for b, c in zip(self.blocks, codes, strict=True)], mentors
            ),
            asked=self._asked(codes, len(mentors)),
        )

    def exceptions(self, requests: Sequence[Request], mentors: Sequence[Mentor]) -> Exceptions:
        """Pairs by name, as row numbers."""
        row = {mentor.id: index for index, mentor in enumerate(mentors)}
        declined: dict[str, list[str]] = {}
        for request_id, mentor_id in self.problem.declined_pairs:
            declined.setdefault(request_id, []).append(mentor_id)
        excluding = [rule for rule in self.problem.rules if isinstance(rule, Excludes)]
        known = [(i, c) for i, (c, _) in enumerate(self.weighed) if isinstance(c, Known)]
        out: list[Sequence[int]] = []
        acquainted: list[Sequence[tuple[int, int]]] = []
        for request in requests:
            ids = NOBODY.union(*[rule.excluded(request) for rule in excluding], declined.get(request.id, ()))
            out.append(sorted(row[mentor_id] for mentor_id in ids if mentor_id in row) if ids else ())
            named = [(i, mentors_known) for i, c in known if (mentors_known := c.known_mentors(request))]
            acquainted.append([(row.get(m, -1), i) for i, ms in named for m in sorted(ms)] if named else ())
        return Exceptions(
            out_start=starts(out),
            out=np.array([mentor for mentors_out in out for mentor in mentors_out], np.int32),
            known_start=starts(acquainted),
            known=np.array([mentor for pairs in acquainted for mentor, _ in pairs], np.int32),
            known_criterion=np.array([i for pairs in acquainted for _, i in pairs], np.int32),
        )

    def _asked(self, codes: Sequence[Sequence[Codes]], people: int) -> Ints:
        asked = np.zeros((people, len(self.weighed)), np.int32)
        for block, of_people in zip(self.blocks, codes, strict=True):
            if block.is_counted:
                counts = np.fromiter(map(len, of_people), np.int32, people)
                asked[:, block.criterion] = np.minimum(counts, block.enough)
        return asked


def encoder(problem: Problem) -> Encoder:
    """The encoder of a problem: its rules and criteria, and the codes its people use."""
    refuse_foreign_rules(problem.rules)
    programme = problem.programme
    most = programme.most_points()
    weighed = tuple((c, points) for (c, _), points in zip(programme.criteria, most, strict=True) if points)
    needs_all = tuple((r, all_vocabulary(r, problem)) for r in problem.rules if isinstance(r, NeedsAll))
    needs_any = tuple((r, any_vocabulary(r, problem)) for r in problem.rules if isinstance(r, NeedsAny))
    blocks = tuple(
        block for i, (criterion, _) in enumerate(weighed) for block in blocks_of(i, criterion, problem)
    )
    return Encoder(
        problem=problem,
        weighed=weighed,
        needs_all=needs_all,
        needs_any=needs_any,
        blocks=blocks,
        settings=settings_of(
            problem.rules,
            weighed,
            [v.words for _, v in needs_any],
            [(block.criterion, block.vocabulary.words) for block in blocks],
        ),
    )


def refuse_foreign_rules(rules: Iterable[Rule]) -> None:
    """A rule of a shape the scan does not know would silently be ignored; refuse it instead."""
    shapes = (NeedsAll, NeedsAny, Excludes, TravelRule, CommonTimeRule, SmallJobRule, DeclinedRule)
    for rule in rules:
        if not isinstance(rule, shapes):
            raise UnknownRule(f"rule {rule.name!r} has a shape the scan does not know", field="rules")


def all_vocabulary(rule: NeedsAll, problem: Problem) -> Vocabulary:
    """Codes needed or had."""
    had = {rule.has(mentor, day=problem.day) for mentor in problem.mentors}
    return Vocabulary(had | {rule.needs(request) for request in problem.requests})


def any_vocabulary(rule: NeedsAny, problem: Problem) -> Vocabulary:
    """Codes accepted or had."""
    had = {rule.has(mentor, day=problem.day) for mentor in problem.mentors}
    return Vocabulary(had | {rule.accepts(request) for request in problem.requests})


def blocks_of(index: int, criterion: Criterion, problem: Problem) -> list[Block]:
    """The words a criterion needs."""
    if isinstance(criterion, Shared):
        of_request, of_mentor = criterion.request_codes, criterion.mentor_codes
        return [block_for(index, of_request, of_mentor, problem, enough=criterion.enough)]
    if isinstance(criterion, LanguageCloseness):
        return [
            block_for(index, languages_enough_at(level), languages_exactly_at(level), problem, enough=0)
            for level in Level
        ]
    return []


def block_for(
    index: int,
    of_request: Callable[[Request], Codes],
    of_mentor: Callable[[Mentor], Codes],
    problem: Problem,
    *,
    enough: int,
) -> Block:
    """A block with the vocabulary of both sides."""
    codes = {*map(of_request, problem.requests), *map(of_mentor, problem.mentors)}
    return Block(index, enough > 0, enough, of_request, of_mentor, Vocabulary(codes))


def languages_enough_at(level: int) -> Callable[[Request], Codes]:
    """Languages for which this level is enough."""
    return lambda request: enough_at(level, tuple(request.languages.items()))


def languages_exactly_at(level: int) -> Callable[[Mentor], Codes]:
    """Languages spoken at exactly this level."""
    return lambda mentor: exactly_at(level, tuple(mentor.languages.items()))


@lru_cache(maxsize=65_536)
def enough_at(level: int, languages: tuple[tuple[str, int], ...]) -> Codes:
    """Codes of the languages for which this level is enough; people who need the same are many."""
    return frozenset(code for code, needed in languages if needed <= level)


@lru_cache(maxsize=65_536)
def exactly_at(level: int, languages: tuple[tuple[str, int], ...]) -> Codes:
    """Codes of the languages spoken at exactly this level."""
    return frozenset(code for code, spoken in languages if spoken == level)


def common_columns(people: Sequence[Mentor] | Sequence[Request]) -> dict[str, Any]:
    """What both sides have."""
    reach = np.array(
        [reaches(p.means, p.max_travel_minutes, p.place.has_evening_bus) for p in people], np.float64
    ).reshape(-1, 2)
    means = [means_bits(person.means) for person in people]
    return {
        "place": np.array([(p.place.latitude, p.place.longitude) for p in people], np.float64).reshape(-1, 2),
        "direction": np.array([p.place.direction() for p in people], np.float64).reshape(-1, 3),
        "reach": reach,
        "limit": np.where(reach < 0.0, -1.0, (reach / RADIUS_KM * ROUNDING) ** 2 + 1e-18),
        "has_bus": np.array([p.place.has_evening_bus for p in people], np.uint8),
        "means": np.array(means, np.uint8),
        "max_minutes": np.array([p.max_travel_minutes for p in people], np.int32),
        "age": np.array([p.age for p in people], np.int32),
        "week": words_of([p.week.bits for p in people], WEEK_WORDS),
    }


@lru_cache(maxsize=65_536)
def reaches(means: frozenset[Means], limit: int, has_bus: bool) -> tuple[float, float]:
    """Kilometres to a place without, and to a place with an evening bus."""
    return reach_km(means, limit, has_bus=False), reach_km(means, limit, has_bus=has_bus)


@lru_cache(maxsize=256)
def means_bits(means: frozenset[Means]) -> int:
    """Means as bits, in the order of MEANS."""
    return sum(1 << bit for bit, way in enumerate(MEANS) if way in means)


def beside(parts: Sequence[Bits], people: Sequence[Any]) -> Bits:
    """Blocks side by side, one row per person."""
    return np.hstack(parts) if parts else np.zeros((len(people), 0), np.uint64)


def starts(lists: Sequence[Sequence[Any]]) -> Ints:
    """Where each list starts when all are laid end to end."""
    return np.cumsum([0, *map(len, lists)]).astype(np.int32)
