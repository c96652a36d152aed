"""When a volunteer is erased, nothing is left of what they were asked, wished, reported or put aside."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy import func, select

from tests.web import factories as make
from web.calls.models import Ask, StepInOffer
from web.calls.services import ask_volunteers
from web.calls.step_in import offer_to_step_in
from web.calls.wishes import Wish, keep_wish
from web.extensions import db
from web.for_you.models import SetAside
from web.for_you.services import set_aside
from web.micro_tasks.models import MicroReport
from web.micro_tasks.services import report_done
from web.my_calendar.feeds import make_feed
from web.my_calendar.models import CalendarFeed
from web.privacy.erasure import erase_user
from web.tasks.models import SignupStatus, TaskKind

pytestmark = pytest.mark.usefixtures("database")


def test_nothing_is_left_of_a_volunteer() -> None:
    now = datetime.now(UTC)
    volunteer = make.make_volunteer()
    user = volunteer.user
    shift = make.make_shift()
    ask_volunteers(shift, [volunteer], by=shift.task.association.coordinators[0], now=now)
    keep_wish(volunteer, Wish(most_asks=2), by=user, now=now)
    offer_to_step_in(volunteer, [shift.task.area], weekdays=[1], hours_ahead=2, by=user, now=now)
    set_aside(shift.task, volunteer, by=user, now=now)
    make_feed(user, by=user, now=now)
    micro = make.make_shift(task=make.make_task(kind=TaskKind.MICRO), starts_at=None, ends_at=None)
    done = make.make_signup(shift=micro, volunteer=volunteer, status=SignupStatus.CONFIRMED, seat=1)
    report_done(done, minutes=20, note="Jeg er glad for Gerda.", by=user, now=now)
    erase_user(user, by=None, now=now)
    db.session.flush()
    for table in (Ask, StepInOffer, SetAside, CalendarFeed):
        assert db.session.scalar(select(func.count()).select_from(table)) == 0
    report = db.session.scalars(select(MicroReport)).one()
    assert (report.note, report.minutes) == ("", 20)
