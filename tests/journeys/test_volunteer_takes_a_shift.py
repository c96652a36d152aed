"""A volunteer signs up for a shift on a phone, and the coordinator says yes."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys.conftest import DESK
from tests.web import factories as make
from web.accounts.models import RoleName
from web.extensions import db


def test_a_volunteer_signs_up_and_the_coordinator_confirms(
    open_page: Callable[..., Page], check_page: Callable[[Page], None]
) -> None:
    association = make.make_association(name="Lektiecaféen")
    shift = make.make_shift(task=make.make_task(association=association, title="Lektiehjælp"), seats=1)
    user = make.make_user(RoleName.VOLUNTEER, name="Frida Fjord", email="frida@example.dk")
    volunteer = make.make_volunteer(user=user, phone="00 12 34 56")

    phone = open_page(volunteer.user)
    phone.goto(f"/opgaver/{shift.task_id}")
    check_page(phone)
    phone.get_by_role("link", name="med en besked").click()
    check_page(phone)
    phone.get_by_label("En besked til foreningen").fill("Jeg er god til brøker.")
    phone.get_by_role("button", name="Tilmeld mig").click()
    expect(phone.get_by_role("status")).to_contain_text("Foreningen har fået besked")
    expect(phone.get_by_text("Venter på svar")).to_be_visible()
    check_page(phone)

    desk = open_page(association.coordinators[0], viewport=DESK)
    desk.goto(f"/opgaver/{shift.task_id}/tilmeldinger")
    expect(desk.get_by_text("Jeg er god til brøker.")).to_be_visible()
    expect(desk.get_by_text("frida@example.dk")).to_be_hidden()
    check_page(desk)
    desk.get_by_role("button", name="Sig ja til Frida Fjord").click()
    expect(desk.get_by_text("1 af 1 pladser")).to_be_visible()
    expect(desk.get_by_role("link", name="frida@example.dk")).to_be_visible()
    check_page(desk)

    phone.reload()
    expect(phone.get_by_text("Bekræftet")).to_be_visible()
    phone.goto(f"/opgaver/{shift.task_id}")
    expect(phone.get_by_text("Fuldt lige nu")).to_be_visible()
    phone.goto("/mine-vagter")
    phone.get_by_role("link", name="Meld afbud: Lektiehjælp").click()
    phone.get_by_role("button", name="Meld afbud").click()
    expect(phone.get_by_role("status")).to_contain_text("Du har meldt afbud")


def test_a_stranger_is_led_from_a_task_towards_a_profile(
    page: Page, check_page: Callable[[Page], None]
) -> None:
    shift = make.make_shift(task=make.make_task(title="Lektiehjælp"))
    db.session.commit()
    page.goto(f"/opgaver/{shift.task_id}")
    page.get_by_role("link", name="Tilmeld mig: ").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Dejligt, at du vil hjælpe!")
    check_page(page)
    page.get_by_role("link", name="Bliv frivillig").click()
    expect(page.get_by_role("navigation", name="Trin")).to_be_visible()
