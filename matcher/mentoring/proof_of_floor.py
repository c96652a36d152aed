"""Whether no pair is below the floor, and no floor could be higher."""

from __future__ import annotations

import numpy as np

from matcher.mentoring.held_plan import Batch, Found, Plan
from matcher.mentoring.proof_of_shortage import ShortageCheck
from matcher.result import Certificate


class FloorCheck:
    """Holds the floor, and the proof that it is the highest, against every pair."""

    def __init__(self, plan: Plan, certificate: Certificate, *, is_lifted: bool) -> None:
        self.plan, self.certificate, self.is_lifted = plan, certificate, is_lifted
        self.is_top = True
        self.shortage: ShortageCheck | None = None
        if certificate.floor_proof is not None:
            above = np.full(len(plan.request_ids), certificate.floor + 1, np.int64)
            self.shortage = ShortageCheck(plan, certificate.floor_proof, above)

    def look(self, batch: Batch) -> None:
        """Whether there are pairs above the floor, and what they say about the shortage."""
        self.is_top = self.is_top and not (batch.score > self.certificate.floor).any()
        if self.shortage is not None:
            self.shortage.look(batch)

    def findings(self) -> list[Found]:
        """What does not hold."""
        plan = self.plan
        if (plan.chosen_score < plan.floors(self.certificate)[plan.chosen_request]).any():
            return [("a pair is below the floor", "")]
        if not self.is_lifted or not len(plan.chosen_score):
            return []
        if self.shortage is not None:
            return [] if self.shortage.holds() else [("the proof of the floor does not hold", "")]
        return [] if self.is_top else [("nothing proves that the floor cannot be higher", "")]
