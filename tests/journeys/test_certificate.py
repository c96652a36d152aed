"""A volunteer makes a certificate of what was done, and somebody else checks it by its number."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from playwright.sync_api import Page, expect

from tests.journeys.conftest import DESK
from tests.web import factories as make
from web.accounts.models import RoleName
from web.attendance.models import Attendance
from web.core import clock
from web.extensions import db
from web.profiles.models import Volunteer
from web.tasks.models import SignupStatus


def somebody_who_came() -> Volunteer:
    """A volunteer whom a coordinator has ticked off last week."""
    volunteer, last_week = make.make_volunteer(), clock.now() - timedelta(days=7)
    shift = make.make_shift(
        task=make.make_task(title="Kaffevagt"), starts_at=last_week, ends_at=last_week + timedelta(hours=2)
    )
    signup = make.make_signup(shift=shift, volunteer=volunteer, status=SignupStatus.CONFIRMED, seat=1)
    make.save(
        Attendance(
            signup_id=signup.id,
            has_come=True,
            minutes=120,
            recorded_by_id=make.make_user(RoleName.COORDINATOR).id,
            recorded_at=clock.now(),
        )
    )
    db.session.commit()
    return volunteer


def test_a_certificate_is_made_checked_and_withdrawn(
    open_page: Callable[..., Page], check_page: Callable[[Page], None]
) -> None:
    volunteer = somebody_who_came()
    own, name = open_page(volunteer.user), volunteer.user.name
    own.goto("/frivillig")
    own.get_by_role("link", name="Dine beviser").press("Enter")
    check_page(own)
    own.get_by_role("button", name="Udsted mit bevis").press("Enter")
    expect(own.get_by_role("heading", level=1, name=name)).to_be_visible()
    check_page(own)
    number = own.locator(".certificate-number").inner_text()

    stranger = open_page(viewport=DESK)
    stranger.goto("/")
    stranger.get_by_role("contentinfo").get_by_role("link", name="Kontrollér et bevis").click()
    stranger.get_by_label("Nummer").fill("K7QX")
    stranger.get_by_role("button", name="Kontrollér").click()
    expect(stranger.get_by_text("Der er ikke noget bevis med det nummer")).to_be_visible()
    check_page(stranger)
    stranger.get_by_label("Nummer").fill(number.lower())
    stranger.get_by_role("button", name="Kontrollér").click()
    expect(stranger.get_by_text("2 timer i alt").first).to_be_visible()
    check_page(stranger)

    own.goto("/frivillig/beviser")
    own.get_by_role("button", name="Træk det tilbage").press("Enter")
    expect(own.get_by_role("status")).to_be_visible()
    stranger.reload()
    expect(stranger.get_by_role("heading", level=1, name="Beviset er trukket tilbage")).to_be_visible()
    expect(stranger.get_by_text(name)).to_have_count(0)
