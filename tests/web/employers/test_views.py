"""The pages of employers: who sees which, what is refused at its field, and what nobody can smuggle in."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.web import factories as make
from tests.web import work_factories as work
from web.accounts.models import RoleName, User
from web.employers.models import Employer, EmployerStatus
from web.extensions import db

pytestmark = pytest.mark.usefixtures("database")
SignIn = Callable[[User], FlaskClient]
SCRIPT = "<script>alert(1)</script>"


def written(**values: str) -> dict[str, str]:
    """The page as somebody fills it in."""
    defaults = {
        "name": "Bos Brød",
        "kind": "company",
        "cvr": work.make_cvr(),
        "area": make.make_area().code,
        "address": "Storegade 1",
        "phone": "00 11 22 33",
        "about": "Vi bager brød til byen.",
    }
    return defaults | values


def employers() -> list[Employer]:
    return list(db.session.scalars(select(Employer).order_by(Employer.id)))


def test_somebody_registers_a_workplace_and_speaks_for_it(sign_in: SignIn) -> None:
    baker = make.make_user()
    answer = sign_in(baker).post("/arbejdsgivere/tilmeld", data=written(), follow_redirects=True)
    (employer,) = employers()
    assert "Bos Brød" in answer.get_data(as_text=True)
    assert (employer.status, employer.contacts) == (EmployerStatus.PENDING, [baker])


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("name", "a" * 200),
        ("cvr", "12345678"),
        ("cvr", "1" * 500),
        ("area", "no-such-place"),
        ("address", ""),
        ("phone", "ring bare"),
        ("phone", ""),
        ("about", "a" * 10_000),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_kept(
    sign_in: SignIn, field: str, value: str
) -> None:
    client = sign_in(make.make_user())
    page = client.post("/arbejdsgivere/tilmeld", data=written(**{field: value})).get_data(as_text=True)
    assert f'id="{field}-error"' in page
    assert employers() == []


def test_a_form_that_is_sent_twice_registers_once(sign_in: SignIn) -> None:
    client, form = sign_in(make.make_user()), written(form_key="7d3f7f5e-3e43-4b8e-9d3c-3f2f2ad6c0aa")
    places = {client.post("/arbejdsgivere/tilmeld", data=form).location for _ in range(2)}
    assert len(places) == len(employers()) == 1


def test_a_kind_that_was_not_offered_is_refused(sign_in: SignIn) -> None:
    answer = sign_in(make.make_user()).post("/arbejdsgivere/tilmeld", data=written(kind="royal"))
    assert answer.status_code == 200
    assert employers() == []


def test_nobody_can_approve_themselves(sign_in: SignIn) -> None:
    employer = work.make_employer(status=EmployerStatus.PENDING)
    client = sign_in(employer.contacts[0])
    client.post(
        f"/arbejdsgivere/{employer.id}/ret",
        data=written(status="approved", contacts="1", id="9", code="mine"),
    )
    assert client.post(f"/arbejdsgivere/{employer.id}/godkend").status_code == 404
    db.session.refresh(employer)
    assert employer.status is EmployerStatus.PENDING
    assert employer.code != "mine"


@pytest.mark.parametrize("page", ["", "/ret", "/kontakter", "/smaajob"])
def test_another_workplaces_pages_are_not_there(sign_in: SignIn, page: str) -> None:
    employer = work.make_employer()
    stranger = work.make_employer().contacts[0]
    answers = [
        sign_in(stranger).get(f"/arbejdsgivere/{id}{page}") for id in (employer.id, 10_000_000, 2_147_483_647)
    ]
    assert [answer.status_code for answer in answers] == [404] * 3
    assert employer.name not in answers[0].get_data(as_text=True)


def test_another_workplace_cannot_be_changed(sign_in: SignIn) -> None:
    employer = work.make_employer(name="Fars Fisk")
    stranger = work.make_employer().contacts[0]
    assert (
        sign_in(stranger).post(f"/arbejdsgivere/{employer.id}/ret", data=written(name="Mit")).status_code
        == 404
    )
    db.session.refresh(employer)
    assert employer.name == "Fars Fisk"


def test_the_name_of_a_workplace_cannot_be_taken_from_it(sign_in: SignIn) -> None:
    work.make_employer(name="Fars Fisk")
    page = sign_in(make.make_user()).post("/arbejdsgivere/tilmeld", data=written(name="Fars Fisk"))
    assert 'id="name-error"' in page.get_data(as_text=True)


def test_what_somebody_writes_is_never_run(sign_in: SignIn) -> None:
    employer = work.make_employer(
        name=f"A {SCRIPT}", about=SCRIPT, address=SCRIPT, status=EmployerStatus.PENDING
    )
    work.make_job(employer=employer)
    administrator = sign_in(make.make_user(RoleName.ADMINISTRATOR))
    contact = sign_in(employer.contacts[0])
    pages = [
        administrator.get("/arbejdsgivere/godkend"),
        administrator.get(f"/arbejdsgivere/{employer.id}/afvis"),
        contact.get(f"/arbejdsgivere/{employer.id}"),
        contact.get(f"/arbejdsgivere/{employer.id}/ret"),
        contact.get(f"/arbejdsgivere/{employer.id}/kontakter"),
        contact.get("/smaajob/vores"),
    ]
    for page in pages:
        assert page.status_code == 200
        assert SCRIPT not in page.get_data(as_text=True)


def test_a_no_needs_a_reason(sign_in: SignIn) -> None:
    employer = work.make_employer(status=EmployerStatus.PENDING)
    client = sign_in(make.make_user(RoleName.ADMINISTRATOR))
    page = client.post(f"/arbejdsgivere/{employer.id}/afvis", data={"reason": " "}).get_data(as_text=True)
    assert 'id="reason-error"' in page
    client.post(f"/arbejdsgivere/{employer.id}/afvis", data={"reason": "Vi mangler en adresse."})
    db.session.refresh(employer)
    assert employer.status is EmployerStatus.REFUSED


@pytest.mark.parametrize("status", ["approved", "refused", "nonsense", ""])
def test_the_queue_can_be_asked_for_every_status_and_for_nonsense(sign_in: SignIn, status: str) -> None:
    work.make_employer(status=EmployerStatus.REFUSED)
    client = sign_in(make.make_user(RoleName.ADMINISTRATOR))
    assert client.get(f"/arbejdsgivere/godkend?status={status}").status_code == 200
