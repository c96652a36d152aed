"""A newcomer signs up on a phone, confirms the address, takes a break, and applies as a mentor; staff approve."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect
from sqlalchemy import select

from tests.journeys.conftest import DESK
from tests.journeys.mailbox import link_in_newest_mail
from tests.journeys.vetting_steps import vet_and_approve
from tests.web import factories as make
from web.accounts.models import RoleName
from web.catalogue.models import AreaKind
from web.extensions import db
from web.profiles.models import Volunteer, VolunteerStatus

PASSWORD = "tre gule cykler"


def lay_the_lists() -> None:
    """What the forms offer."""
    make.make_area(name="Nordbyen", kind=AreaKind.DISTRICT, postcode="8920")
    make.make_interest(name_da="Skak", group="culture")
    make.make_skill(name_da="At lytte", group="people")
    make.make_goal(name_da="Lektier")
    make.language("da").name_da = "Dansk"
    db.session.commit()


def go_on(page: Page, words: str = "Gem og gå videre") -> None:
    """Press the button of a step."""
    page.get_by_role("button", name=words).click()


def confirm_address(page: Page) -> None:
    """Open the link in the newest mail, once the worker has delivered it."""
    page.goto(link_in_newest_mail(page, "Bekræft din e-mailadresse", "/bekraeft/"))


def sign_up(page: Page, check_page: Callable[[Page], None]) -> None:
    """Walk the four steps with thumb and keyboard."""
    page.goto("/frivillig/tilmeld")
    go_on(page)
    expect(page.locator("#error-summary")).to_be_focused()
    check_page(page)
    page.get_by_label("Dit navn").fill("Åse Nørgaard")
    page.get_by_label("E-mail").fill("aase@example.dk")
    page.get_by_label("Vælg en adgangskode").fill(PASSWORD)
    page.get_by_label("Fødselsdato").fill("17-05-1958")
    go_on(page)
    page.get_by_label("Skak").check()
    page.get_by_label("Sprog 1", exact=True).select_option(label="Dansk")
    check_page(page)
    go_on(page)
    page.get_by_label("Hvor bor du?").select_option(label="8920 Nordbyen")
    page.get_by_label("På cykel").check()
    check_page(page)
    go_on(page)
    expect(page.get_by_role("button", name="Alle hverdagsaftener")).to_be_visible()
    page.get_by_label("Mandag aften").focus()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Space")
    expect(page.get_by_label("Tirsdag aften")).to_be_checked()
    check_page(page)
    go_on(page, "Gør færdig")
    expect(page.get_by_role("heading", name="Du er næsten klar")).to_be_visible()


def test_a_newcomer_signs_up_on_a_phone(page: Page, check_page: Callable[[Page], None]) -> None:
    lay_the_lists()
    sign_up(page, check_page)
    confirm_address(page)
    page.goto("/frivillig")
    expect(page.get_by_role("heading", level=1)).to_have_text("Åse Nørgaard")
    expect(page.get_by_text("Mandag 17.00–22.00")).to_be_visible()
    check_page(page)
    go_on(page, "Hold pause")
    expect(page.get_by_role("heading", name="Du holder pause")).to_be_visible()
    check_page(page)
    go_on(page, "Jeg er tilbage")
    expect(page.get_by_text("Velkommen tilbage!")).to_be_visible()
    volunteer = db.session.scalars(select(Volunteer)).one()
    assert volunteer.status is VolunteerStatus.ACTIVE


def test_the_grid_follows_its_half_hours_and_works_without_a_mouse(open_page: Callable[..., Page]) -> None:
    volunteer = make.make_volunteer()
    page = open_page(volunteer.user)
    page.goto("/frivillig/tilmeld/hvornaar")
    go_on(page, "Ryd alt")
    page.get_by_label("Onsdag formiddag").focus()
    page.keyboard.press("Space")
    page.get_by_text("Vælg halve timer i stedet").click()
    page.locator(".week-refine-day summary").nth(2).click()
    page.get_by_label("Onsdag 08.00–08.30").focus()
    page.keyboard.press("Space")
    expect(page.get_by_label("Onsdag formiddag")).not_to_be_checked()
    expect(page.locator("[data-week-chosen='2']")).to_have_text("08.30–12.00")
    go_on(page, "Gem")
    expect(page.get_by_text("Onsdag 08.30–12.00")).to_be_visible()


def test_an_applicant_becomes_a_mentor(
    open_page: Callable[..., Page], check_page: Callable[[Page], None]
) -> None:
    lay_the_lists()
    volunteer = make.make_volunteer()
    caseworker = make.make_user(RoleName.CASEWORKER)
    apply(open_page(volunteer.user), check_page)
    vet_and_approve(open_page(caseworker, viewport=DESK), volunteer.user.name, check_page)
    page = open_page(volunteer.user)
    page.goto("/frivillig/mentor")
    expect(page.get_by_text("Du er mentor.")).to_be_visible()
    expect(page.get_by_text("6 af 6 ting er i orden")).to_be_visible()
    check_page(page)


def apply(page: Page, check_page: Callable[[Page], None]) -> None:
    """Apply as a mentor from one's profile."""
    page.goto("/frivillig")
    page.get_by_role("link", name="Ja, fortæl mig mere").click()
    page.get_by_text("Ældre borger med livserfaring").click()
    page.get_by_label("Lektier").check()
    page.get_by_label("Hvorfor vil du gerne være mentor?").fill("Jeg har tid.")
    check_page(page)
    go_on(page, "Send min ansøgning")
    expect(page.get_by_text("0 af 6 ting er i orden")).to_be_visible()
    check_page(page)
