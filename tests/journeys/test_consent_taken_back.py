"""A young person takes their yes back; the mentor who was asked sees the proposal go, and nobody is named."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys.mailbox import open_newest_mail
from tests.web import factories as make
from web.accounts.models import RoleName
from web.proposals.models import ProposalStatus

DESK = {"width": 1280, "height": 900}


def test_a_yes_that_is_taken_back_counts_at_once(
    open_page: Callable[..., Page], check_page: Callable[[Page], None]
) -> None:
    account = make.make_user(RoleName.YOUNG_PERSON)
    caseworker = make.make_user(RoleName.CASEWORKER)
    young_person = make.make_young_person(first_name="Freja", user=account, caseworker=caseworker)
    proposal = make.make_proposal(
        request=make.make_request(young_person=young_person), status=ProposalStatus.APPROVED
    )

    mentor = open_page(proposal.mentor.volunteer.user)
    mentor.goto(f"/mentor/forslag/{proposal.id}")
    expect(mentor.get_by_role("button", name="Ja, det vil jeg gerne")).to_be_visible()

    young = open_page(account)
    young.goto("/mine-samtykker")
    expect(young.get_by_text("Du har sagt ja", exact=True)).to_be_visible()
    young.get_by_text("Læs, hvad du sagde ja til").click()
    expect(young.get_by_text("Jeg siger ja til, at kommunen leder efter en mentor til mig.")).to_be_visible()
    check_page(young)
    young.get_by_role("button", name="Tag mit ja tilbage: At vi finder en mentor").click()
    expect(young.get_by_text("Dit ja er taget tilbage. Det gælder fra nu.")).to_be_visible()
    check_page(young)

    mentor.get_by_role("button", name="Ja, det vil jeg gerne").click()
    expect(mentor.get_by_role("button", name="Ja, det vil jeg gerne")).to_have_count(0)
    open_newest_mail(mentor, "Et forslag er trukket tilbage")
    expect(mentor.get_by_text("Freja")).to_have_count(0)

    desk = open_page(caseworker, viewport=DESK)
    desk.goto(f"/unge/{young_person.id}/samtykke")
    expect(desk.get_by_role("cell", name="på egen side").first).to_be_visible()
    check_page(desk)
    desk.get_by_role("button", name="Notér jaet").click()
    expect(desk.get_by_text("noteret af sagsbehandleren").first).to_be_visible()
