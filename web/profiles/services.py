"""What changes a volunteer: telling of oneself, finishing the sign-up, pausing and coming back."""

from __future__ import annotations

from datetime import date, datetime
from functools import singledispatch

from flask_babel import gettext
from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from web.accounts.models import RoleName, User
from web.accounts.services import give_role
from web.audit.services import Actor, record_event, take_step
from web.catalogue.models import Skill
from web.core.errors import RuleError
from web.extensions import db
from web.profiles.details import Details, FreeTime, LikesAndSkills, Part, Reach, WhoYouAre, details_of
from web.profiles.models import VOLUNTEER_STEPS, Volunteer, VolunteerLanguage, VolunteerStatus
from web.profiles.queries import own_volunteer


def begin_sign_up(user: User, *, now: datetime) -> Volunteer:
    """Return the user's volunteer profile, begun now unless there is one already."""
    created = db.session.scalar(
        insert(Volunteer)
        .values(user_id=user.id, status=VolunteerStatus.SIGNING_UP)
        .on_conflict_do_nothing(index_elements=["user_id"])
        .returning(Volunteer.id)
    )
    volunteer = db.session.scalars(select(Volunteer).where(Volunteer.user_id == user.id)).one()
    if created is not None:
        record_event("begin sign-up", volunteer, by=user, now=now)
        give_role(user, RoleName.VOLUNTEER, by=user, now=now)
    return volunteer


def change_details(volunteer: Volunteer, part: Part, *, by: Actor, now: datetime) -> None:
    """Store one part of what a volunteer tells."""
    _store(part, volunteer)
    record_event("change profile", volunteer, by=by, now=now, details={"part": type(part).__name__.lower()})
    db.session.flush()


@singledispatch
def _store(part: Part, volunteer: Volunteer) -> None:
    raise TypeError(type(part).__name__)


@_store.register
def _(part: WhoYouAre, volunteer: Volunteer) -> None:
    volunteer.user.name = part.name
    volunteer.born_on = part.born_on
    volunteer.phone = part.phone
    volunteer.gender = part.gender


@_store.register
def _(part: LikesAndSkills, volunteer: Volunteer) -> None:
    volunteer.skills = list(db.session.scalars(select(Skill).where(Skill.id.in_(part.skill_ids))))
    known = {spoken.language_id: spoken for spoken in volunteer.languages}
    spoken_now = []
    for language_id, level in part.languages:
        spoken = known.get(language_id) or VolunteerLanguage(language_id=language_id)
        spoken.level = level
        spoken_now.append(spoken)
    volunteer.languages = spoken_now
    volunteer.about = part.about


@_store.register
def _(part: Reach, volunteer: Volunteer) -> None:
    volunteer.area_id = part.area_id
    volunteer.means = list(part.means)
    volunteer.max_travel_minutes = part.max_travel_minutes


@_store.register
def _(part: FreeTime, volunteer: Volunteer) -> None:
    volunteer.week = part.week
    volunteer.wishes_to_mentor = part.wishes_to_mentor


def finish_sign_up(volunteer: Volunteer, *, by: Actor, now: datetime) -> None:
    """Make a volunteer active; raises RuleError while something is not told yet."""
    if not details_of(volunteer).is_complete:
        raise RuleError(gettext("There is a step you have not filled in yet."))
    take_step(volunteer, VOLUNTEER_STEPS, "finish sign-up", by=by, now=now)


def adopt_details(user: User, details: Details, *, now: datetime) -> None:
    """Give a user what they told before they had confirmed their address; a profile they have is left alone."""
    if own_volunteer(user) is not None:
        return
    volunteer = begin_sign_up(user, now=now)
    for part in details.parts:
        if part is not None:
            change_details(volunteer, part, by=user, now=now)
    if details.is_complete:
        finish_sign_up(volunteer, by=user, now=now)


def pause(volunteer: Volunteer, *, until: date | None, by: Actor, now: datetime) -> None:
    """Take a break: no new tasks or matches are proposed, until a day or until the volunteer says so."""
    take_step(volunteer, VOLUNTEER_STEPS, "pause", by=by, now=now)
    volunteer.paused_until = until
    db.session.flush()


def resume(volunteer: Volunteer, *, by: Actor | None, now: datetime) -> None:
    """Come back from a break; `by` is None when its last day is over."""
    take_step(volunteer, VOLUNTEER_STEPS, "resume", by=by, now=now)
    volunteer.paused_until = None
    db.session.flush()
