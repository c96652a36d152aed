"""The one door to the engine for small jobs: rows become a problem, the engine's answer becomes a plan of ids and codes."""

from web.placements.engine.answer import EngineError, findings, plan_of, solve
from web.placements.engine.joint import JointPlan, JointPlanError, joint_plan
from web.placements.engine.room import times_taken
from web.placements.engine.snapshot import snapshot

__all__ = [
    "EngineError",
    "JointPlan",
    "JointPlanError",
    "findings",
    "joint_plan",
    "plan_of",
    "snapshot",
    "solve",
    "times_taken",
]
