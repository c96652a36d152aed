"""Protected young people: nobody but their caseworker learns where they live, through any channel."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from structlog.testing import capture_logs

from tests.web import factories as make
from tests.web.factories import NOW
from web.accounts.models import RoleName, User
from web.audit.models import AuditEvent
from web.core.errors import RuleError
from web.extensions import db
from web.notifications.models import OutboxMessage
from web.proposals import jobs, runs
from web.proposals.models import Alternate, MatchRun, Proposal, ProposalStatus, Unmatched
from web.proposals.plan import Plan, PlannedAlternate, PlannedPair
from web.proposals.record import record_plan
from web.protection.reasons import WhyNoLonger, WhyProtected
from web.protection.services import end_protection_of_young_person, protect_young_person
from web.youth.models import ContactChannel, ShownName, YoungPerson
from web.youth.personal_links import choices_path

pytestmark = pytest.mark.usefixtures("database")
SignIn = Callable[[User], FlaskClient]
WAY = {"criterion": "short_travel", "points": 1234, "most": 1500, "is_asked": True}
OTHER = {"criterion": "common_time", "points": 750, "most": 1500, "is_asked": True}
FACTS = {
    "interests": [], "goals": [], "languages": ["da"], "experiences": [], "common_minutes": 600,
    "is_same_area": False, "travel_minutes": 47,
}  # fmt: skip
TELLING = ("Skjulstrup", "8999", "47 minutter", "Vejen mellem dem", "area-map")


def hidden_person(**values: object) -> YoungPerson:
    """A protected young person who lives where nobody else does."""
    area = make.make_area(name="Skjulstrup", postcode="8999", latitude=56.51, longitude=10.21)
    defaults: dict[str, object] = {
        "area": area, "is_protected": True, "first_name": "Hemmelin", "last_name": "Skjult", "alias": "Lun odder",
        "email": "hemmelin@example.dk", "shown_name": ShownName.FIRST_NAME, "contact_channel": ContactChannel.EMAIL,
    }  # fmt: skip
    return make.make_young_person(**(defaults | values))


def proposal_for(person: YoungPerson, **values: object) -> Proposal:
    """A proposal as it was written before anybody knew of the protection."""
    defaults: dict[str, object] = {
        "request": values.pop("request", None) or make.make_request(young_person=person),
        "mentor": make.make_mentor(volunteer=make.make_volunteer(user=make.make_user(RoleName.MENTOR))),
        "score": 0.6613, "contributions": [WAY, OTHER], "facts": FACTS,
    }  # fmt: skip
    proposal = make.make_proposal(**(defaults | values))
    make.save(
        Alternate(
            proposal_id=proposal.id, rank=1, mentor=make.make_mentor(), score=0.6613,
            contributions=[WAY, OTHER], facts=FACTS,
            consequences={"cost": 0.0815, "others_moved": 0, "others_left_out": 0},
        )
    )  # fmt: skip
    return proposal


def everything_in(proposal: Proposal) -> list[Proposal | Alternate]:
    """A proposal and its alternates."""
    return [proposal, *proposal.alternates]


def assert_tells_nothing(text: str, *more: str) -> None:
    told = [word for word in (*TELLING, *more) if word in without_form_keys(text)]
    assert not told, told


def without_form_keys(text: str) -> str:
    """Return the text without random keys, in which a postcode may stand by chance."""
    return re.sub(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "", text)


@pytest.mark.parametrize("status", [ProposalStatus.APPROVED, ProposalStatus.MENTOR_ACCEPTED])
def test_the_mentors_pages_tell_neither_place_nor_name(sign_in: SignIn, status: ProposalStatus) -> None:
    proposal = proposal_for(hidden_person(), status=status)
    client = sign_in(proposal.mentor.volunteer.user)
    for address in (f"/mentor/forslag/{proposal.id}", "/mentor/forslag", "/start"):
        assert_tells_nothing(client.get(address, follow_redirects=True).text, "Hemmelin", "Skjult")
    assert "Lun odder" in client.get("/mentor/forslag").text


def test_not_even_a_match_tells_the_mentor_name_or_place(sign_in: SignIn) -> None:
    from tests.web.matches.test_views import make_match

    match = make_match(request=make.make_request(young_person=hidden_person()))
    client = sign_in(match.mentor.volunteer.user)
    for address in (f"/forloeb/{match.id}", "/forloeb"):
        page = client.get(address).text
        assert "Lun odder" in page
        assert_tells_nothing(page, "Hemmelin", "Skjult")


def test_the_caseworkers_page_of_a_proposal_tells_nothing_about_the_way(sign_in: SignIn) -> None:
    proposal = proposal_for(hidden_person())
    client = sign_in(proposal.request.young_person.caseworker)
    page = client.get(f"/forslag/{proposal.id}").text
    assert_tells_nothing(page)
    assert "66" not in page.split('class="score-ring"')[1].split("</svg>")[0]


def test_no_mail_of_a_whole_course_tells_place_or_name(sign_in: SignIn, run_jobs: Callable[[], None]) -> None:
    proposal = proposal_for(hidden_person(), score=0.5)
    caseworker, mentor = proposal.request.young_person.caseworker, proposal.mentor.volunteer.user
    sign_in(caseworker).post(f"/forslag/{proposal.id}/godkend")
    sign_in(mentor).post(f"/mentor/forslag/{proposal.id}/ja")
    sign_in(caseworker).post(f"/forslag/{proposal.id}/ung-ja")
    db.session.expire_all()
    assert proposal.status is ProposalStatus.ACCEPTED
    mails = db.session.scalars(select(OutboxMessage)).all()
    assert len(mails) >= 4
    for mail in mails:
        assert_tells_nothing(mail.subject + mail.body, "Hemmelin", "Skjult")


def test_the_mailbox_of_the_development_tells_nothing(
    sign_in: SignIn, client: FlaskClient, run_jobs: Callable[[], None]
) -> None:
    proposal = proposal_for(hidden_person())
    sign_in(proposal.request.young_person.caseworker).post(f"/forslag/{proposal.id}/godkend")
    run_jobs()
    mail = db.session.scalars(select(OutboxMessage)).first()
    assert mail is not None
    assert_tells_nothing(client.get("/dev/mail").text + client.get(f"/dev/mail/{mail.id}").text, "Hemmelin")


def test_a_run_writes_down_nothing_about_where_a_protected_person_lives() -> None:
    area = make.make_area(name="Skjulstrup", postcode="8999")
    make.make_request(young_person=hidden_person(area=area))
    for _ in range(2):
        make.make_mentor(volunteer=make.make_volunteer(area=area))
    run = runs.queue_run(by=None, now=NOW)
    jobs.run_matching(run_id=run.id)
    (proposal,) = db.session.scalars(select(Proposal)).all()
    assert proposal.alternates
    for written in everything_in(proposal):
        assert {"is_same_area", "travel_minutes"}.isdisjoint(written.facts)
        assert "short_travel" not in json.dumps(written.contributions)
    assert "cost" not in json.dumps(proposal.alternates[0].consequences)
    assert run.statistics["mean_score"] == pytest.approx(proposal.score)


def test_being_out_of_reach_is_no_reason_that_is_written_down(sign_in: SignIn) -> None:
    person = hidden_person()
    request = make.make_request(young_person=person, max_travel_minutes=5)
    make.make_mentor(volunteer=make.make_volunteer(area=make.make_area(latitude=56.3, longitude=9.8)))
    run = runs.queue_run(by=None, now=NOW)
    jobs.run_matching(run_id=run.id)
    left = db.session.scalars(select(Unmatched)).one()
    assert left.request_id == request.id
    assert "travel" not in json.dumps(left.reasons)
    for user in (
        person.caseworker,
        make.make_user(RoleName.CASEWORKER),
        make.make_user(RoleName.ADMINISTRATOR),
    ):
        page = sign_in(user).get(f"/matchkoersler/{run.id}").text
        assert "Skjulstrup" not in page
        assert "For langt" not in page


def test_protection_takes_the_places_out_of_what_was_written_before() -> None:
    person = hidden_person(is_protected=False)
    proposals = [proposal_for(person, status=ProposalStatus.EXPIRED)]
    request = proposals[0].request
    proposals.append(proposal_for(person, request=request))
    longer = {
        "kind": "change",
        "code": "longer_travel",
        "changes": [{"code": "longer_travel", "minutes": 12}],
    }
    both = {"kind": "change", "code": "gender_wish_dropped",
            "changes": [{"code": "gender_wish_dropped"}, {"code": "longer_travel", "minutes": 12}]}  # fmt: skip
    rule = {"kind": "rule", "code": "too_far_to_travel", "mentors": 3}
    kept = {"kind": "reason", "code": "no_candidates", "candidates": 0}
    left = make.save(
        Unmatched(run=make.save(MatchRun()), request=request, reasons=[kept, rule, longer, both])
    )
    protect_young_person(person, WhyProtected.THREAT, by=person.caseworker, now=NOW)
    db.session.expire_all()
    for proposal in proposals:
        for written in everything_in(proposal):
            assert "47" not in json.dumps(written.facts)
            assert "short_travel" not in json.dumps(written.contributions)
            assert written.score == pytest.approx(0.5)
    assert left.reasons == [kept]


def test_a_run_that_is_being_made_when_protection_begins_writes_nothing_down() -> None:
    person = hidden_person(is_protected=False)
    request, mentor = make.make_request(young_person=person), make.make_mentor()
    other = PlannedAlternate(mentor.id, 0.6613, [WAY, OTHER], FACTS, {"cost": 0.1, "others_moved": 0})
    pair = PlannedPair(request.id, mentor.id, 0.6613, [WAY, OTHER], FACTS, (other,))
    protect_young_person(person, WhyProtected.OWN_WORD, by=person.caseworker, now=NOW)
    record_plan(make.save(MatchRun()), Plan(pairs=(pair,)), now=NOW)
    proposal = db.session.scalars(select(Proposal)).one()
    for written in everything_in(proposal):
        assert "travel" not in json.dumps([written.facts, written.contributions])


def test_the_personal_link_to_the_choices_tells_no_place(client: FlaskClient) -> None:
    person = proposal_for(hidden_person()).request.young_person
    db.session.commit()
    assert_tells_nothing(client.get(choices_path(person)).text)


def test_the_page_of_choices_offers_no_real_name(sign_in: SignIn) -> None:
    account = make.make_user(RoleName.YOUNG_PERSON)
    hidden_person(user=account)
    client = sign_in(account)
    sent = {"alias": "Vild mår", "shown_name": "first_name", "contact_channel": "caseworker"}
    assert client.post("/mig/det-vises", data=sent).status_code == 200
    assert_tells_nothing(client.get("/mig/det-vises").text.split('id="preview"')[1], "Hemmelin")


def test_the_step_is_recorded_with_its_reason_and_cannot_be_taken_twice(sign_in: SignIn) -> None:
    person = hidden_person(is_protected=False)
    client = sign_in(person.caseworker)
    address = f"/unge/{person.id}/beskyttelse"
    assert client.post(address, data={}).status_code == 200
    assert client.post(address, data={"reason": "threat"}).status_code == 302
    db.session.refresh(person)
    assert person.is_protected
    event = db.session.scalars(
        select(AuditEvent).where(AuditEvent.action == "protect name and address")
    ).one()
    assert (event.actor_id, event.subject_id, event.purpose) == (person.caseworker_id, person.id, "threat")
    with pytest.raises(RuleError):
        protect_young_person(person, WhyProtected.REGISTER, by=person.caseworker, now=NOW)
    end_protection_of_young_person(person, WhyNoLonger.MISTAKE, by=person.caseworker, now=NOW)
    assert not person.is_protected


@pytest.mark.parametrize("role", [RoleName.CASEWORKER, RoleName.ADMINISTRATOR, RoleName.MENTOR])
def test_nobody_else_can_mark_or_unmark(sign_in: SignIn, role: RoleName) -> None:
    person = hidden_person()
    client = sign_in(make.make_user(role))
    assert client.post(f"/unge/{person.id}/beskyttelse", data={"reason": "mistake"}).status_code == 404
    db.session.refresh(person)
    assert person.is_protected


def test_changing_a_young_person_leaves_the_protection_alone(sign_in: SignIn) -> None:
    person = hidden_person()
    sent = {
        "first_name": "Hemmelin", "born_on": "2009-05-04", "gender": "", "area_id": str(person.area_id),
        "languages": [str(make.language().id)], "languages-level": ["3"],
    }  # fmt: skip
    assert sign_in(person.caseworker).post(f"/unge/{person.id}/ret", data=sent).status_code == 302
    db.session.refresh(person)
    assert person.is_protected


def test_the_logs_tell_no_place(sign_in: SignIn) -> None:
    proposal = proposal_for(hidden_person(), status=ProposalStatus.APPROVED)
    mentor, person = sign_in(proposal.mentor.volunteer.user), proposal.request.young_person
    caseworker = sign_in(person.caseworker)
    with capture_logs() as logged:
        mentor.get(f"/mentor/forslag/{proposal.id}")
        caseworker.get(f"/unge/{person.id}")
        caseworker.get("/unge?q=Hemmelin")
    assert len(logged) == 3
    assert_tells_nothing(str(logged), "Hemmelin")
    for event in db.session.scalars(select(AuditEvent)):
        assert_tells_nothing(json.dumps(event.details) + event.purpose, "Hemmelin")
