"""What follows for young people when a workplace changes or closes a small job, or is a workplace here no more.

What somebody said yes to is kept: where they work, the terms stay; where they have been asked, they are asked again.
"""

from __future__ import annotations

from datetime import datetime

from flask_babel import gettext
from sqlalchemy import select

from web.accounts.models import User
from web.audit.services import record_event, take_step
from web.core.errors import RuleError
from web.core.locks import lock_row
from web.employers.effects import when_refused
from web.employers.models import Employer
from web.extensions import db
from web.placements import change_messages
from web.placements.models import (
    JOB_PROPOSAL_STEPS,
    LIVE_JOB_PROPOSALS,
    JobProposal,
    JobProposalStatus,
    Placement,
    PlacementStatus,
)
from web.placements.proposal_services import ANSWERED_WITHIN, ensure_fit, withdraw_proposal
from web.placements.queries import placements_of_employer
from web.placements.seats import ASKED
from web.small_jobs.effects import before_terms_change, when_closed, when_terms_change
from web.small_jobs.models import SmallJob
from web.small_jobs.terms import Earlier


@before_terms_change
def keep_terms_of_who_works_there(job: SmallJob, earlier: Earlier) -> None:
    """Raise RuleError at a changed field where somebody works on the terms as they are."""
    running = select(Placement.id).where(
        Placement.small_job_id == job.id, Placement.status != PlacementStatus.ENDED
    )
    if db.session.scalar(running.limit(1)) is not None:
        raise RuleError(
            gettext(
                "A young person works with you on these terms, so they stay as they are. More pay and more help are"
                " always fine. For anything else, talk with the caseworker, or close this small job for new people"
                " and post another."
            ),
            field=next(iter(earlier)),
        )


@when_terms_change
def ask_again(job: SmallJob, earlier: Earlier, by: User | None, now: datetime) -> None:
    """Ask everybody again who has been asked on other terms, or has said yes to them; show what has changed."""
    for proposal in live_proposals_for(job, statuses=ASKED):
        before = proposal.status
        proposal.earlier_terms = earlier | proposal.earlier_terms
        try:
            ensure_fit(proposal, now=now)
        except RuleError:
            withdraw(proposal, reason="terms_changed", by=by, now=now)
            continue
        if before is JobProposalStatus.YOUNG_PERSON_ACCEPTED:
            take_step(proposal, JOB_PROPOSAL_STEPS, "ask again", by=by, now=now)
            proposal.terms_version = None
        else:
            record_event("tell of changed small job", proposal, by=by, now=now)
        proposal.expires_at = now + ANSWERED_WITHIN
        db.session.flush()
        change_messages.ask_again(proposal, before=before)


@when_closed
def ask_no_more(job: SmallJob, by: User | None, now: datetime) -> None:
    """Withdraw what is proposed about a job that has been closed."""
    for proposal in live_proposals_for(job):
        withdraw(proposal, reason="job_closed", by=by, now=now)


@when_refused
def end_with_employer(employer: Employer, by: User, now: datetime) -> None:
    """Withdraw what is proposed at a workplace that was refused; tell the caseworkers of those who work there."""
    jobs = select(SmallJob).where(SmallJob.employer_id == employer.id).order_by(SmallJob.id)
    for job in db.session.scalars(jobs).all():
        lock_row(job)
        for proposal in live_proposals_for(job):
            withdraw(proposal, reason="employer_refused", by=by, now=now)
    for placement in placements_of_employer(employer):
        change_messages.tell_workplace_was_refused(placement, at=now)


def live_proposals_for(
    job: SmallJob, *, statuses: frozenset[JobProposalStatus] = LIVE_JOB_PROPOSALS
) -> list[JobProposal]:
    """Return the job's proposals in these statuses, each locked; the job's row is locked already."""
    found = db.session.scalars(
        select(JobProposal)
        .where(JobProposal.small_job_id == job.id, JobProposal.status.in_(statuses))
        .order_by(JobProposal.id)
    ).all()
    for proposal in found:
        lock_row(proposal)
    return [proposal for proposal in found if proposal.status in statuses]


def withdraw(proposal: JobProposal, *, reason: str, by: User | None, now: datetime) -> None:
    """Withdraw a proposal, and tell the caseworker too where somebody had been asked."""
    was_asked = proposal.status in ASKED
    withdraw_proposal(proposal, by=by, reason=reason, now=now)
    if was_asked:
        change_messages.tell_caseworker_it_was_withdrawn(proposal)
