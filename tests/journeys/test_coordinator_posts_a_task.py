"""A coordinator posts a task on one page, and posts it again with new dates."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from playwright.sync_api import Page, expect

from tests.web import factories as make
from web.core.clock import local_date, now


def test_a_coordinator_posts_a_task_and_posts_it_again(
    open_page: Callable[..., Page], check_page: Callable[[Page], None]
) -> None:
    association = make.make_association(name="Naboskab Midtby")
    first_day = local_date(now()) + timedelta(days=10)
    page = open_page(association.coordinators[0])
    page.goto("/mine-opgaver")
    check_page(page)
    page.get_by_role("link", name="Slå en opgave op").first.click()
    check_page(page)
    page.get_by_label("Hvad hedder opgaven?").fill("Gåtur med Gerda og Kurt")
    page.get_by_label("Opgaven i én sætning").fill("Gå en rolig tur med et ældre ægtepar.")
    page.get_by_label("Hvad skal man lave?").fill("I går en halv time langs åen og drikker kaffe bagefter.")
    first, second = (page.get_by_role("group", name=f"Dato {number}") for number in (1, 2))
    first.get_by_label("Dato").fill(first_day.isoformat())
    first.get_by_label("Fra").fill("10:30")
    first.get_by_label("Til").fill("12:00")
    second.get_by_label("Dato").fill((first_day + timedelta(days=7)).isoformat())
    second.get_by_label("Dato").blur()
    expect(second.get_by_label("Fra")).to_have_value("10:30")
    page.get_by_role("button", name="Tre linjer mere").click()
    expect(page.get_by_role("group", name="Dato 6")).to_be_visible()
    page.get_by_label("Bydel eller landsby").select_option(association.area.code)
    page.get_by_label("Hvad kan man forvente af jer?").fill("Kaffe, og Bodil går med den første gang.")
    page.get_by_role("button", name="Se, hvordan opgaven vises").click()
    preview = page.get_by_role("region", name="Sådan vises opgaven")
    expect(preview).to_be_focused()
    expect(preview).to_contain_text("2 gange")
    expect(preview).to_contain_text("kl. 10.30–12.00")
    check_page(page)
    page.get_by_role("button", name="Slå op", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("alle kan finde den")
    check_page(page)

    page.get_by_role("link", name="Slå op igen").click()
    expect(page.get_by_label("Hvad hedder opgaven?")).to_have_value("Gåtur med Gerda og Kurt")
    page.get_by_text("Hver uge på samme tid").click()
    expect(page.get_by_role("group", name="Dato 1")).to_be_hidden()
    page.get_by_label("Ugedag").select_option("2")
    page.get_by_role("textbox", name="Fra", exact=True).fill("14:00")
    page.get_by_role("textbox", name="Til", exact=True).fill("15:00")
    page.get_by_role("button", name="Slå op", exact=True).click()
    expect(page.get_by_text("Hver onsdag kl. 14.00–15.00")).to_be_visible()
    page.goto("/opgaver")
    expect(page.get_by_role("link", name="Gåtur med Gerda og Kurt")).to_have_count(2)
