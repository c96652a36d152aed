"""Two volunteers exchange shifts on their phones, and the coordinator says yes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from playwright.sync_api import Page, expect

from tests.journeys.conftest import DESK
from tests.web import factories as make
from web.accounts.models import RoleName
from web.tasks.models import SignupStatus


def test_two_volunteers_exchange_shifts_and_the_coordinator_says_yes(
    open_page: Callable[..., Page], check_page: Callable[[Page], None]
) -> None:
    association = make.make_association(name="Lektiecaféen")
    starts_at = datetime.now(UTC).replace(hour=14, minute=0, second=0, microsecond=0) + timedelta(days=7)
    people = []
    for number, (name, title) in enumerate((("Gitte Giver", "Lektiehjælp"), ("Tage Tager", "Kaffebrygning"))):
        user = make.make_user(RoleName.VOLUNTEER, name=name, email=f"{name.split()[0].lower()}@example.dk")
        shift = make.make_shift(
            task=make.make_task(association=association, title=title),
            seats=1,
            starts_at=starts_at + timedelta(days=number),
        )
        volunteer = make.make_volunteer(user=user)
        make.make_signup(shift=shift, volunteer=volunteer, status=SignupStatus.CONFIRMED, seat=1)
        people.append(user)
    giver, taker = people

    first = open_page(giver)
    first.goto("/mine-vagter")
    check_page(first)
    first.get_by_role("link", name="Byt: Lektiehjælp").click()
    check_page(first)
    first.get_by_label("Et ord til de andre").fill("Jeg skal til fødselsdag.")
    first.get_by_role("button", name="Spørg de andre").click()
    expect(first.get_by_text("Venter på nogen")).to_be_visible()

    second = open_page(taker)
    second.goto("/bytte")
    expect(second.get_by_text("Jeg skal til fødselsdag.")).to_be_visible()
    expect(second.get_by_text("Gitte Giver")).to_be_hidden()
    check_page(second)
    second.get_by_role("link", name="Tag eller byt: Lektiehjælp").click()
    check_page(second)
    second.get_by_label("Kaffebrygning").check()
    second.get_by_role("button", name="Ja, jeg tager den").click()
    expect(second.get_by_text("Venter på den andens svar")).to_be_visible()

    first.reload()
    check_page(first)
    first.get_by_role("button", name="Ja, lad os bytte").click()
    expect(first.get_by_text("Venter på foreningen")).to_be_visible()

    desk = open_page(association.coordinators[0], viewport=DESK)
    desk.goto("/vagtbytte")
    expect(desk.get_by_text("Tage Tager kommer i stedet for Gitte Giver")).to_be_visible()
    check_page(desk)
    desk.get_by_role("button", name="Sig ja").click()
    expect(desk.get_by_role("status")).to_contain_text("Vagterne har skiftet hænder")

    first.goto("/mine-vagter")
    expect(first.get_by_role("link", name="Kaffebrygning", exact=True)).to_be_visible()
    expect(first.get_by_role("link", name="Lektiehjælp", exact=True)).to_be_hidden()
