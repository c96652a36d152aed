"""Whoever has the password and guesses codes slowly is stopped for the day, and the owner of the account told."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update

from tests.web.second_factor.conftest import (
    HALF_MINUTE,
    code_of,
    connect_app,
    is_signed_in,
    make_person,
    subjects_to,
    type_password,
)
from web.accounts.limits import SECOND_STEPS, TRIES
from web.accounts.models import RoleName, User
from web.accounts.security import datastore
from web.audit.models import AuditEvent
from web.core import clock
from web.core.tries import CountedTries
from web.extensions import db
from web.second_factor.daily_cap import MOST_WRONG_CODES_A_DAY

CODE_PAGE, RECOVERY_PAGE = "/log-ind/kode", "/log-ind/reservekode"
SUBJECT = "Der er skrevet mange forkerte koder til din konto"


@pytest.fixture
def limits(app: Flask, database: None) -> Iterator[None]:
    """Rate limits as in a real installation."""
    app.config["RATELIMIT_ENABLED"] = True
    yield
    app.config["RATELIMIT_ENABLED"] = False


@pytest.fixture
def guessed(app: Flask, client: FlaskClient, limits: None) -> tuple[User, str]:
    """Somebody with an app, and its key; another browser has typed their password and all wrong codes of a day."""
    user = make_person(RoleName.VOLUNTEER)
    type_password(client, user)
    key, _ = connect_app(client)
    stranger = app.test_client()
    type_password(stranger, user)
    for number in range(MOST_WRONG_CODES_A_DAY):
        forget_short_limits()
        page = RECOVERY_PAGE if number % 2 else CODE_PAGE
        assert stranger.post(page, data={"code": "000000"}).status_code == 200
    forget_short_limits()
    return user, key


def forget_short_limits() -> None:
    """Let five minutes pass for the limits of minutes."""
    soon = clock.now() + timedelta(hours=1)
    db.session.execute(update(CountedTries).where(CountedTries.ends_at < soon).values(ends_at=clock.now()))
    db.session.commit()


def test_no_more_codes_are_taken_not_even_right_ones(
    guessed: tuple[User, str], another_client: Callable[[], FlaskClient]
) -> None:
    user, key = guessed
    browser = another_client()
    type_password(browser, user)
    for page in (CODE_PAGE, RECOVERY_PAGE):
        answer = browser.post(page, data={"code": code_of(key, later_seconds=HALF_MINUTE)})
        assert answer.status_code == 429
        assert int(answer.headers["Retry-After"]) > 23 * 3600
    assert "i morgen" in answer.text
    assert not is_signed_in(browser)


def test_the_owner_is_told_once_and_the_log_knows(guessed: tuple[User, str]) -> None:
    user, _ = guessed
    assert subjects_to(user).count(SUBJECT) == 1
    actions = db.session.scalars(select(AuditEvent.action)).all()
    assert actions.count("close codes for a day") == 1


def test_a_new_password_opens_the_second_step_again(
    guessed: tuple[User, str], another_client: Callable[[], FlaskClient]
) -> None:
    user, key = guessed
    datastore.set_uniquifier(user)
    db.session.commit()
    browser = another_client()
    type_password(browser, user)
    browser.post(CODE_PAGE, data={"code": code_of(key, later_seconds=HALF_MINUTE)})
    assert is_signed_in(browser)


def test_right_codes_do_not_count(client: FlaskClient, limits: None, app: Flask) -> None:
    user = make_person(RoleName.VOLUNTEER)
    type_password(client, user)
    _, codes = connect_app(client)
    for code in codes[:3]:
        browser = app.test_client()
        type_password(browser, user)
        assert browser.post(RECOVERY_PAGE, data={"code": code}).location == "/videre"
    assert SUBJECT not in subjects_to(user)
    assert SECOND_STEPS != TRIES
