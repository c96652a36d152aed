"""What people do with a job proposal; the workplace's yes makes the placement."""

from __future__ import annotations

from datetime import datetime, timedelta

from flask_babel import gettext
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from web.accounts.models import User
from web.audit.services import record_event, take_step
from web.core.clock import local_date
from web.core.errors import RuleError
from web.core.locks import lock_row
from web.employers.models import EmployerStatus
from web.extensions import db
from web.placements import messages
from web.placements.models import (
    JOB_PROPOSAL_STEPS,
    LIVE_JOB_PROPOSALS,
    JobProposal,
    JobProposalStatus,
    Placement,
    PlacementStatus,
)
from web.placements.room import takes_time_with_mentor
from web.placements.seats import NoFreeSeatError, lowest_free_seat, promised_seats, taken_seats
from web.small_jobs.age_law import obstacles
from web.small_jobs.labels import OBSTACLES
from web.small_jobs.models import SmallJob, SmallJobStatus
from web.small_jobs.queries import wishes_of
from web.youth.ages import age_on
from web.youth.models import YoungPerson

CASEWORKER_HAS = timedelta(days=14)
ANSWERED_WITHIN = timedelta(days=7)
REFUSED_BY = {
    "placement_needs_open_job": "job_closed",
    "placement_needs_age": "age",
    "placement_needs_consent": "consent",
    "placement_needs_same_terms": "terms",
    "uq_placements_seat": "no_seat",
    "fk_placements_seat": "no_seat",
    "uq_placements_running": "has_a_job",
}


def propose_job(young_person: YoungPerson, job: SmallJob, *, by: User, now: datetime) -> JobProposal:
    """Propose a job as the caseworker, and ask the young person at once; what a run proposed before makes room."""
    lock_row(young_person)
    for earlier in live_proposals(young_person):
        if earlier.status is not JobProposalStatus.PROPOSED:
            raise RuleError(gettext("Another job is being asked about already. Wait for the answer first."))
        take_step(earlier, JOB_PROPOSAL_STEPS, "replace", by=by, now=now)
    proposal = JobProposal(young_person=young_person, small_job=job, expires_at=now + CASEWORKER_HAS)
    db.session.add(proposal)
    db.session.flush()
    record_event("propose small job", proposal, by=by, now=now, details={"small_job": job.id})
    approve_proposal(proposal, by=by, now=now)
    return proposal


def live_proposals(young_person: YoungPerson) -> list[JobProposal]:
    """Return the young person's proposals that are under way."""
    return list(
        db.session.scalars(
            select(JobProposal)
            .where(JobProposal.young_person_id == young_person.id, JobProposal.status.in_(LIVE_JOB_PROPOSALS))
            .order_by(JobProposal.id)
        )
    )


def approve_proposal(proposal: JobProposal, *, by: User, now: datetime) -> None:
    """Say yes as the caseworker and ask the young person; raise RuleError where a rule stands against it today."""
    if takes_time_with_mentor(proposal.young_person, proposal.small_job, now=now):
        raise RuleError(
            gettext(
                "This job takes the time with the mentor whom the young person has, or has been asked about. "
                "Choose another job, or talk about other hours."
            )
        )
    lock_row(proposal.small_job)
    lock_row(proposal)
    ensure_fit(proposal, now=now)
    if proposal.status is JobProposalStatus.PROPOSED:
        ensure_free_seat(proposal.small_job)
    take_step(proposal, JOB_PROPOSAL_STEPS, "approve", by=by, now=now)
    proposal.expires_at = now + ANSWERED_WITHIN
    db.session.flush()
    messages.ask_young_person(proposal)


