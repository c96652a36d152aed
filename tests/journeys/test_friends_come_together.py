"""Two friends with different tastes say yes to coming together, and the plan of an event gives them the same shift."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from playwright.sync_api import Page, expect

from tests.journeys.conftest import DESK, RUN_MILLISECONDS
from tests.web import factories as make
from web.accounts.models import RoleName, User
from web.core.clock import at_local_time, local_date, now
from web.extensions import db
from web.staffing.models import StaffingPlan
from web.staffing.services import EventDraft, offer_help, plan_event

CheckPage = Callable[[Page], None]


def an_event_with_two_stalls() -> tuple[StaffingPlan, User, User]:
    """One afternoon with cakes and a stage, two places each; Anna likes baking, and Bo likes music, as two others do."""
    starts_at = at_local_time(local_date(now()) + timedelta(days=10), 14)
    association, area = make.make_association(), make.make_area()
    baking, music = make.make_interest(name_da="Bagning"), make.make_interest(name_da="Musik")
    tasks = []
    for title, liked in (("Kagebordet", baking), ("Scenen", music)):
        task = make.make_task(association=association, area=area, title=title, skills=[liked])
        make.make_shift(task=task, starts_at=starts_at, seats=2)
        tasks.append(task)
    draft = EventDraft("Havnefest", local_date(starts_at), local_date(starts_at), tasks)
    plan = plan_event(association, draft, by=association.coordinators[0], now=now())
    assert plan.event is not None
    people = [
        make.make_volunteer(user=make.make_user(RoleName.VOLUNTEER, name=name), area=area, skills=[liked])
        for name, liked in (
            ("Anna Aa", baking),
            ("Bo Bæk", music),
            ("Carl Clausen", baking),
            ("Dina Dam", music),
        )
    ]
    for other in people[2:]:
        offer_help(plan.event, other, hours=10, rest_hours=0, by=other.user, now=now())
    db.session.commit()
    return plan, people[0].user, people[1].user


def find_together(asking: Page, asked: Page, check_page: CheckPage) -> None:
    """One makes a link and sends it, the other opens it and says yes."""
    asking.goto("/mine-vagter")
    asking.get_by_role("link", name="Sammen med venner").click()
    asking.get_by_role("button", name="Lav et link til en ven").click()
    expect(asking.get_by_role("heading", name="Venter på, at din ven siger ja")).to_be_visible()
    check_page(asking)
    asked.goto(asking.get_by_label("Dit link").input_value())
    expect(asked.get_by_text("Anna vil gerne på vagt sammen med dig.")).to_be_visible()
    check_page(asked)
    asked.get_by_role("button", name="Ja, sammen").press("Enter")
    expect(asked.get_by_role("heading", name="Dig og Anna")).to_be_visible()
    check_page(asked)


def offer_to_help(page: Page) -> None:
    """Offer oneself for the event, wherever one is needed."""
    page.goto("/arrangementer")
    page.get_by_role("link", name="Havnefest").click()
    page.get_by_label("Hvor mange timer om ugen højst?").fill("10")
    page.get_by_role("button", name="Ja, jeg vil gerne hjælpe").click()
    expect(page.get_by_role("button", name="Jeg kan alligevel ikke hjælpe")).to_be_visible()


def test_two_friends_say_yes_and_get_the_same_shift(
    open_page: Callable[..., Page], check_page: CheckPage
) -> None:
    plan, anna, bo = an_event_with_two_stalls()
    phones = open_page(anna), open_page(bo)
    find_together(*phones, check_page)
    for phone in phones:
        offer_to_help(phone)

    desk = open_page(plan.association.coordinators[0], viewport=DESK)
    desk.goto(f"/planer/{plan.id}")
    desk.get_by_role("button", name="Foreslå, hvem der kommer hvor").click()
    desk.get_by_role("link", name="Se forslagene").click(timeout=RUN_MILLISECONDS)
    their_shift = desk.get_by_role("row").filter(has_text="Anna Aa")
    expect(their_shift).to_contain_text("Kommer sammen med Bo.")
    expect(their_shift).to_contain_text("Bo Bæk")
    check_page(desk)
    desk.get_by_role("button", name="Ja til alle forslag").click()
    desk.get_by_role("link", name="Se de 4 ændringer og offentliggør").click()
    desk.get_by_role("button", name="Offentliggør ændringerne").click()
    expect(desk.get_by_role("status").first).to_contain_text("fået en mail")

    titles = set()
    for phone in phones:
        phone.goto("/mine-vagter")
        expect(phone.get_by_role("heading", level=2)).to_have_count(1)
        titles.add(phone.get_by_role("heading", level=2).inner_text())
    assert len(titles) == 1
