"""Valid employers, small jobs, wishes and placements for tests: each test states only what matters to it."""

from __future__ import annotations

import itertools
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import select

from tests.web import factories as make
from web.core.week import Week
from web.employers.models import Employer, EmployerKind, EmployerStatus
from web.extensions import db
from web.placements.models import JobProposal, JobProposalStatus, Placement, PlacementStatus, TrialDay
from web.small_jobs.kinds import KindOfWork, Strain, SupportKind
from web.small_jobs.models import SmallJob, SmallJobStatus, WorkWishes

WEIGHTS = (2, 7, 6, 5, 4, 3, 2)
SAID_YES = {JobProposalStatus.YOUNG_PERSON_ACCEPTED, JobProposalStatus.ACCEPTED}
AFTERNOONS = Week.from_intervals((weekday, 14 * 60, 18 * 60) for weekday in range(5))
_numbers = itertools.count(10_001)  # of one length, so that no name is the beginning of another


def make_cvr() -> str:
    """A number whose last digit is right."""
    while True:
        number = f"{2_000_000 + next(_numbers)}"
        rest = -sum(weight * int(digit) for weight, digit in zip(WEIGHTS, number, strict=True)) % 11
        if rest < 10:
            return number + str(rest)


def kind_of_work(code: str = "shelves") -> KindOfWork:
    """A kind of work, as the law has it."""
    return db.session.scalars(select(KindOfWork).where(KindOfWork.code == code)).one()


def support(code: str = "one_task") -> SupportKind:
    """A kind of support."""
    return db.session.scalars(select(SupportKind).where(SupportKind.code == code)).one()


def strain(code: str = "noise") -> Strain:
    """Something that is hard for some."""
    return db.session.scalars(select(Strain).where(Strain.code == code)).one()


def make_employer(**values: Any) -> Employer:
    """An approved company with one contact."""
    number = next(_numbers)
    defaults = {
        "code": f"employer-{number}",
        "name": f"Arbejdsplads {number}",
        "kind": EmployerKind.COMPANY,
        "cvr": make_cvr(),
        "status": EmployerStatus.APPROVED,
        "area": values.pop("area", None) or make.make_area(),
        "address": "Storegade 1",
        "phone": "00 11 22 33",
        "contacts": values.pop("contacts", None) or [make.make_user()],
    }
    return make.save(Employer(**(defaults | values)))


def make_job(**values: Any) -> SmallJob:
    """A published small job of two to six hours on weekday afternoons, from 13 years, with one seat."""
    number = next(_numbers)
    employer = values.pop("employer", None) or make_employer()
    defaults = {
        "code": f"small-job-{number}",
        "employer": employer,
        "kind_of_work": values.pop("kind_of_work", None) or kind_of_work(),
        "area": values.pop("area", None) or employer.area,
        "status": SmallJobStatus.PUBLISHED,
        "title": f"Småjob {number}",
        "tasks": "Sæt varer på hylden.",
        "good_day": "Du kommer, vi siger hej, og du går glad hjem.",
        "hours_from": 2,
        "hours_to": 6,
        "hourly_rate_kr": 95,
        "week": AFTERNOONS,
        "youngest_age": 13,
        "seats": 1,
    }
    return make.save(SmallJob(**(defaults | values)))


def make_wishes(**values: Any) -> WorkWishes:
    """Somebody who looks for two hours a week to begin with, in the afternoons."""
    defaults = {
        "young_person": values.pop("young_person", None) or make.make_young_person(),
        "is_at_school": False,
        "week": AFTERNOONS,
        "means": ["cycle", "bus"],
        "max_travel_minutes": 45,
        "looking_since": date(2026, 1, 1),
    }
    return make.save(WorkWishes(**(defaults | values)))


def make_job_proposal(**values: Any) -> JobProposal:
    """A proposal that waits for the caseworker."""
    defaults: dict[str, Any] = {
        "young_person": values.pop("young_person", None) or make.make_young_person(),
        "small_job": values.pop("small_job", None) or make_job(),
        "status": JobProposalStatus.PROPOSED,
        "expires_at": datetime(2099, 1, 1, tzinfo=UTC),
    }
    if values.get("status") in SAID_YES:
        defaults["terms_version"] = defaults["small_job"].terms_version
    return make.save(JobProposal(**(defaults | values)))


def make_placement(**values: Any) -> Placement:
    """A placement that began eight weeks ago, on trial."""
    person = values.pop("young_person", None) or make.make_young_person()
    job = values.pop("small_job", None) or make_job()
    proposal = make_job_proposal(young_person=person, small_job=job, status=JobProposalStatus.ACCEPTED)
    defaults = {
        "proposal": proposal,
        "young_person": person,
        "small_job": job,
        "status": PlacementStatus.TRIAL,
        "seat": 1,
        "start_hours": 2,
        "step_hours": 2,
        "step_weeks": 4,
        "goal_hours": 6,
        "started_on": datetime.now(UTC).date() - timedelta(weeks=8),
    }
    return make.save(Placement(**(defaults | values)))


def make_trial_day(**values: Any) -> TrialDay:
    """A two-hour trial day a week ago."""
    starts_at = datetime.now(UTC).replace(hour=12, minute=0, second=0, microsecond=0) - timedelta(days=7)
    merged: dict[str, Any] = {"starts_at": starts_at} | values
    merged["placement"] = values.get("placement") or make_placement()
    merged.setdefault("ends_at", merged["starts_at"] + timedelta(hours=2))
    return make.save(TrialDay(**merged))
