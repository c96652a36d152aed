"""A mentor and a small job for the same young people, in one run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

import matcher
from matcher import small_jobs as jobs
from matcher.errors import FixedPairsClash, InvalidProblem
from matcher.joint.collisions import collide, minutes_with_mentor

PairIds = tuple[str, str]


@dataclass(frozen=True, kw_only=True)
class Problem:
    """Two problems and who is the same person in both."""

    mentoring: matcher.Problem
    small_jobs: jobs.Problem
    same: Mapping[str, str] = field(default_factory=dict)
    """Request id → id of the young person who would also like a small job."""

    def __post_init__(self) -> None:
        for request_id, person_id in self.same.items():
            self.mentoring.request(request_id)
            self.small_jobs.person(person_id)
        if len(set(self.same.values())) != len(self.same):
            raise InvalidProblem("two requests are the same young person", field="same")
        for pair in sorted(self.mentoring.fixed_pairs):
            for work in sorted(self.small_jobs.fixed_pairs):
                if self.collide(pair, work):
                    raise FixedPairsClash(
                        f"mentor {pair[1]} and opening {work[1]} are both fixed for {work[0]}, and have no room beside each other",
                        who=work[0],
                        field="fixed_pairs",
                    )

    @cached_property
    def request_of(self) -> Mapping[str, str]:
        """Young person id → request id."""
        return {person_id: request_id for request_id, person_id in self.same.items()}

    @cached_property
    def minutes(self) -> int:
        """Minutes a week that must be left for the mentor."""
        return minutes_with_mentor(self.mentoring.programme)

    def collide(self, pair: PairIds, work: PairIds) -> bool:
        """Whether a pair with a mentor and a pair with an opening are the same person's and have no room beside each other."""
        (request_id, mentor_id), (person_id, opening_id) = pair, work
        return self.same.get(request_id) == person_id and collide(
            self.mentoring.request(request_id),
            self.mentoring.mentor(mentor_id),
            self.small_jobs.person(person_id),
            self.small_jobs.opening(opening_id),
            law=self.small_jobs.law,
            minutes=self.minutes,
        )

    def without_hopeless(self) -> Problem:
        """The same, with the pairs that collide with a fixed one declined."""
        return self.beside(mentors=self.mentoring.fixed_pairs, openings=self.small_jobs.fixed_pairs)

    def beside(self, *, mentors: Iterable[PairIds] = (), openings: Iterable[PairIds] = ()) -> Problem:
        """The same, with the possible pairs declined that have no room beside one of these."""
        work = frozenset(
            (self.same[request_id], opening.id)
            for request_id, mentor_id in mentors
            if request_id in self.same
            for opening in self._openings_for(self.same[request_id])
            if self.collide((request_id, mentor_id), (self.same[request_id], opening.id))
        )
        declined = frozenset(
            (self.request_of[person_id], mentor.id)
            for person_id, opening_id in openings
            if person_id in self.request_of
            for mentor in self.mentoring.mentors
            if self.collide((self.request_of[person_id], mentor.id), (person_id, opening_id))
            and not self.mentoring.broken_rules(self.mentoring.request(self.request_of[person_id]), mentor)
        )
        return replace(
            self,
            mentoring=replace(self.mentoring, declined_pairs=self.mentoring.declined_pairs | declined),
            small_jobs=replace(self.small_jobs, declined_pairs=self.small_jobs.declined_pairs | work),
        )

    def _openings_for(self, person_id: str) -> Iterator[jobs.Opening]:
        person = self.small_jobs.person(person_id)
        for opening in self.small_jobs.openings:
            if self.small_jobs.is_possible(person, opening):
                yield opening
