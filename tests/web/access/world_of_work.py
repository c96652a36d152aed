"""A workplace with its small jobs, and young people at every stage of the way there: for the routes about small jobs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.web import factories as make
from tests.web import work_factories as work
from web.employers.contact_links import invitation_token
from web.employers.models import EmployerStatus
from web.extensions import db
from web.placements.models import JobProposalStatus
from web.placements.personal_links import answer_token, hours_token
from web.small_jobs.models import SmallJobStatus
from web.youth.models import YoungPerson

if TYPE_CHECKING:
    from tests.web.access.world import World


def add_work(world: World) -> None:
    """The coordinator speaks for the workplace too; the one elsewhere for another."""
    contact = world.people["coordinator"]
    colleague = make.make_user()
    employer = work.make_employer(contacts=[contact, colleague])
    work.make_employer(contacts=[world.people["coordinator_elsewhere"]])
    pending = work.make_employer(status=EmployerStatus.PENDING)
    job = work.make_job(employer=employer, seats=5)
    draft = work.make_job(employer=employer, status=SmallJobStatus.DRAFT)
    closed = work.make_job(employer=employer, status=SmallJobStatus.CLOSED)
    person = db.session.get_one(YoungPerson, world.parts["young_person_id"])
    caseworker = world.people["caseworker"]
    proposed, accepted = (
        work.make_job_proposal(
            young_person=make.make_young_person(caseworker=caseworker), small_job=job, status=status
        )
        for status in (JobProposalStatus.PROPOSED, JobProposalStatus.YOUNG_PERSON_ACCEPTED)
    )
    placement = work.make_placement(young_person=person, small_job=job)
    asked = work.make_job_proposal(young_person=person, small_job=job, status=JobProposalStatus.APPROVED)
    day = work.make_trial_day(placement=placement)
    to_employer = ("show_to_employer", "accept_for_employer", "refuse_for_employer")
    by_link = ("answer_by_link", "accept_by_link", "refuse_by_link")
    hours_by_link = ("note_hours_by_link", "save_hours_by_link")
    asked_address = world.people["coordinator_elsewhere"].email
    invitation = invitation_token(employer, address=asked_address, by=contact)
    world.parts |= {
        "employer_id": employer.id,
        "contact_id": colleague.id,
        **{f"employers.{name}.token": invitation for name in ("show_invitation", "say_yes_to_invitation")},
        "employers.approve.employer_id": pending.id,
        "small_job_id": job.id,
        "small_jobs.publish.small_job_id": draft.id,
        "small_jobs.reopen.small_job_id": closed.id,
        "job_proposal_id": proposed.id,
        "placements.accept.job_proposal_id": asked.id,
        "placements.refuse.job_proposal_id": asked.id,
        **{f"placements.{name}.job_proposal_id": accepted.id for name in to_employer},
        **{f"placements.{name}.token": answer_token(asked) for name in by_link},
        **{f"placements.{name}.token": hours_token(employer, contact) for name in hours_by_link},
        "placement_id": placement.id,
        "trial_day_id": day.id,
    }
