"""A small job from posting to pay, step by step: wished for, said yes to, tried, paid; and found beside a mentor."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from playwright.sync_api import Page, expect

from tests.journeys.conftest import DESK, RUN_MILLISECONDS
from tests.web import factories as make
from tests.web import work_factories as work
from web.accounts.models import RoleName
from web.core import clock
from web.core.week import Week
from web.employers.models import Employer
from web.placements.models import JobProposalStatus
from web.placements.personal_links import answer_token
from web.youth.models import YoungPerson

OpenPage = Callable[..., Page]
CheckPage = Callable[[Page], None]
MONDAYS = Week.from_intervals([(0, 14 * 60, 16 * 60)])
MONDAYS_AND_TUESDAYS = Week.from_intervals([(0, 14 * 60, 16 * 60), (1, 14 * 60, 16 * 60)])


def bakery() -> Employer:
    """Bo's bakery, approved."""
    return work.make_employer(name="Bos Brød", contacts=[make.make_user(name="Bo Bager")])


def freja(**values: object) -> YoungPerson:
    """Freja with an account of her own, and Mette as her caseworker."""
    return make.make_young_person(
        caseworker=make.make_user(RoleName.CASEWORKER, name="Mette Lund"),
        user=make.make_user(RoleName.YOUNG_PERSON, name="Freja"),
        first_name="Freja",
        alias="Solsort",
        **values,
    )


def test_a_workplace_posts_a_small_job_and_a_young_person_would_like_it(
    open_page: OpenPage, check_page: CheckPage
) -> None:
    area = make.make_area()
    shelves = work.kind_of_work("shelves").name_da
    shop = open_page(make.make_user(name="Bo Bager"))
    shop.goto("/arbejdsgivere/tilmeld")
    shop.get_by_label("Arbejdspladsens navn").fill("Bos Brød")
    shop.get_by_label("CVR-nummer").fill("12345678")
    shop.get_by_label("Bydel eller landsby").select_option(area.code)
    shop.get_by_label("Adresse").fill("Storegade 1")
    shop.get_by_label("Telefon").fill("00 11 22 33")
    shop.get_by_label("Hvad laver I?").fill("Vi bager brød til byen.")
    shop.get_by_role("button", name="Send tilmeldingen").click()
    expect(shop.get_by_role("alert")).to_contain_text("CVR-nummer")
    check_page(shop)
    shop.get_by_label("CVR-nummer").fill("10 15 08 17")
    shop.get_by_role("button", name="Send tilmeldingen").click()
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
    shop.get_by_label("Bydel eller landsby").select_option(area.code)
    shop.get_by_label("Én opgave ad gangen").check()
    shop.get_by_role("button", name="Slå op").click()
    expect(shop.get_by_role("status")).to_contain_text("så snart jeres arbejdsplads er godkendt")

    office = open_page(make.make_user(RoleName.ADMINISTRATOR), viewport=DESK)
    office.goto("/arbejdsgivere/godkend")
    check_page(office)
    office.get_by_role("button", name="Godkend Bos Brød").click()
    expect(office.get_by_role("status")).to_contain_text("Godkendt")

    young = open_page(freja(area=area).user)
    young.goto("/smaajob")
    young.get_by_role("link", name="Fyld hylderne med brød").click()
    check_page(young)
    young.get_by_role("button", name="Det vil jeg gerne").click()
    expect(young.get_by_text("Du vil gerne have jobbet.")).to_be_visible()
    young.goto("/smaajob/mine-oensker")
    check_page(young)
    young.get_by_label(shelves).check()
    young.get_by_text("Hvornår og hvor mange timer").click()
    young.get_by_label("Onsdag eftermiddag").check()
    young.get_by_text("Sådan kommer jeg derhen").click()
    young.get_by_label("På cykel").check()
    check_page(young)
    young.get_by_role("button", name="Gem").click()
    expect(young.get_by_role("heading", level=1)).to_have_text("Mit småjob")
    expect(young.get_by_text("Fyld hylderne med brød")).to_be_visible()


def test_all_three_say_yes_and_agree_on_a_trial_day(open_page: OpenPage, check_page: CheckPage) -> None:
    area = make.make_area()
    person = freja(area=area)
    work.make_wishes(young_person=person, likes=[work.kind_of_work()])
    job = work.make_job(employer=bakery(), area=area, title="Fyld hylderne med brød")

    desk = open_page(person.caseworker, viewport=DESK)
    desk.goto("/smaajob/forslag")
    desk.get_by_role("button", name="Find småjob, der passer").click()
    expect(desk.get_by_role("status")).to_contain_text("Vi leder")
    desk.get_by_role("link", name="Freja – Fyld hylderne med brød").click(timeout=RUN_MILLISECONDS)
    check_page(desk)
    desk.get_by_role("button", name="Ja, spørg den unge").click()
    expect(desk.get_by_role("status")).to_contain_text("Vi har spurgt den unge.")

    young = open_page(person.user)
    young.goto("/smaajob/mit")
    check_page(young)
    young.get_by_role("button", name="Ja, det vil jeg gerne").click()
    expect(young.get_by_text("Nu beslutter Bos Brød")).to_be_visible()

    shop = open_page(job.employer.contacts[0])
    shop.goto("/smaajob/unge")
    expect(shop.get_by_text("Freja")).to_have_count(0)
    shop.get_by_role("link", name="Læs og svar: Solsort").click()
    check_page(shop)
    shop.get_by_role("button", name="Ja, vi vil gerne mødes").click()
    shop.get_by_role("link", name="Freja").click()
    check_page(shop)
    shop.get_by_label("Dato").fill(next_saturday())
    shop.get_by_label("Fra", exact=True).fill("10:00")
    shop.get_by_label("Til", exact=True).fill("12:00")
    shop.get_by_role("button", name="Aftal dagen").click()
    expect(shop.get_by_role("status")).to_contain_text("Prøvedagen er aftalt")

    young.goto(f"/min-kalender?fra={next_saturday()}")
    expect(young.get_by_text("Fyld hylderne med brød (Bos Brød)")).to_be_visible()
    check_page(young)


