"""The one door to the engine of shifts."""

from web.staffing.engine.answers import Answer, Cost, cost_of, current_plan, is_small, knows, why_not
from web.staffing.engine.fit import Fit, PersonToCall, fits_for, people_to_call
from web.staffing.engine.snapshot import problem_of
from web.staffing.engine.solving import (
    EngineError,
    Plan,
    Problem,
    Progress,
    findings,
    is_infeasible,
    outcome_of,
    proposed_by,
    solve,
    unstaffed_by,
)

__all__ = [
    "Answer", "Cost", "EngineError", "Fit", "PersonToCall", "Plan", "Problem", "Progress", "cost_of", "current_plan",
    "findings", "fits_for", "is_infeasible", "is_small", "knows", "outcome_of", "people_to_call", "problem_of", "proposed_by",
    "solve", "unstaffed_by", "why_not",
]  # fmt: skip
