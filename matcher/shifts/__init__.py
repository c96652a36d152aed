"""Volunteers to shifts: every rule kept, the important shifts staffed, turns shared fairly, and always why."""

from matcher.shifts.advise import Call, Gap, gaps, who_to_call, worth_of_one_more
from matcher.shifts.check import Finding, broken_by, check
from matcher.shifts.explain import Forced, WhyNot, forced, why, why_not
from matcher.shifts.fairness import gini, turn_value
from matcher.shifts.fit import FitWeights
from matcher.shifts.objective import values_of
from matcher.shifts.people import Bond, Engagement, Team, Volunteer
from matcher.shifts.plan import Assignment, Clash, ClashItem, Plan, Stage, StageName, Statistics, Status
from matcher.shifts.problem import Problem
from matcher.shifts.reasons import Obstacle, Reason, Rule, Unblock, Why
from matcher.shifts.shift import Shift
from matcher.shifts.solve import NoPlanInTime, solve
from matcher.shifts.span import Span, spans_of_week
from matcher.shifts.watch import Progress, Stop

__all__ = [
    "Assignment", "Bond", "Call", "Clash", "ClashItem", "Engagement", "Finding", "FitWeights", "Forced", "Gap",
    "NoPlanInTime", "Obstacle", "Plan", "Problem", "Progress", "Reason", "Rule", "Shift", "Span", "Stage", "StageName",
    "Statistics", "Status", "Stop", "Team", "Unblock", "Volunteer", "Why", "WhyNot", "broken_by", "check", "forced",
    "gaps", "gini", "solve", "spans_of_week", "turn_value", "values_of", "who_to_call", "why", "why_not",
    "worth_of_one_more",
]  # fmt: skip
