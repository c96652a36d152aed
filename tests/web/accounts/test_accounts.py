"""Accounts: opening, signing in and out, new passwords, and what a stranger must not learn."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_security import hash_password
from sqlalchemy import func, select

from tests.web import factories as make
from web.accounts.models import RoleName, User
from web.accounts.passwords import fault_of_password
from web.accounts.services import give_role, open_account
from web.audit.models import AuditEvent
from web.core.submissions import SESSION_KEY
from web.extensions import db
from web.notifications.models import OutboxMessage

PASSWORD = "tre gule cykler"
NEW_PASSWORD = "fire grønne både"


def make_person(**values: object) -> User:
    """A confirmed account whose password is known."""
    return make.make_user(password=hash_password(PASSWORD), **values)


def newest_mail() -> OutboxMessage:
    """The newest mail in the outbox."""
    return db.session.scalars(select(OutboxMessage).order_by(OutboxMessage.id.desc()).limit(1)).one()


def link_in(message: OutboxMessage) -> str:
    """The first link of a mail, as a path."""
    found = re.search(r"https?://[^/\s]+(/\S+)", message.body)
    assert found is not None
    return found[1]


def sent(client: FlaskClient, email: str, password: str) -> str:
    """Try to sign in; return where one lands."""
    response = client.post("/log-ind", data={"email": email, "password": password}, follow_redirects=True)
    return response.request.path


def test_an_account_is_opened_confirmed_and_signed_in(client: FlaskClient) -> None:
    client.get("/")
    typed = {"name": "Åse", "email": "Aase@Example.dk", "password": PASSWORD}
    page = client.post("/opret-konto", data=typed, follow_redirects=True)
    assert page.request.path == "/se-i-din-mail"
    user = db.session.scalars(select(User)).one()
    assert (user.name, user.locale, user.confirmed_at) == ("Åse", "da", None)
    assert sent(client, user.email, PASSWORD) == "/log-ind"
    assert client.get(link_in(newest_mail())).headers["Location"] == "/videre"
    assert client.get("/videre").headers["Location"] == "/start"


def test_mails_lead_to_our_own_address_whatever_the_request_says(client: FlaskClient, app: Flask) -> None:
    make_person(email="kendt@example.dk")
    db.session.commit()
    client.post("/nulstil-adgangskode", data={"email": "kendt@example.dk"}, headers={"Host": "ond.example"})
    assert "ond.example" not in newest_mail().body
    assert app.config["SETTINGS"].base_url in newest_mail().body


def test_two_people_opening_the_same_address_at_once_make_one_account(app: Flask, database: None) -> None:
    def attempt(number: int) -> bool:
        with app.test_request_context():
            user = open_account(
                "samtidig@example.dk", name=f"Nr. {number}", password=PASSWORD, locale="da", now=make.NOW
            )
            db.session.commit()
            return user is not None

    with ThreadPoolExecutor(4) as threads:
        assert all(threads.map(attempt, range(8)))
    assert db.session.scalar(select(func.count()).select_from(User)) == 1


@pytest.mark.parametrize("path", ["/nulstil-adgangskode", "/bekraeft"])
def test_a_stranger_cannot_tell_whether_an_address_has_an_account(client: FlaskClient, path: str) -> None:
    make_person(email="kendt@example.dk")
    db.session.commit()
    pages = [
        client.post(path, data={"email": email}).get_data(as_text=True).replace(email, "")
        for email in ("kendt@example.dk", "ukendt@example.dk")
    ]
    known, unknown = (re.sub(r'(nonce|value)="[^"]*"', "", page) for page in pages)
    assert known == unknown


def test_a_wrong_password_and_an_unknown_address_read_the_same(client: FlaskClient) -> None:
    make_person(email="kendt@example.dk")
    db.session.commit()
    pages = [
        client.post("/log-ind", data={"email": email, "password": "forkert adgangskode"}).get_data(
            as_text=True
        )
        for email in ("kendt@example.dk", "ukendt@example.dk")
    ]
    for page in pages:
        assert "E-mail eller adgangskode passer ikke" in page
        assert page.count("field-error") == 0


def test_a_forgotten_password_is_replaced_and_old_sessions_end(
    client: FlaskClient, sign_in: Callable[[User], FlaskClient]
) -> None:
    user = make_person(email="glemsom@example.dk")
    elsewhere = sign_in(user)
    assert elsewhere.get("/start").status_code == 200
    client.post("/nulstil-adgangskode", data={"email": user.email})
    link = link_in(newest_mail())
    saved = client.post(
        link, data={"password": NEW_PASSWORD, "password_confirm": NEW_PASSWORD}, follow_redirects=True
    ).text
    assert "Din adgangskode er gemt. Log ind med den." in saved
    assert "Log ind for at se siden." not in saved
    assert elsewhere.get("/start").status_code == 302
    assert sent(client.application.test_client(), user.email, NEW_PASSWORD) == "/start"
    assert "adgangskode er ændret" in newest_mail().subject
    again = client.post(link, data={"password": PASSWORD, "password_confirm": PASSWORD})
    assert again.headers["Location"].endswith("/nulstil-adgangskode")


def test_signing_out_needs_a_post(sign_in: Callable[[User], FlaskClient]) -> None:
    client = sign_in(make_person())
    assert client.get("/log-ud").status_code == 404
    assert client.get("/start").status_code == 200
    assert "Du er logget ud." in client.post("/log-ud", follow_redirects=True).text
    assert "Log ind for at se siden." in client.get("/start", follow_redirects=True).text
    assert client.get("/start").status_code == 302


def test_an_interrupted_form_is_offered_again_after_signing_in(client: FlaskClient) -> None:
    user = make_person()
    db.session.commit()
    client.post("/konto", data={"name": "Nyt navn", "locale": "da"})
    with client.session_transaction() as session:
        assert SESSION_KEY in session
    assert sent(client, user.email, PASSWORD) == "/fortsaet"


def test_a_person_changes_name_language_and_password(sign_in: Callable[[User], FlaskClient]) -> None:
    user = make_person()
    client = sign_in(user)
    page = client.post("/konto", data={"name": "Nyt navn", "locale": "en"}, follow_redirects=True)
    assert "Your changes are saved." in page.get_data(as_text=True)
    assert (user.name, user.locale) == ("Nyt navn", "en")
    fields = {"password": PASSWORD, "new_password": NEW_PASSWORD, "new_password_confirm": NEW_PASSWORD}
    assert client.post("/skift-adgangskode", data=fields).headers["Location"] == "/konto"
    assert newest_mail().subject == "Your password has been changed"


@pytest.mark.usefixtures("database")
def test_a_role_is_given_once_and_leaves_one_event() -> None:
    user, administrator = make.make_user(), make.make_user(RoleName.ADMINISTRATOR)
    for _ in range(2):
        give_role(user, RoleName.COORDINATOR, by=administrator, now=make.NOW)
    assert user.has_any_role(RoleName.COORDINATOR)
    events = db.session.scalars(select(AuditEvent)).all()
    assert [(event.action, event.actor_id) for event in events] == [("give role", administrator.id)]


@pytest.mark.parametrize(
    ("password", "words"),
    [
        ("kort", "mindst 12 tegn"),
        ("password1234", "for let at gætte"),
        ("randers randers", "for let at gætte"),
        ("aase jensen 1980", "for let at gætte"),
        ("x" * 129, "højst 128 tegn"),
    ],
)
def test_guessable_passwords_are_refused(app: Flask, password: str, words: str) -> None:
    with app.test_request_context():
        fault = fault_of_password(password, personal_words=["Aase Jensen", "aase@example.dk"])
    assert fault is not None
    assert words in fault


def test_three_words_make_a_good_password(app: Flask) -> None:
    with app.test_request_context():
        assert fault_of_password(PASSWORD, personal_words=["Åse", "aase@example.dk"]) is None


@pytest.fixture
def limits(app: Flask, database: None) -> Iterator[None]:
    """Rate limits as in a real installation."""
    app.config["RATELIMIT_ENABLED"] = True
    yield
    app.config["RATELIMIT_ENABLED"] = False


@pytest.mark.usefixtures("limits")
def test_an_eleventh_try_within_five_minutes_must_wait(client: FlaskClient) -> None:
    answers = [
        client.post("/log-ind", data={"email": f"nr{number}@example.dk", "password": "x"}).status_code
        for number in range(11)
    ]
    assert answers == [200] * 10 + [429]


@pytest.mark.usefixtures("limits")
def test_one_account_is_guarded_against_guesses_from_many_addresses(client: FlaskClient) -> None:
    answers = [
        client.post(
            "/log-ind",
            json={"email": "Offer@example.dk", "password": "x"},
            environ_base={"REMOTE_ADDR": f"192.0.2.{number}"},
        ).status_code
        for number in range(11)
    ]
    assert answers[-1] == 429
    assert 429 not in answers[:10]


@pytest.mark.usefixtures("limits")
def test_reset_mails_are_sent_five_times_a_day_at_most(client: FlaskClient) -> None:
    make_person(email="plaget@example.dk")
    db.session.commit()
    answers = [
        client.post("/nulstil-adgangskode", data={"email": "plaget@example.dk"}).status_code for _ in range(6)
    ]
    assert answers == [200] * 5 + [429]


def test_who_wants_to_sign_up_an_association_is_told_that_it_takes_an_account(client: FlaskClient) -> None:
    told = "For at tilmelde din forening skal du have din egen konto."
    assert told in client.get("/foreninger/tilmeld", follow_redirects=True).text
    assert told not in client.get("/log-ind").text
