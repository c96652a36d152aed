"""What a run has changed against the plan before: who has another mentor, and why, as codes and in words."""

from __future__ import annotations

import enum
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext, lazy_gettext
from sqlalchemy import select
from sqlalchemy.orm import contains_eager

from web.accounts.models import User
from web.deputies.caseloads import caseloads_of
from web.extensions import db
from web.profiles.models import Mentor, MentorStatus
from web.proposals.models import MatchRun, PlanChange, RunStatus, Unmatched
from web.proposals.places import used_places
from web.youth.models import MentorRequest, YoungPerson


class WhyChanged(enum.StrEnum):
    """Why somebody has another mentor than in the plan before."""

    NEW_REQUEST = "new_request"
    MENTOR_AT_LAST = "mentor_at_last"
    MENTOR_HELPS_ANOTHER = "mentor_helps_another"
    MENTOR_NOT_AVAILABLE = "mentor_not_available"
    BETTER_PLAN = "better_plan"


REASONS: dict[WhyChanged, Any] = {
    WhyChanged.NEW_REQUEST: lazy_gettext("Had no part in the last run."),
    WhyChanged.MENTOR_AT_LAST: lazy_gettext("Had no mentor in the last run."),
    WhyChanged.MENTOR_HELPS_ANOTHER: lazy_gettext(
        "The mentor now helps somebody else, which is better for all."
    ),
    WhyChanged.MENTOR_NOT_AVAILABLE: lazy_gettext("The mentor has no free place any more."),
    WhyChanged.BETTER_PLAN: lazy_gettext("Another mentor fits better now."),
}


def record_changes(
    run: MatchRun, before: Mapping[int, int], after: Mapping[int, int], left: set[int]
) -> None:
    """Write down who had, and has, which mentor in the plans (by request); `left` are those without one now.

    Before the first run there was no plan, and nothing has changed.
    """
    earlier = run_before(run)
    if earlier is None:
        return
    waited = set(db.session.scalars(select(Unmatched.request_id).where(Unmatched.run_id == earlier.id)))
    gone = mentors_without_place(set(before.values()))
    for request_id in sorted(after.keys() | (before.keys() & left)):
        old, new = before.get(request_id), after.get(request_id)
        if old != new:
            reason = reason_of(old, is_waiting=request_id in waited, gone=gone, busy=set(after.values()))
            db.session.add(
                PlanChange(
                    run_id=run.id,
                    request_id=request_id,
                    before_mentor_id=old,
                    after_mentor_id=new,
                    reason=reason,
                )
            )


def run_before(run: MatchRun) -> MatchRun | None:
    """Return the finished run before this one."""
    return db.session.scalar(
        select(MatchRun)
        .where(MatchRun.status == RunStatus.DONE, MatchRun.id < run.id)
        .order_by(MatchRun.id.desc())
        .limit(1)
    )


def mentors_without_place(mentor_ids: set[int]) -> set[int]:
    """Return which of these mentors can have nobody now."""
    used = used_places()
    mentors = db.session.scalars(select(Mentor).where(Mentor.id.in_(mentor_ids)))
    return {
        mentor.id
        for mentor in mentors
        if mentor.status is not MentorStatus.APPROVED or mentor.capacity <= used.get(mentor.id, 0)
    }


def reason_of(old: int | None, *, is_waiting: bool, gone: set[int], busy: set[int]) -> WhyChanged:
    """Return why a request has another mentor than before."""
    if old is None:
        return WhyChanged.MENTOR_AT_LAST if is_waiting else WhyChanged.NEW_REQUEST
    if old in gone:
        return WhyChanged.MENTOR_NOT_AVAILABLE
    return WhyChanged.MENTOR_HELPS_ANOTHER if old in busy else WhyChanged.BETTER_PLAN


@dataclass(frozen=True)
class ChangeWords:
    """One of the viewer's own young people whose mentor in the plan is another one."""

    young_person_id: int
    name: str
    sentence: str
    reason: str


def changes_of(run: MatchRun) -> Sequence[PlanChange]:
    """Return everything the run changed; who reads it is told of their own, of others how many."""
    return (
        db.session.scalars(
            select(PlanChange)
            .join(PlanChange.request)
            .join(MentorRequest.young_person)
            .where(PlanChange.run_id == run.id)
            .options(contains_eager(PlanChange.request).contains_eager(MentorRequest.young_person))
            .order_by(YoungPerson.first_name, PlanChange.request_id)
        )
        .unique()
        .all()
    )


def own_changes(viewer: User, changes: Sequence[PlanChange]) -> list[PlanChange]:
    """Return those about the viewer's own young people."""
    own = caseloads_of(viewer)
    return [change for change in changes if change.request.young_person.caseworker_id in own]


def change_words(change: PlanChange, mentor_names: Mapping[int, str]) -> ChangeWords:
    """Return one change in words."""
    person = change.request.young_person
    return ChangeWords(
        person.id,
        f"{person.first_name} {person.last_name}".strip(),
        sentence_of(change, mentor_names),
        str(REASONS[WhyChanged(change.reason)]),
    )


def sentence_of(change: PlanChange, mentor_names: Mapping[int, str]) -> str:
    """Return who the mentor was and is."""
    before = mentor_names.get(change.before_mentor_id or 0, gettext("Another mentor"))
    after = mentor_names.get(change.after_mentor_id or 0, gettext("Another mentor"))
    if change.before_mentor_id is None:
        return gettext("Now %(mentor)s.", mentor=after)
    if change.after_mentor_id is None:
        return gettext("No longer %(mentor)s, and nobody else.", mentor=before)
    return gettext("Now %(after)s and no longer %(before)s.", after=after, before=before)
