"""A young person changes on a phone what a mentor sees, and the mentor's page changes at once."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys.conftest import DESK
from tests.web import factories as make
from web.accounts.models import RoleName
from web.proposals.models import ProposalStatus


def test_a_young_person_changes_alias_on_a_phone_and_the_mentors_page_changes(
    open_page: Callable[..., Page], check_page: Callable[[Page], None]
) -> None:
    account = make.make_user(RoleName.YOUNG_PERSON)
    person = make.make_young_person(
        user=account,
        first_name="Nanna",
        last_name="Vestergaard",
        alias="Glad svale",
        phone="00 00 11 22",
        may_show_wishes=True,
    )
    request = make.make_request(
        young_person=person,
        wishes="Jeg vil gerne lære at fiske",
        interests=[make.make_interest(name_da="Fiskeri")],
    )
    proposal = make.make_proposal(request=request, status=ProposalStatus.APPROVED)
    mentor = open_page(proposal.mentor.volunteer.user, viewport=DESK)
    mentor.goto(f"/mentor/forslag/{proposal.id}")
    expect(mentor.get_by_role("heading", level=1)).to_contain_text("Glad svale")
    expect(mentor.get_by_text("lære at fiske")).to_be_visible()

    phone = open_page(account)
    phone.goto("/mig/det-vises")
    check_page(phone)
    preview = phone.get_by_label("Det her ser en mentor")
    expect(preview.get_by_text("Glad svale")).to_be_visible()
    phone.get_by_label("Dit dæknavn", exact=True).fill("Modig odder")
    expect(preview.get_by_text("Modig odder")).to_be_visible()
    phone.get_by_label("Det, du selv har skrevet").uncheck()
    expect(preview.get_by_text("lære at fiske")).to_be_hidden()
    phone.get_by_label("På din telefon").check()
    expect(preview.get_by_text("00 00 11 22")).to_be_visible()
    phone.get_by_role("button", name="Gem").click()
    expect(phone.get_by_text("Det er gemt")).to_be_visible()

    mentor.reload()
    expect(mentor.get_by_role("heading", level=1)).to_contain_text("Modig odder")
    expect(mentor.get_by_text("lære at fiske")).to_have_count(0)
    expect(mentor.get_by_text("Fiskeri")).to_be_visible()
    expect(mentor.get_by_text(re.compile("Nanna|00 00 11 22"))).to_have_count(0)
    check_page(mentor)
