"""Vetting from the application to the yes: on the applicant's phone, by the referees' links, and at the caseworker's desk."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from tests.journeys.conftest import DESK, PHONE, Site
from tests.journeys.mailbox import link_in_newest_mail
from tests.web import factories as make
from web.accounts.models import RoleName, User
from web.core import clock
from web.courses.models import Course
from web.extensions import db
from web.interviews.models import Interview
from web.profiles.models import MentorStatus, Volunteer
from web.proposals import jobs, runs

Opener = Callable[..., Page]
Check = Callable[[Page], None]
REFEREES = (("Karen Leder", "karen.leder@example.dk"), ("Ole Nabo", "ole.nabo@example.dk"))


@pytest.fixture
def volunteer(site: Site) -> Volunteer:
    """A volunteer in a town where young people wait and another applicant cannot help anybody."""
    area = make.make_area()
    make.make_goal(name_da="Lektier")
    for _ in range(2):
        make.make_request(young_person=make.make_young_person(area=area))
    make.make_mentor(volunteer=make.make_volunteer(area=area))
    far_away = make.make_volunteer(
        user=make.make_user(RoleName.VOLUNTEER, name="Frede Fjern"), area=make.make_area(latitude=55.0)
    )
    make.make_mentor(volunteer=far_away, is_cleared=False, status=MentorStatus.APPLIED)
    user = make.make_user(RoleName.VOLUNTEER, name="Birgit Frivillig", email="birgit@example.dk")
    found = make.make_volunteer(user=user, area=area)
    db.session.commit()
    return found


def test_from_the_application_to_a_mentor(volunteer: Volunteer, open_page: Opener, check_page: Check) -> None:
    applicant = open_page(volunteer.user, viewport=PHONE)
    caseworker = make.make_user(RoleName.CASEWORKER, name="Mette Sagsbehandler")
    staff = open_page(caseworker, viewport=DESK)
    apply_and_give_the_statements(applicant, check_page)
    for name, address in REFEREES:
        name_referee(applicant, name, address)
    for _, address in REFEREES:
        answer_as_referee(open_page(viewport=PHONE), address, check_page)
    the_queue_goes_by_whom_they_could_help(staff, check_page)
    read_the_references(staff, check_page)
    talk(staff, applicant, check_page)
    take_the_course(staff, applicant, check_page)
    approve(staff, applicant, caseworker)


def apply_and_give_the_statements(page: Page, check_page: Check) -> None:
    """Apply, and say yes to what is agreed; the page always says what is next."""
    page.goto("/frivillig/mentor/ansoeg")
    page.get_by_role("radio", name="Frivillig", exact=True).press("Space")
    page.get_by_role("checkbox", name="Lektier").press("Space")
    page.get_by_label(re.compile("Hvorfor vil du")).fill("Jeg har tid.")
    page.locator("main form button[type=submit]").click()
    for _ in range(2):
        page.locator(".check-next a").click()
        page.get_by_role("checkbox").press("Space")
        page.get_by_role("button", name="Jeg siger ja").click()
        expect(page.locator(".alert-success")).to_be_visible()
    expect(page.locator(".check-done")).to_have_count(2)
    check_page(page)


def name_referee(page: Page, name: str, address: str) -> None:
    """Name somebody who knows one."""
    page.goto("/frivillig/mentor/referencer")
    page.get_by_label("Navn").fill(name)
    page.get_by_label("E-mail").fill(address)
    page.get_by_role("button", name="Skriv til personen").click()
    expect(page.get_by_role("heading", name=name)).to_be_visible()


def answer_as_referee(page: Page, address: str, check_page: Check) -> None:
    """Three taps through the link in the mail, which then is good no more."""
    link = link_in_newest_mail(page, address)
    page.goto(link)
    check_page(page)
    page.get_by_role("radio", name="Mere end fem år").press("Space")
    page.get_by_role("radio", name="Ja, uden tvivl").press("Space")
    page.get_by_role("button", name="Send mit svar").click()
    expect(page.get_by_role("heading", level=1, name="Tak")).to_be_visible()
    page.goto(link)
    expect(page.get_by_role("heading", level=1, name="Du har allerede svaret")).to_be_visible()
    check_page(page)


def the_queue_goes_by_whom_they_could_help(page: Page, check_page: Check) -> None:
    """After a match run the queue says in words whom each could help, the most helpful first."""
    run = runs.queue_run(by=None, now=clock.now())
    db.session.commit()
    jobs.run_matching(run_id=run.id)
    db.session.commit()
    page.goto("/godkendelser")
    names = page.locator(".queue-item h2")
    expect(names).to_have_text(["Birgit Frivillig", "Frede Fjern"])
    expect(page.get_by_text("Kunne hjælpe 2 unge, der venter.")).to_be_visible()
    check_page(page)
    page.get_by_role("link", name="Birgit Frivillig").click()


def read_the_references(page: Page, check_page: Check) -> None:
    """Both answers are there; the caseworker records that they are in order, and the certificate she was shown."""
    page.get_by_role("link", name="Læs referencerne").click()
    expect(page.get_by_text("Ja, uden tvivl")).to_have_count(2)
    check_page(page)
    page.go_back()
    for kind in ("Referencer", "Straffeattest"):
        page.get_by_role("link", name=re.compile(f"resultatet.*{kind}")).click()
        page.get_by_role("radio", name="Det er i orden", exact=True).press("Space")
        page.locator("main form button[type=submit]").click()
        expect(page.locator(".alert-success")).to_be_visible()


def talk(staff: Page, applicant: Page, check_page: Check) -> None:
    """An interview is planned, the applicant sees when and where, and afterwards its outcome is recorded."""
    staff.get_by_role("link", name="Planlæg en samtale").click()
    check_page(staff)
    staff.get_by_label("Dag", exact=True).fill(str(clock.local_date(clock.now()) + timedelta(days=3)))
    staff.get_by_label("Hvad tid?").fill("14:30")
    staff.get_by_role("radio", name="Vi mødes").press("Space")
    staff.get_by_label(re.compile("^Sted")).fill("Laksetorvet 1")
    staff.get_by_role("button", name="Planlæg og inviter").click()
    expect(staff.locator(".alert-success")).to_be_visible()
    applicant.goto("/frivillig/mentor")
    expect(applicant.get_by_text("Laksetorvet 1")).to_be_visible()
    let_it_be_over(db.session.scalars(select(Interview)).one())
    staff.get_by_role("link", name="Se samtalen").click()
    topics = staff.get_by_role("group", name="Hvad talte I om?").get_by_role("checkbox")
    expect(topics.first).to_be_visible()
    for topic in topics.all():
        topic.press("Space")
    staff.get_by_role("radio", name="Godt: egnet som mentor").press("Space")
    staff.locator("main form button[type=submit]").click()
    expect(staff.locator(".alert-success")).to_be_visible()


def take_the_course(staff: Page, applicant: Page, check_page: Check) -> None:
    """A course is planned, the applicant takes the only seat, and one tap afterwards is enough."""
    staff.goto("/kurser/nyt")
    staff.get_by_label("Titel").fill("Mentoruddannelse")
    staff.get_by_label("Sted").fill("Biblioteket")
    staff.get_by_label("Hvor mange pladser?").fill("1")
    staff.get_by_label("Første aften").fill(str(clock.local_date(clock.now()) + timedelta(days=5)))
    staff.get_by_role("button", name="Planlæg kurset").click()
    expect(staff.locator(".alert-success")).to_be_visible()
    applicant.goto("/frivillig/mentor")
    applicant.locator(".check-next a").click()
    check_page(applicant)
    applicant.get_by_role("button", name=re.compile("Meld mig til")).click()
    expect(applicant.get_by_text("Du har en plads")).to_be_visible()
    let_it_be_over(db.session.scalars(select(Course)).one())
    staff.reload()
    check_page(staff)
    staff.get_by_role("button", name="Birgit Frivillig kom", exact=True).click()
    expect(staff.locator(".alert-success")).to_be_visible()


def approve(staff: Page, applicant: Page, caseworker: User) -> None:
    """Everything is in order: one button, and the applicant is a mentor."""
    staff.get_by_role("link", name="Birgit Frivillig").click()
    expect(staff.locator(".check-done")).to_have_count(6)
    staff.get_by_role("button", name="Godkend som mentor").click()
    expect(staff.locator(".alert-success")).to_be_visible()
    applicant.goto("/frivillig/mentor")
    expect(applicant.get_by_text("Du er mentor.")).to_be_visible()


def let_it_be_over(meeting: Interview | Course) -> None:
    """Let the hours pass that nobody waits for in a test."""
    meeting.starts_at = clock.now() - timedelta(hours=3)
    meeting.ends_at = clock.now() - timedelta(hours=1)
    db.session.commit()
