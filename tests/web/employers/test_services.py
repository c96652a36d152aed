"""An employer registers with a number that can be one, once, and hears the answer."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from tests.web import factories as make
from tests.web import work_factories as work
from web.core import clock
from web.core.errors import RuleError
from web.employers.cvr import cleaned, is_cvr
from web.employers.models import EmployerKind, EmployerStatus
from web.employers.registration import EmployerFacts
from web.employers.services import approve_employer, refuse_employer, register_employer
from web.extensions import db
from web.notifications.models import OutboxMessage

pytestmark = pytest.mark.usefixtures("database")


def facts(cvr: str, *, kind: EmployerKind = EmployerKind.COMPANY, name: str = "Bos Brød") -> EmployerFacts:
    """What an employer tells of itself."""
    area = make.make_area()
    return EmployerFacts(name, kind, cvr, area, "Storegade 1", "00 11 22 33", "Vi bager.")


@pytest.mark.parametrize("number", ["12345678", "00000000", "1015081", "101508170", "1015081x", ""])
def test_what_cannot_be_a_cvr_number_is_refused_at_its_field(number: str) -> None:
    assert not is_cvr(number)
    with pytest.raises(RuleError) as refusal:
        register_employer(facts(number), by=make.make_user(), now=clock.now())
    assert refusal.value.field == "cvr"


def test_a_cvr_number_may_be_written_as_people_write_it() -> None:
    assert is_cvr(cleaned("DK 10 15 08 17") or "")


def test_a_company_is_here_once_but_the_places_of_a_municipality_share_their_number() -> None:
    number = work.make_cvr()
    work.make_employer(cvr=number)
    with pytest.raises(RuleError) as refusal:
        register_employer(facts(number), by=make.make_user(), now=clock.now())
    assert refusal.value.field == "cvr"
    municipal = facts(number, kind=EmployerKind.MUNICIPAL)
    register_employer(municipal, by=make.make_user(), now=clock.now())


def test_a_contact_hears_of_the_yes_and_of_the_no_with_its_reason() -> None:
    employer = work.make_employer(status=EmployerStatus.PENDING)
    administrator = make.make_user()
    approve_employer(employer, by=administrator, now=clock.now())
    refuse_employer(employer, reason="Der er lukket.", by=administrator, now=clock.now())
    mails = db.session.scalars(
        select(OutboxMessage)
        .where(OutboxMessage.address == employer.contacts[0].email)
        .order_by(OutboxMessage.id)
    ).all()
    assert len(mails) == 2
    assert "Der er lukket." in mails[1].body
