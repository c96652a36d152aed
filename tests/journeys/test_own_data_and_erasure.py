"""A volunteer sees what is held about them, takes it along, objects, and deletes the account."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.web import factories as make
from web.accounts.models import RoleName
from web.core import clock
from web.tasks.models import SignupStatus

DESK = {"width": 1280, "height": 900}


def test_a_volunteer_takes_their_data_and_goes(
    open_page: Callable[..., Page], check_page: Callable[[Page], None]
) -> None:
    user = make.make_user(RoleName.VOLUNTEER, name="Birgit Krog", email="birgit@example.dk")
    volunteer = make.make_volunteer(user=user, about="Jeg kan godt lide at cykle.")
    shift = make.make_shift(starts_at=clock.now() + timedelta(days=3))
    make.make_signup(volunteer=volunteer, shift=shift, status=SignupStatus.CONFIRMED, seat=1)
    contact = make.make_user(RoleName.DATA_PROTECTION_CONTACT)
    task, coordinator = shift.task, shift.task.association.coordinators[0]

    phone = open_page(user)
    phone.goto("/konto")
    phone.get_by_role("link", name="Mine data").click()
    expect(phone.get_by_text("birgit@example.dk").first).to_be_visible()
    phone.get_by_text("Frivillig (1)").click()
    expect(phone.get_by_text("Jeg kan godt lide at cykle.")).to_be_visible()
    check_page(phone)
    with phone.expect_download() as download:
        phone.get_by_role("link", name="Hent til maskiner (JSON)").click()
    taken = json.loads(Path(download.value.path()).read_text())
    assert taken["tables"]["volunteers"][0]["about"] == "Jeg kan godt lide at cykle."
    assert taken["tables"]["signups"][0]["shift_id"] == task.title
    assert "password" not in taken["tables"]["users"][0]

    phone.get_by_label("Gøre indsigelse mod, hvordan mine data bruges").check()
    phone.get_by_label("Fortæl mere").fill("Jeg vil ikke have mails om andre opgaver.")
    phone.get_by_role("button", name="Send").click()
    expect(phone.get_by_text("Din henvendelse er sendt.")).to_be_visible()

    desk = open_page(contact, viewport=DESK)
    desk.goto("/databeskyttelse/henvendelser")
    check_page(desk)
    desk.get_by_role("link", name="Gøre indsigelse").click()
    check_page(desk)
    desk.get_by_label("Gjort som ønsket").check()
    desk.get_by_label("Det får personen at vide").fill("Det har vi slået fra.")
    desk.get_by_role("button", name="Send svaret").click()
    expect(desk.get_by_text("Svaret er sendt.")).to_be_visible()

    phone.goto("/mine-data")
    expect(phone.get_by_role("listitem").filter(has_text="Det har vi slået fra.")).to_be_visible()
    phone.get_by_role("link", name="Slet min konto").click()
    check_page(phone)
    phone.get_by_role("button", name="Slet min konto").click()
    expect(phone.get_by_text("Sæt et flueben her, hvis du er sikker.").first).to_be_visible()
    phone.get_by_label("Ja, slet min konto").check()
    phone.get_by_role("button", name="Slet min konto").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Kontoen er slettet")
    check_page(phone)
    phone.goto("/mine-data")
    expect(phone.get_by_label("Adgangskode")).to_be_visible()

    organiser = open_page(coordinator, viewport=DESK)
    organiser.goto("/dev/mail")
    expect(organiser.get_by_text("Birgit")).to_have_count(0)
    expect(organiser.get_by_text("birgit@example.dk")).to_have_count(0)
    desk.goto("/opbevaring")
    expect(desk.get_by_text("1 personer er slettet.")).to_be_visible()
    check_page(desk)
