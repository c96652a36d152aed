"""A form counts once, however often and however simultaneously it is sent."""

from __future__ import annotations

import threading
import uuid

import pytest
from flask import Flask
from sqlalchemy import func, select
from werkzeug.datastructures import MultiDict

from tests.web import factories as make
from web.catalogue.models import Area
from web.core.forms import BaseForm, finish, sent_before
from web.core.submissions import FormSubmission
from web.extensions import db

pytestmark = pytest.mark.usefixtures("database")
SENDERS = 12


def send(app: Flask, key: str, *, area_code: str) -> str:
    """Send a form that makes an area, the way views do; return where the sender is led."""
    with app.test_request_context(method="POST"):
        form = BaseForm(formdata=MultiDict({"form_key": key}))
        repeat = sent_before(form)
        if repeat is not None:
            assert repeat.status_code == 303
            return repeat.location
        make.make_area(code=area_code)
        return finish(form, "home.front", area=area_code).location


def number_of_areas() -> int:
    """How many areas there are by now."""
    db.session.rollback()
    return db.session.scalars(select(func.count()).select_from(Area)).one()


def test_a_repeated_form_leads_to_what_the_first_one_made(app: Flask) -> None:
    key = str(uuid.uuid4())
    first = send(app, key, area_code="first")
    assert send(app, key, area_code="second") == first
    assert number_of_areas() == 1


def test_another_form_counts_again(app: Flask) -> None:
    for number in range(2):
        send(app, str(uuid.uuid4()), area_code=f"area {number}")
    assert number_of_areas() == 2


def test_many_senders_at_the_same_moment_make_one_record(app: Flask) -> None:
    key, places, line_up = str(uuid.uuid4()), [], threading.Barrier(SENDERS)

    def sender(number: int) -> None:
        line_up.wait()
        places.append(send(app, key, area_code=f"area {number}"))

    threads = [threading.Thread(target=sender, args=(number,)) for number in range(SENDERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(places) == SENDERS
    assert len(set(places)) == 1
    assert number_of_areas() == 1


def test_a_form_that_failed_may_be_sent_again(app: Flask) -> None:
    key = uuid.uuid4()
    with app.test_request_context(method="POST"):
        assert sent_before(BaseForm(formdata=MultiDict({"form_key": str(key)}))) is None
        db.session.rollback()
    assert db.session.get(FormSubmission, key) is None
    send(app, str(key), area_code="second try")
    assert number_of_areas() == 1


@pytest.mark.parametrize("key", ["", "not a key", "٣", "0" * 10_000])
def test_a_mangled_key_counts_as_a_new_form(app: Flask, key: str) -> None:
    send(app, key, area_code="made")
    assert number_of_areas() == 1
