"""Two jobs of one worker at the same time have a database session each."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import suppress
from contextvars import copy_context

import pytest
from flask import Flask

from tests.web import factories as make
from web.accounts.models import User
from web.core import jobs
from web.core.jobs import background
from web.extensions import db

PATIENCE_SECONDS = 30
_both_have_written = threading.Barrier(2)
_seen: dict[int, list[str]] = {}


@background("test: rename and wait", attempts=1)
def rename_and_wait(user_id: int, *, fails: bool) -> None:
    """Rename a user, look at the session once both jobs have done so, and fail or commit."""
    user = db.session.get_one(User, user_id)
    user.name = "omdøbt"
    _both_have_written.wait(PATIENCE_SECONDS)
    _seen[user_id] = [type(one).__name__ for one in db.session.dirty]
    _both_have_written.wait(PATIENCE_SECONDS)
    if fails:
        raise RuntimeError("as a test")


@pytest.fixture
def standing(app: Flask) -> Iterator[None]:
    """The worker of `flask worker`, which stands in a context of the command line."""
    jobs._worker.update(app=app, standing=app)
    yield
    del jobs._worker["standing"]


@pytest.mark.usefixtures("database", "standing")
def test_one_job_neither_sees_nor_ends_what_the_other_does() -> None:
    fine, failing = make.make_user(name="før"), make.make_user(name="før")
    ids = {fine.id: False, failing.id: True}
    db.session.commit()

    def run(user_id: int) -> None:
        with suppress(RuntimeError):
            rename_and_wait(user_id, fails=ids[user_id])

    # As the worker's threads find it: the one context of the command line is handed to each of them.
    threads = [threading.Thread(target=copy_context().run, args=(run, user_id)) for user_id in ids]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    db.session.expire_all()
    assert list(_seen.values()) == [["User"], ["User"]]
    assert (fine.name, failing.name) == ("omdøbt", "før")
