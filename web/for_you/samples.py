"""What the demonstration shows of asking, stepping in and micro-tasks: invented, like everything in it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from web.accounts.models import User
from web.associations.models import Association
from web.calls.candidates import candidates_for
from web.calls.gaps import gaps_ahead
from web.calls.services import ask_volunteers, say_no
from web.calls.step_in import offer_to_step_in
from web.extensions import db
from web.for_you.picks import picks_for
from web.micro_tasks.services import report_done
from web.profiles.models import Volunteer, VolunteerStatus
from web.profiles.queries import own_volunteer
from web.tasks.coordinator_queries import associations_of
from web.tasks.models import Shift, Signup, SignupStatus, Task, TaskKind, TaskStatus
from web.tasks.signup_services import lowest_free_seat, take_place

EVERY = 3
STEPPING_IN = 24
ASKED = 4


def add_samples(*, volunteer_email: str, coordinator_email: str, now: datetime) -> None:
    """Let some tasks give the place at once, some people step in, and the demo accounts have something to answer."""
    coordinator, user = (
        db.session.scalars(select(User).where(User.email == email)).one()
        for email in (coordinator_email, volunteer_email)
    )
    for task in db.session.scalars(select(Task).where(Task.id % EVERY == 0)):
        task.confirms_at_once = True
    volunteer = own_volunteer(user)
    associations = associations_of(coordinator)
    if volunteer is None or not associations:
        return
    offer_hands(now=now)
    ask_about_gaps(associations[0], volunteer, by=coordinator, now=now)
    do_micro_tasks(associations[0], volunteer, now=now)
    db.session.flush()


def offer_hands(*, now: datetime) -> None:
    """Some volunteers step in at short notice, each where they live."""
    ready = db.session.scalars(
        select(Volunteer)
        .where(Volunteer.status == VolunteerStatus.ACTIVE, Volunteer.area_id.is_not(None))
        .order_by(Volunteer.id)
        .limit(STEPPING_IN * EVERY)
    ).all()[::EVERY]
    for one in ready:
        assert one.area is not None, "chosen for having one"
        offer_to_step_in(one, [one.area], weekdays=range(7), hours_ahead=6, by=one.user, now=now)


def ask_about_gaps(association: Association, volunteer: Volunteer, *, by: User, now: datetime) -> None:
    """Two shifts have been asked about: in one of them somebody has said no, in the other the volunteer is asked."""
    for shift in gaps_ahead(association, now=now)[:1]:
        people = [one.volunteer for one in candidates_for(shift, most=ASKED, now=now)]
        asks = ask_volunteers(shift, people, by=by, now=now) if people else []
        if len(asks) > 1:
            say_no(asks[0], now=now)
    for pick in picks_for(volunteer, most=ASKED, now=now).shifts[-1:]:
        ask_volunteers(pick.shift, [volunteer], by=pick.shift.task.association.coordinators[0], now=now)


def do_micro_tasks(association: Association, volunteer: Volunteer, *, now: datetime) -> None:
    """The volunteer has a micro-task to do, and somebody else has done one for the coordinator's association."""
    open_ones = micro_shifts()
    for shift in open_ones[:1]:
        take_place(shift, volunteer, by=volunteer.user, now=now)
    own = [shift for shift in open_ones[1:] if shift.task.association_id == association.id]
    for shift in own[:1]:
        helper = db.session.scalars(
            select(Volunteer)
            .where(
                Volunteer.status == VolunteerStatus.ACTIVE,
                Volunteer.id != volunteer.id,
                Volunteer.id.not_in(select(Signup.volunteer_id).where(Signup.shift_id == shift.id)),
            )
            .order_by(Volunteer.born_on)
            .limit(1)
        ).one()
        signup = take_place(shift, helper, by=helper.user, now=now)
        assert signup.status is SignupStatus.CONFIRMED
        report_done(signup, minutes=40, note="Det gik fint, og der blev grinet.", by=helper.user, now=now)


def micro_shifts() -> Sequence[Shift]:
    """Return micro-tasks with a free place, the oldest first."""
    found = db.session.scalars(
        select(Shift)
        .join(Shift.task)
        .where(
            Task.kind == TaskKind.MICRO, Task.status == TaskStatus.PUBLISHED, Shift.called_off_at.is_(None)
        )
        .order_by(Shift.id)
    )
    return [shift for shift in found if lowest_free_seat(shift) is not None]
