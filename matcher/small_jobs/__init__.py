"""Small jobs: young people to openings with ordinary pay, by the same core as mentors."""

from matcher.result import Contribution, Status
from matcher.small_jobs.check import check
from matcher.small_jobs.day import DayPart, Energy
from matcher.small_jobs.explain import PairExplanation, why, why_not
from matcher.small_jobs.law import AgeLimit
from matcher.small_jobs.people import Opening, YoungPerson
from matcher.small_jobs.problem import Problem
from matcher.small_jobs.reasons import Change, Explanation, Obstacle, Reason
from matcher.small_jobs.result import Pair, Result, Statistics
from matcher.small_jobs.solve import solve
from matcher.small_jobs.unplaced import Unblocking, UnplacedExplanation, explain_unplaced

__all__ = [
    "AgeLimit", "Change", "Contribution", "DayPart", "Energy", "Explanation", "Obstacle", "Opening", "Pair", "PairExplanation",
    "Problem", "Reason", "Result", "Statistics", "Status", "Unblocking", "UnplacedExplanation", "YoungPerson", "check",
    "explain_unplaced", "solve", "why", "why_not",
]  # fmt: skip