def next_saturday() -> str:
    """A day without school, within the next week."""
    today = clock.today()
    return (today + timedelta(days=(5 - today.weekday()) % 7 or 7)).isoformat()


def test_after_a_good_trial_day_come_the_first_paid_hours(open_page: OpenPage, check_page: CheckPage) -> None:
    person = freja()
    job = work.make_job(employer=bakery(), title="Fyld hylderne med brød", hourly_rate_kr=95)
    placement = work.make_placement(
        young_person=person, small_job=job, started_on=clock.today() - timedelta(weeks=2)
    )
    a_week_ago = datetime.now(UTC) - timedelta(days=7)
    work.make_trial_day(placement=placement, starts_at=a_week_ago, ends_at=a_week_ago + timedelta(hours=2))
    placement_id = placement.id

    shop = open_page(job.employer.contacts[0])
    shop.goto(f"/smaajob/forloeb/{placement_id}")
    shop.get_by_role("button", name="Det gik godt").click()
    expect(shop.get_by_text("Arbejdspladsen: Det gik godt")).to_be_visible()
    young = open_page(person.user)
    young.goto("/smaajob/mit")
    young.get_by_role("button", name="Det gik godt").click()
    expect(young.get_by_text("Du sagde: Det gik godt")).to_be_visible()
    shop.get_by_role("button", name="Ansæt med almindelig løn").click()
    expect(shop.get_by_role("status")).to_contain_text("Tillykke")
    shop.goto("/smaajob/timer")
    shop.get_by_label("Et andet tal").first.fill("2,5")
    shop.get_by_role("button", name="Gem").first.click()
    expect(shop.get_by_role("status")).to_contain_text("Noteret")
    expect(shop.get_by_text("2,5 timer")).to_be_visible()
    check_page(shop)

    desk = open_page(person.caseworker, viewport=DESK)
    desk.goto(f"/unge/{person.id}/smaajob")
    expect(desk.get_by_text("2,5 timer med almindelig løn indtil nu.")).to_be_visible()
    check_page(desk)
    young.reload()
    expect(young.get_by_text("237 kr.")).to_be_visible()
    check_page(young)


def test_one_match_run_finds_a_mentor_and_a_small_job_beside_each_other(
    open_page: OpenPage, check_page: CheckPage
) -> None:
    area = make.make_area()
    person = freja(area=area)
    make.make_request(young_person=person, week=MONDAYS_AND_TUESDAYS)
    work.make_wishes(young_person=person, week=MONDAYS_AND_TUESDAYS)
    make.make_mentor(
        volunteer=make.make_volunteer(
            area=area, week=MONDAYS, user=make.make_user(RoleName.VOLUNTEER, RoleName.MENTOR)
        )
    )
    shop = bakery()
    work.make_job(employer=shop, area=area, title="Kun om mandagen", week=MONDAYS, hourly_rate_kr=200)
    work.make_job(employer=shop, area=area, title="Fyld hylderne med brød", week=MONDAYS_AND_TUESDAYS)

    desk = open_page(person.caseworker, viewport=DESK)
    desk.goto("/matchkoersler")
    check_page(desk)
    desk.get_by_role("button", name="Start en matchkørsel").click()
    expect(desk.get_by_text("småjob foreslået ved siden af mentorerne")).to_be_visible(
        timeout=RUN_MILLISECONDS
    )
    check_page(desk)
    desk.goto(f"/unge/{person.id}/smaajob")
    expect(desk.get_by_role("link", name="Fyld hylderne med brød").first).to_be_visible()
    expect(desk.get_by_text("Tid til begge dele")).to_be_visible()
    check_page(desk)


def test_a_young_person_answers_by_a_personal_link(open_page: OpenPage, check_page: CheckPage) -> None:
    proposal = work.make_job_proposal(
        young_person=make.make_young_person(email="freja@example.dk"),
        small_job=work.make_job(employer=bakery(), title="Fyld hylderne med brød"),
        status=JobProposalStatus.APPROVED,
    )
    placement = work.make_placement()
    young, desk = open_page(), open_page(placement.young_person.caseworker)
    young.goto(f"/smaajob/svar/{answer_token(proposal)}")
    check_page(young)
    young.get_by_role("button", name="Ja, det vil jeg gerne").focus()
    young.keyboard.press("Enter")
    expect(young.get_by_role("heading", level=1)).to_contain_text("Tak")
    check_page(young)
    desk.goto(f"/smaajob/forloeb/{placement.id}/slut")
    check_page(desk)
