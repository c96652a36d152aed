"""The part of the small world that asking volunteers, micro-tasks and calendars need."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.web import factories as make
from web.calls.links import answer_token
from web.calls.services import ask_volunteers
from web.core import clock
from web.extensions import db
from web.micro_tasks.services import report_done
from web.my_calendar.feeds import make_feed
from web.tasks.models import Shift, SignupStatus, TaskKind

if TYPE_CHECKING:
    from tests.web.access.world import World


def add_asking(world: World) -> None:
    """A question to somebody else, a micro-task that is reported, and a calendar's address."""
    coordinator, volunteer = world.people["coordinator"], world.parts["volunteer"]
    now = clock.now()
    shift = db.session.get_one(Shift, world.parts["shift_id"])
    (ask,) = ask_volunteers(shift, [make.make_volunteer()], by=coordinator, now=now)
    task = make.make_task(kind=TaskKind.MICRO, association=shift.task.association)
    micro = make.make_signup(
        shift=make.make_shift(task=task, starts_at=None, ends_at=None),
        volunteer=volunteer,
        status=SignupStatus.CONFIRMED,
        seat=1,
    )
    report_done(micro, minutes=20, note="", by=volunteer.user, now=now)
    feed = make_feed(volunteer.user, by=volunteer.user, now=now)
    world.parts |= {
        **{f"calls.{name}.token": answer_token(ask) for name in ("answer", "accept", "decline")},
        "micro_tasks.thank.signup_id": micro.id,
        "micro_tasks.return_report.signup_id": micro.id,
        "my_calendar.feed.token": feed.secret,
    }