def ensure_fit(proposal: JobProposal, *, now: datetime) -> None:
    """Raise RuleError unless the two could come together today: job, consent, law, and no other small job."""
    job, person = proposal.small_job, proposal.young_person
    if job.status is not SmallJobStatus.PUBLISHED or job.employer.status is not EmployerStatus.APPROVED:
        raise RuleError(gettext("The small job is no longer open."))
    if person.consented_on is None:
        raise RuleError(gettext("The young person has not said yes to being matched, or has taken it back."))
    wishes = wishes_of(person)
    age = age_on(person.born_on, local_date(now))
    is_at_school = wishes.is_at_school if wishes is not None else True
    for obstacle in obstacles(job, age=age, is_at_school=is_at_school):
        raise RuleError(str(OBSTACLES[obstacle]))
    if running_placement(person) is not None:
        raise RuleError(gettext("The young person has a small job already."))


def running_placement(person: YoungPerson) -> Placement | None:
    """Return the small job the young person has now."""
    return db.session.scalar(
        select(Placement).where(
            Placement.young_person_id == person.id, Placement.status != PlacementStatus.ENDED
        )
    )


def ensure_free_seat(job: SmallJob) -> None:
    """Raise RuleError where nobody more can be asked; the job's row is locked."""
    used = taken_seats([job.id]).get(job.id, 0) + promised_seats([job.id]).get(job.id, 0)
    if used >= job.seats:
        raise RuleError(gettext("The job has no free place just now: others have it, or have been asked."))


def ensure_room(proposal: JobProposal, *, now: datetime) -> None:
    """Raise RuleError where a mentor has taken the time meanwhile; the words tell a workplace of no mentor."""
    if takes_time_with_mentor(proposal.young_person, proposal.small_job, now=now):
        raise RuleError(
            gettext(
                "The hours no longer fit into the young person's week. Please talk with the caseworker about others."
            )
        )


def ensure_not_expired(proposal: JobProposal, *, now: datetime) -> None:
    """Raise RuleError for an answer that comes after the time is over."""
    if proposal.status in LIVE_JOB_PROPOSALS and proposal.expires_at < now:
        raise RuleError(gettext("The time to answer is over. Your caseworker can ask again."))


def ensure_terms_were_read(proposal: JobProposal, terms_version: int) -> None:
    """Raise RuleError for a yes to terms that have been changed since the page was opened."""
    if terms_version != proposal.small_job.terms_version:
        raise RuleError(
            gettext(
                "The workplace has changed the small job meanwhile. Read how it is now, and answer again."
            )
        )


def decline_as_caseworker(proposal: JobProposal, *, reason: str, by: User, now: datetime) -> None:
    """Say no as the caseworker; whoever had been asked already is told that it came to nothing."""
    before = proposal.status
    take_step(
        proposal, JOB_PROPOSAL_STEPS, "decline as caseworker", by=by, now=now, details={"reason": reason}
    )
    proposal.decline_reason = reason
    messages.tell_it_came_to_nothing(proposal, before=before)


def accept_as_young_person(
    proposal: JobProposal, *, terms_version: int, by: User | None, is_on_behalf: bool, now: datetime
) -> None:
    """Say yes as the young person, to the terms that were read, and ask the workplace; `by` is None for a personal link."""
    ensure_room(proposal, now=now)
    lock_row(proposal.small_job)
    lock_row(proposal)
    ensure_not_expired(proposal, now=now)
    ensure_fit(proposal, now=now)
    ensure_terms_were_read(proposal, terms_version)
    take_step(
        proposal,
        JOB_PROPOSAL_STEPS,
        "accept as young person",
        by=by,
        now=now,
        details={"is_on_behalf": is_on_behalf, "terms": terms_version},
        changes={"answered_on_behalf": is_on_behalf, "terms_version": terms_version, "earlier_terms": {}},
    )
    proposal.expires_at = now + ANSWERED_WITHIN
    db.session.flush()
    messages.ask_employer(proposal)


def decline_as_young_person(
    proposal: JobProposal, *, by: User | None, is_on_behalf: bool, now: datetime
) -> None:
    """Say no thanks as the young person, which is always all right."""
    before = proposal.status
    take_step(
        proposal,
        JOB_PROPOSAL_STEPS,
        "decline as young person",
        by=by,
        now=now,
        details={"is_on_behalf": is_on_behalf},
        changes={"answered_on_behalf": is_on_behalf},
    )
    messages.tell_caseworker_of_no(proposal)
    messages.tell_it_came_to_nothing(proposal, before=before, is_young_person_told=False)


