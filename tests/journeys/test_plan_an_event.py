"""A coordinator plans an event: offers, proposals, publishing, the volunteer's own page, a change list, publishing again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from playwright.sync_api import Page, expect

from tests.web import factories as make
from web.accounts.models import RoleName
from web.core.clock import at_local_time, local_date, now
from web.extensions import db
from web.tasks.models import Task


def task_with_shifts() -> Task:
    """A stall with two afternoons, ten days from now."""
    task = make.make_task(title="Boden på havnen")
    for day in (10, 11):
        starts_at = at_local_time(local_date(now()) + timedelta(days=day), 14)
        make.make_shift(task=task, starts_at=starts_at, seats=1)
    db.session.commit()
    return task


def test_an_event_is_planned_published_and_changed(
    open_page: Callable[..., Page], check_page: Callable[[Page], None]
) -> None:
    task = task_with_shifts()
    volunteer = make.make_volunteer(user=make.make_user(RoleName.VOLUNTEER, name="Anna Holm"))
    day = local_date(now()) + timedelta(days=10)

    coordinator = open_page(task.association.coordinators[0])
    coordinator.goto("/planer")
    check_page(coordinator)
    coordinator.get_by_role("link", name="Planlæg et arrangement", exact=True).click()
    check_page(coordinator)
    coordinator.get_by_label("Hvad hedder det?").fill("Havnefest")
    coordinator.get_by_label("Første dag").fill(day.isoformat())
    coordinator.get_by_label("Sidste dag").fill((day + timedelta(days=1)).isoformat())
    coordinator.get_by_label("Boden på havnen").check()
    coordinator.get_by_role("button", name="Planlæg arrangementet").click()
    expect(coordinator.get_by_text("Mangler 1").first).to_be_visible()
    check_page(coordinator)

    page = open_page(volunteer.user)
    page.goto("/arrangementer")
    check_page(page)
    page.get_by_role("link", name="Havnefest").click()
    check_page(page)
    page.get_by_label("Hvor mange timer om ugen højst?").fill("10")
    page.get_by_role("button", name="Ja, jeg vil gerne hjælpe").click()
    expect(page.get_by_role("button", name="Jeg kan alligevel ikke hjælpe")).to_be_visible()

    coordinator.get_by_role("button", name="Foreslå, hvem der kommer hvor").click()
    coordinator.get_by_role("link", name="Se forslagene").click()
    expect(coordinator.get_by_text("Anna Holm").first).to_be_visible()
    check_page(coordinator)
    coordinator.get_by_role("button", name="Ja til alle forslag").click()
    coordinator.get_by_role("link", name="Se de 2 ændringer og offentliggør").click()
    check_page(coordinator)
    expect(coordinator.get_by_text("Anna Holm kommer til").first).to_be_visible()
    coordinator.get_by_role("button", name="Offentliggør ændringerne").click()
    expect(coordinator.get_by_role("status").first).to_contain_text("fået en mail")

    page.reload()
    expect(page.get_by_role("heading", name="Dine vagter")).to_be_visible()

    coordinator.get_by_role("link", name="Boden på havnen").first.click()
    check_page(coordinator)
    coordinator.get_by_role("button", name="Tag Anna Holm af").click()
    coordinator.get_by_role("link", name="Havnefest").first.click()
    coordinator.get_by_role("link", name="Se ændringen og offentliggør").click()
    expect(coordinator.get_by_text("Anna Holm tages af")).to_be_visible()
    coordinator.get_by_role("button", name="Offentliggør ændringerne").click()
    expect(coordinator.get_by_text("Mangler 1").first).to_be_visible()
    page.reload()
    expect(page.locator("main").get_by_text("Boden på havnen")).to_have_count(2)
