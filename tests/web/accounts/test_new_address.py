"""Changing the e-mail address: both addresses are told, a stranger learns nothing, and the owner can take it back."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from flask_security import hash_password
from sqlalchemy import select, update

from tests.web import factories as make
from web.accounts.addresses import forget_old_changes
from web.accounts.models import AddressChange, User
from web.audit.models import AuditEvent
from web.core import clock
from web.core.freshness import FRESH_FOR_SECONDS, TYPED_AT
from web.extensions import db
from web.notifications.models import OutboxMessage

PASSWORD = "tre gule cykler"
NEW = "ny@example.dk"
SignIn = Callable[[User], FlaskClient]


@pytest.fixture
def user(database: None) -> User:
    """Somebody who wants another address."""
    return make.make_user(email="gammel@example.dk", password=hash_password(PASSWORD))


def ask(client: FlaskClient, email: str = NEW) -> str:
    """Ask for another address; return the page one lands on."""
    return client.post("/konto/e-mail", data={"email": email}, follow_redirects=True).text


def mails_to(address: str) -> list[OutboxMessage]:
    """The mails to an address, the oldest first."""
    return list(
        db.session.scalars(
            select(OutboxMessage).where(OutboxMessage.address == address).order_by(OutboxMessage.id)
        )
    )


def link_in(message: OutboxMessage) -> str:
    """The first link of a mail, as a path."""
    found = re.search(r"https?://[^/\s]+(/\S+)", message.body)
    assert found is not None
    return found[1]


def moved(client: FlaskClient) -> None:
    """Ask for the new address and confirm it."""
    ask(client)
    client.post(link_in(mails_to(NEW)[0]))


def test_the_address_changes_when_the_new_one_answers(sign_in: SignIn, user: User) -> None:
    client, elsewhere = sign_in(user), sign_in(user)
    assert NEW in ask(client)
    assert user.email == "gammel@example.dk"
    assert NEW in mails_to("gammel@example.dk")[0].body
    link = link_in(mails_to(NEW)[0])
    assert "gammel@example.dk" in client.get(link).text
    page = client.post(link, follow_redirects=True)
    assert "Din nye adresse er taget i brug." in page.text
    db.session.refresh(user)
    assert user.email == NEW
    assert client.get("/konto").status_code == 200
    assert elsewhere.get("/konto").status_code == 302
    assert mails_to("gammel@example.dk")[-1].subject == "Din konto har fået en anden mailadresse"
    assert mails_to(NEW)[-1].subject == "Din nye mailadresse er taget i brug"
    events = db.session.scalars(select(AuditEvent).order_by(AuditEvent.id)).all()
    assert [event.action for event in events if "address" in event.action] == [
        "ask for another address",
        "change address",
    ]


def test_nothing_tells_whether_the_new_address_has_an_account(sign_in: SignIn, user: User) -> None:
    make.make_user(email="optaget@example.dk")
    client = sign_in(user)
    free = re.sub(r'value="[^"]*"|nonce="[^"]*"', "", ask(client, "fri@example.dk"))
    taken = re.sub(r'value="[^"]*"|nonce="[^"]*"', "", ask(client, "Optaget@example.dk"))
    assert free.replace("fri@example.dk", "") == taken.replace("Optaget@example.dk", "")
    (told,) = mails_to("optaget@example.dk")
    assert "hører allerede til din konto" in told.body
    assert len(mails_to("gammel@example.dk")) == 2


def test_the_link_works_for_its_account_only(sign_in: SignIn, user: User) -> None:
    client = sign_in(user)
    ask(client)
    link = link_in(mails_to(NEW)[0])
    assert sign_in(make.make_user()).get(link).status_code == 404
    assert client.application.test_client().get(link).status_code == 302
    assert client.get(link + "x").status_code == 404


def test_opening_the_link_alone_changes_nothing(sign_in: SignIn, user: User) -> None:
    client = sign_in(user)
    ask(client)
    client.get(link_in(mails_to(NEW)[0]))
    db.session.refresh(user)
    assert user.email == "gammel@example.dk"


def test_a_link_ends_with_a_new_password_a_day_or_a_change_of_mind(sign_in: SignIn, user: User) -> None:
    client = sign_in(user)
    ask(client)
    first = link_in(mails_to(NEW)[-1])
    client.post("/konto/e-mail/behold")
    assert client.get(first).status_code == 404
    ask(client)
    second = link_in(mails_to(NEW)[-1])
    db.session.execute(update(AddressChange).values(asked_at=clock.now() - timedelta(hours=25)))
    db.session.commit()
    assert client.get(second).status_code == 404
    ask(client)
    third = link_in(mails_to(NEW)[-1])
    new = "fire grønne både"
    client.post(
        "/skift-adgangskode",
        data={"password": PASSWORD, "new_password": new, "new_password_confirm": new},
    )
    assert client.get("/konto").status_code == 200
    assert client.get(third).status_code == 404


def test_a_double_click_changes_it_once(sign_in: SignIn, user: User) -> None:
    client = sign_in(user)
    ask(client)
    link = link_in(mails_to(NEW)[0])
    found = re.search(r'name="form_key"[^>]*value="([^"]+)"', client.get(link).text)
    assert found is not None
    answers = [client.post(link, data={"form_key": found[1]}).headers["Location"] for _ in range(2)]
    assert answers == ["/konto", "/konto"]
    assert len(mails_to("gammel@example.dk")) == 2


def test_an_address_that_was_taken_meanwhile_is_refused(sign_in: SignIn, user: User) -> None:
    client = sign_in(user)
    ask(client)
    make.make_user(email="NY@example.dk")
    db.session.commit()
    assert "Adressen kan ikke bruges længere." in client.post(link_in(mails_to(NEW)[0])).text
    db.session.refresh(user)
    assert user.email == "gammel@example.dk"


def test_the_owner_takes_the_account_back_from_the_old_address(sign_in: SignIn, user: User) -> None:
    thief = sign_in(user)
    moved(thief)
    owner = thief.application.test_client()
    link = link_in(mails_to("gammel@example.dk")[-1])
    assert "Tag din konto tilbage" in owner.get(link).text
    assert owner.post(link).headers["Location"] == "/e-mail/fortrudt"
    assert "Din konto er din igen" in owner.get("/e-mail/fortrudt").text
    db.session.refresh(user)
    assert user.email == "gammel@example.dk"
    assert user.password is None
    assert thief.get("/konto").status_code == 302
    assert owner.get(link).status_code == 404
    new = "fire grønne både"
    reset = link_in(mails_to("gammel@example.dk")[-1])
    owner.post(reset, data={"password": new, "password_confirm": new})
    owner.post("/log-ind", data={"email": "gammel@example.dk", "password": new})
    assert owner.get("/konto").status_code == 200


def test_after_a_week_it_stays_changed(sign_in: SignIn, user: User) -> None:
    client = sign_in(user)
    moved(client)
    link = link_in(mails_to("gammel@example.dk")[-1])
    long_ago = clock.now() - timedelta(days=7, minutes=1)
    db.session.execute(update(AddressChange).values(confirmed_at=long_ago, asked_at=long_ago))
    db.session.commit()
    assert client.get(link).status_code == 404
    forget_old_changes(now=clock.now() + timedelta(days=1))
    assert db.session.scalars(select(AddressChange)).all() == []


def test_the_password_is_asked_for_once_more_when_it_was_typed_long_ago(sign_in: SignIn, user: User) -> None:
    client = sign_in(user)
    with client.session_transaction() as content:
        content[TYPED_AT] -= FRESH_FOR_SECONDS + 1
    answer = client.get("/konto/e-mail")
    assert answer.headers["Location"] == "/bekraeft-adgangskode?next=/konto/e-mail"
    assert client.post("/konto/e-mail", data={"email": NEW}).status_code == 302
    assert mails_to(NEW) == []
    again = client.post(answer.headers["Location"], data={"password": PASSWORD})
    assert again.headers["Location"] == "/konto/e-mail"
    assert client.get("/konto/e-mail").status_code == 200


@pytest.mark.parametrize("email", ["", "ikke en adresse", "gammel@example.dk", "a@b.dk\r\nBcc: x@example.dk"])
def test_what_is_no_new_address_is_said_at_the_field(sign_in: SignIn, user: User, email: str) -> None:
    client = sign_in(user)
    assert 'aria-invalid="true"' in client.post("/konto/e-mail", data={"email": email}).text
    assert mails_to("gammel@example.dk") == []
