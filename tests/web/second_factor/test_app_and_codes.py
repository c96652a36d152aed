"""Authenticator app and recovery codes: set up, used, spent, replaced and removed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask, get_flashed_messages
from flask.testing import FlaskClient
from flask_babel import force_locale
from sqlalchemy import func, select

from tests.web.second_factor.conftest import (
    HALF_MINUTE,
    PASSWORD,
    code_of,
    codes_on,
    connect_app,
    is_signed_in,
    make_person,
    subjects_to,
    type_password,
)
from web.accounts.models import RoleName, User
from web.audit.models import AuditEvent
from web.core import clock
from web.extensions import db, limiter
from web.second_factor.models import RecoveryCode
from web.second_factor.one_time_codes import OneTimeCodes, spend, tagged
from web.second_factor.recovery_codes import HOW_MANY, make_codes, use_code
from web.second_factor.sign_in_forms import warn_of_few

CODE_PAGE, RECOVERY_PAGE = "/log-ind/kode", "/log-ind/reservekode"


@pytest.fixture
def person(client: FlaskClient) -> User:
    """A volunteer who is signed in by password in `client`."""
    user = make_person(RoleName.VOLUNTEER)
    assert type_password(client, user) == "/videre"
    return user


def actions() -> list[str]:
    """What the audit log says was done."""
    return list(db.session.scalars(select(AuditEvent.action).order_by(AuditEvent.id)))


def test_an_app_is_set_up_and_asked_for_at_the_next_sign_in(client: FlaskClient, person: User) -> None:
    key, codes = connect_app(client)
    assert len(codes) == HOW_MANY
    assert is_signed_in(client)
    client.post("/log-ud")
    assert type_password(client, person) == CODE_PAGE
    assert not is_signed_in(client)
    type_password(client, person)
    answer = client.post(CODE_PAGE, data={"code": code_of(key, later_seconds=HALF_MINUTE)})
    assert answer.location == "/videre"
    assert is_signed_in(client)
    assert "connect authenticator app" in actions()
    assert subjects_to(person) == ["Der er forbundet en godkendelsesapp"]


def test_a_code_works_once_only(
    client: FlaskClient, person: User, another_client: Callable[[], FlaskClient]
) -> None:
    key, _ = connect_app(client)
    first, second = another_client(), another_client()
    for browser in (first, second):
        type_password(browser, person)
    code = code_of(key, later_seconds=HALF_MINUTE)
    first.post(CODE_PAGE, data={"code": code})
    refusal = second.post(CODE_PAGE, data={"code": code})
    assert is_signed_in(first)
    assert not is_signed_in(second)
    assert "Koden passer ikke" in refusal.text


@pytest.mark.parametrize("code", ["", "000000", "abcdef", "12345678901", "²³⁴⁵⁶⁷", "१२३४५६", "\x00"])
def test_a_wrong_code_is_refused(client: FlaskClient, person: User, code: str) -> None:
    connect_app(client)
    client.post("/log-ud")
    type_password(client, person)
    answer = client.post(CODE_PAGE, data={"code": code})
    assert answer.status_code == 200
    assert "Der er én ting, der skal rettes" in answer.text or "form-error" in answer.text
    assert not is_signed_in(client)


def test_an_app_that_shows_another_code_is_not_connected(client: FlaskClient, person: User) -> None:
    answer = client.post("/konto/to-trin", data={"code": "123456"})
    assert "Koden passer ikke" in answer.text
    assert person.tf_totp_secret is None


def test_the_secret_is_encrypted_where_it_is_stored(client: FlaskClient, person: User) -> None:
    key, _ = connect_app(client)
    db.session.refresh(person)
    assert key.replace(" ", "") not in str(person.tf_totp_secret)
    assert "enckey" in str(person.tf_totp_secret)


def test_a_recovery_code_lets_in_once(
    client: FlaskClient, person: User, another_client: Callable[[], FlaskClient]
) -> None:
    _, codes = connect_app(client)
    browser = another_client()
    type_password(browser, person)
    typed = codes[0].replace("-", " ").upper()
    assert browser.post(RECOVERY_PAGE, data={"code": typed}).location == "/videre"
    assert "reservekoder tilbage" not in browser.get("/konto").text
    assert subjects_to(person)[-1] == "En reservekode er brugt"
    browser.post("/log-ud")
    type_password(browser, person)
    assert "form-error" in browser.post(RECOVERY_PAGE, data={"code": codes[0]}).text
    assert not is_signed_in(browser)


@pytest.mark.parametrize(
    ("left", "said"),
    [
        (5, []),
        (4, ["Du har 4 reservekoder tilbage. Lav nye under Sikkerhed, før de slipper op."]),
    ],
)
def test_who_has_few_recovery_codes_left_is_told(app: Flask, left: int, said: list[str]) -> None:
    with app.test_request_context(), force_locale("da"):
        warn_of_few(left)
        assert get_flashed_messages() == said


def test_recovery_codes_are_kept_as_digests_and_replaced_as_a_whole(
    client: FlaskClient, person: User
) -> None:
    _, earlier = connect_app(client)
    rows = db.session.scalars(select(RecoveryCode)).all()
    assert not any(code.encode() in row.digest for row in rows for code in earlier)
    later = codes_on(client.post("/konto/reservekoder", data={}).text)
    assert len(later) == HOW_MANY
    assert not use_code(person, earlier[0], now=clock.now())
    assert use_code(person, later[0], now=clock.now())
    assert codes_on(client.get("/konto/sikkerhed").text) == []


def test_another_persons_recovery_code_does_not_let_in(client: FlaskClient, person: User) -> None:
    stranger = make_person()
    foreign = make_codes(stranger, now=clock.now())
    connect_app(client)
    assert not use_code(person, foreign[0], now=clock.now())


def test_two_at_once_with_one_recovery_code_get_in_once(app: Flask, database: None) -> None:
    person = make_person()
    code = make_codes(person, now=clock.now())[0]
    db.session.commit()
    person_id = person.id

    def attempt(number: int) -> bool:
        with app.app_context():
            is_used = use_code(db.session.get_one(User, person_id), code, now=clock.now())
            db.session.commit()
            return is_used

    with ThreadPoolExecutor(4) as threads:
        assert sum(threads.map(attempt, range(8))) == 1


def test_two_at_once_with_one_code_of_the_app_get_in_once(app: Flask, database: None) -> None:
    person_id = make_person().id

    def attempt(number: int) -> bool:
        with app.app_context():
            is_spent = spend(db.session.get_one(User, person_id), counter=59_000_000)
            db.session.commit()
            return is_spent

    with ThreadPoolExecutor(4) as threads:
        assert sum(threads.map(attempt, range(8))) == 1


def test_removing_the_last_way_takes_the_recovery_codes_along(client: FlaskClient, person: User) -> None:
    connect_app(client)
    client.post("/konto/to-trin/fjern")
    assert db.session.scalar(select(func.count()).select_from(RecoveryCode)) == 0
    client.post("/log-ud")
    assert type_password(client, person) == "/videre"
    assert subjects_to(person)[-1] == "Godkendelsesappen er fjernet"


def test_changing_the_second_step_asks_for_the_password_again(
    client: FlaskClient, person: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    connect_app(client)
    with client.session_transaction() as session:
        session["fs_paa"] -= 16 * 60
    for path in ("/konto/to-trin", "/konto/noegler", "/konto/reservekoder"):
        assert client.get(path).location.startswith("/bekraeft-adgangskode?next=")
    client.post("/konto/to-trin/fjern")
    db.session.refresh(person)
    assert person.tf_totp_secret is not None
    place = "/bekraeft-adgangskode?next=/konto/reservekoder"
    assert client.post(place, data={"password": "forkert"}).status_code == 200
    assert client.post(place, data={"password": PASSWORD}).location == "/konto/reservekoder"
    assert client.get("/konto/reservekoder").status_code == 200


@pytest.fixture
def limits(app: Flask) -> Iterator[None]:
    """Rate limits as in a real installation."""
    app.config["RATELIMIT_ENABLED"] = True
    limiter.reset()
    yield
    limiter.reset()
    app.config["RATELIMIT_ENABLED"] = False


@pytest.mark.parametrize("page", [CODE_PAGE, RECOVERY_PAGE])
def test_a_sixth_code_within_five_minutes_must_wait_from_wherever_it_comes(
    client: FlaskClient,
    person: User,
    another_client: Callable[[], FlaskClient],
    limits: None,
    page: str,
) -> None:
    connect_app(client)
    limiter.reset()
    answers = []
    for number in range(6):
        browser = another_client()
        type_password(browser, person)
        place = {"REMOTE_ADDR": f"192.0.2.{number}"}
        answers.append(browser.post(page, data={"code": "000000"}, environ_base=place).status_code)
    assert answers == [200] * 5 + [429]


def test_the_code_page_is_for_those_whose_password_was_right(client: FlaskClient) -> None:
    for page in (CODE_PAGE, RECOVERY_PAGE):
        assert client.get(page).location == "/log-ind"
        assert client.post(page, data={"code": "000000"}).location == "/log-ind"


def test_a_secret_outlives_the_key_that_encrypted_it_until_the_key_is_dropped() -> None:
    older, newer = "o" * 40, "n" * 40
    secret = OneTimeCodes(tagged([older]), "Håndslag").generate_totp_secret()
    both = OneTimeCodes(tagged([newer, older]), "Håndslag")
    assert both.get_totp_b32_key(secret) == OneTimeCodes(tagged([older]), "Håndslag").get_totp_b32_key(secret)
    assert OneTimeCodes(tagged([newer]), "Håndslag").get_totp_b32_key(both.generate_totp_secret())
    with pytest.raises(KeyError):
        OneTimeCodes(tagged([newer]), "Håndslag").get_totp_b32_key(secret)
