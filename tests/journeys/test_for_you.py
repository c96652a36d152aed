"""A volunteer opens their own list, puts one task aside, takes another, and finds it in the calendar, which can be left again."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from playwright.sync_api import Page, expect

from tests.web import factories as make


def test_what_fits_is_taken_in_one_tap_and_stands_in_the_calendar(
    open_page: Callable[..., Page], check_page: Callable[[Page], None]
) -> None:
    area, cooking = make.make_area(), make.make_interest(name_da="Madlavning", name_en="Cooking")
    day = datetime.now(UTC).replace(hour=15, minute=0, second=0, microsecond=0)
    for title, days, skills, is_at_once in (
        ("Sortér bøger", 5, [], False),
        ("Kog suppe", 2, [cooking], True),
    ):
        task = make.make_task(title=title, area=area, skills=skills, confirms_at_once=is_at_once)
        make.make_shift(task=task, starts_at=day + timedelta(days=days))
    volunteer = make.make_volunteer(area=area, skills=[cooking])

    phone = open_page(volunteer.user)
    phone.goto("/start")
    expect(phone.get_by_text("madlavning, som står i din profil")).to_be_visible()
    check_page(phone)
    phone.get_by_role("link", name="Se alt, der passer til dig").click()
    expect(phone.get_by_role("heading", level=3).first).to_have_text("Kog suppe")
    check_page(phone)
    phone.get_by_role("button", name="Ikke noget for mig: Sortér bøger").click()
    phone.get_by_text("Det har du lagt til side").click()
    expect(phone.get_by_role("button", name="Vis den igen: Sortér bøger")).to_be_visible()
    check_page(phone)
    phone.get_by_role("button", name="Tilmeld mig: Kog suppe").click()
    expect(phone.get_by_role("status")).to_contain_text("pladsen er din")

    phone.goto(f"/min-kalender?fra={(day + timedelta(days=2)).date()}")
    expect(phone.get_by_text("Kog suppe")).to_be_visible()
    phone.get_by_role("button", name="Få en adresse").click()
    expect(phone.get_by_label("Din hemmelige adresse")).to_have_value(re.compile(r"/kalender/\S{40,}\.ics$"))
    check_page(phone)
    phone.goto(f"/min-kalender?fra={(day + timedelta(days=2)).date()}")
    phone.get_by_role("link", name="Meld afbud: Kog suppe").click()
    expect(phone.get_by_text("det haster")).to_be_visible()
    check_page(phone)
    phone.get_by_label("Et par ord til foreningen").fill("Jeg skal passe min søster.")
    phone.get_by_role("button", name="Meld afbud").click()
    expect(phone.get_by_role("status")).to_contain_text("Du har meldt afbud")
