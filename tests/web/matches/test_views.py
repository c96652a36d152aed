"""The young person's answer without an account, and who sees the page of a match."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from tests.web import factories as make
from web.accounts.models import RoleName, User
from web.extensions import db
from web.matches.models import Match
from web.matches.personal_links import match_token
from web.matches.services import accept_as_young_person
from web.proposals.models import Proposal, ProposalStatus
from web.proposals.personal_links import answer_link
from web.youth.personal_links import choices_path

pytestmark = pytest.mark.usefixtures("database")
SignIn = Callable[[User], FlaskClient]
KEY = "7d1b1d0e-7a2c-4f8e-9f55-0d6e8a3b9c10"


def waiting_proposal(**values: object) -> Proposal:
    return make.make_proposal(**({"status": ProposalStatus.MENTOR_ACCEPTED} | values))


def path_of(proposal: Proposal) -> str:
    """The path of the personal link."""
    db.session.commit()
    return "/svar/" + answer_link(proposal).rpartition("/svar/")[2]


def make_match(**values: object) -> Match:
    match = accept_as_young_person(waiting_proposal(**values), by=None, is_on_behalf=False, now=make.NOW)
    assert isinstance(match, Match)
    db.session.commit()
    return match


def test_a_yes_through_the_personal_link_leads_to_the_match_however_often_it_is_sent(
    client: FlaskClient,
) -> None:
    proposal = waiting_proposal()
    path = path_of(proposal)
    assert "big-button" in client.get(path).text
    landings = [client.post(f"{path}/ja", data={"form_key": KEY}) for _ in range(3)]
    assert {landed.status_code for landed in landings} == {302}
    page = client.get(landings[0].location).text
    assert proposal.mentor.volunteer.user.email in page
    assert client.get(path).status_code == 302
    assert db.session.scalar(select(func.count()).select_from(Match)) == 1


def test_a_no_through_the_personal_link_closes_it(client: FlaskClient) -> None:
    proposal = waiting_proposal()
    path = path_of(proposal)
    landed = client.post(f"{path}/nej", data={"reason": "not_now"}, follow_redirects=True)
    assert "helt i orden" in landed.text
    db.session.expire_all()
    assert (proposal.status, proposal.decline_reason) == (ProposalStatus.DECLINED_BY_YOUNG_PERSON, "not_now")
    assert client.get(path).status_code == 404


def test_the_answer_page_gives_only_the_mentors_first_name(client: FlaskClient) -> None:
    user = make.make_user(RoleName.MENTOR, name="Birgit Overgaard", email="birgit@example.dk")
    mentor = make.make_mentor(volunteer=make.make_volunteer(user=user, phone="55 66 77 88"))
    page = client.get(path_of(waiting_proposal(mentor=mentor))).text
    assert "Birgit" in page
    for hidden in ("Overgaard", "birgit@example.dk", "55 66 77 88"):
        assert hidden not in page


@pytest.mark.parametrize("path", ["/svar/falsk", "/mit-forloeb/falsk"])
def test_a_forged_link_is_not_found(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == 404


def test_a_link_of_one_kind_opens_no_page_of_the_other(client: FlaskClient) -> None:
    match = make_match()
    assert client.get(f"/svar/{match_token(match)}").status_code == 404


def test_mentor_young_person_and_caseworker_see_the_match_and_nobody_else(sign_in: SignIn) -> None:
    young_user = make.make_user(RoleName.YOUNG_PERSON)
    person = make.make_young_person(user=young_user, phone="12 34 56 78", contact_channel="phone")
    match = make_match(request=make.make_request(young_person=person))
    for user in (match.mentor.volunteer.user, young_user, person.caseworker):
        assert sign_in(user).get(f"/forloeb/{match.id}").status_code == 200
    assert "12 34 56 78" in sign_in(match.mentor.volunteer.user).get(f"/forloeb/{match.id}").text
    for role in RoleName:
        assert sign_in(make.make_user(role)).get(f"/forloeb/{match.id}").status_code == 404


def test_the_young_person_answers_from_their_own_account(sign_in: SignIn) -> None:
    user = make.make_user(RoleName.YOUNG_PERSON)
    proposal = waiting_proposal(request=make.make_request(young_person=make.make_young_person(user=user)))
    client = sign_in(user)
    assert client.get(f"/mit-forslag/{proposal.id}").status_code == 200
    landed = client.post(f"/mit-forslag/{proposal.id}/ja")
    assert "/forloeb/" in landed.location
    assert (
        sign_in(make.make_user(RoleName.YOUNG_PERSON)).get(f"/mit-forslag/{proposal.id}").status_code == 404
    )


def test_an_answer_on_behalf_is_recorded_as_such(sign_in: SignIn) -> None:
    proposal = waiting_proposal()
    sign_in(proposal.request.young_person.caseworker).post(f"/forslag/{proposal.id}/ung-ja")
    db.session.expire_all()
    assert proposal.status is ProposalStatus.ACCEPTED
    assert proposal.answered_on_behalf


def test_an_ended_match_is_closed_to_the_mentor(sign_in: SignIn) -> None:
    match = make_match()
    caseworker = sign_in(match.young_person.caseworker)
    landed = caseworker.post(f"/forloeb/{match.id}/afslut", data={"reason": "reached"}, follow_redirects=True)
    assert "Forløbet er afsluttet" in landed.text
    assert sign_in(match.mentor.volunteer.user).get(f"/forloeb/{match.id}").status_code == 404
    assert match.young_person.first_name not in sign_in(match.mentor.volunteer.user).get("/forloeb").text


def test_links_to_a_mistyped_address_are_worth_nothing_once_it_is_put_right(client: FlaskClient) -> None:
    proposal = make.make_proposal(status=ProposalStatus.MENTOR_ACCEPTED)
    person = proposal.request.young_person
    person.email = "forkert@example.dk"
    db.session.commit()
    wrong = [path_of(proposal), choices_path(person)]
    assert [client.get(path).status_code for path in wrong] == [200, 200]
    person.email = "rigtig@example.dk"
    db.session.commit()
    assert [client.get(path).status_code for path in wrong] == [404, 404]
    assert client.post(f"{wrong[0]}/ja").status_code == 404
    match = accept_as_young_person(proposal, by=None, is_on_behalf=True, now=make.NOW)
    assert isinstance(match, Match)
    db.session.commit()
    page = f"/mit-forloeb/{match_token(match)}"
    assert client.get(page).status_code == 200
    person.email = "ny@example.dk"
    db.session.commit()
    assert client.get(page).status_code == 404
