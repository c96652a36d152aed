"""A job may enqueue another: in its own transaction, as a page does."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import text

from tests.web import factories as make
from web.accounts.models import RoleName, User
from web.core.jobs import background, enqueue
from web.extensions import db
from web.notifications.services import write_notice


@background("test: write a notice", attempts=1)
def write_one(user_id: int) -> None:
    """Write a notice to the user."""
    write_notice("test notice", to=db.session.get_one(User, user_id), subject="Emne", body="Tekst")


@pytest.mark.usefixtures("database")
def test_a_notice_written_by_a_job_is_delivered(run_jobs: Callable[[], None]) -> None:
    user = make.make_user(RoleName.VOLUNTEER)
    enqueue(write_one, user_id=user.id)
    run_jobs()
    assert db.session.execute(text("SELECT status FROM outbox_messages")).scalars().all() == ["sent"]
    assert db.session.execute(text("SELECT count(*) FROM procrastinate_jobs")).scalar() == 0
