"""Taking out of plans and proposals what would tell where a person with protected name and address lives.

Travel times, "the same area", points for a short way and the total they are part of, and reasons that speak of the way
all tell something. For a pair with a protected person none of it is written down, and what was written before somebody
became protected is taken out again.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from statistics import fmean
from typing import Any

from sqlalchemy import select

from web.extensions import db
from web.profiles.models import Mentor, Volunteer
from web.proposals.models import Alternate, Proposal, Unmatched
from web.proposals.plan import Codes, LeftOut, Plan, PlannedAlternate, PlannedPair
from web.proposals.weights import fit_of
from web.youth.models import MentorRequest, YoungPerson

FACTS_OF_PLACE = frozenset({"is_same_area", "travel_minutes"})
CRITERION_OF_PLACE = "short_travel"
RULE_OF_PLACE = "too_far_to_travel"
CHANGE_OF_PLACE = "longer_travel"
HELPERS = "mentor_ids"


@dataclass(frozen=True)
class Protected:
    """The requests and mentors whose whereabouts nobody may learn from a plan."""

    requests: frozenset[int]
    mentors: frozenset[int]

    def covers(self, request_id: int, mentor_id: int) -> bool:
        """Tell whether one of the two is protected."""
        return request_id in self.requests or mentor_id in self.mentors


def is_protected_pair(request: MentorRequest, mentor: Mentor) -> bool:
    """Tell whether one of the two is protected now."""
    return request.young_person.is_protected or mentor.volunteer.is_protected


def facts_without_places(facts: Codes) -> Codes:
    """Return what two people have in common without what it says about where they live."""
    kept = {name: value for name, value in facts.items() if name not in FACTS_OF_PLACE}
    if "why" in kept:
        kept["why"] = [{n: v for n, v in reason.items() if n != "cost"} for reason in kept["why"]]
    return kept


def contributions_without_places(contributions: Sequence[Codes]) -> list[Codes]:
    """Return the criteria without the one about the way."""
    return [entry for entry in contributions if entry["criterion"] != CRITERION_OF_PLACE]


def score_without_places(contributions: Sequence[Codes], *, score: float) -> float:
    """Return how well two fit, the way left out: beside the other criteria the whole score would tell the way."""
    return fit_of(contributions_without_places(contributions)) if contributions else score


def consequences_without_places(consequences: Codes) -> Codes:
    """Return what an alternate changes for others, without what it costs in points."""
    return {name: value for name, value in consequences.items() if name != "cost"}


def reasons_without_places(reasons: Iterable[Codes]) -> list[Codes]:
    """Return why a request has no mentor, without rules and changes that speak of the way."""
    kept = [reason for reason in reasons if reason["code"] != RULE_OF_PLACE]
    return [reason for reason in kept if not changes_the_way(reason)]


def changes_the_way(reason: Codes) -> bool:
    """Tell whether what would help is, also, a longer way."""
    return any(change["code"] == CHANGE_OF_PLACE for change in reason.get("changes", ()))


def advice_without_places(left: LeftOut, protected: Protected) -> list[Codes]:
    """Return why a request has no mentor without anything about the way to or from somebody protected.

    That a longer way would reach a protected mentor tells where they live; which mentors an advice is about is not
    written down at all.
    """
    reasons = left.reasons
    if left.request_id in protected.requests:
        reasons = reasons_without_places(reasons)
    kept = [
        reason for reason in reasons if not (changes_the_way(reason) and helpers(reason) & protected.mentors)
    ]
    return [{name: value for name, value in reason.items() if name != HELPERS} for reason in kept]


def helpers(reason: Codes) -> frozenset[int]:
    """Return the mentors whom a change would bring within reach."""
    return frozenset(reason.get(HELPERS, ()))


def plan_without_places(plan: Plan, protected: Protected) -> Plan:
    """Return the plan without anything about where protected people live, its mean and least score included."""
    pairs = tuple(pair_without_places(pair, protected) for pair in plan.pairs)
    left_out = tuple(
        LeftOut(left.request_id, advice_without_places(left, protected)) for left in plan.left_out
    )
    scores = [pair.score for pair in pairs]
    shown: dict[str, Any] = {"mean_score": fmean(scores), "worst_score": min(scores)} if scores else {}
    return replace(plan, pairs=pairs, left_out=left_out, statistics=plan.statistics | shown)


def pair_without_places(pair: PlannedPair, protected: Protected) -> PlannedPair:
    """Return a pair, and each alternate, without places where one of the two is protected."""
    alternates = tuple(
        alternate_without_places(other) if protected.covers(pair.request_id, other.mentor_id) else other
        for other in pair.alternates
    )
    if not protected.covers(pair.request_id, pair.mentor_id):
        return replace(pair, alternates=alternates)
    return replace(
        pair,
        score=score_without_places(pair.contributions, score=pair.score),
        contributions=contributions_without_places(pair.contributions),
        facts=facts_without_places(pair.facts),
        alternates=alternates,
    )


def alternate_without_places(other: PlannedAlternate) -> PlannedAlternate:
    """Return an alternate without places."""
    return replace(
        other,
        score=score_without_places(other.contributions, score=other.score),
        contributions=contributions_without_places(other.contributions),
        facts=facts_without_places(other.facts),
        consequences=consequences_without_places(other.consequences),
    )


def lock_protected(plan: Plan) -> Protected:
    """Return who in the plan is protected now; until the transaction ends nobody of them can become so.

    Does not wait: raises OperationalError where somebody holds one of them (`web.proposals.record` tries again).
    """
    request_ids = {pair.request_id for pair in plan.pairs} | {left.request_id for left in plan.left_out}
    mentor_ids = {mentor_id for pair in plan.pairs for mentor_id in mentors_of(pair)}
    mentor_ids |= {
        mentor_id for left in plan.left_out for reason in left.reasons for mentor_id in helpers(reason)
    }
    return lock_protected_among(request_ids, mentor_ids, may_wait=False)


def lock_protected_among(
    request_ids: Iterable[int], mentor_ids: Iterable[int], *, may_wait: bool = True
) -> Protected:
    """Return who of these is protected now; until the transaction ends nobody of them can become so."""
    young = db.session.execute(
        select(MentorRequest.id, YoungPerson.is_protected)
        .join(YoungPerson, YoungPerson.id == MentorRequest.young_person_id)
        .where(MentorRequest.id.in_(list(request_ids)))
        .order_by(YoungPerson.id)
        .with_for_update(of=YoungPerson, read=True, nowait=not may_wait)
    ).all()
    volunteers = db.session.execute(
        select(Mentor.id, Volunteer.is_protected)
        .join(Volunteer, Volunteer.id == Mentor.volunteer_id)
        .where(Mentor.id.in_(list(mentor_ids)))
        .order_by(Volunteer.id)
        .with_for_update(of=Volunteer, read=True, nowait=not may_wait)
    ).all()
    return Protected(
        requests=frozenset(row[0] for row in young if row[1]),
        mentors=frozenset(row[0] for row in volunteers if row[1]),
    )


def mentors_of(pair: PlannedPair) -> list[int]:
    """Return the mentors that a pair speaks of."""
    return [pair.mentor_id, *(other.mentor_id for other in pair.alternates)]


def hide_places_of_young_person(young_person: YoungPerson) -> None:
    """Take the whereabouts out of everything that was written about a young person's requests; the row is locked."""
    own = select(MentorRequest.id).where(MentorRequest.young_person_id == young_person.id)
    proposals = db.session.scalars(select(Proposal).where(Proposal.request_id.in_(own)).order_by(Proposal.id))
    for proposal in proposals:
        hide_places(proposal)
        for alternate in proposal.alternates:
            hide_places(alternate)
    for left in db.session.scalars(select(Unmatched).where(Unmatched.request_id.in_(own))):
        left.reasons = reasons_without_places(left.reasons)
    db.session.flush()


def hide_places_of_mentor(mentor: Mentor) -> None:
    """Take the whereabouts out of everything that was written about a mentor; the volunteer's row is locked."""
    for proposal in db.session.scalars(
        select(Proposal).where(Proposal.mentor_id == mentor.id).order_by(Proposal.id)
    ):
        hide_places(proposal)
    for alternate in db.session.scalars(select(Alternate).where(Alternate.mentor_id == mentor.id)):
        hide_places(alternate)
    db.session.flush()


def hide_places(written: Proposal | Alternate) -> None:
    """Take the whereabouts out of what one proposal or alternate says."""
    written.score = score_without_places(written.contributions, score=written.score)
    written.contributions = contributions_without_places(written.contributions)
    written.facts = facts_without_places(written.facts)
    if isinstance(written, Alternate):
        written.consequences = consequences_without_places(written.consequences)
