"""A run writes its plan while people answer: nobody's answer fails because of it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from tests.web import factories as make
from tests.web.matches.test_races import accepting, approving, at_once
from web.consents.models import ConsentPurpose, Through
from web.consents.queries import live_consent
from web.consents.services import withdraw_consent
from web.extensions import db
from web.proposals.answers import No
from web.proposals.models import MatchRun, Proposal, ProposalStatus, RunStatus
from web.proposals.plan import Plan, PlannedPair
from web.proposals.record import record_plan
from web.proposals.services import decline_as_caseworker
from web.youth.models import YoungPerson

pytestmark = pytest.mark.usefixtures("database")
Act = Callable[[], str]
ROUNDS = 6
PEOPLE = 6


def withdrawing(young_person_id: int) -> Act:
    def act() -> str:
        person = db.session.get_one(YoungPerson, young_person_id)
        consent = live_consent(person, ConsentPurpose.BEING_MATCHED)
        assert consent is not None
        withdraw_consent(consent, through=Through.OWN_PAGE, by=None, now=make.NOW)
        return "withdrawn"

    return act


def declining(proposal_id: int) -> Act:
    def act() -> str:
        proposal = db.session.get_one(Proposal, proposal_id)
        decline_as_caseworker(
            proposal, No("other"), by=proposal.request.young_person.caseworker, now=make.NOW
        )
        return "declined"

    return act


def writing(run_id: int, plan: Plan) -> Act:
    def act() -> str:
        record_plan(db.session.get_one(MatchRun, run_id), plan, now=make.NOW)
        return "written"

    return act


def planned(proposal: Proposal) -> PlannedPair:
    return PlannedPair(proposal.request_id, proposal.mentor_id, 0.5, [], {})


def proposals(status: ProposalStatus, *, number: int = PEOPLE) -> list[Proposal]:
    return [make.make_proposal(status=status) for _ in range(number)]


def test_consents_taken_back_while_a_plan_is_written(app: Flask) -> None:
    for _ in range(ROUNDS):
        waiting = proposals(ProposalStatus.PROPOSED)
        plan = Plan(pairs=tuple(planned(one) for one in waiting))
        acts = [withdrawing(one.request.young_person_id) for one in waiting]
        ends = at_once(app, [*acts, writing(make.save(MatchRun(status=RunStatus.DONE)).id, plan)])
        assert ends == {"withdrawn": PEOPLE, "written": 1}


def test_yeses_while_a_plan_is_written(app: Flask) -> None:
    for _ in range(ROUNDS):
        mentors = [make.make_mentor(capacity=3) for _ in range(PEOPLE)]
        answered = [
            make.make_proposal(mentor=mentor, status=ProposalStatus.MENTOR_ACCEPTED) for mentor in mentors
        ]
        waiting = [make.make_proposal(mentor=mentor) for mentor in mentors]
        plan = Plan(pairs=tuple(planned(one) for one in [*answered, *waiting]))
        acts = [accepting(one.id) for one in answered]
        ends = at_once(app, [*acts, writing(make.save(MatchRun(status=RunStatus.DONE)).id, plan)])
        assert ends == {"match": PEOPLE, "written": 1}


def test_a_yes_and_a_no_to_the_same_proposal(app: Flask) -> None:
    for _ in range(ROUNDS):
        waiting = proposals(ProposalStatus.PROPOSED)
        acts = [act for one in waiting for act in (approving(one.id), declining(one.id))]
        ends = at_once(app, acts)
        assert sum(ends.values()) == 2 * PEOPLE
        assert ends["declined"] == PEOPLE
