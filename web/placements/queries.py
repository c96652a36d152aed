"""Reads of job proposals and placements; each takes the viewer and finds only what is theirs to see."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload, selectinload

from web.accounts.models import RoleName, User
from web.catalogue.models import Area
from web.core.errors import NotVisibleError
from web.deputies.caseloads import caseloads_of
from web.employers.models import Employer, EmployerStatus, employer_contacts
from web.extensions import db
from web.placements.models import (
    LIVE_JOB_PROPOSALS,
    JobProposal,
    JobProposalStatus,
    Placement,
    PlacementStatus,
    TrialDay,
)
from web.placements.predicates import SHOWN_TO_YOUNG_PERSON, is_contact_of_workplace
from web.placements.run_models import JobRun, JobRunStatus, LeftWithout
from web.small_jobs.models import SmallJob
from web.youth.models import YoungPerson
from web.youth.queries import LARGEST_ID

MOST_SHOWN = 300


def job_proposals_of(viewer: User) -> Select[JobProposal]:
    """Select the live proposals of the viewer's caseload, those that wait for a decision first."""
    return (
        select(JobProposal)
        .join(YoungPerson)
        .where(
            YoungPerson.caseworker_id.in_(caseloads_of(viewer)), JobProposal.status.in_(LIVE_JOB_PROPOSALS)
        )
        .options(
            joinedload(JobProposal.young_person),
            joinedload(JobProposal.small_job).joinedload(SmallJob.employer),
        )
        .order_by(JobProposal.status != JobProposalStatus.PROPOSED, JobProposal.id)
    )


def job_proposal_for(viewer: User, job_proposal_id: int) -> JobProposal:
    """Return a proposal of the viewer's caseload; raise NotVisibleError for any other."""
    found = db.session.get(JobProposal, min(job_proposal_id, LARGEST_ID))
    if found is None or found.young_person.caseworker_id not in caseloads_of(viewer):
        raise NotVisibleError
    return found


def proposals_of_young_person(person: YoungPerson) -> Sequence[JobProposal]:
    """Return everything that was ever proposed to a young person, the newest first."""
    return db.session.scalars(
        select(JobProposal)
        .where(JobProposal.young_person_id == person.id)
        .options(joinedload(JobProposal.small_job).joinedload(SmallJob.employer))
        .order_by(JobProposal.id.desc())
        .limit(20)
    ).all()


def own_job_proposal(viewer: User, job_proposal_id: int) -> JobProposal:
    """Return a proposal that the viewer, a young person, has been asked about; NotVisibleError for any other."""
    found = db.session.scalar(
        select(JobProposal)
        .join(YoungPerson)
        .where(
            JobProposal.id == min(job_proposal_id, LARGEST_ID),
            YoungPerson.user_id == viewer.id,
            JobProposal.status.in_(SHOWN_TO_YOUNG_PERSON),
        )
    )
    if found is None:
        raise NotVisibleError
    return found


def asked_of(person: YoungPerson) -> JobProposal | None:
    """Return the proposal that the young person has been asked about and that is under way."""
    return db.session.scalar(
        select(JobProposal).where(
            JobProposal.young_person_id == person.id,
            JobProposal.status.in_((JobProposalStatus.APPROVED, JobProposalStatus.YOUNG_PERSON_ACCEPTED)),
        )
    )


def proposal_to_employer(viewer: User, job_proposal_id: int) -> JobProposal:
    """Return a proposal that the viewer's workplace is asked about; raise NotVisibleError for any other."""
    found = db.session.scalar(
        proposals_to_employer(viewer).where(JobProposal.id == min(job_proposal_id, LARGEST_ID))
    )
    if found is None:
        raise NotVisibleError
    return found


def proposals_to_employer(viewer: User) -> Select[JobProposal]:
    """Select the proposals that wait for the viewer's workplaces."""
    return (
        select(JobProposal)
        .join(SmallJob)
        .join(Employer)
        .join(employer_contacts, employer_contacts.c.employer_id == Employer.id)
        .where(
            employer_contacts.c.user_id == viewer.id,
            Employer.status == EmployerStatus.APPROVED,
            JobProposal.status == JobProposalStatus.YOUNG_PERSON_ACCEPTED,
        )
        .options(joinedload(JobProposal.small_job), joinedload(JobProposal.young_person))
        .order_by(JobProposal.id)
    )


