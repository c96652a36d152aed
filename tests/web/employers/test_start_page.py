"""The start page leads the contacts of a workplace to their small jobs, also when nothing waits."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from tests.web import factories as make
from tests.web import work_factories as work
from tests.web.conftest import app, database, sign_in
from web.accounts.models import User

__all__ = ["app", "database", "sign_in"]
pytestmark = pytest.mark.usefixtures("database")
SignIn = Callable[[User], FlaskClient]
OWN_JOBS = 'href="/smaajob/vores"'


def test_a_contact_finds_the_small_jobs_of_the_workplace(sign_in: SignIn) -> None:
    employer = work.make_employer()
    assert OWN_JOBS in sign_in(employer.contacts[0]).get("/start").text


def test_the_menu_leads_a_contact_there_from_every_page(sign_in: SignIn) -> None:
    employer = work.make_employer()
    assert OWN_JOBS in sign_in(employer.contacts[0]).get("/opgaver").text


def test_others_are_not_led_there(sign_in: SignIn) -> None:
    assert OWN_JOBS not in sign_in(make.make_user()).get("/start").text
