"""The pages of placements: each side sees its own and no more, answers count once, and the law is said at its field."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.web import factories as make
from tests.web import work_factories as work
from web.accounts.models import RoleName, User
from web.core import clock
from web.core.clock import monday_of
from web.extensions import db
from web.notifications.models import OutboxMessage
from web.placements.models import (
    JobProposal,
    JobProposalStatus,
    Placement,
    PlacementStatus,
    TrialDay,
    TrialDayStatus,
    WorkWeek,
)
from web.placements.personal_links import answer_token, hours_token
from web.youth.models import YoungPerson

pytestmark = pytest.mark.usefixtures("database")
SignIn = Callable[[User], FlaskClient]
KEY = "7d3f7f5e-3e43-4b8e-9d3c-3f2f2ad6c0aa"
SECRETS = {
    "first_name": "Frejasolbjerg",
    "last_name": "Hemmeligsen",
    "alias": "Solsort",
    "phone": "00 99 88 77",
    "email": "frejasolbjerg@example.dk",
    "contact_channel": "phone",
}


def young(**values: Any) -> YoungPerson:
    """A young person with an account, whose words can be told from any others."""
    return make.make_young_person(user=make.make_user(RoleName.YOUNG_PERSON), **(SECRETS | values))


def account_of(person: YoungPerson) -> User:
    assert person.user is not None
    return person.user


def asked(status: JobProposalStatus, **values: Any) -> JobProposal:
    return work.make_job_proposal(young_person=young(**values), status=status)


def contact_of(subject: JobProposal | Placement) -> User:
    return subject.small_job.employer.contacts[0]


def status_of(proposal: JobProposal) -> str:
    """What the database says now."""
    db.session.refresh(proposal)
    return proposal.status.value


def text_of(client: FlaskClient, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.get_data(as_text=True)


def next_saturday() -> date:
    today = clock.today()
    return today + timedelta(days=(5 - today.weekday()) % 7 or 7)


def agreed(**values: str) -> dict[str, str]:
    """A trial day as somebody types it."""
    return {"day": next_saturday().isoformat(), "from_time": "10:00", "to_time": "12:00"} | values


# What a workplace sees


@pytest.mark.parametrize("status", [JobProposalStatus.PROPOSED, JobProposalStatus.APPROVED])
def test_a_workplace_sees_nobody_who_has_not_said_yes(sign_in: SignIn, status: JobProposalStatus) -> None:
    proposal = asked(status)
    client = sign_in(contact_of(proposal))
    assert "Solsort" not in text_of(client, "/smaajob/unge")
    assert client.get(f"/smaajob/unge/{proposal.id}").status_code == 404
    assert client.post(f"/smaajob/unge/{proposal.id}/ja").status_code == 404
    db.session.refresh(proposal)
    assert proposal.status is status


def test_before_both_yes_a_workplace_reads_no_surname_and_no_way_to_reach_them(sign_in: SignIn) -> None:
    proposal = asked(JobProposalStatus.YOUNG_PERSON_ACCEPTED)
    client = sign_in(contact_of(proposal))
    for path in ("/smaajob/unge", f"/smaajob/unge/{proposal.id}"):
        page = text_of(client, path)
        assert "Hemmeligsen" not in page
        assert "00 99 88 77" not in page
        assert proposal.young_person.area.name not in page.replace(proposal.small_job.area.name, "")


def test_another_workplace_sees_nobody_of_this_one(sign_in: SignIn) -> None:
    proposal = asked(JobProposalStatus.YOUNG_PERSON_ACCEPTED)
    placement = work.make_placement(young_person=young(alias="Mejse"))
    day = work.make_trial_day(placement=placement)
    stranger = sign_in(work.make_job().employer.contacts[0])
    for path in ("/smaajob/unge", "/smaajob/timer"):
        page = text_of(stranger, path)
        assert "Solsort" not in page
        assert "Frejasolbjerg" not in page
    closed = [
        stranger.get(f"/smaajob/unge/{proposal.id}"),
        stranger.post(f"/smaajob/unge/{proposal.id}/ja"),
        stranger.post(f"/smaajob/unge/{proposal.id}/nej", data={"reason": "no_time"}),
        stranger.get(f"/smaajob/forloeb/{placement.id}"),
        stranger.post(f"/smaajob/forloeb/{placement.id}/proevedag", data=agreed()),
        stranger.post(f"/smaajob/forloeb/{placement.id}/ansaet"),
        stranger.get(f"/smaajob/forloeb/{placement.id}/slut"),
        stranger.post(f"/smaajob/timer/{placement.id}", data={"monday": "2026-11-16", "hours": "2"}),
        stranger.post(f"/smaajob/proevedag/{day.id}/udfald", data={"outcome": "good"}),
        stranger.post(f"/smaajob/proevedag/{day.id}/aflys"),
    ]
    assert [answer.status_code for answer in closed] == [404] * len(closed)
    db.session.expire_all()
    assert db.session.get_one(JobProposal, proposal.id).status is JobProposalStatus.YOUNG_PERSON_ACCEPTED
    assert db.session.get_one(Placement, placement.id).status is PlacementStatus.TRIAL
    assert db.session.get_one(TrialDay, day.id).status is TrialDayStatus.PLANNED
    assert db.session.scalars(select(WorkWeek)).all() == []


def test_somebody_protected_is_the_alias_on_every_page_and_mail_of_the_workplace(sign_in: SignIn) -> None:
    proposal = asked(JobProposalStatus.YOUNG_PERSON_ACCEPTED, is_protected=True)
    work.make_wishes(young_person=proposal.young_person)
    contact = contact_of(proposal)
    client = sign_in(contact)
    text_of(client, f"/smaajob/unge/{proposal.id}")
    client.post(f"/smaajob/unge/{proposal.id}/ja")
    placement = db.session.scalars(select(Placement)).one()
    client.post(f"/smaajob/forloeb/{placement.id}/proevedag", data=agreed())
    pages = [text_of(client, path) for path in ("/smaajob/unge", "/smaajob/timer", f"/smaajob/forloeb/{placement.id}", f"/smaajob/forloeb/{placement.id}/slut")]  # fmt: skip
    mails = db.session.scalars(select(OutboxMessage).where(OutboxMessage.address == contact.email))
    words = " ".join([*pages, *(f"{mail.subject} {mail.body}" for mail in mails)])
    assert "Solsort" in words
    for secret in ("Frejasolbjerg", "Hemmeligsen", "00 99 88 77", "frejasolbjerg@example.dk"):
        assert secret not in words


def test_what_has_ended_is_no_longer_the_workplaces(sign_in: SignIn) -> None:
    placement = work.make_placement(young_person=young())
    client = sign_in(contact_of(placement))
    client.post(f"/smaajob/forloeb/{placement.id}/slut", data={"reason": "education"})
    assert client.get(f"/smaajob/forloeb/{placement.id}").status_code == 404
    assert "Frejasolbjerg" not in text_of(client, "/smaajob/unge")


# Answers


def test_two_yeses_of_a_workplace_make_one_placement(sign_in: SignIn) -> None:
    proposal = asked(JobProposalStatus.YOUNG_PERSON_ACCEPTED)
    client = sign_in(contact_of(proposal))
    for _ in range(2):
        client.post(f"/smaajob/unge/{proposal.id}/ja", data={"form_key": KEY})
    assert len(db.session.scalars(select(Placement)).all()) == 1


def test_a_workplaces_no_needs_one_of_the_reasons(sign_in: SignIn) -> None:
    proposal = asked(JobProposalStatus.YOUNG_PERSON_ACCEPTED)
    client = sign_in(contact_of(proposal))
    for reason in ("", "han er dum"):
        page = client.post(f"/smaajob/unge/{proposal.id}/nej", data={"reason": reason})
        assert 'id="reason-error"' in page.get_data(as_text=True)
    db.session.refresh(proposal)
    assert proposal.status is JobProposalStatus.YOUNG_PERSON_ACCEPTED


def test_a_young_person_answers_only_what_they_were_asked(sign_in: SignIn) -> None:
    own, other = asked(JobProposalStatus.APPROVED), work.make_job_proposal(status=JobProposalStatus.APPROVED)
    client = sign_in(account_of(own.young_person))
    assert client.post(f"/smaajob/mit/{other.id}/ja").status_code == 404
    client.post(f"/smaajob/mit/{own.id}/ja", data={"terms": 1})
    db.session.expire_all()
    assert [own.status, other.status] == [
        JobProposalStatus.YOUNG_PERSON_ACCEPTED,
        JobProposalStatus.APPROVED,
    ]


def test_a_personal_link_is_opened_without_an_account_and_answers_its_own_question_only(
    client: FlaskClient,
) -> None:
    proposal = asked(JobProposalStatus.APPROVED)
    token = answer_token(proposal)
    db.session.commit()
    assert proposal.small_job.title in text_of(client, f"/smaajob/svar/{token}")
    assert status_of(proposal) == "approved"
    assert client.get(f"/smaajob/svar/{token}x").status_code == 404
    assert client.get(f"/timer/{token}").status_code == 404
    client.post(f"/smaajob/svar/{token}/ja", data={"terms": 1})
    assert status_of(proposal) == "young_person_accepted"


def test_a_caseworker_decides_for_their_own_young_people_only(sign_in: SignIn) -> None:
    proposal = asked(JobProposalStatus.PROPOSED)
    stranger = sign_in(make.make_user(RoleName.CASEWORKER))
    person_id, job_id = proposal.young_person_id, work.make_job().id
    db.session.commit()
    closed = [
        stranger.get(f"/unge/{person_id}/smaajob"),
        stranger.post(f"/unge/{person_id}/smaajob/{job_id}/foreslaa"),
        stranger.post(f"/smaajob/forslag/{proposal.id}/godkend"),
        stranger.post(f"/smaajob/forslag/{proposal.id}/afvis", data={"reason": "not_now"}),
        stranger.post(f"/smaajob/forslag/{proposal.id}/ung-ja"),
        stranger.post(f"/smaajob/forslag/{proposal.id}/ung-nej"),
    ]
    assert [answer.status_code for answer in closed] == [404] * len(closed)
    assert "Frejasolbjerg" not in text_of(stranger, "/smaajob/forslag")


@pytest.mark.parametrize(("age", "kind"), [(12, "shelves"), (14, "serving"), (17, "machines")])
def test_a_caseworker_cannot_propose_what_the_law_forbids(sign_in: SignIn, age: int, kind: str) -> None:
    person = make.make_young_person(born_on=date(clock.today().year - age, 1, 1))
    forbidden = work.kind_of_work(kind)
    job = work.make_job(kind_of_work=forbidden, youngest_age=max(13, forbidden.youngest_age))
    client = sign_in(person.caseworker)
    assert f"/smaajob/{job.id}/foreslaa" not in text_of(client, f"/unge/{person.id}/smaajob")
    client.post(f"/unge/{person.id}/smaajob/{job.id}/foreslaa")
    assert db.session.scalars(select(JobProposal)).all() == []


# Trial days and hours


@pytest.mark.parametrize(
    ("field", "values"),
    [
        ("day", {"day": ""}),
        ("day", {"day": "i morgen"}),
        ("day", {"day": "2020-01-04"}),
        ("day", {"day": "9999-01-02"}),
        ("from_time", {"from_time": "25:00"}),
        ("to_time", {"to_time": "09:00"}),
        ("to_time", {"to_time": "22:30", "from_time": "10:00"}),
        ("from_time", {"from_time": "02:00", "to_time": "04:00"}),
    ],
)
def test_what_is_wrong_with_a_trial_day_is_said_at_its_field(
    sign_in: SignIn, field: str, values: dict[str, str]
) -> None:
    sixteen = young(born_on=date(clock.today().year - 16, 1, 1))
    placement = work.make_placement(young_person=sixteen)
    page = sign_in(contact_of(placement)).post(
        f"/smaajob/forloeb/{placement.id}/proevedag", data=agreed(**values)
    )
    assert f'id="{field}-error"' in page.get_data(as_text=True)
    assert db.session.scalars(select(TrialDay)).all() == []


def test_a_trial_day_that_is_called_off_is_told_to_the_young_person(sign_in: SignIn) -> None:
    placement = work.make_placement(young_person=young())
    starts_at = clock.at_local_time(next_saturday(), 10)
    day = work.make_trial_day(
        placement=placement, starts_at=starts_at, ends_at=starts_at + timedelta(hours=2)
    )
    sign_in(contact_of(placement)).post(f"/smaajob/proevedag/{day.id}/aflys")
    db.session.refresh(day)
    assert day.status is TrialDayStatus.CALLED_OFF
    theirs = OutboxMessage.user_id == placement.young_person.user_id
    mails = db.session.scalars(select(OutboxMessage).where(theirs)).all()
    assert [mail.subject for mail in mails] == ["Din prøvedag er aflyst"]


@pytest.mark.parametrize("hours", ["", "mange", "-1", "61", "2,1", "1e3", "٣", "999999999999"])
def test_hours_that_cannot_be_are_refused(sign_in: SignIn, hours: str) -> None:
    placement = work.make_placement(status=PlacementStatus.EMPLOYED)
    monday = monday_of(clock.today()).isoformat()
    answer = sign_in(contact_of(placement)).post(
        f"/smaajob/timer/{placement.id}", data={"monday": monday, "hours": hours}, follow_redirects=True
    )
    assert answer.status_code == 200
    assert db.session.scalars(select(WorkWeek)).all() == []


@pytest.mark.parametrize("monday", ["", "i mandags", "2026-11-17", "1999-01-04", "2099-01-05", "9999-99-99"])
def test_hours_of_a_week_that_cannot_be_are_refused(sign_in: SignIn, monday: str) -> None:
    placement = work.make_placement(status=PlacementStatus.EMPLOYED)
    answer = sign_in(contact_of(placement)).post(
        f"/smaajob/timer/{placement.id}", data={"monday": monday, "hours": "2"}, follow_redirects=True
    )
    assert answer.status_code == 200
    assert db.session.scalars(select(WorkWeek)).all() == []


def test_hours_above_the_law_are_noted_and_warned_of(sign_in: SignIn) -> None:
    sixteen = young(born_on=date(clock.today().year - 16, 1, 1))
    placement = work.make_placement(young_person=sixteen, status=PlacementStatus.EMPLOYED)
    monday = monday_of(clock.today()).isoformat()
    answer = sign_in(contact_of(placement)).post(
        f"/smaajob/timer/{placement.id}", data={"monday": monday, "hours": "45"}, follow_redirects=True
    )
    assert "Noteret. Men" in answer.get_data(as_text=True)
    assert [week.minutes for week in db.session.scalars(select(WorkWeek))] == [45 * 60]


def test_the_hours_link_notes_for_its_own_workplace_only(client: FlaskClient) -> None:
    placement, other = (work.make_placement(status=PlacementStatus.EMPLOYED) for _ in range(2))
    token = hours_token(placement.small_job.employer, contact_of(placement))
    db.session.commit()
    sent = {"monday": monday_of(clock.today()).isoformat(), "hours": "2,5"}
    assert client.post(f"/timer/{token}/{other.id}", data=sent).status_code == 404
    client.post(f"/timer/{token}/{placement.id}", data=sent)
    weeks = db.session.scalars(select(WorkWeek)).all()
    assert [(week.placement_id, week.minutes) for week in weeks] == [(placement.id, 150)]


def test_the_end_needs_one_of_the_reasons_and_counts_once(sign_in: SignIn) -> None:
    placement = work.make_placement()
    client = sign_in(placement.young_person.caseworker)
    page = client.post(f"/smaajob/forloeb/{placement.id}/slut", data={"reason": "sulten"})
    assert 'id="reason-error"' in page.get_data(as_text=True)
    for _ in range(2):
        assert client.post(
            f"/smaajob/forloeb/{placement.id}/slut", data={"reason": "education"}
        ).status_code in (302, 303)
    db.session.refresh(placement)
    assert (placement.status, placement.end_reason) == (PlacementStatus.ENDED, "education")


def test_the_overview_names_no_young_person(sign_in: SignIn) -> None:
    placement = work.make_placement(
        young_person=young(),
        status=PlacementStatus.EMPLOYED,
        employed_on=clock.today() - timedelta(weeks=8),
    )
    page = text_of(sign_in(make.make_user(RoleName.ADMINISTRATOR)), "/smaajob/overblik")
    assert placement.small_job.title in page
    for secret in ("Frejasolbjerg", "Hemmeligsen", "Solsort"):
        assert secret not in page


def test_the_words_of_a_young_person_are_never_run_at_the_workplace(sign_in: SignIn) -> None:
    script = "<script>alert(1)</script>"
    proposal = asked(JobProposalStatus.YOUNG_PERSON_ACCEPTED, alias=f"S {script}")
    work.make_wishes(young_person=proposal.young_person, words=script, may_show_words=True)
    page = text_of(sign_in(contact_of(proposal)), f"/smaajob/unge/{proposal.id}")
    assert script not in page
    assert "alert(1)" in page
