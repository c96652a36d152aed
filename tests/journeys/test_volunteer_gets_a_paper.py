"""An ordinary volunteer meets a shift that asks for a children's certificate, gets it by the association, and takes the shift."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys.conftest import DESK, PHONE
from tests.web import factories as make
from tests.web.papers.scenes import in_the_afternoon
from web.accounts.models import RoleName, User
from web.associations.models import Association
from web.core import clock
from web.extensions import db
from web.tasks.demands import Demand
from web.tasks.models import Task
from web.vetting.models import ClearanceKind

Opener = Callable[..., Page]
Check = Callable[[Page], None]


def test_from_a_shift_that_asks_for_a_paper_to_a_place_on_it(open_page: Opener, check_page: Check) -> None:
    association = make.make_association(name="Legestuen")
    task, user = a_task_with_children(association), a_volunteer()
    caseworker = make.make_user(RoleName.CASEWORKER, name="Mette Sagsbehandler")
    db.session.commit()
    phone = open_page(user, viewport=PHONE)
    say_that_one_wants_it(phone, task, check_page)
    staff_see_who_waits(open_page(caseworker, viewport=DESK), check_page)
    say_yes_to_the_order(phone, check_page)
    record_it(open_page(association.coordinators[0], viewport=DESK), association, check_page)
    take_the_shift(phone, check_page)


def a_task_with_children(association: Association) -> Task:
    """A task with one shift, together with six-year-olds."""
    task = make.make_task(association=association, title="Værksted for børn", confirms_at_once=True)
    make.make_shift(task=task, starts_at=in_the_afternoon(14))
    make.save(Demand(task_id=task.id, clearances=[ClearanceKind.CHILDRENS_CERTIFICATE], youngest_met=6))
    return task


def a_volunteer() -> User:
    """Somebody who is no mentor."""
    user = make.make_user(RoleName.VOLUNTEER, name="Birgit Frivillig", email="birgit@example.dk")
    return make.make_volunteer(user=user).user


def say_that_one_wants_it(page: Page, task: Task, check_page: Check) -> None:
    """The task says what is missing and leads to it, by keyboard too."""
    page.goto(f"/opgaver/{task.id}")
    page.get_by_role("link", name="Skaf det, der mangler").press("Enter")
    expect(page.get_by_role("heading", name="Hvad der mangler")).to_be_visible()
    check_page(page)
    page.get_by_role("button", name="Det vil jeg gerne have i orden").press("Enter")
    expect(page.get_by_role("heading", name="Dine papirer")).to_be_visible()
    check_page(page)


def staff_see_who_waits(page: Page, check_page: Check) -> None:
    """The volunteer stands in the queue with what it would open."""
    page.goto("/godkendelser/frivillige")
    expect(page.get_by_text("Kan tage én ledig vagt")).to_be_visible()
    check_page(page)
    page.get_by_role("link", name="Birgit Frivillig").click()
    expect(page.get_by_text("Den frivillige har endnu ikke sagt ja")).to_be_visible()
    check_page(page)


def say_yes_to_the_order(page: Page, check_page: Check) -> None:
    """Consent to the association ordering it."""
    page.get_by_role("link", name="Sig ja til, at den indhentes").click()
    check_page(page)
    page.get_by_role("checkbox").press("Space")
    page.get_by_role("button", name="Bed dem indhente den").click()
    expect(page.get_by_text("Legestuen indhenter den hos politiet.")).to_be_visible()


def record_it(page: Page, association: Association, check_page: Check) -> None:
    """The coordinator sees who waits, and records that it has been obtained."""
    page.goto(f"/foreninger/{association.id}/papirer")
    expect(page.get_by_text("Har sagt ja til, at I indhenter den.")).to_be_visible()
    check_page(page)
    page.get_by_role("link", name="Registrer resultatet").click()
    check_page(page)
    page.get_by_role("link", name="Birgit Frivillig").click()
    page.get_by_role("radio").first.check()
    page.get_by_label("Attestens dato").fill(clock.today().isoformat())
    page.get_by_role("button", name="Registrer").click()
    expect(page.locator(".alert-success")).to_be_visible()


def take_the_shift(page: Page, check_page: Check) -> None:
    """Everything is in order, and the way leads back to the shift."""
    page.goto("/frivillig/papirer")
    expect(page.get_by_text("Alt er i orden")).to_be_visible()
    check_page(page)
    page.get_by_role("link", name="Vælg en tid").click()
    page.get_by_role("button", name="Tilmeld mig").click()
    expect(page.get_by_text("pladsen er din")).to_be_visible()
