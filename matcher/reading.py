"""What the rules and criteria read off people: codes, each person read once, before anybody knows which bit a code becomes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TypeVar

from matcher.criteria import LanguageCloseness
from matcher.criterion import Criterion, Shared
from matcher.mentoring.rule import Codes, NeedsAll, NeedsAny, Rule
from matcher.people import Level, Mentor, Request

Person = TypeVar("Person", Request, Mentor)
Languages = tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Block:
    """A few words of a row: the codes of one criterion (or of one language level of it)."""

    criterion: int
    enough: int
    """How many shared codes are as good as all; 0 where they are not counted."""
    of_requests: Callable[[Sequence[Request]], list[Codes]]
    of_mentors: Callable[[Sequence[Mentor]], list[Codes]]


@dataclass(frozen=True)
class Told:
    """The codes of one side, person by person: one list of each rule and of each block."""

    all: tuple[list[Codes], ...]
    any: tuple[list[Codes], ...]
    shared: tuple[list[Codes], ...]


@dataclass(frozen=True)
class Reading:
    """The rules and criteria that read codes, in the order of their words in a row."""

    day: date
    needs_all: tuple[NeedsAll, ...]
    needs_any: tuple[NeedsAny, ...]
    blocks: tuple[Block, ...]

    def of_requests(self, requests: Sequence[Request]) -> Told:
        """What they need, accept and share."""
        return Told(
            all=tuple(list(map(rule.needs, requests)) for rule in self.needs_all),
            any=tuple(list(map(rule.accepts, requests)) for rule in self.needs_any),
            shared=tuple(block.of_requests(requests) for block in self.blocks),
        )

    def of_mentors(self, mentors: Sequence[Mentor]) -> Told:
        """What they have, offer and share."""
        return Told(
            all=tuple([rule.has(mentor, day=self.day) for mentor in mentors] for rule in self.needs_all),
            any=tuple([rule.has(mentor, day=self.day) for mentor in mentors] for rule in self.needs_any),
            shared=tuple(block.of_mentors(mentors) for block in self.blocks),
        )


def reading_of(rules: Sequence[Rule], criteria: Sequence[Criterion], *, day: date) -> Reading:
    """How to read people for these rules and criteria."""
    return Reading(
        day=day,
        needs_all=tuple(rule for rule in rules if isinstance(rule, NeedsAll)),
        needs_any=tuple(rule for rule in rules if isinstance(rule, NeedsAny)),
        blocks=tuple(block for i, criterion in enumerate(criteria) for block in blocks_of(i, criterion)),
    )


def blocks_of(index: int, criterion: Criterion) -> list[Block]:
    """The blocks a criterion needs."""
    if isinstance(criterion, Shared):
        one_by_one = partial(read_each, criterion.request_codes), partial(read_each, criterion.mentor_codes)
        return [Block(index, criterion.enough, *one_by_one)]
    if isinstance(criterion, LanguageCloseness):
        return [
            Block(index, 0, by_languages(partial(enough_at, level)), by_languages(partial(exactly_at, level)))
            for level in Level
        ]
    return []


def read_each(read: Callable[[Person], Codes], people: Sequence[Person]) -> list[Codes]:
    """The codes of everybody, one by one."""
    return list(map(read, people))


def by_languages(read: Callable[[Languages], Codes]) -> Callable[[Sequence[Person]], list[Codes]]:
    """Codes that rest on languages alone: read once for all who have the same."""

    def read_all(people: Sequence[Person]) -> list[Codes]:
        spoken = [tuple(person.languages.items()) for person in people]
        codes = {languages: read(languages) for languages in dict.fromkeys(spoken)}
        return list(map(codes.__getitem__, spoken))

    return read_all


def enough_at(level: int, languages: Languages) -> Codes:
    """Codes of the languages for which this level is enough."""
    return frozenset(code for code, needed in languages if needed <= level)


def exactly_at(level: int, languages: Languages) -> Codes:
    """Codes of the languages spoken at exactly this level."""
    return frozenset(code for code, spoken in languages if spoken == level)
