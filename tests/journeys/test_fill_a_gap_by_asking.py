"""A shift lacks hands: the coordinator asks, the first yes gets the place by a link on the phone, the other is thanked."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from playwright.sync_api import Page, expect
from sqlalchemy import select

from tests.journeys.conftest import DESK
from tests.web import factories as make
from web.accounts.models import RoleName
from web.extensions import db
from web.notifications.models import OutboxMessage
from web.profiles.models import Volunteer
from web.tasks.models import Shift


def test_a_gap_is_filled_by_asking(
    open_page: Callable[..., Page], check_page: Callable[[Page], None]
) -> None:
    shift = a_gap()
    frida, otto = (named(name, shift) for name in ("Frida Fjord", "Otto Overby"))
    desk = open_page(shift.task.association.coordinators[0], viewport=DESK)
    desk.goto("/start")
    desk.get_by_role("link", name="En vagt mangler snart hænder").click()
    check_page(desk)
    desk.get_by_role("link", name="Spørg frivillige: Åbn hallen").click()
    expect(desk.get_by_label("Frida")).to_be_checked()
    expect(desk.get_by_text("Fjord")).to_be_hidden()
    check_page(desk)
    desk.get_by_role("button", name="Spørg dem alle").click()
    expect(desk.get_by_role("status")).to_contain_text("2 er blevet spurgt")
    expect(desk.get_by_text("Er spurgt")).to_have_count(2)

    phone = open_page()
    phone.goto(link_in_mail(otto))
    check_page(phone)
    phone.get_by_role("button", name="Ja, jeg kommer").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Tak, pladsen er din!")
    check_page(phone)

    late = open_page()
    late.goto(link_in_mail(frida))
    expect(late.get_by_role("heading", level=1)).to_have_text("Pladsen er besat. Tak!")
    check_page(late)

    desk.reload()
    expect(desk.get_by_text("Alle pladser er taget")).to_be_visible()
    expect(desk.get_by_text("Sagde ja")).to_be_visible()


def a_gap() -> Shift:
    """One free place, the day after tomorrow."""
    day = datetime.now(UTC).replace(hour=15, minute=0, second=0, microsecond=0)
    return make.make_shift(
        task=make.make_task(title="Åbn hallen"), seats=1, starts_at=day + timedelta(days=2)
    )


def named(name: str, shift: Shift) -> Volunteer:
    """A volunteer of that name, close by."""
    return make.make_volunteer(user=make.make_user(RoleName.VOLUNTEER, name=name), area=shift.task.area)


def link_in_mail(volunteer: Volunteer) -> str:
    """The path of the personal link that the volunteer got first."""
    db.session.rollback()
    statement = select(OutboxMessage.body).where(OutboxMessage.user_id == volunteer.user_id)
    body = db.session.scalars(statement.order_by(OutboxMessage.id)).first() or ""
    found = re.search(r"/kan-du/\S+", body)
    assert found is not None
    return found[0]