def decline_as_employer(proposal: JobProposal, *, reason: str, by: User, now: datetime) -> None:
    """Say no as the workplace; the young person is told kindly, without the reason."""
    take_step(proposal, JOB_PROPOSAL_STEPS, "decline as employer", by=by, now=now, details={"reason": reason})
    proposal.decline_reason = reason
    messages.tell_caseworker_of_no(proposal)
    messages.tell_young_person_it_came_to_nothing(proposal)


def accept_as_employer(proposal: JobProposal, *, by: User, now: datetime) -> Placement:
    """Say yes as the workplace: the young person takes a seat, on trial. Raises RuleError where a rule stands against it.

    The database asks again for seat, age, consent and an open job.
    """
    ensure_room(proposal, now=now)
    lock_row(proposal.small_job)
    lock_row(proposal)
    ensure_not_expired(proposal, now=now)
    try:
        with db.session.begin_nested():
            placement = place(proposal, by=by, now=now)
    except (IntegrityError, NoFreeSeatError) as error:
        raise RuleError(refusal_words(error)) from error
    messages.tell_of_placement(placement)
    return placement


def place(proposal: JobProposal, *, by: User, now: datetime) -> Placement:
    """Take the last step and write the placement on the job's lowest free seat, with the step-up plan as it is wished."""
    take_step(proposal, JOB_PROPOSAL_STEPS, "accept as employer", by=by, now=now)
    wishes, job = wishes_of(proposal.young_person), proposal.small_job
    start = max(1, min(wishes.start_hours, job.hours_to)) if wishes is not None else job.hours_from
    placement = Placement(
        proposal=proposal,
        young_person=proposal.young_person,
        small_job=job,
        seat=lowest_free_seat(job.id),
        started_on=local_date(now),
        start_hours=start,
        goal_hours=max(start, min(wishes.goal_hours, job.hours_to)) if wishes is not None else job.hours_to,
        step_hours=wishes.step_hours if wishes is not None else 0,
        step_weeks=wishes.step_weeks if wishes is not None else 4,
    )
    db.session.add(placement)
    db.session.flush()
    record_event("place in small job", placement, by=by, now=now, details={"proposal": proposal.id})
    return placement


def refusal_words(error: IntegrityError | NoFreeSeatError) -> str:
    """Return why there is no placement; raise the error again where it is none of the known."""
    constraint = getattr(getattr(getattr(error, "orig", None), "diag", None), "constraint_name", None)
    reason = "no_seat" if isinstance(error, NoFreeSeatError) else REFUSED_BY.get(str(constraint))
    words = {
        "no_seat": gettext("Every place of this job is taken."),
        "job_closed": gettext("The small job is no longer open."),
        "age": gettext("The law, or the job, asks for another age."),
        "terms": gettext(
            "The small job has been changed since the young person said yes. They are asked again."
        ),
        "consent": gettext("The young person has taken back the yes to being matched."),
        "has_a_job": gettext("The young person has just got another small job."),
    }
    if reason is None:
        raise error
    return words[reason]


def withdraw_proposal(proposal: JobProposal, *, by: User | None, reason: str, now: datetime) -> None:
    """Take a proposal out of play because something has changed."""
    before = proposal.status
    take_step(proposal, JOB_PROPOSAL_STEPS, "withdraw", by=by, now=now, details={"reason": reason})
    proposal.decline_reason = reason
    messages.tell_it_came_to_nothing(proposal, before=before)


def expire_proposal(proposal: JobProposal, *, now: datetime) -> None:
    """The time to answer is over."""
    before = proposal.status
    take_step(proposal, JOB_PROPOSAL_STEPS, "expire", by=None, now=now)
    messages.tell_it_came_to_nothing(proposal, before=before)
