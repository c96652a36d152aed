"""A matching problem that checks itself: once it exists it can be solved."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from matcher.errors import DuplicateId, EmptySide, FixedPairBreaksRule, FixedPairsClash, UnknownPerson
from matcher.mentoring.programme import Programme, default_programme
from matcher.mentoring.rule import Rule
from matcher.mentoring.rules import DeclinedRule
from matcher.mentoring.validate import validate_mentor, validate_request
from matcher.people import Mentor, Request
from matcher.reasons import Exclusion

PairIds = tuple[str, str]
"""Request id, mentor id."""


@dataclass(frozen=True)
class Problem:
    """Who asks, who offers, on which day, under which programme; raises `InvalidProblem` when it makes no sense."""

    requests: tuple[Request, ...]
    mentors: tuple[Mentor, ...]
    day: date
    programme: Programme = field(default_factory=default_programme)
    fixed_pairs: frozenset[PairIds] = frozenset()
    """Pairs that must stay."""
    declined_pairs: frozenset[PairIds] = frozenset()
    """Pairs that must stay out."""
    published_pairs: frozenset[PairIds] = frozenset()
    """The last plan people saw: the new one changes as little of it as the objective allows."""
    memory_limit_bytes: int = 4 * 2**30
    most_stored_pairs: int = 8_000_000
    """With more feasible pairs only the best of each request are stored, the rest is priced; plan and answers are just as exact."""
    kept_per_request: int = 16

    def __post_init__(self) -> None:
        if not self.requests:
            raise EmptySide("there are no requests", field="requests")
        if not self.mentors:
            raise EmptySide("there are no mentors", field="mentors")
        refuse_duplicates("request", [request.id for request in self.requests])
        refuse_duplicates("mentor", [mentor.id for mentor in self.mentors])
        for request in self.requests:
            validate_request(request, languages=self.programme.languages)
        for mentor in self.mentors:
            validate_mentor(mentor, languages=self.programme.languages)
        self._validate_fixed_pairs()

    @cached_property
    def request_by_id(self) -> dict[str, Request]:
        return {request.id: request for request in self.requests}

    @cached_property
    def mentor_by_id(self) -> dict[str, Mentor]:
        return {mentor.id: mentor for mentor in self.mentors}

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        """The programme's rules, and the pairs that were declined."""
        return (*self.programme.rules, DeclinedRule(pairs=self.declined_pairs))

    def request(self, request_id: str) -> Request:
        """The request of that id; `UnknownPerson` when there is none."""
        if request_id not in self.request_by_id:
            raise UnknownPerson(f"no request {request_id!r}", who=request_id, field="requests")
        return self.request_by_id[request_id]

    def mentor(self, mentor_id: str) -> Mentor:
        """The mentor of that id; `UnknownPerson` when there is none."""
        if mentor_id not in self.mentor_by_id:
            raise UnknownPerson(f"no mentor {mentor_id!r}", who=mentor_id, field="mentors")
        return self.mentor_by_id[mentor_id]

    def broken_rules(self, request: Request, mentor: Mentor) -> list[Exclusion]:
        """Reasons why this pair cannot be, in the programme's order; empty when it can."""
        return [rule.reason for rule in self.rules if not rule.allows(request, mentor, day=self.day)]

    def _validate_fixed_pairs(self) -> None:
        for request_id, mentor_id in sorted(self.fixed_pairs):
            request, mentor = self.request(request_id), self.mentor(mentor_id)
            broken = self.broken_rules(request, mentor)
            if broken:
                raise FixedPairBreaksRule(
                    f"fixed pair {request_id} and {mentor_id} breaks: {', '.join(broken)}",
                    who=f"{request_id} {mentor_id}",
                    rules=tuple(str(reason) for reason in broken),
                )
        for request_id, count in Counter(pair[0] for pair in self.fixed_pairs).items():
            if count > self.request(request_id).demand:
                raise FixedPairsClash(
                    f"request {request_id} has {count} fixed pairs, more than asked for",
                    who=request_id,
                    field="demand",
                )
        for mentor_id, count in Counter(pair[1] for pair in self.fixed_pairs).items():
            if count > self.mentor(mentor_id).free_capacity:
                raise FixedPairsClash(
                    f"mentor {mentor_id} has {count} fixed pairs, more than there is room for",
                    who=mentor_id,
                    field="capacity",
                )


def refuse_duplicates(side: str, ids: Iterable[str]) -> None:
    """Fail on the first id that appears twice."""
    seen: set[str] = set()
    for person_id in ids:
        if person_id in seen:
            raise DuplicateId(f"two {side}s have the id {person_id!r}", who=person_id, field="id")
        seen.add(person_id)
