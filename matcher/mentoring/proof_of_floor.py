"""Whether no pair is below the floor, and no floor could be higher: above it some levels have too few mentors (Hall)."""

from __future__ import annotations

import numpy as np

from matcher.mentoring.held_plan import Batch, Found, Plan, flags_of
from matcher.result import Certificate


class FloorCheck:
    """Holds the floor, and the proof that it is the highest, against every pair."""

    def __init__(self, plan: Plan, certificate: Certificate, *, is_lifted: bool) -> None:
        self.plan, self.certificate, self.is_lifted = plan, certificate, is_lifted
        self.is_top = True
        self.crossing = 0
        proof = certificate.floor_proof
        if proof is not None:
            self.inside = flags_of(proof.requests, plan.request_row)
            self.within = flags_of(proof.mentors, plan.mentor_row)

    def look(self, batch: Batch) -> None:
        """Pairs above the floor, and those of them that lead out of the proof's mentors."""
        above = batch.score > self.certificate.floor
        self.is_top = self.is_top and not above.any()
        if self.certificate.floor_proof is not None:
            leaving = above & self.inside[batch.request] & ~self.within[batch.mentor]
            self.crossing += int(leaving.sum())

    def findings(self) -> list[Found]:
        """What does not hold."""
        plan, certificate = self.plan, self.certificate
        if (plan.chosen_score < plan.floors(certificate)[plan.chosen_request]).any():
            return [("a pair is below the floor", "")]
        if not self.is_lifted or not len(plan.chosen_score):
            return []
        if certificate.floor_proof is not None:
            return [] if self.is_proven() else [("the proof of the floor does not hold", "")]
        is_settled = self.is_top or plan.minimum.any()
        return [] if is_settled else [("nothing proves that the floor cannot be higher", "")]

    def is_proven(self) -> bool:
        """Above the floor, the levels named must have more seats than the mentors named can give."""
        plan, proof = self.plan, self.certificate.floor_proof
        assert proof is not None
        named = np.zeros(len(plan.seats.levels), bool)
        named[sorted(proof.levels)] = True
        level, request = plan.seats.level, plan.seats.request
        elsewhere = int((named[level] & ~self.inside[request]).sum())
        room = int(plan.capacity[self.within].sum()) + self.crossing + elsewhere
        needed = int(named[level[plan.filled]].sum())
        return proof.floor == self.certificate.floor and room < needed
