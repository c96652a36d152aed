"""Applying to be a mentor, and changing what one offers."""

from __future__ import annotations

from datetime import date, datetime

from flask_babel import gettext
from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.exc import IntegrityError

from web.accounts.models import RoleName, User
from web.accounts.services import give_role
from web.audit.services import record_event, take_step
from web.catalogue.models import Experience, Goal
from web.consents.models import ConsentPurpose, Through
from web.consents.services import give_consent
from web.consents.texts import language_of_page
from web.core import clock
from web.core.errors import RuleError
from web.extensions import db
from web.profiles.models import MENTOR_STEPS, Mentor, Volunteer
from web.vetting.messages import tell_application_received
from web.vetting.models import Clearance, ClearanceStatus
from web.vetting.offers import MentorOffer
from web.vetting.queries import all_requirements, required_kinds

YOUNGEST_MENTOR = 18
CAPACITY_CONSTRAINT = "fk_matches_seat"


def apply_as_mentor(volunteer: Volunteer, offer: MentorOffer, *, by: User, now: datetime) -> Mentor:
    """Enter a volunteer as somebody who would like to be a mentor; the checks that are needed begin to wait.

    Raises RuleError for somebody too young to be a mentor, and for a second application sent at the same time.
    """
    db.session.refresh(volunteer, with_for_update=True)
    if volunteer.mentor is not None:
        raise RuleError(gettext("You have applied already."))
    if volunteer.born_on is None or not is_of_age(volunteer.born_on, on=clock.local_date(now)):
        raise RuleError(gettext("Mentors are at least %(age)s years old.", age=YOUNGEST_MENTOR))
    mentor = Mentor(created_at=now)
    write_offer(mentor, offer)
    mentor.volunteer = volunteer
    db.session.add(mentor)
    db.session.flush()
    record_event("apply as mentor", mentor, by=by, now=now)
    give_consent(
        volunteer.user,
        ConsentPurpose.BEING_MENTOR,
        through=Through.OWN_PAGE,
        language=language_of_page(),
        by=by,
        now=now,
    )
    give_role(volunteer.user, RoleName.MENTOR, by=by, now=now)
    await_clearances(mentor)
    tell_application_received(mentor)
    return mentor


def change_offer(mentor: Mentor, offer: MentorOffer, *, by: User, now: datetime) -> None:
    """Change what a mentor offers; raises RuleError for fewer places than running matches."""
    try:
        with db.session.begin_nested():
            write_offer(mentor, offer)
            db.session.flush()
    except IntegrityError as error:
        if error.orig is None or error.orig.diag.constraint_name != CAPACITY_CONSTRAINT:  # type: ignore[attr-defined]
            raise
        raise RuleError(
            gettext("You are in touch with more young people than that right now."), field="capacity"
        ) from error
    record_event("change mentor", mentor, by=by, now=now)
    await_clearances(mentor)


def apply_again(mentor: Mentor, *, by: User, now: datetime) -> None:
    """Take up an application that was refused."""
    take_step(mentor, MENTOR_STEPS, "apply again", by=by, now=now)
    await_clearances(mentor)


def write_offer(mentor: Mentor, offer: MentorOffer) -> None:
    """Copy the offer into the row."""
    mentor.kind = offer.kind
    mentor.capacity = offer.capacity
    mentor.youngest_age = offer.youngest_age
    mentor.oldest_age = offer.oldest_age
    mentor.goals = list(db.session.scalars(select(Goal).where(Goal.id.in_(offer.goal_ids))))
    mentor.experiences = list(
        db.session.scalars(select(Experience).where(Experience.id.in_(offer.experience_ids)))
    )
    mentor.motivation = offer.motivation


def await_clearances(mentor: Mentor) -> None:
    """Lay a waiting clearance for every kind that the mentor needs and does not have, and take back what is not needed."""
    kinds = required_kinds(mentor.youngest_age, all_requirements())
    db.session.execute(
        delete(Clearance).where(
            Clearance.volunteer_id == mentor.volunteer_id,
            Clearance.status == ClearanceStatus.PENDING,
            Clearance.kind.not_in(kinds),
        )
    )
    rows = [
        {"volunteer_id": mentor.volunteer_id, "kind": kind, "status": ClearanceStatus.PENDING}
        for kind in kinds
    ]
    if rows:
        db.session.execute(
            insert(Clearance).values(rows).on_conflict_do_nothing(index_elements=["volunteer_id", "kind"])
        )


def is_of_age(born_on: date, *, on: date) -> bool:
    """Tell whether somebody is old enough to be a mentor on that day."""
    return on.year - born_on.year - ((on.month, on.day) < (born_on.month, born_on.day)) >= YOUNGEST_MENTOR
