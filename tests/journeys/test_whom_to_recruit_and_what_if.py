"""A caseworker reads whom to recruit, sees what insisting on a mentor would cost, chooses her, and tries a what-if."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys.conftest import RUN_MILLISECONDS
from tests.web import factories as make
from web.accounts.models import RoleName
from web.advice.jobs import work_out_recruitment
from web.core import clock
from web.extensions import db
from web.proposals import jobs, runs

DESK = {"width": 1280, "height": 900}


def test_a_caseworker_weighs_a_choice_before_making_it(
    open_page: Callable[..., Page], check_page: Callable[[Page], None]
) -> None:
    area, interest = make.make_area(name="Nordbyen"), make.make_interest()
    caseworker = make.make_user(RoleName.CASEWORKER, name="Mette Lund")
    own = make.make_young_person(area=area, caseworker=caseworker, first_name="Freja")
    make.make_request(young_person=own, urgency=3)
    make.make_request(
        young_person=make.make_young_person(area=area, first_name="Noah"), urgency=1, interests=[interest]
    )
    volunteer = make.make_volunteer(
        user=make.make_user(RoleName.VOLUNTEER, RoleName.MENTOR, name="Birgit Krog"),
        area=area,
        skills=[interest],
    )
    make.make_mentor(volunteer=volunteer)
    run = runs.queue_run(by=None, now=clock.now())
    db.session.commit()
    jobs.run_matching(run_id=run.id)
    work_out_recruitment(run_id=run.id)

    page = open_page(caseworker, viewport=DESK)
    page.goto("/hverv")
    expect(page.get_by_text("En mentor fra Nordbyen giver én ung mere en mentor.")).to_be_visible()
    check_page(page)
    page.get_by_role("link", name="Et opslag til at printe").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Et opslag efter mentorer")
    check_page(page)

    page.goto(f"/unge/{own.id}")
    page.get_by_role("link", name="Vælg blandt alle mentorer").click()
    page.get_by_label("Mentorens navn").fill("birgit")
    page.get_by_role("button", name="Søg").click()
    check_page(page)
    page.get_by_role("button", name="Se, hvad det ændrer").click()
    expect(page.get_by_text("Én ung hos en kollega ville ikke have en mentor")).to_be_visible(
        timeout=RUN_MILLISECONDS
    )
    expect(page.get_by_text("Noah")).to_have_count(0)
    check_page(page)

    page.goto("/hvad-hvis")
    check_page(page)
    page.get_by_label("Hvor mange nye mentorer?").fill("1")
    page.get_by_role("button", name="Se, hvad der ville være anderledes").click()
    expect(page.get_by_text("Ville få en mentor: en af de nye mentorer.")).to_be_visible(
        timeout=RUN_MILLISECONDS
    )
    check_page(page)

    page.goto("/hvad-hvis")
    page.get_by_role("link", name="Birgit Krog til Freja").click()
    page.get_by_label("De har mødt hinanden, og det gik godt").check()
    page.get_by_role("button", name="Ja, spørg denne mentor").click()
    expect(page.get_by_text("Vi har spurgt den mentor, du valgte.")).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_have_text("Birgit Krog til Freja")
