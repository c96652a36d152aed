"""Reads of small jobs and wishes: the open ones for everybody, one's own, and what a young person has said."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload, selectinload

from web.accounts.models import User
from web.core.errors import NotVisibleError
from web.core.paging import Page, paged
from web.employers.models import Employer, EmployerStatus, employer_contacts
from web.extensions import db
from web.small_jobs.filters import JobFilter
from web.small_jobs.kinds import KindOfWork, Strain, SupportKind
from web.small_jobs.models import Interest, SmallJob, SmallJobStatus, WorkWishes
from web.youth.models import YoungPerson

LARGEST_ID = 2**31 - 1
MOST_OWN_JOBS = 200


def open_jobs() -> Select[SmallJob]:
    """Select the small jobs that everybody can find: published ones of approved employers."""
    return (
        select(SmallJob)
        .join(Employer)
        .where(SmallJob.status == SmallJobStatus.PUBLISHED, Employer.status == EmployerStatus.APPROVED)
        .options(
            joinedload(SmallJob.employer),
            joinedload(SmallJob.area),
            joinedload(SmallJob.kind_of_work),
            selectinload(SmallJob.support),
            selectinload(SmallJob.strains),
        )
        .order_by(SmallJob.created_at.desc(), SmallJob.id.desc())
    )


def find_jobs(wanted: JobFilter) -> Page[SmallJob]:
    """Return one page of the open small jobs that fit, the newest first."""
    statement = open_jobs()
    if wanted.area is not None:
        statement = statement.where(SmallJob.area_id == wanted.area.id)
    if wanted.kind is not None:
        statement = statement.where(SmallJob.kind_of_work_id == wanted.kind.id)
    if wanted.age is not None:
        statement = statement.where(
            SmallJob.youngest_age <= wanted.age,
            (SmallJob.oldest_age.is_(None)) | (SmallJob.oldest_age >= wanted.age),
        )
    if wanted.most_hours is not None:
        statement = statement.where(SmallJob.hours_from <= wanted.most_hours)
    for kind in wanted.support:
        statement = statement.where(SmallJob.support.any(SupportKind.id == kind.id))
    return paged(statement)


def open_job(small_job_id: int) -> SmallJob:
    """Return one open small job; NotVisibleError for any other."""
    found = db.session.scalar(open_jobs().where(SmallJob.id == min(small_job_id, LARGEST_ID)))
    if found is None:
        raise NotVisibleError
    return found


def own_job(viewer: User, small_job_id: int) -> SmallJob:
    """Return a small job of an employer that the viewer speaks for; NotVisibleError for any other."""
    found = db.session.scalar(own_jobs_statement(viewer).where(SmallJob.id == min(small_job_id, LARGEST_ID)))
    if found is None:
        raise NotVisibleError
    return found


def own_jobs(viewer: User) -> Sequence[SmallJob]:
    """Return the small jobs of the employers that the viewer speaks for."""
    return db.session.scalars(own_jobs_statement(viewer).limit(MOST_OWN_JOBS)).all()


def own_jobs_statement(viewer: User) -> Select[SmallJob]:
    """Select the small jobs of the viewer's employers, the newest first."""
    return (
        select(SmallJob)
        .join(Employer)
        .join(employer_contacts, employer_contacts.c.employer_id == Employer.id)
        .where(employer_contacts.c.user_id == viewer.id)
        .options(joinedload(SmallJob.employer), joinedload(SmallJob.area), joinedload(SmallJob.kind_of_work))
        .order_by(SmallJob.created_at.desc(), SmallJob.id.desc())
    )


def all_kinds_of_work() -> Sequence[KindOfWork]:
    """Return the kinds of work in their order."""
    return db.session.scalars(select(KindOfWork).order_by(KindOfWork.id)).all()


def all_strains() -> Sequence[Strain]:
    """Return the strains in their order."""
    return db.session.scalars(select(Strain).order_by(Strain.id)).all()


def all_support_kinds() -> Sequence[SupportKind]:
    """Return the kinds of support in their order."""
    return db.session.scalars(select(SupportKind).order_by(SupportKind.id)).all()


def wishes_of(young_person: YoungPerson) -> WorkWishes | None:
    """Return what the young person has said about work, if anything."""
    return db.session.scalar(select(WorkWishes).where(WorkWishes.young_person_id == young_person.id))


def interest_in(young_person: YoungPerson, job: SmallJob) -> Interest | None:
    """Return the young person's interest in a job, where they have said so."""
    return db.session.get(Interest, (young_person.id, job.id))


def interests_of(young_person: YoungPerson) -> Sequence[Interest]:
    """Return the jobs the young person would like, the newest first; closed ones are left out."""
    return db.session.scalars(
        select(Interest)
        .join(SmallJob)
        .join(Employer)
        .where(
            Interest.young_person_id == young_person.id,
            SmallJob.status == SmallJobStatus.PUBLISHED,
            Employer.status == EmployerStatus.APPROVED,
        )
        .options(joinedload(Interest.small_job).joinedload(SmallJob.employer))
        .order_by(Interest.said_at.desc())
    ).all()
