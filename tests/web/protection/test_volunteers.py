"""Protected volunteers and mentors: no place and no real name for those they meet, no place for anybody."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.web import factories as make
from tests.web.factories import NOW
from tests.web.protection.test_young_people import FACTS, OTHER, WAY, assert_tells_nothing
from web.accounts.models import RoleName, User
from web.audit.models import AuditEvent
from web.core.errors import RuleError
from web.exchange.kinds import Key, Values
from web.exchange.volunteer_files import stored_volunteers
from web.extensions import db
from web.notifications.models import OutboxMessage
from web.profiles.models import Mentor, Volunteer
from web.proposals import jobs, runs
from web.proposals.models import MatchRun, Proposal, ProposalStatus, RunStatus, Unmatched
from web.proposals.plan import LeftOut, Plan
from web.proposals.record import record_plan
from web.protection.reasons import WhyProtected
from web.protection.services import protect_volunteer
from web.tasks.models import SignupStatus

pytestmark = pytest.mark.usefixtures("database")
SignIn = Callable[[User], FlaskClient]
REAL = ("Hemmelin", "Skjult", "hemmelin@example.dk", "55 44 33 22")


def hidden_volunteer(*roles: RoleName, **values: object) -> Volunteer:
    """A protected volunteer who lives where nobody else does."""
    user = make.make_user(RoleName.VOLUNTEER, *roles, name="Hemmelin Skjult", email="hemmelin@example.dk")
    area = make.make_area(name="Skjulstrup", postcode="8999", latitude=56.51, longitude=10.21)
    defaults: dict[str, object] = {
        "user": user, "area": area, "phone": "55 44 33 22", "is_protected": True, "known_as": "Rolig mår"
    }  # fmt: skip
    return make.make_volunteer(**(defaults | values))


def hidden_mentor(**values: object) -> Mentor:
    return make.make_mentor(volunteer=hidden_volunteer(RoleName.MENTOR, **values))


def proposal_with(mentor: Mentor, **values: object) -> Proposal:
    defaults: dict[str, object] = {
        "mentor": mentor,
        "score": 0.6613,
        "contributions": [WAY, OTHER],
        "facts": FACTS,
    }
    return make.make_proposal(**(defaults | values))


@pytest.mark.parametrize("status", [SignupStatus.REQUESTED, SignupStatus.CONFIRMED])
def test_the_coordinators_list_shows_the_chosen_name_and_the_municipality(
    sign_in: SignIn, status: SignupStatus
) -> None:
    values = {"seat": 1} if status is SignupStatus.CONFIRMED else {}
    signup = make.make_signup(volunteer=hidden_volunteer(), status=status, **values)
    task = signup.shift.task
    page = sign_in(task.association.coordinators[0]).get(f"/opgaver/{task.id}/tilmeldinger")
    assert page.status_code == 200
    assert "Rolig mår" in page.text
    assert_tells_nothing(page.text, *REAL)
    if status is SignupStatus.CONFIRMED:
        assert "kommunen" in page.text


def test_mails_to_coordinators_use_the_chosen_name(sign_in: SignIn) -> None:
    volunteer, shift = hidden_volunteer(), make.make_shift()
    db.session.commit()
    assert (
        sign_in(volunteer.user).post(f"/vagter/{shift.id}/tilmeld", data={"message": ""}).status_code == 302
    )
    others = [m for m in db.session.scalars(select(OutboxMessage)) if m.user_id != volunteer.user_id]
    assert others
    for mail in others:
        assert "Rolig mår" in mail.body
        assert_tells_nothing(mail.subject + mail.body, *REAL)


def test_the_caseworker_sees_the_name_but_not_where_a_protected_mentor_lives(sign_in: SignIn) -> None:
    proposal = proposal_with(hidden_mentor())
    page = sign_in(proposal.request.young_person.caseworker).get(f"/forslag/{proposal.id}").text
    assert "Hemmelin Skjult" in page
    assert_tells_nothing(page)
    assert "66" not in page.split('class="score-ring"')[1].split("</svg>")[0]


def test_the_young_person_meets_a_protected_mentor_by_the_chosen_name(sign_in: SignIn) -> None:
    from tests.web.matches.test_views import make_match

    account = make.make_user(RoleName.YOUNG_PERSON)
    request = make.make_request(young_person=make.make_young_person(user=account))
    proposal = proposal_with(hidden_mentor(), request=request, status=ProposalStatus.MENTOR_ACCEPTED)
    client = sign_in(account)
    page = client.get(f"/mit-forslag/{proposal.id}").text
    assert "Rolig mår" in page
    assert_tells_nothing(page, *REAL)
    proposal.status = ProposalStatus.WITHDRAWN
    match = make_match(request=request, mentor=proposal.mentor)
    db.session.commit()
    for address in (f"/forloeb/{match.id}", "/forloeb"):
        page = client.get(address).text
        assert "Rolig mår" in page
        assert_tells_nothing(page, *REAL)


def test_no_list_by_place_holds_a_protected_mentor(sign_in: SignIn) -> None:
    mentor = hidden_mentor()
    area = mentor.volunteer.area
    assert area is not None
    contact = make.make_user(RoleName.AREA_CONTACT, contact_areas=[area])
    client = sign_in(contact)
    assert "Hemmelin" not in client.get("/godkendelser?status=all").text
    assert client.get(f"/godkendelser/{mentor.id}").status_code == 404
    staff = sign_in(make.make_user(RoleName.CASEWORKER))
    assert "Hemmelin" in staff.get("/godkendelser?status=all").text
    assert "Hemmelin" not in staff.get(f"/godkendelser?status=all&area={area.id}").text


def test_the_page_of_a_mentors_papers_tells_no_place(sign_in: SignIn) -> None:
    mentor = hidden_mentor()
    client = sign_in(make.make_user(RoleName.CASEWORKER))
    page = client.get(f"/godkendelser/{mentor.id}").text
    assert "Hemmelin Skjult" in page
    assert_tells_nothing(page)
    queue = client.get("/godkendelser?status=all").text
    assert_tells_nothing(queue.split('class="queue"')[1])


def test_a_run_writes_down_nothing_about_where_a_protected_mentor_lives() -> None:
    area = make.make_area()
    make.make_request(young_person=make.make_young_person(area=area))
    hidden_mentor(area=area)
    jobs.run_matching(run_id=runs.queue_run(by=None, now=NOW).id)
    (proposal,) = db.session.scalars(select(Proposal)).all()
    assert "travel" not in json.dumps([proposal.facts, proposal.contributions])
    assert "same_area" not in json.dumps(proposal.facts)


def test_no_advice_tells_how_much_further_a_protected_mentor_lives() -> None:
    longer = {
        "kind": "change",
        "code": "longer_travel",
        "changes": [{"code": "longer_travel", "minutes": 12}],
        "mentors": 1,
    }
    kept = {"kind": "reason", "code": "no_candidates", "candidates": 0}
    for mentor, is_kept in ((hidden_mentor(), False), (make.make_mentor(), True)):
        reasons = [kept, longer | {"mentor_ids": [mentor.id]}]
        left = LeftOut(make.make_request().id, reasons)
        record_plan(make.save(MatchRun(status=RunStatus.DONE)), Plan(left_out=(left,)), now=NOW)
        written = db.session.scalars(select(Unmatched).where(Unmatched.request_id == left.request_id)).one()
        assert written.reasons == ([kept, longer] if is_kept else [kept])


def test_an_uploaded_file_cannot_guess_where_a_protected_volunteer_lives() -> None:
    hidden_volunteer()
    stored: dict[Key, Values] = stored_volunteers({("hemmelin@example.dk",)})
    assert "area" not in stored[("hemmelin@example.dk",)]


def test_marking_oneself_counts_at_once_and_is_recorded(sign_in: SignIn) -> None:
    volunteer = hidden_volunteer(RoleName.MENTOR, is_protected=False, known_as="")
    mentor = make.make_mentor(volunteer=volunteer)
    proposal = proposal_with(mentor)
    client = sign_in(volunteer.user)
    assert client.get("/frivillig/beskyttelse").status_code == 200
    telling = client.post("/frivillig/beskyttelse", data={"reason": "own_word", "known_as": "Hemmelin S"})
    assert telling.status_code == 200
    sent = {"reason": "own_word", "known_as": "Glad hare"}
    assert client.post("/frivillig/beskyttelse", data=sent).status_code == 302
    db.session.expire_all()
    assert (volunteer.is_protected, volunteer.known_as) == (True, "Glad hare")
    assert "travel" not in json.dumps([proposal.facts, proposal.contributions])
    event = db.session.scalars(select(AuditEvent).where(AuditEvent.action.startswith("protect"))).one()
    assert (event.subject_kind, event.purpose) == ("Volunteer", "own_word")
    assert client.post("/frivillig/beskyttelse", data={"reason": "own_wish"}).status_code == 302
    db.session.expire_all()
    assert (volunteer.is_protected, volunteer.known_as) == (False, "")


def test_those_who_look_at_papers_can_mark_a_mentor_and_area_contacts_cannot(sign_in: SignIn) -> None:
    mentor = hidden_mentor(is_protected=False, known_as="")
    address = f"/godkendelser/{mentor.id}/beskyttelse"
    sent = {"reason": "threat", "known_as": "Lun sæl"}
    contact = make.make_user(RoleName.AREA_CONTACT, contact_areas=[mentor.volunteer.area])
    assert sign_in(contact).post(address, data=sent).status_code == 404
    assert sign_in(make.make_user(RoleName.CASEWORKER)).post(address, data=sent).status_code == 302
    db.session.refresh(mentor.volunteer)
    assert mentor.volunteer.is_protected


def test_a_name_that_gives_the_person_away_is_refused() -> None:
    volunteer = hidden_volunteer(is_protected=False)
    with pytest.raises(RuleError):
        protect_volunteer(volunteer, WhyProtected.THREAT, known_as="Skjult ræv", by=volunteer.user, now=NOW)