def running_placements() -> Select[Placement]:
    """Select the running placements with what pages show of them."""
    return (
        select(Placement)
        .where(Placement.status != PlacementStatus.ENDED)
        .options(
            joinedload(Placement.young_person),
            joinedload(Placement.small_job).joinedload(SmallJob.employer),
            selectinload(Placement.trial_days),
            selectinload(Placement.weeks),
        )
        .order_by(Placement.started_on, Placement.id)
        .limit(MOST_SHOWN)
    )


def placements_at_work_of(viewer: User) -> Sequence[Placement]:
    """Return the running placements at the viewer's workplaces."""
    return db.session.scalars(
        running_placements()
        .join(SmallJob, SmallJob.id == Placement.small_job_id)
        .join(Employer)
        .join(employer_contacts, employer_contacts.c.employer_id == Employer.id)
        .where(employer_contacts.c.user_id == viewer.id, Employer.status == EmployerStatus.APPROVED)
    ).all()


def placements_of_employer(employer: Employer) -> Sequence[Placement]:
    """Return the running placements at one workplace."""
    return db.session.scalars(
        running_placements()
        .join(SmallJob, SmallJob.id == Placement.small_job_id)
        .where(SmallJob.employer_id == employer.id)
    ).all()


def placements_of_caseload(viewer: User) -> Sequence[Placement]:
    """Return the running placements of the viewer's young people."""
    return db.session.scalars(
        running_placements()
        .join(YoungPerson, YoungPerson.id == Placement.young_person_id)
        .where(YoungPerson.caseworker_id.in_(caseloads_of(viewer)))
    ).all()


def placements_in(areas: Sequence[Area] | None) -> Sequence[Placement]:
    """Return the running placements in small jobs of these areas; of all where none are given."""
    statement = running_placements().join(SmallJob, SmallJob.id == Placement.small_job_id)
    if areas is not None:
        statement = statement.where(SmallJob.area_id.in_([area.id for area in areas]))
    return db.session.scalars(statement).all()


def placements_of_young_person(person: YoungPerson) -> Sequence[Placement]:
    """Return every placement of a young person, the newest first."""
    return db.session.scalars(
        select(Placement)
        .where(Placement.young_person_id == person.id)
        .options(joinedload(Placement.small_job).joinedload(SmallJob.employer))
        .order_by(Placement.id.desc())
    ).all()


def placement_for(viewer: User, placement_id: int) -> Placement:
    """Return a placement that is the viewer's concern: at work, their own, or in their caseload."""
    found = db.session.get(Placement, min(placement_id, LARGEST_ID))
    if found is None or not is_concerned(viewer, found):
        raise NotVisibleError
    return found


def trial_day_for(viewer: User, trial_day_id: int) -> TrialDay:
    """Return a trial day of a placement that is the viewer's concern."""
    found = db.session.get(TrialDay, min(trial_day_id, LARGEST_ID))
    if found is None or not is_concerned(viewer, found.placement):
        raise NotVisibleError
    return found


def is_concerned(viewer: User, placement: Placement) -> bool:
    """Tell whether a placement is the viewer's concern now; what has ended, or a workplace that was refused, is not."""
    person = placement.young_person
    if person.caseworker_id in caseloads_of(viewer) or person.user_id == viewer.id:
        return True
    return is_contact_of_workplace(viewer, placement)


def newest_run() -> JobRun | None:
    """Return the newest run of any status."""
    return db.session.scalar(select(JobRun).order_by(JobRun.id.desc()).limit(1))


def left_without(viewer: User) -> Sequence[LeftWithout]:
    """Return whom of the viewer's caseload the newest finished run found nothing for."""
    newest = (
        select(JobRun.id).where(JobRun.status == JobRunStatus.DONE).order_by(JobRun.id.desc()).limit(1)
    ).scalar_subquery()
    return db.session.scalars(
        select(LeftWithout)
        .join(YoungPerson)
        .where(LeftWithout.run_id == newest, YoungPerson.caseworker_id.in_(caseloads_of(viewer)))
        .options(joinedload(LeftWithout.young_person))
        .order_by(YoungPerson.first_name, YoungPerson.id)
    ).all()


def areas_of(viewer: User) -> list[Area] | None:
    """Return the areas that the viewer looks after; None, which means all, for an administrator."""
    if viewer.has_any_role(RoleName.ADMINISTRATOR):
        return None
    return list(viewer.contact_areas)
