"""Matching people to people under capacity: exact, fair by a stated rule, explained."""

from matcher.difference import Difference, Move, compare
from matcher.errors import InvalidFile, InvalidProblem, MatcherError, NothingToExplain, ProblemTooLarge
from matcher.mentoring.advise import (
    PendingValue,
    TypeValue,
    gain_curve,
    gain_curves,
    value_of_pending,
    value_of_types,
)
from matcher.mentoring.alternates import Alternate, alternates
from matcher.mentoring.assign import Assignment, assign
from matcher.mentoring.check import Finding, check
from matcher.mentoring.explain import PairExplanation, explain_pair
from matcher.mentoring.overrule import Override, WhatIf, cost_of_override, what_if
from matcher.mentoring.problem import Problem
from matcher.mentoring.programme import Groups, Objective, Programme, default_programme
from matcher.mentoring.programme_data import programme_from_data
from matcher.mentoring.solve import solve
from matcher.mentoring.types import sensible_types
from matcher.mentoring.unblocking import Unblocking
from matcher.mentoring.unserved import Competition, UnservedExplanation, explain_unserved
from matcher.people import AgeBand, Level, Mentor, Request
from matcher.reasons import Change, Exclusion, Explanation, Reason
from matcher.result import Certificate, Clash, Contribution, Pair, Result, Statistics, Status
from matcher.travel import Means, Place, distance_km, travel_minutes
from matcher.week import Week

__all__ = [
    "AgeBand", "Alternate", "Assignment", "Certificate", "Change", "Clash", "Competition", "Contribution", "Difference", "Exclusion",
    "Explanation", "Finding", "Groups", "InvalidFile", "InvalidProblem", "Level", "MatcherError", "Means", "Mentor", "Move",
    "NothingToExplain", "Objective", "Override", "Pair", "PairExplanation", "PendingValue", "Place", "Problem",
    "ProblemTooLarge", "Programme", "Reason", "Request", "Result", "Statistics", "Status", "TypeValue", "Unblocking",
    "UnservedExplanation", "Week", "WhatIf", "alternates", "assign", "check", "compare", "cost_of_override", "default_programme",
    "distance_km", "explain_pair", "explain_unserved", "gain_curve", "gain_curves", "programme_from_data", "sensible_types", "solve",
    "travel_minutes", "value_of_pending", "value_of_types", "what_if",
]  # fmt: skip
