"""On the day: the coordinator ticks off on a phone and says thank you, and the hours stand on the volunteer's page."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from playwright.sync_api import Page, expect

from tests.journeys.conftest import DESK
from tests.web import factories as make
from web.accounts.models import RoleName
from web.tasks.models import SignupStatus


def test_the_coordinator_ticks_off_and_the_volunteer_sees_hours_and_thanks(
    open_page: Callable[..., Page], check_page: Callable[[Page], None]
) -> None:
    association = make.make_association(name="Lektiecaféen")
    shift = make.make_shift(
        task=make.make_task(association=association, title="Lektiehjælp"),
        seats=3,
        starts_at=datetime.now(UTC) - timedelta(hours=3),
    )
    people = [make.make_user(RoleName.VOLUNTEER, name=name) for name in ("Anna Aa", "Bo Bæk", "Carl Clausen")]
    for seat, user in enumerate(people, start=1):
        volunteer = make.make_volunteer(user=user)
        make.make_signup(shift=shift, volunteer=volunteer, status=SignupStatus.CONFIRMED, seat=seat)

    phone = open_page(association.coordinators[0])
    phone.goto("/fremmoede")
    check_page(phone)
    phone.get_by_role("link", name="Lektiehjælp").click()
    check_page(phone)
    phone.get_by_role("button", name="Kom ikke: Bo Bæk").click()
    phone.get_by_role("button", name="Fortryd for Bo Bæk").click()
    phone.get_by_role("button", name="Kom: Bo Bæk").click()
    phone.get_by_role("link", name="Anden tid end planlagt: Carl Clausen").click()
    phone.get_by_label("Hvor mange minutter?").fill("0")
    phone.get_by_role("button", name="Gem").click()
    expect(phone.get_by_role("alert").first).to_contain_text("mellem 1 minut og 24 timer")
    check_page(phone)
    phone.get_by_label("Hvor mange minutter?").fill("90")
    phone.get_by_role("button", name="Gem").click()
    phone.get_by_role("button", name="Kom: Anna Aa").click()
    check_page(phone)
    phone.get_by_label("Dine ord").fill("Tak for en dejlig eftermiddag!")
    phone.get_by_role("button", name="Send tak").click()
    expect(phone.get_by_role("status")).to_contain_text("Din tak er sendt til 3")
    expect(phone.get_by_text("Har fået tak")).to_have_count(3)

    desk = open_page(people[2], viewport=DESK)
    desk.goto("/mine-vagter")
    desk.get_by_role("link", name="Se dine timer").click()
    expect(desk.get_by_text("1 time og 30 minutter").first).to_be_visible()
    check_page(desk)
