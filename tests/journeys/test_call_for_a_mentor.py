"""An area contact sees what one more mentor is worth, and two clicks later has a call for one ready to paste."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.web import factories as make
from web.accounts.models import RoleName
from web.advice.jobs import work_out_recruitment
from web.core import clock
from web.extensions import db
from web.proposals import jobs, runs


def test_from_what_one_more_is_worth_to_a_call_in_two_clicks(
    open_page: Callable[..., Page], check_page: Callable[[Page], None]
) -> None:
    area = make.make_area(name="Nordbyen")
    contact = make.make_user(RoleName.AREA_CONTACT, name="Lone Vang")
    contact.contact_areas = [area]
    for _ in range(6):
        make.make_request(young_person=make.make_young_person(area=area, languages={"ar": 3}))
    make.make_mentor(volunteer=make.make_volunteer(area=area, languages={"da": 3}))
    run = runs.queue_run(by=None, now=clock.now())
    db.session.commit()
    jobs.run_matching(run_id=run.id)
    work_out_recruitment(run_id=run.id)

    page = open_page(contact)
    page.goto("/hverv")
    expect(page.get_by_text("giver én ung mere en mentor.").first).to_be_visible()
    check_page(page)
    page.get_by_role("link", name="Lav et opslag").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Et opslag efter mentorer")
    check_page(page)
    text = page.get_by_label("En tekst, du kan sende eller slå op").input_value()
    assert "Kunne du være mentor for en ung?" in text
    assert "Nordbyen" in text
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Kopiér teksten").click()
    expect(page.get_by_role("status").last).to_have_text(
        "Teksten er kopieret. Sæt den ind, hvor folk ser den."
    )
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.replace("\r\n", "\n") == text.replace("\r\n", "\n")
