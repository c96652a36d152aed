"""An association registers on one page, an administrator answers, its people become coordinators."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.web import factories as make
from web.accounts.models import RoleName, User
from web.associations.models import Association, AssociationStatus
from web.associations.todo import waiting_for
from web.audit.models import AuditEvent
from web.extensions import db
from web.notifications.models import OutboxMessage

pytestmark = pytest.mark.usefixtures("database")

SignIn = Callable[[User], FlaskClient]


def written(**values: str) -> dict[str, str]:
    """The page as somebody fills it in."""
    defaults = {
        "name": "Garn og Grin",
        "kind": "association",
        "about": "Vi strikker huer.",
        "area": make.make_area().code,
        "email": "garn@example.dk",
        "phone": "00 00 00 62",
        "website": "www.garn.example.dk",
    }
    return defaults | values


def register(client: FlaskClient, **values: str) -> Any:
    return client.post("/foreninger/tilmeld", data=written(**values))


def only_association() -> Association:
    return db.session.scalars(select(Association)).one()


def subjects_to(user: User) -> list[str]:
    return list(db.session.scalars(select(OutboxMessage.subject).where(OutboxMessage.user_id == user.id)))


def test_a_registration_waits_and_tells_the_administrators(sign_in: SignIn) -> None:
    administrator, person = make.make_user(RoleName.ADMINISTRATOR), make.make_user()
    client = sign_in(person)
    response = register(client)
    association = only_association()
    assert association.status is AssociationStatus.PENDING
    assert association.website == "https://www.garn.example.dk"
    assert association.coordinators == [person]
    assert not person.has_any_role(RoleName.COORDINATOR)
    assert subjects_to(administrator) == ["En forening vil være med: Garn og Grin"]
    assert "Vi har fået jeres tilmelding" in client.get(response.location).text


def test_approval_makes_the_registrant_a_coordinator_and_tells_them(sign_in: SignIn) -> None:
    person, administrator = make.make_user(), make.make_user(RoleName.ADMINISTRATOR)
    association = make.make_association(status=AssociationStatus.PENDING, coordinators=[person])
    sign_in(administrator).post(f"/foreninger/{association.id}/godkend")
    db.session.expire_all()
    assert association.status is AssociationStatus.APPROVED
    assert person.has_any_role(RoleName.COORDINATOR)
    assert subjects_to(person) == [f"{association.name} er godkendt"]
    actions = db.session.scalars(select(AuditEvent.action).order_by(AuditEvent.id)).all()
    assert actions == ["association: approve", "give role"]


def test_a_refusal_needs_a_reason_and_sends_it(sign_in: SignIn) -> None:
    association = make.make_association(status=AssociationStatus.PENDING)
    client = sign_in(make.make_user(RoleName.ADMINISTRATOR))
    assert "Udfyld dette felt." in client.post(f"/foreninger/{association.id}/afvis").text
    client.post(f"/foreninger/{association.id}/afvis", data={"reason": "Vi mangler et navn."})
    db.session.expire_all()
    assert association.status is AssociationStatus.REFUSED
    (mail,) = db.session.scalars(select(OutboxMessage))
    assert "Vi mangler et navn." in mail.body


def test_approving_twice_changes_nothing_more(sign_in: SignIn) -> None:
    association = make.make_association(status=AssociationStatus.PENDING)
    client = sign_in(make.make_user(RoleName.ADMINISTRATOR))
    for _ in range(2):
        client.post(f"/foreninger/{association.id}/godkend")
    assert len(subjects_to(association.coordinators[0])) == 1


def test_a_name_that_is_taken_is_said_at_the_name(sign_in: SignIn) -> None:
    make.make_association(name="Garn og Grin")
    page = register(sign_in(make.make_user()))
    assert page.status_code == 200
    assert 'href="#name"' in page.text
    assert "Vi strikker huer." in page.text


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"name": ""}, "Udfyld dette felt."),
        ({"email": "garn"}, "Skriv en e-mailadresse"),
        ({"website": "javascript://alert(1)"}, "Skriv en adresse som"),
        ({"website": 'x.dk" onclick="a'}, "Skriv en adresse som"),
        ({"phone": "ring bare"}, "Skriv nummeret med tal"),
        ({"about": "x" * 4001}, "Det er for langt."),
    ],
)
def test_what_cannot_be_right_is_said(sign_in: SignIn, values: dict[str, str], message: str) -> None:
    page = register(sign_in(make.make_user()), **values)
    assert page.text.count(message) >= 2
    assert db.session.scalars(select(Association)).all() == []


def test_a_form_sent_twice_registers_once(sign_in: SignIn) -> None:
    client = sign_in(make.make_user())
    form = written(form_key="3e1f7c5e-3e43-4b8e-9d3c-3f2f2ad6c0bb")
    locations = [client.post("/foreninger/tilmeld", data=form).location for _ in range(2)]
    assert locations[0] == locations[1] == f"/foreninger/{only_association().id}/status"


def test_the_coordinator_changes_what_the_association_says(sign_in: SignIn) -> None:
    association = make.make_association()
    client = sign_in(association.coordinators[0])
    client.post(f"/foreninger/{association.id}/ret", data=written(name=association.name, phone="00 00 00 63"))
    db.session.expire_all()
    assert (association.phone, association.status) == ("00 00 00 63", AssociationStatus.APPROVED)


@pytest.mark.parametrize("path", ["ret", "status"])
def test_strangers_see_no_registration(path: str, sign_in: SignIn) -> None:
    association = make.make_association(status=AssociationStatus.PENDING)
    stranger = sign_in(make.make_user(RoleName.COORDINATOR))
    assert stranger.get(f"/foreninger/{association.id}/{path}").status_code == 404


@pytest.mark.parametrize("role", [RoleName.COORDINATOR, RoleName.CASEWORKER, RoleName.VOLUNTEER])
def test_only_administrators_answer(role: RoleName, sign_in: SignIn) -> None:
    association = make.make_association(status=AssociationStatus.PENDING)
    client = sign_in(make.make_user(role))
    assert client.get("/foreninger/godkend").status_code == 404
    assert client.post(f"/foreninger/{association.id}/godkend").status_code == 404
    db.session.refresh(association)
    assert association.status is AssociationStatus.PENDING


def test_the_public_list_shows_approved_associations_only(client: FlaskClient) -> None:
    make.make_association(name="Åben Forening", about="Vi cykler.")
    make.make_association(name="Ventende Forening", status=AssociationStatus.PENDING)
    db.session.commit()
    page = client.get("/foreninger?q=cykler").text
    assert "Åben Forening" in page
    assert "Ventende Forening" not in client.get("/foreninger").text


def test_the_start_pages_say_what_waits() -> None:
    association = make.make_association(status=AssociationStatus.PENDING)
    (todo,) = waiting_for(make.make_user(RoleName.ADMINISTRATOR), now=make.NOW)
    assert (todo.count, todo.is_urgent) == (1, True)
    (own,) = waiting_for(association.coordinators[0], now=make.NOW)
    assert association.name in own.title
