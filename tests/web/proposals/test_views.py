"""The pages of proposals: who sees what, and answers that are sent twice."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.web import factories as make
from web.accounts.models import RoleName, User
from web.core.week import Week
from web.extensions import db
from web.proposals.models import Alternate, MatchRun, Proposal, ProposalStatus

pytestmark = pytest.mark.usefixtures("database")
SignIn = Callable[[User], FlaskClient]
KEY = "7d1b1d0e-7a2c-4f8e-9f55-0d6e8a3b9c10"


def own_proposal(**values: object) -> Proposal:
    return make.make_proposal(**values)


def test_the_caseworker_approves_and_a_double_click_changes_nothing(sign_in: SignIn) -> None:
    proposal = own_proposal()
    client = sign_in(proposal.request.young_person.caseworker)
    first = client.post(f"/forslag/{proposal.id}/godkend", data={"form_key": KEY})
    second = client.post(f"/forslag/{proposal.id}/godkend", data={"form_key": KEY})
    assert first.location == second.location == f"/forslag/{proposal.id}"
    db.session.expire_all()
    assert proposal.status is ProposalStatus.APPROVED


def test_another_caseworker_finds_no_proposal(sign_in: SignIn) -> None:
    proposal = own_proposal()
    client = sign_in(make.make_user(RoleName.CASEWORKER))
    assert client.get(f"/forslag/{proposal.id}").status_code == 404
    for step in ("godkend", "afvis", "vaelg/1", "ung-ja", "ung-nej"):
        assert client.post(f"/forslag/{proposal.id}/{step}", data={"form_key": KEY}).status_code == 404
    db.session.expire_all()
    assert proposal.status is ProposalStatus.PROPOSED


def test_a_no_needs_a_reason(sign_in: SignIn) -> None:
    proposal = own_proposal()
    client = sign_in(proposal.request.young_person.caseworker)
    page = client.post(f"/forslag/{proposal.id}/afvis", data={"words": "Skrevet her"})
    assert "Vælg den grund" in page.text
    assert "Skrevet her" in page.text


def test_the_mentor_sees_alias_and_age_band_but_no_name(sign_in: SignIn) -> None:
    person = make.make_young_person(may_show_wishes=False, phone="11 22 33 44")
    request = make.make_request(young_person=person, wishes="Hemmeligt ønske")
    proposal = own_proposal(status=ProposalStatus.APPROVED, request=request)
    page = sign_in(proposal.mentor.volunteer.user).get(f"/mentor/forslag/{proposal.id}").text
    assert person.alias in page
    assert "15–17" in page or "18–21" in page
    for hidden in (person.first_name, person.last_name, person.phone, "Hemmeligt", str(person.born_on)):
        assert hidden not in page


def test_the_page_says_at_its_top_that_the_mentor_has_said_yes(sign_in: SignIn) -> None:
    proposal = own_proposal(status=ProposalStatus.MENTOR_ACCEPTED)
    page = sign_in(proposal.mentor.volunteer.user).get(f"/mentor/forslag/{proposal.id}").text
    assert "<h1>Du har sagt ja til at møde" in page
    assert "Vil du møde" not in page


def test_wishes_are_shown_where_the_young_person_allows_it(sign_in: SignIn) -> None:
    request = make.make_request(
        wishes="Jeg vil gerne lære at fiske", young_person=make.make_young_person(may_show_wishes=True)
    )
    proposal = own_proposal(status=ProposalStatus.APPROVED, request=request)
    page = sign_in(proposal.mentor.volunteer.user).get(f"/mentor/forslag/{proposal.id}").text
    assert "lære at fiske" in page


@pytest.mark.parametrize("status", [ProposalStatus.PROPOSED, ProposalStatus.WITHDRAWN])
def test_a_mentor_knows_of_no_proposal_before_the_caseworkers_yes(
    sign_in: SignIn, status: ProposalStatus
) -> None:
    proposal = own_proposal(status=status)
    client = sign_in(proposal.mentor.volunteer.user)
    assert client.get(f"/mentor/forslag/{proposal.id}").status_code == 404
    assert client.post(f"/mentor/forslag/{proposal.id}/ja").status_code == 404


def test_a_mentor_never_sees_another_mentors_proposal(sign_in: SignIn) -> None:
    proposal = own_proposal(status=ProposalStatus.APPROVED)
    client = sign_in(make.make_mentor().volunteer.user)
    assert client.get(f"/mentor/forslag/{proposal.id}").status_code == 404


def test_a_protected_person_has_no_map(sign_in: SignIn) -> None:
    person = make.make_young_person(is_protected=True)
    proposal = own_proposal(request=make.make_request(young_person=person))
    page = sign_in(person.caseworker).get(f"/forslag/{proposal.id}").text
    assert "area-map" not in page
    assert "Adressen er beskyttet" in page


def test_starting_a_run_twice_lands_on_the_same_one(sign_in: SignIn) -> None:
    client = sign_in(make.make_user(RoleName.ADMINISTRATOR))
    first = client.post("/matchkoersler", data={"form_key": KEY})
    assert client.post("/matchkoersler", data={"form_key": KEY}).location == first.location
    assert len(db.session.scalars(select(MatchRun)).all()) == 1
    page = client.post("/matchkoersler", data={}, follow_redirects=True).text
    assert "allerede i gang" in page
    assert "hx-trigger" in client.get(first.location).text


def test_a_run_names_only_ones_own_young_people(sign_in: SignIn) -> None:
    from web.proposals.models import RunStatus, Unmatched

    run = make.save(
        MatchRun(
            status=RunStatus.DONE,
            statistics={"served": 0, "mean_score": None, "feasible_pairs": 0, "is_proven": True},
            input_size={"requests": 2, "mentors": 1, "places": 1},
        )
    )
    own, foreign = make.make_request(), make.make_request()
    reasons = [{"kind": "reason", "code": "no_candidates", "candidates": 0}]
    for request in (own, foreign):
        make.save(Unmatched(run=run, request=request, reasons=reasons))
    page = sign_in(own.young_person.caseworker).get(f"/matchkoersler/{run.id}").text
    assert own.young_person.first_name in page
    assert foreign.young_person.first_name not in page


def test_two_alternates_are_shown_and_the_others_folded(sign_in: SignIn) -> None:
    proposal = own_proposal()
    for rank in range(1, 6):
        other = make.make_mentor()
        db.session.add(
            Alternate(
                proposal_id=proposal.id,
                rank=rank,
                mentor_id=other.id,
                score=0.5,
                consequences={"others_moved": 0, "others_left_out": 0},
            )
        )
    db.session.commit()
    page = sign_in(proposal.request.young_person.caseworker).get(f"/forslag/{proposal.id}").text
    before, folded = page.split("Vis 3 mere")
    assert [f"/vaelg/{rank}" in before for rank in range(1, 6)] == [True, True, False, False, False]
    assert all(f"/vaelg/{rank}" in folded for rank in (3, 4, 5))


def test_less_time_in_common_than_was_asked_for_is_said_to_both(sign_in: SignIn) -> None:
    request = make.make_request(week=Week.from_intervals([(0, 17 * 60, 18 * 60)]), minutes_per_week=90)
    proposal = own_proposal(status=ProposalStatus.APPROVED, request=request)
    said = "har 1 time til fælles om ugen. Der er bedt om 1 time og 30 minutter."
    assert f"De {said}" in sign_in(request.young_person.caseworker).get(f"/forslag/{proposal.id}").text
    client = sign_in(proposal.mentor.volunteer.user)
    assert f"I {said}" in client.get(f"/mentor/forslag/{proposal.id}").text
    request.minutes_per_week = 60
    db.session.commit()
    assert said not in client.get(f"/mentor/forslag/{proposal.id}").text
