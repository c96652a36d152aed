"""The four shapes a hard rule can have; a rule is one small class of one of these shapes.

The shapes exist so that a rule written in three lines of Python is also tested a hundred million times a second:
codes become bits, and the compiled scan tests bits.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from matcher.people import Mentor, Request
from matcher.reasons import Exclusion

Codes = frozenset[str]

NOTHING: Codes = frozenset()


@dataclass(frozen=True)
class Rule(ABC):
    """A hard rule: a pair that breaks it can never be in a plan."""

    name: ClassVar[str]
    reason: ClassVar[Exclusion]

    @abstractmethod
    def allows(self, request: Request, mentor: Mentor, *, day: date) -> bool:
        """Whether this pair keeps the rule on that day."""


@dataclass(frozen=True)
class NeedsAll(Rule):
    """The mentor must have every code the request needs."""

    @abstractmethod
    def needs(self, request: Request) -> Codes: ...

    @abstractmethod
    def has(self, mentor: Mentor, *, day: date) -> Codes: ...

    def allows(self, request: Request, mentor: Mentor, *, day: date) -> bool:
        return self.needs(request) <= self.has(mentor, day=day)


@dataclass(frozen=True)
class NeedsAny(Rule):
    """The mentor must have at least one of the codes; a request without codes asks nothing."""

    @abstractmethod
    def accepts(self, request: Request) -> Codes: ...

    @abstractmethod
    def has(self, mentor: Mentor, *, day: date) -> Codes: ...

    def allows(self, request: Request, mentor: Mentor, *, day: date) -> bool:
        accepted = self.accepts(request)
        return not accepted or not accepted.isdisjoint(self.has(mentor, day=day))


@dataclass(frozen=True)
class Excludes(Rule):
    """Named mentors are out for this request."""

    @abstractmethod
    def excluded(self, request: Request) -> Codes: ...

    def allows(self, request: Request, mentor: Mentor, *, day: date) -> bool:
        return mentor.id not in self.excluded(request)
