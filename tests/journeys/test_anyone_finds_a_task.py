"""Anybody finds a task by filtering the list, by thumb and by keyboard, and can share what they found."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from playwright.sync_api import Page, expect

from tests.journeys.conftest import DESK
from tests.web import factories as make
from web.core.clock import LOCAL_ZONE, at_local_time, local_date, now
from web.extensions import db
from web.tasks.labels import WEEKDAYS
from web.tasks.models import Shift, TaskKind


def make_tasks() -> Shift:
    """Homework help in the evening in a week, a walk in the morning, and a micro-task."""
    day = local_date(now()) + timedelta(days=8)
    evening, morning = at_local_time(day, 19), at_local_time(day, 9)
    homework = make.make_task(
        title="Lektiehjælp på biblioteket", what_to_expect="Te.", what_is_expected="Smil."
    )
    shift = make.make_shift(task=homework, starts_at=evening)
    make.make_shift(task=make.make_task(title="Morgentur"), starts_at=morning)
    micro = make.make_task(title="Hæng plakater op", kind=TaskKind.MICRO)
    make.make_shift(task=micro, starts_at=None, ends_at=None, seats=1)
    db.session.commit()
    return shift


def test_anyone_finds_a_task_by_its_words_and_time(
    page: Page, open_page: Callable[..., Page], check_page: Callable[[Page], None]
) -> None:
    shift = make_tasks()
    assert shift.starts_at is not None
    weekday = str(WEEKDAYS[shift.starts_at.astimezone(LOCAL_ZONE).weekday()])
    page.goto("/opgaver")
    check_page(page)
    expect(page.get_by_role("article")).to_have_count(3)
    page.get_by_text("Flere valg: dage, tider og evner").click()
    page.get_by_label(weekday, exact=True).check()
    page.get_by_label("Aften", exact=True).check()
    page.get_by_role("button", name="Vis opgaver").click()
    expect(page.get_by_role("article")).to_have_count(1)
    check_page(page)

    friend = open_page(viewport=DESK)
    friend.goto(page.url)
    friend.get_by_role("link", name="Lektiehjælp på biblioteket").click()
    expect(friend.get_by_role("heading", level=1)).to_have_text("Lektiehjælp på biblioteket")
    expect(friend.get_by_text("Ingen. Det er frivilligt og ulønnet.")).to_be_visible()
    check_page(friend)


def test_the_list_is_searched_with_the_keyboard_alone(page: Page, check_page: Callable[[Page], None]) -> None:
    make_tasks()
    page.goto("/opgaver")
    page.get_by_label("Hvad har du lyst til?").focus()
    page.keyboard.type("plakat")
    page.keyboard.press("Enter")
    expect(page.get_by_role("article")).to_have_count(1)
    page.get_by_role("link", name="Hæng plakater op").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Hæng plakater op")
    page.goto("/opgaver?q=rumrejse")
    expect(page.get_by_text("Ingen ledig opgave passer lige nu")).to_be_visible()
    check_page(page)
    page.get_by_role("link", name="Se alle ledige opgaver").click()
    expect(page.get_by_role("article")).to_have_count(3)
