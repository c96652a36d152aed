"""Matching people to people under capacity: exact, fair by a stated rule, explained."""

from matcher.errors import InvalidFile, InvalidProblem, MatcherError, ProblemTooLarge
from matcher.mentoring.check import Finding, check
from matcher.mentoring.problem import Problem
from matcher.mentoring.programme import Groups, Objective, Programme, default_programme, programme_from_data
from matcher.mentoring.solve import solve
from matcher.people import AgeBand, Level, Mentor, Request
from matcher.reasons import Change, Exclusion, Explanation, Reason
from matcher.result import Certificate, Clash, Contribution, Pair, Result, Statistics, Status
from matcher.travel import Means, Place, distance_km, travel_minutes
from matcher.week import Week

__all__ = [
    "AgeBand", "Certificate", "Change", "Clash", "Contribution", "Exclusion", "Explanation", "Finding", "Groups",
    "InvalidFile", "InvalidProblem", "Level", "MatcherError", "Means", "Mentor", "Objective", "Pair", "Place", "Problem",
    "ProblemTooLarge", "Programme", "Reason", "Request", "Result", "Statistics", "Status", "Week", "check",
    "default_programme", "distance_km", "programme_from_data", "solve", "travel_minutes",
]  # fmt: skip
