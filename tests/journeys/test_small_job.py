"""A baker posts a small job; a young person gets it: both say yes, a trial day, the first paid hours, the caseworker's line."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from playwright.sync_api import Page, expect
from sqlalchemy import select

from tests.journeys.conftest import DESK
from tests.web import factories as make
from tests.web.work_factories import kind_of_work
from web.accounts.models import RoleName
from web.core import clock
from web.extensions import db
from web.placements.models import Placement, TrialDay


def test_a_small_job_from_posting_to_the_first_pay(
    open_page: Callable[..., Page], check_page: Callable[[Page], None]
) -> None:
    area = make.make_area()
    work = kind_of_work("shelves").name_da
    baker = make.make_user(name="Bo Bager")
    administrator = make.make_user(RoleName.ADMINISTRATOR)
    caseworker = make.make_user(RoleName.CASEWORKER, name="Mette Lund")
    person = make.make_young_person(
        caseworker=caseworker,
        user=make.make_user(RoleName.YOUNG_PERSON, name="Freja"),
        first_name="Freja",
        alias="Solsort",
        area=area,
    )

    shop = open_page(baker)
    shop.goto("/arbejdsgivere/tilmeld")
    check_page(shop)
    shop.get_by_label("Arbejdspladsens navn").fill("Bos Brød")
    shop.get_by_label("CVR-nummer").fill("12345678")
    shop.get_by_label("Bydel eller landsby").select_option(area.code)
    shop.get_by_label("Adresse").fill("Storegade 1")
    shop.get_by_label("Telefon").fill("00 11 22 33")
    shop.get_by_label("Hvad laver I?").fill("Vi bager brød til byen.")
    shop.get_by_role("button", name="Send tilmeldingen").click()
    expect(shop.get_by_role("alert")).to_contain_text("CVR-nummer")
    shop.get_by_label("CVR-nummer").fill("10 15 08 17")
    shop.get_by_role("button", name="Send tilmeldingen").click()
    check_page(shop)
    shop.get_by_role("link", name="Slå et småjob op").click()
    check_page(shop)
    shop.get_by_label("Hvad hedder jobbet?").fill("Fyld hylderne med brød")
    shop.get_by_label("Hvad skal man lave?").fill("Du sætter brød på hylden og fejer.")
    shop.get_by_label("Hvordan er en god dag?").fill("Vi siger hej. Du får en bolle.")
    shop.get_by_label("Hvad er det for et arbejde?").select_option("shelves")
    shop.get_by_label("Løn i timen").fill("95")
    shop.get_by_label("Færrest timer om ugen").fill("2")
    shop.get_by_label("Flest timer om ugen").fill("6")
    shop.get_by_label("Mindste alder").fill("13")
    shop.get_by_label("Onsdag eftermiddag").check()
    shop.get_by_label("Torsdag eftermiddag").check()
    shop.get_by_label("Bydel eller landsby").select_option(area.code)
    shop.get_by_label("Én opgave ad gangen").check()
    shop.get_by_role("button", name="Slå op").click()
    expect(shop.get_by_role("status")).to_contain_text("så snart jeres arbejdsplads er godkendt")

    office = open_page(administrator, viewport=DESK)
    office.goto("/arbejdsgivere/godkend")
    check_page(office)
    office.get_by_role("button", name="Godkend Bos Brød").click()
    expect(office.get_by_role("status")).to_contain_text("Godkendt")

    young = open_page(person.user)
    young.goto("/smaajob")
    check_page(young)
    young.get_by_role("link", name="Fyld hylderne med brød").click()
    check_page(young)
    young.get_by_role("button", name="Det vil jeg gerne").click()
    expect(young.get_by_text("Du vil gerne have jobbet.")).to_be_visible()
    young.goto("/smaajob/mine-oensker")
    check_page(young)
    young.get_by_label(work).check()
    young.get_by_label("Onsdag eftermiddag").check()
    young.get_by_label("På cykel").check()
    young.get_by_role("button", name="Gem").click()
    expect(young.get_by_role("heading", level=1)).to_have_text("Mit småjob")
    check_page(young)

    desk = open_page(caseworker, viewport=DESK)
    desk.goto("/smaajob/forslag")
    check_page(desk)
    desk.get_by_role("button", name="Find småjob, der passer").click()
    expect(desk.get_by_role("status")).to_contain_text("Vi leder")
    desk.get_by_role("link", name="Freja – Fyld hylderne med brød").click(timeout=30_000)
    check_page(desk)
    desk.get_by_role("button", name="Ja, spørg den unge").click()
    expect(desk.get_by_role("status")).to_contain_text("Vi har spurgt den unge.")

    young.reload()
    check_page(young)
    young.get_by_role("button", name="Ja, det vil jeg gerne").click()
    expect(young.get_by_text("Nu beslutter Bos Brød")).to_be_visible()

    shop.goto("/smaajob/unge")
    check_page(shop)
    expect(shop.get_by_text("Freja")).to_have_count(0)
    shop.get_by_role("link", name="Læs og svar: Solsort").click()
    check_page(shop)
    shop.get_by_role("button", name="Ja, vi vil gerne mødes").click()
    shop.get_by_role("link", name="Freja").click()
    check_page(shop)
    saturday = next_saturday()
    shop.get_by_label("Dato").fill(saturday)
    shop.get_by_label("Fra", exact=True).fill("10:00")
    shop.get_by_label("Til", exact=True).fill("12:00")
    shop.get_by_role("button", name="Aftal dagen").click()
    expect(shop.get_by_role("status")).to_contain_text("Prøvedagen er aftalt")
    let_the_trial_day_pass()
    shop.reload()
    shop.get_by_role("button", name="Det gik godt").click()
    expect(shop.get_by_text("Arbejdspladsen: Det gik godt")).to_be_visible()
    young.reload()
    check_page(young)
    young.get_by_role("button", name="Det gik godt").click()
    expect(young.get_by_text("Du sagde: Det gik godt")).to_be_visible()
    shop.get_by_role("button", name="Ansæt med almindelig løn").click()
    expect(shop.get_by_role("status")).to_contain_text("Tillykke")

    shop.goto("/smaajob/timer")
    check_page(shop)
    shop.get_by_label("Et andet tal").first.fill("2,5")
    shop.get_by_role("button", name="Gem").first.click()
    expect(shop.get_by_role("status")).to_contain_text("Noteret")
    expect(shop.get_by_text("2,5 timer")).to_be_visible()
    check_page(shop)

    desk.reload()
    expect(desk.get_by_text("2,5 timer med almindelig løn indtil nu.")).to_be_visible()
    check_page(desk)
    young.reload()
    expect(young.get_by_text("237 kr.")).to_be_visible()


def next_saturday() -> str:
    """A day without school, within the next week."""
    today = clock.today()
    return (today + timedelta(days=(5 - today.weekday()) % 7 or 7)).isoformat()


def let_the_trial_day_pass() -> None:
    """Move the placement and its trial day two weeks back, as if that time had passed."""
    db.session.rollback()
    placement = db.session.scalars(select(Placement)).one()
    day = db.session.scalars(select(TrialDay)).one()
    placement.started_on -= timedelta(weeks=2)
    day.starts_at, day.ends_at = day.starts_at - timedelta(weeks=2), day.ends_at - timedelta(weeks=2)
    db.session.commit()
