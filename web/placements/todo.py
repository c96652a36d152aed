"""What waits about small jobs on the start pages of caseworkers, young people, workplaces and those who coordinate."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from flask import url_for
from flask_babel import gettext, ngettext
from sqlalchemy import func, select

from web.accounts.models import RoleName, User
from web.core.clock import local_date, monday_of
from web.core.errors import NotVisibleError
from web.core.todo import Todo
from web.deputies.caseloads import caseloads_of
from web.employers.queries import employers_of
from web.extensions import db
from web.placements.hours import A_WEEK
from web.placements.models import JobProposal, JobProposalStatus, PlacementStatus
from web.placements.proposal_services import running_placement
from web.placements.queries import (
    areas_of,
    asked_of,
    placements_at_work_of,
    placements_in,
    placements_of_caseload,
    proposals_to_employer,
)
from web.placements.signals import signals_of
from web.placements.work_todo import own_work, trial_days_to_agree
from web.small_jobs.queries import wishes_of
from web.youth.models import YoungPerson
from web.youth.queries import young_person_of_account


def waiting_for(user: User, *, now: datetime) -> list[Todo]:
    """Return what the user can do now about small jobs."""
    return [
        *_for_caseworker(user, now=now),
        *_for_young_person(user, now=now),
        *_for_workplace(user, now=now),
        *_for_coordination(user, now=now),
    ]


def _for_caseworker(user: User, *, now: datetime) -> Iterator[Todo]:
    if not user.has_any_role(RoleName.CASEWORKER):
        return
    url = url_for("placements.list_proposals")
    waiting = db.session.scalar(
        select(func.count())
        .select_from(JobProposal)
        .join(YoungPerson)
        .where(
            YoungPerson.caseworker_id.in_(caseloads_of(user)),
            JobProposal.status == JobProposalStatus.PROPOSED,
        )
    )
    if waiting:
        title = ngettext("One small job is proposed", "%(num)s small jobs are proposed", waiting)
        yield Todo(title, gettext("Look at why, and say yes or no."), url, count=waiting, is_urgent=True)
    placements = placements_of_caseload(user)
    yield from trial_days_to_agree(placements, url=url)
    troubled = sum(1 for one in placements if any(signals_of(one, now=now)))
    if troubled:
        title = ngettext("One small job needs your help", "%(num)s small jobs need your help", troubled)
        yield Todo(title, gettext("The hours fall, or nobody has noted any."), url, count=troubled)


def _for_young_person(user: User, *, now: datetime) -> Iterator[Todo]:
    if not user.has_any_role(RoleName.YOUNG_PERSON):
        return
    try:
        person = young_person_of_account(user)
    except NotVisibleError:
        return
    asked = asked_of(person)
    url = url_for("placements.own_page")
    if asked is not None and asked.status is JobProposalStatus.APPROVED:
        title = gettext("A small job for you: %(title)s", title=asked.small_job.title)
        yield Todo(title, gettext("Read about it, and say yes or no thanks."), url, is_urgent=True)
    placement = running_placement(person)
    if placement is not None:
        yield own_work(placement, now=now)
    elif asked is None and wishes_of(person) is None:
        text = gettext("A few hours a week with ordinary pay. Tell us what you like.")
        yield Todo(gettext("Would you like a small job?"), text, url, is_news=True)


def _for_workplace(user: User, *, now: datetime) -> Iterator[Todo]:
    if not employers_of(user):
        return
    waiting = len(db.session.scalars(proposals_to_employer(user)).unique().all())
    if waiting:
        title = ngettext(
            "A young person would like to work with you",
            "%(num)s young people would like to work with you",
            waiting,
        )
        url = url_for("placements.list_for_employer")
        yield Todo(
            title, gettext("Read a little about them, and answer."), url, count=waiting, is_urgent=True
        )
    placements = placements_at_work_of(user)
    yield from trial_days_to_agree(placements, url=url_for("placements.list_for_employer"))
    last_week = monday_of(local_date(now)) - A_WEEK
    missing = sum(
        1
        for one in placements
        if one.status is PlacementStatus.EMPLOYED
        and monday_of(one.employed_on or one.started_on) <= last_week
        and last_week not in {week.monday for week in one.weeks}
    )
    if missing:
        text = gettext("One tap each, if it was as the week before.")
        yield Todo(
            gettext("Last week's hours are missing"), text, url_for("placements.note_hours"), count=missing
        )


def _for_coordination(user: User, *, now: datetime) -> Iterator[Todo]:
    if not user.has_any_role(RoleName.ADMINISTRATOR, RoleName.AREA_CONTACT):
        return
    troubled = sum(1 for one in placements_in(areas_of(user)) if any(signals_of(one, now=now)))
    if troubled:
        title = ngettext("One small job needs help", "%(num)s small jobs need help", troubled)
        text = gettext("See which workplace to call.")
        yield Todo(title, text, url_for("placements.overview"), count=troubled)
