"""A caseworker asks a parent of a thirteen-year-old; the parent reads it on a phone, says yes, and takes it back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from playwright.sync_api import Page, expect
from sqlalchemy import select

from tests.web import factories as make
from web.accounts.models import RoleName
from web.core import clock
from web.extensions import db
from web.notifications.models import OutboxMessage

DESK = {"width": 1280, "height": 900}


def link_in_mail_to(address: str) -> str:
    """Return the path of the link that was mailed to this address."""
    db.session.rollback()
    body = db.session.scalars(select(OutboxMessage.body).where(OutboxMessage.address == address)).one()
    return next(word[word.index("/samtykke/") :] for word in body.split() if "/samtykke/" in word)


def test_a_parent_answers_on_a_phone(
    open_page: Callable[..., Page], check_page: Callable[[Page], None]
) -> None:
    caseworker = make.make_user(RoleName.CASEWORKER, name="Mette Lund")
    today = clock.local_date(clock.now())
    child = make.make_young_person(
        first_name="Freja",
        caseworker=caseworker,
        consented_on=None,
        born_on=today - timedelta(days=13 * 366),
    )

    desk = open_page(caseworker, viewport=DESK)
    desk.goto(f"/unge/{child.id}/samtykke")
    check_page(desk)
    desk.get_by_label("En forælders e-mail").fill("mor@example.dk")
    desk.get_by_role("button", name="Send spørgsmålet til forælderen").click()
    expect(desk.get_by_text("Linket kan bruges til og med")).to_be_visible()

    phone = open_page()
    phone.goto(link_in_mail_to("mor@example.dk"))
    expect(phone.get_by_role("heading", level=1)).to_have_text("Må vi finde en mentor til dit barn?")
    expect(phone.get_by_text("Freja")).to_have_count(0)
    check_page(phone)
    phone.get_by_role("button", name="Ja, find en mentor").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Tak for dit svar")
    check_page(phone)

    desk.reload()
    expect(desk.get_by_text("af en forælder gennem et personligt link").first).to_be_visible()

    phone.get_by_role("button", name="Tag mit ja tilbage").click()
    expect(phone.get_by_text("Dit ja er taget tilbage. Sagsbehandleren har fået besked.")).to_be_visible()


def test_a_parent_reads_it_in_english(open_page: Callable[..., Page]) -> None:
    caseworker = make.make_user(RoleName.CASEWORKER)
    today = clock.local_date(clock.now())
    child = make.make_young_person(
        caseworker=caseworker, consented_on=None, born_on=today - timedelta(days=13 * 366)
    )
    desk = open_page(caseworker, viewport=DESK)
    desk.goto(f"/unge/{child.id}/samtykke")
    desk.get_by_label("En forælders e-mail").fill("far@example.dk")
    desk.get_by_role("button", name="Send spørgsmålet til forælderen").click()
    expect(desk.get_by_text("Linket kan bruges til og med")).to_be_visible()

    phone = open_page()
    phone.goto(link_in_mail_to("far@example.dk"))
    phone.get_by_text("Menu", exact=True).click()
    phone.get_by_role("button", name="English").first.click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("May we find a mentor for your child?")
    phone.get_by_role("button", name="No thanks").click()
    expect(phone.get_by_text("You have said no, and that is perfectly all right.")).to_be_visible()
