"""One clearance for all programmes: the strictest says who records it, and what is recorded can always be taken back."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.web import factories as make
from tests.web.papers.scenes import CERTIFICATE, RECORD, a_shift, a_wish
from web.accounts.models import RoleName, User
from web.core import clock
from web.core.errors import RuleError
from web.extensions import db
from web.profiles.models import MentorStatus, Volunteer
from web.vetting.asking import kinds_for_mentoring
from web.vetting.models import Clearance, ClearanceStatus
from web.vetting.services import Validity, refuse_clearance, reopen_clearance, verify_clearance

pytestmark = pytest.mark.usefixtures("database")
SignIn = Callable[[User], FlaskClient]


def a_contact(volunteer: Volunteer) -> User:
    """The area contact where the volunteer lives."""
    contact = make.make_user(RoleName.AREA_CONTACT)
    assert volunteer.area is not None
    contact.contact_areas = [volunteer.area]
    db.session.flush()
    return contact


def test_a_paper_of_a_mentor_who_wants_shifts_is_recorded_by_those_whom_both_programmes_let() -> None:
    mentor = make.make_mentor(is_cleared=False)
    a_wish(a_shift(RECORD), mentor.volunteer)
    validity, now = Validity(clock.today(), None), clock.now()
    with pytest.raises(RuleError, match="en anden"):
        verify_clearance(
            mentor.volunteer, RECORD, validity, by=make.make_user(RoleName.AREA_CONTACT), now=now
        )
    staff = make.make_user(RoleName.CASEWORKER)
    held = verify_clearance(mentor.volunteer, RECORD, validity, by=staff, now=now)
    assert held.status is ClearanceStatus.VALID


def test_what_nobody_asks_for_any_more_is_taken_back_and_not_recorded_anew() -> None:
    volunteer, now = make.make_volunteer(), clock.now()
    held, staff = make.make_clearance(volunteer, kind=RECORD), make.make_user(RoleName.CASEWORKER)
    with pytest.raises(RuleError, match="en anden"):
        reopen_clearance(volunteer, RECORD, by=make.make_association().coordinators[0], now=now)
    refuse_clearance(volunteer, RECORD, "", by=staff, now=now)
    assert held.status == "refused"
    reopen_clearance(volunteer, RECORD, by=staff, now=now)
    assert held.status == "pending"
    with pytest.raises(RuleError, match="kræves ikke"):
        verify_clearance(volunteer, RECORD, Validity(clock.today(), None), by=staff, now=now)


def test_nothing_is_refused_that_was_neither_asked_for_nor_recorded() -> None:
    with pytest.raises(RuleError, match="kræves ikke"):
        refuse_clearance(
            make.make_volunteer(), RECORD, "", by=make.make_user(RoleName.CASEWORKER), now=clock.now()
        )
    assert db.session.scalars(select(Clearance)).all() == []


def test_the_page_takes_back_what_nobody_asks_for_and_offers_nothing_else(sign_in: SignIn) -> None:
    volunteer = make.make_volunteer()
    make.make_clearance(volunteer, kind=RECORD)
    client = sign_in(a_contact(volunteer))
    address = f"/godkendelser/frivillige/{volunteer.id}"
    assert "Ingen vagt kræver det nu" in client.get(address).get_data(as_text=True)
    page = client.get(f"{address}/criminal_record").get_data(as_text=True)
    assert 'value="reopen"' in page
    assert 'value="renew"' not in page
    assert 'name="issued_on"' not in page
    typed = {"decision": "renew", "issued_on": clock.today().isoformat()}
    assert client.post(f"{address}/criminal_record", data=typed).status_code == 200
    assert client.post(f"{address}/criminal_record", data={"decision": "reopen"}).location == address
    assert db.session.scalars(select(Clearance)).one().status is ClearanceStatus.PENDING
    assert client.get(address).status_code == 404


def test_nothing_is_asked_for_mentoring_of_who_was_refused() -> None:
    mentor = make.make_mentor(is_cleared=False, youngest_age=12)
    assert CERTIFICATE in kinds_for_mentoring(mentor.volunteer)
    mentor.status = MentorStatus.REFUSED
    assert kinds_for_mentoring(mentor.volunteer) == []
