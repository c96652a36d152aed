"""The one door to the engine: rows become a problem, the engine's answers become plans of ids and codes."""

from web.proposals.engine.advice import kinds_worth_recruiting, worths_of
from web.proposals.engine.answer import plan_of
from web.proposals.engine.choices import choices_of
from web.proposals.engine.pricing import snapshot, snapshot_with_prices
from web.proposals.engine.snapshot import programme_data
from web.proposals.engine.solving import EngineError, findings, solve, without_room
from web.proposals.engine.trials import with_changes, with_override

__all__ = [
    "EngineError",
    "choices_of",
    "findings",
    "kinds_worth_recruiting",
    "plan_of",
    "programme_data",
    "snapshot",
    "snapshot_with_prices",
    "solve",
    "with_changes",
    "with_override",
    "without_room",
    "worths_of",
]
