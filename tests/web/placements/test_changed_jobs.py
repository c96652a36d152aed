"""A workplace changes its small job, closes it, or is refused: what young people said yes to is kept, or they are asked again."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from tests.web import factories as make
from tests.web import work_factories as work
from web.accounts.models import RoleName, User
from web.core import clock
from web.core.clock import monday_of
from web.core.errors import RuleError, TransitionError
from web.core.week import Week
from web.employers.services import refuse_employer
from web.extensions import db
from web.notifications.models import OutboxMessage
from web.placements.hours import note_hours
from web.placements.line import line_of
from web.placements.models import JobProposal, JobProposalStatus, Placement, PlacementStatus
from web.placements.personal_links import answer_token
from web.placements.proposal_services import accept_as_employer, accept_as_young_person
from web.small_jobs.facts import SmallJobFacts
from web.small_jobs.models import SmallJob
from web.small_jobs.services import change_job, close_job

pytestmark = pytest.mark.usefixtures("database")
SignIn = Callable[[User], FlaskClient]
CHANGES: dict[str, Any] = {
    "hourly_rate_kr": 80,
    "hours_from": 1,
    "hours_to": 5,
    "place": "Bag ved hallen",
    "tasks": "Ryd op på lageret.",
    "good_day": "Du arbejder alene.",
    "week": Week.from_intervals((weekday, 6 * 60, 9 * 60) for weekday in range(5)),
}


def facts_of(job: SmallJob, **values: Any) -> SmallJobFacts:
    """The job as it is, but for these."""
    facts = SmallJobFacts(
        title=job.title,
        kind_of_work=job.kind_of_work,
        tasks=job.tasks,
        good_day=job.good_day,
        area=job.area,
        place=job.place,
        hours_from=job.hours_from,
        hours_to=job.hours_to,
        hourly_rate_kr=job.hourly_rate_kr,
        week=job.week,
        youngest_age=job.youngest_age,
        oldest_age=job.oldest_age,
        seats=job.seats,
        support=tuple(job.support),
        strains=tuple(job.strains),
    )
    return replace(facts, **values)


def change(job: SmallJob, **values: Any) -> None:
    change_at(clock.now(), job, **values)


def change_at(now: datetime, job: SmallJob, **values: Any) -> None:
    change_job(job, facts_of(job, **values), by=job.employer.contacts[0], now=now)


def proposal_in(status: JobProposalStatus, **values: Any) -> JobProposal:
    young = make.make_young_person(email="ung@example.dk")
    return work.make_job_proposal(young_person=young, status=status, **values)


def mails_to(address: str) -> list[str]:
    """The mails written to somebody, the oldest first."""
    statement = select(OutboxMessage.body).where(OutboxMessage.address == address).order_by(OutboxMessage.id)
    return list(db.session.scalars(statement))


@pytest.mark.parametrize("name", CHANGES)
def test_a_yes_to_other_terms_is_asked_for_again_and_everybody_is_told(name: str) -> None:
    proposal = proposal_in(JobProposalStatus.YOUNG_PERSON_ACCEPTED)
    job, contact = proposal.small_job, proposal.small_job.employer.contacts[0]
    change(job, **{name: CHANGES[name]})
    assert (proposal.status, proposal.terms_version) == (JobProposalStatus.APPROVED, None)
    assert set(proposal.earlier_terms) == {name}
    addresses = ["ung@example.dk", proposal.young_person.caseworker.email, contact.email]
    assert [len(mails_to(address)) for address in addresses] == [1, 1, 1]


def test_the_young_person_reads_what_it_was_before() -> None:
    proposal = proposal_in(JobProposalStatus.APPROVED, small_job=work.make_job(hourly_rate_kr=149))
    change(proposal.small_job, hourly_rate_kr=120)
    change(proposal.small_job, hourly_rate_kr=118, place="Torvet 4")
    assert proposal.earlier_terms == {"hourly_rate_kr": 149, "place": ""}
    assert "149" in mails_to("ung@example.dk")[-1]


@pytest.mark.parametrize(
    "better", [{"hourly_rate_kr": 120}, {"support": "one_task"}, {"title": "Et andet navn"}, {"seats": 3}]
)
def test_what_is_no_worse_for_anybody_leaves_a_yes_as_it_is(better: dict[str, Any]) -> None:
    proposal = proposal_in(JobProposalStatus.YOUNG_PERSON_ACCEPTED)
    if "support" in better:
        better = {"support": (work.support(),)}
    change(proposal.small_job, **better)
    assert proposal.status is JobProposalStatus.YOUNG_PERSON_ACCEPTED
    assert (
        accept_as_employer(proposal, by=proposal.small_job.employer.contacts[0], now=clock.now()).status
        is PlacementStatus.TRIAL
    )


def test_help_that_is_taken_away_and_strains_that_come_are_asked_about_again() -> None:
    job = work.make_job(support=[work.support()])
    proposal = proposal_in(JobProposalStatus.YOUNG_PERSON_ACCEPTED, small_job=job)
    change(job, support=(), strains=(work.strain(),))
    assert proposal.status is JobProposalStatus.APPROVED
    assert proposal.earlier_terms == {"support": ["one_task"], "strains": []}


def test_a_yes_to_a_page_that_is_out_of_date_is_refused() -> None:
    proposal = proposal_in(JobProposalStatus.APPROVED)
    read = proposal.small_job.terms_version
    change(proposal.small_job, tasks="Ryd op på lageret.")
    for terms in (read, 0):
        with pytest.raises(RuleError):
            accept_as_young_person(
                proposal, terms_version=terms, by=None, is_on_behalf=False, now=clock.now()
            )
    now_read = proposal.small_job.terms_version
    accept_as_young_person(proposal, terms_version=now_read, by=None, is_on_behalf=False, now=clock.now())
    assert (proposal.terms_version, proposal.earlier_terms) == (now_read, {})


def test_a_job_that_no_longer_fits_the_law_is_withdrawn_instead_of_asked_about() -> None:
    young = make.make_young_person(
        born_on=clock.today().replace(year=clock.today().year - 14, month=1, day=1), email="ung@example.dk"
    )
    proposal = work.make_job_proposal(young_person=young, status=JobProposalStatus.YOUNG_PERSON_ACCEPTED)
    week = Week.from_intervals((weekday, 20 * 60, 24 * 60) for weekday in range(5))
    change(proposal.small_job, week=week)
    assert (proposal.status, proposal.decline_reason) == (JobProposalStatus.WITHDRAWN, "terms_changed")
    assert len(mails_to(young.caseworker.email)) == 1


@pytest.mark.parametrize("name", CHANGES)
def test_where_somebody_works_the_terms_stay(name: str) -> None:
    placement = work.make_placement()
    with pytest.raises(RuleError) as refusal:
        change(placement.small_job, **{name: CHANGES[name]})
    assert refusal.value.field == name


def test_the_database_keeps_the_terms_of_somebody_who_works_there() -> None:
    job = work.make_placement().small_job
    with pytest.raises(IntegrityError, match="works there on these terms"):
        db.session.execute(update(SmallJob).where(SmallJob.id == job.id).values(hourly_rate_kr=60))
    db.session.rollback()


def test_the_database_refuses_a_placement_on_other_terms() -> None:
    proposal = proposal_in(JobProposalStatus.YOUNG_PERSON_ACCEPTED)
    db.session.execute(update(SmallJob).values(tasks="Noget helt andet."))
    db.session.refresh(proposal.small_job)
    with pytest.raises(RuleError, match=r"changed|ændret"):
        accept_as_employer(proposal, by=proposal.small_job.employer.contacts[0], now=clock.now())


def test_more_pay_counts_from_the_week_in_which_it_is_paid() -> None:
    placement = work.make_placement(status=PlacementStatus.EMPLOYED)
    monday = monday_of(clock.today())
    note_hours(placement, monday_of(placement.started_on), 120, by=None, now=clock.now())
    change(placement.small_job, hourly_rate_kr=120)
    note_hours(placement, monday, 60, by=None, now=clock.now())
    db.session.expire(placement)
    assert line_of(placement, now=clock.now()).earned_kr == 2 * 95 + 120


def test_hours_noted_late_are_paid_as_they_were_then() -> None:
    placement = work.make_placement(status=PlacementStatus.EMPLOYED)
    monday, week, now = monday_of(clock.today()), timedelta(weeks=1), clock.now()
    for rate in (110, 120):
        change_at(now - 2 * week, placement.small_job, hourly_rate_kr=rate)
    change_at(now, placement.small_job, hourly_rate_kr=130)
    paid = [
        note_hours(placement, monday - weeks * week, 60, by=None, now=now).hourly_rate_kr
        for weeks in (3, 2, 1, 0)
    ]
    assert paid == [95, 120, 120, 130]


def test_closing_a_job_withdraws_what_is_proposed_and_leaves_who_works_there() -> None:
    job = work.make_job(seats=2)
    placement = work.make_placement(small_job=job)
    proposal = proposal_in(JobProposalStatus.APPROVED, small_job=job)
    close_job(job, by=job.employer.contacts[0], now=clock.now())
    assert (proposal.status, placement.status) == (JobProposalStatus.WITHDRAWN, PlacementStatus.TRIAL)
    assert len(mails_to("ung@example.dk")) == len(mails_to(proposal.young_person.caseworker.email)) == 1


@pytest.mark.parametrize("status", [JobProposalStatus.PROPOSED, JobProposalStatus.YOUNG_PERSON_ACCEPTED])
def test_refusing_a_workplace_withdraws_proposals_and_tells_caseworkers(status: JobProposalStatus) -> None:
    job = work.make_job(seats=2)
    placement, proposal = work.make_placement(small_job=job), proposal_in(status, small_job=job)
    administrator = make.make_user(RoleName.ADMINISTRATOR)
    refuse_employer(job.employer, reason="Der er lukket.", by=administrator, now=clock.now())
    assert (proposal.status, proposal.decline_reason) == (JobProposalStatus.WITHDRAWN, "employer_refused")
    told = mails_to(placement.young_person.caseworker.email)
    assert len(told) == 1
    assert job.employer.name in told[0]
    was_asked = status is not JobProposalStatus.PROPOSED
    assert len(mails_to(proposal.young_person.caseworker.email)) == was_asked


def test_by_link_a_stale_yes_comes_back_to_the_page_with_what_has_changed(client: FlaskClient) -> None:
    proposal = proposal_in(JobProposalStatus.APPROVED, small_job=work.make_job(place="Gammelgade 7"))
    link = f"/smaajob/svar/{answer_token(proposal)}"
    change(proposal.small_job, place="Nygade 3")
    db.session.commit()
    answer = client.post(f"{link}/ja", data={"terms": 1}, follow_redirects=True)
    page = answer.get_data(as_text=True)
    assert answer.request.path == link
    assert "Gammelgade 7" in page
    assert "Nygade 3" in page
    db.session.refresh(proposal)
    assert proposal.status is JobProposalStatus.APPROVED


def test_the_workplace_reads_at_the_field_why_it_cannot_be_changed(sign_in: SignIn) -> None:
    placement = work.make_placement()
    job = placement.small_job
    client = sign_in(job.employer.contacts[0])
    typed = {"title": job.title, "tasks": "Andet", "good_day": job.good_day, "kind_of_work": "shelves"}
    typed |= {"hourly_rate_kr": "95", "hours_from": "2", "hours_to": "6", "youngest_age": "13", "seats": "1"}
    afternoons = [f"{weekday}-afternoon" for weekday in range(5)]
    form = typed | {"area": job.area.code, "place": "", "week": afternoons}
    answer = client.post(f"/smaajob/{job.id}/ret", data=form)
    assert answer.status_code == 200
    assert "En ung arbejder hos jer på disse vilkår" in answer.get_data(as_text=True)


def test_a_change_and_the_workplaces_yes_at_once_never_place_on_other_terms(app: Flask) -> None:
    proposal = proposal_in(JobProposalStatus.YOUNG_PERSON_ACCEPTED)
    job_id, proposal_id = proposal.small_job_id, proposal.id
    db.session.commit()
    start, ends = threading.Barrier(2), list[str]()

    def run(name: str) -> None:
        with app.app_context():
            job = db.session.get_one(SmallJob, job_id)
            contact, asked = job.employer.contacts[0], db.session.get_one(JobProposal, proposal_id)
            facts = facts_of(job, hourly_rate_kr=60)
            start.wait()
            try:
                if name == "change":
                    change_job(job, facts, by=contact, now=datetime.now(UTC))
                else:
                    accept_as_employer(asked, by=contact, now=datetime.now(UTC))
                db.session.commit()
                ends.append(name)
            except (RuleError, TransitionError):
                db.session.rollback()
            finally:
                db.session.remove()

    threads = [threading.Thread(target=run, args=(name,)) for name in ("change", "accept")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(ends) == 1
    placed = db.session.scalar(select(Placement.id))
    assert (placed is not None) == (ends == ["accept"])
