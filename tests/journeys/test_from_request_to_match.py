"""A caseworker registers a young person and asks for a mentor; a run, three answers, and the page of the match."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect
from sqlalchemy import select

from tests.journeys.conftest import RUN_MILLISECONDS
from tests.web import factories as make
from web.accounts.models import RoleName
from web.core.week import Week
from web.extensions import db
from web.proposals.models import Proposal
from web.proposals.personal_links import answer_link

DESK = {"width": 1280, "height": 900}


def test_a_young_person_gets_a_mentor(
    open_page: Callable[..., Page], check_page: Callable[[Page], None]
) -> None:
    area, goal, interest = make.make_area(), make.make_goal(), make.make_interest()
    language = make.language("da")
    afternoons = Week.from_intervals((day, 12 * 60, 17 * 60) for day in range(7))
    volunteer = make.make_volunteer(
        user=make.make_user(RoleName.VOLUNTEER, RoleName.MENTOR, name="Birgit Krog"),
        area=area,
        week=afternoons,
        skills=[interest],
    )
    make.make_mentor(volunteer=volunteer, goals=[goal], youngest_age=12)
    caseworker = make.make_user(RoleName.CASEWORKER, name="Mette Lund")

    desk = open_page(caseworker, viewport=DESK)
    desk.goto("/unge")
    desk.get_by_role("link", name="Registrér en ung").first.click()
    check_page(desk)
    desk.get_by_label("Fornavn").fill("Freja")
    desk.get_by_label("Fødselsdato").fill("2008-05-04")
    desk.get_by_label("Bydel eller landsby").select_option(str(area.id))
    desk.get_by_label("Sprog 1", exact=True).select_option(str(language.id))
    desk.get_by_label("Den unge sagde ja til at blive matchet den").fill("2026-01-05")
    desk.get_by_role("button", name="Gem").click()
    expect(desk.get_by_role("heading", level=1)).to_have_text("Bed om en mentor")
    check_page(desk)
    desk.get_by_label(goal.name_da).check()
    desk.get_by_label(interest.name_da).check()
    desk.get_by_label("Onsdag eftermiddag").check()
    desk.get_by_label("På cykel").check()
    desk.get_by_role("button", name="Gem anmodningen").click()
    expect(desk.get_by_text("Anmodningen er åben.")).to_be_visible()
    check_page(desk)

    desk.goto("/matchkoersler")
    desk.get_by_role("button", name="Start en matchkørsel").click()
    desk.get_by_role("link", name="Se forslagene til mine unge").click(timeout=RUN_MILLISECONDS)
    desk.get_by_role("link", name="Freja – Birgit Krog").click()
    check_page(desk)
    desk.get_by_role("button", name="Ja, spørg mentoren").click()
    expect(desk.get_by_text("Vi har spurgt mentoren.")).to_be_visible()

    mentor = open_page(volunteer.user)
    mentor.goto("/mentor/forslag")
    mentor.get_by_role("heading", level=2).get_by_role("link").click()
    expect(mentor.get_by_text("Freja")).to_have_count(0)
    check_page(mentor)
    mentor.get_by_role("button", name="Ja, det vil jeg gerne").click()
    expect(mentor.get_by_text("Nu er det op til den unge.")).to_be_visible()

    db.session.rollback()
    link = answer_link(db.session.scalars(select(Proposal)).one())
    young = open_page()
    young.goto("/svar/" + link.rpartition("/svar/")[2])
    check_page(young)
    young.get_by_role("button", name="Ja, det vil jeg gerne").click()
    expect(young.get_by_role("heading", level=1)).to_have_text("Dig og Birgit")
    expect(young.get_by_text("Det første møde")).to_be_visible()
    check_page(young)

    mentor.goto("/forloeb")
    mentor.get_by_role("link", name="Freja").click()
    expect(mentor.get_by_role("heading", level=1)).to_have_text("Dig og Freja")
    check_page(mentor)
