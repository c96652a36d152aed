"""The shapes a soft criterion can have; a criterion is one small class of one of these shapes.

A criterion gives a value from 0 to 1 as a fraction of whole numbers, so that points are exact: the compiled scan and
this readable form agree to the last point.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import ClassVar

from matcher.people import Mentor, Request

Codes = frozenset[str]
Fraction = tuple[int, int]
"""Numerator and denominator, the denominator above zero."""

FULL_SCORE = 10_000
"""Points of a pair that is perfect in every criterion."""
NOTHING_ASKED: Fraction = (1, 1)
"""Who asks for nothing lacks nothing: the criterion then favours no mentor over another."""


@dataclass(frozen=True)
class Criterion(ABC):
    """A soft criterion: how well a feasible pair fits in one respect."""

    name: ClassVar[str]
    source: ClassVar[str]
    """Why it predicts a good match: the study or the need it rests on."""

    @abstractmethod
    def value(self, request: Request, mentor: Mentor) -> Fraction:
        """The value from 0 to 1."""

    def is_asked(self, request: Request, mentor: Mentor) -> bool:
        """Whether anybody asked for it; a full value that nobody asked for is no reason to mention."""
        return True

    def points(self, request: Request, mentor: Mentor, *, most: int) -> int:
        """The value as whole points out of `most`, rounded down."""
        numerator, denominator = self.value(request, mentor)
        return most * numerator // denominator


@dataclass(frozen=True)
class Shared(Criterion):
    """The share of one side's codes that the other side has; `enough` of them is already everything."""

    enough: int = 64
    is_asked_by_mentor: ClassVar[bool] = False

    @abstractmethod
    def request_codes(self, request: Request) -> Codes: ...

    @abstractmethod
    def mentor_codes(self, mentor: Mentor) -> Codes: ...

    def asked(self, request: Request, mentor: Mentor) -> Codes:
        return self.mentor_codes(mentor) if self.is_asked_by_mentor else self.request_codes(request)

    def is_asked(self, request: Request, mentor: Mentor) -> bool:
        return bool(self.asked(request, mentor))

    def value(self, request: Request, mentor: Mentor) -> Fraction:
        wanted = min(len(self.asked(request, mentor)), self.enough)
        if not wanted:
            return NOTHING_ASKED
        common = self.request_codes(request) & self.mentor_codes(mentor)
        return min(len(common), wanted), wanted


@dataclass(frozen=True)
class Known(Criterion):
    """Full for the mentors a request names, nothing for others; nothing is asked where none is named."""

    @abstractmethod
    def known_mentors(self, request: Request) -> Codes: ...

    def is_asked(self, request: Request, mentor: Mentor) -> bool:
        return bool(self.known_mentors(request))

    def value(self, request: Request, mentor: Mentor) -> Fraction:
        known = self.known_mentors(request)
        return NOTHING_ASKED if not known else (int(mentor.id in known), 1)
