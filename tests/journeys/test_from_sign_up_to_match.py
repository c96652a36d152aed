"""The whole main job: a volunteer becomes a mentor, a caseworker requests, the run proposes, everybody says yes."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Literal

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import DESK, PHONE, RUN_MILLISECONDS, Site
from tests.journeys.mailbox import link_in_newest_mail
from tests.journeys.vetting_steps import vet_and_approve
from tests.web import factories as make
from web.accounts.models import RoleName, User
from web.config import ROOT
from web.core import clock
from web.exchange.folders import import_path
from web.extensions import db

Opener = Callable[..., Page]
Check = Callable[[Page], None]
CATALOGUE = ("areas", "skills", "languages", "goals", "experiences")
PASSWORD = "tre glade havdyr danser"
MENTOR_ADDRESS = "birgit.mentor@example.dk"
YOUNG_ADDRESS = "sara.ung@example.dk"


@pytest.fixture
def caseworker(site: Site) -> User:
    """A caseworker in a town whose areas, skills, languages and goals are the real ones."""
    for name in CATALOGUE:
        assert import_path(ROOT / "seed_data" / f"{name}.csv", now=clock.now()).is_clean
    user = make.make_user(RoleName.CASEWORKER, name="Mette Sagsbehandler")
    db.session.commit()
    return user


def test_from_sign_up_to_a_match_both_said_yes_to(
    caseworker: User, open_page: Opener, check_page: Check
) -> None:
    mentor = open_page(viewport=PHONE)
    staff = open_page(caseworker, viewport=DESK)
    young = open_page(viewport=PHONE)
    sign_up_as_volunteer(mentor, check_page)
    apply_as_mentor(mentor, check_page)
    vet_and_approve(staff, "Birgit Mentor", check_page)
    register_and_request(staff, check_page)
    run_and_approve(staff, check_page)
    say_yes_as_mentor(mentor, check_page)
    say_yes_as_young_person(young, check_page)
    meet_on_the_match_page(mentor, staff, check_page)


def sign_up_as_volunteer(page: Page, check_page: Check) -> None:
    """Four short steps on a phone, and the link in the mail."""
    page.goto("/")
    page.get_by_role("link", name="Bliv frivillig").click()
    check_page(page)
    page.get_by_label("Dit navn").fill("Birgit Mentor")
    page.get_by_label("E-mail").fill(MENTOR_ADDRESS)
    page.get_by_label(re.compile("adgangskode")).fill(PASSWORD)
    page.get_by_label("Fødselsdato").fill("17-05-1980")
    go_on(page)
    check_page(page)
    tick(page, "Fodbold")
    page.get_by_label("Sprog 1", exact=True).select_option(label="Dansk")
    go_on(page)
    check_page(page)
    page.get_by_label("Hvor bor du?").select_option(label="8900 Midtbyen")
    tick(page, "På cykel")
    go_on(page)
    check_page(page)
    tick_afternoons(page)
    page.get_by_role("button", name="Gør færdig").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("næsten")
    page.goto(link_in_newest_mail(page, MENTOR_ADDRESS))


def apply_as_mentor(page: Page, check_page: Check) -> None:
    """One tick more."""
    page.goto("/frivillig")
    check_page(page)
    page.locator("a[href='/frivillig/mentor/ansoeg']").click()
    check_page(page)
    tick(page, "Frivillig", role="radio")
    tick(page, "Lektier og læsning")
    page.get_by_label(re.compile("Hvorfor vil du")).fill("Jeg havde selv en voksen, der troede på mig.")
    page.locator("main form button[type=submit]").click()
    expect(page.locator(".alert-success")).to_be_visible()
    check_page(page)


def register_and_request(page: Page, check_page: Check) -> None:
    """A young person with the least data, and what she needs and wishes herself."""
    page.goto("/unge/opret")
    check_page(page)
    today = clock.local_date(clock.now())
    page.get_by_label("Fornavn").fill("Sara")
    page.get_by_label("Efternavn").fill("Hemmelig")
    page.get_by_label("Fødselsdato").fill(str(today - timedelta(days=17 * 366)))
    page.get_by_label("E-mail").fill(YOUNG_ADDRESS)
    page.get_by_label("Dæknavn").fill("Stille sol")
    page.get_by_label("Bydel eller landsby").select_option(label="8900 Midtbyen")
    page.locator("select[name=languages]").first.select_option(label="Dansk")
    page.get_by_label(re.compile("sagde ja")).fill(str(today))
    page.get_by_role("button", name="Gem").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Bed om en mentor")
    check_page(page)
    tick(page, "Lektier og læsning")
    tick(page, "Fodbold")
    page.get_by_label(re.compile("egne ord")).fill("Jeg vil gerne blive bedre til dansk.")
    tick(page, re.compile("^Nu"), role="radio")
    tick_afternoons(page)
    tick(page, "På cykel")
    page.locator("main form button[type=submit]").last.click()
    expect(page.locator(".alert-success")).to_be_visible()


def run_and_approve(page: Page, check_page: Check) -> None:
    """The run proposes and says why; a person decides."""
    page.goto("/matchkoersler")
    page.get_by_role("button", name="Start en matchkørsel").click()
    expect(page.get_by_text("Færdig", exact=True)).to_be_visible(timeout=RUN_MILLISECONDS)
    check_page(page)
    page.goto("/forslag")
    check_page(page)
    page.get_by_role("link", name=re.compile("Sara")).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Birgit Mentor")
    expect(page.get_by_text(re.compile("Begge kan lide fodbold", re.IGNORECASE))).to_be_visible()
    check_page(page)
    page.get_by_role("button", name="Ja, spørg mentoren").click()
    expect(page.locator(".alert-success")).to_be_visible()


def say_yes_as_mentor(page: Page, check_page: Check) -> None:
    """The mentor reads of an alias, never of the name, and says yes."""
    page.goto("/start")
    page.goto("/mentor/forslag")
    page.get_by_role("link", name="Stille sol").click()
    check_page(page)
    for secret in ("Sara", "Hemmelig", YOUNG_ADDRESS):
        expect(page.get_by_text(secret)).to_have_count(0)
    page.get_by_role("button", name=re.compile("^Ja")).click()
    expect(page.locator(".alert-success")).to_be_visible()


def say_yes_as_young_person(page: Page, check_page: Check) -> None:
    """The link in the mail is enough: no account, two buttons, and a choice of how to be reached."""
    page.goto(link_in_newest_mail(page, YOUNG_ADDRESS))
    expect(page.get_by_role("heading", level=1)).to_contain_text("Birgit")
    check_page(page)
    page.get_by_role("button", name=re.compile("^Ja")).click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    check_page(page)
    page.get_by_role("link", name="Vælg, hvad din mentor ser om dig").click()
    tick(page, "På e-mail", role="radio")
    check_page(page)
    page.get_by_role("button", name="Gem", exact=True).click()
    expect(page.locator(".alert-success")).to_be_visible()


def meet_on_the_match_page(mentor: Page, staff: Page, check_page: Check) -> None:
    """Now the mentor knows the name and the way to reach her; the caseworker sees the match."""
    mentor.goto("/forloeb")
    mentor.get_by_role("link", name=re.compile("Sara")).first.click()
    expect(mentor.get_by_role("heading", level=1)).to_contain_text("Sara")
    expect(mentor.get_by_role("link", name=YOUNG_ADDRESS)).to_be_visible()
    expect(mentor.get_by_text("Hemmelig")).to_have_count(0)
    check_page(mentor)
    staff.goto("/unge")
    staff.get_by_role("link", name="Se forløbet til Sara").click()
    expect(staff.get_by_role("heading", level=1)).to_contain_text("Birgit")
    check_page(staff)


def go_on(page: Page) -> None:
    """Save this step and go to the next."""
    page.get_by_role("button", name="Gem og gå videre").click()


def tick(page: Page, name: str | re.Pattern[str], *, role: Literal["checkbox", "radio"] = "checkbox") -> None:
    """Tick the box of that name with the keyboard."""
    box = page.get_by_role(role, name=name, exact=True)
    if not box.is_checked():
        box.press("Space")
    expect(box).to_be_checked()


def tick_afternoons(page: Page) -> None:
    """Mark Monday and Wednesday afternoon in the week."""
    for weekday in (0, 2):
        page.locator(f"label:has([data-week-part='{weekday}-afternoon'])").click()
