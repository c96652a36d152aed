"""A mentor and a small job in one run, so that neither takes the other's time."""

from matcher.joint.check import check
from matcher.joint.problem import Problem
from matcher.joint.solve import Result, solve

__all__ = ["Problem", "Result", "check", "solve"]
