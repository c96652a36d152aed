"""Breaks: a volunteer pauses and comes back, by themselves or when the last day is over."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from tests.web import factories as make
from web.accounts.models import User
from web.core import clock
from web.core.errors import TransitionError
from web.extensions import db
from web.profiles.details import WhoYouAre
from web.profiles.drafts import begin_draft, find_draft, forget_old_drafts
from web.profiles.jobs import end_breaks
from web.profiles.models import Volunteer, VolunteerStatus
from web.profiles.services import pause, resume
from web.profiles.todo import waiting_for


def status_of(volunteer: Volunteer) -> VolunteerStatus:
    """The status as it is stored now."""
    db.session.refresh(volunteer)
    return volunteer.status


def test_a_volunteer_pauses_and_comes_back(sign_in: Callable[[User], FlaskClient]) -> None:
    volunteer = make.make_volunteer()
    client = sign_in(volunteer.user)
    client.post("/frivillig/pause", data={"until": ""})
    assert status_of(volunteer) is VolunteerStatus.PAUSED
    with client.application.test_request_context():
        assert len(waiting_for(volunteer.user, now=make.NOW)) == 1
    client.post("/frivillig/tilbage")
    assert status_of(volunteer) is VolunteerStatus.ACTIVE


def test_a_break_cannot_end_in_the_past(sign_in: Callable[[User], FlaskClient]) -> None:
    volunteer = make.make_volunteer()
    page = sign_in(volunteer.user).post("/frivillig/pause", data={"until": "2020-01-01"})
    assert "dag, der ikke er gået endnu" in page.get_data(as_text=True)
    assert status_of(volunteer) is VolunteerStatus.ACTIVE


@pytest.mark.parametrize(("days", "status"), [(-1, VolunteerStatus.ACTIVE), (0, VolunteerStatus.PAUSED)])
def test_a_break_ends_by_itself_after_its_last_day(
    run_jobs: Callable[[], None], days: int, status: VolunteerStatus
) -> None:
    volunteer = make.make_volunteer()
    until = clock.local_date(clock.now()) + timedelta(days=days)
    pause(volunteer, until=until, by=volunteer.user, now=make.NOW)
    endless = make.make_volunteer()
    pause(endless, until=None, by=endless.user, now=make.NOW)
    end_breaks(timestamp=0)
    run_jobs()
    assert volunteer.status is status
    assert endless.status is VolunteerStatus.PAUSED


@pytest.mark.usefixtures("database")
def test_nobody_comes_back_twice() -> None:
    volunteer = make.make_volunteer()
    with pytest.raises(TransitionError):
        resume(volunteer, by=volunteer.user, now=make.NOW)


@pytest.mark.usefixtures("database")
def test_drafts_are_forgotten_when_their_links_no_longer_work() -> None:
    who = WhoYouAre("Navn", make.TODAY - timedelta(days=9000))
    old, new = begin_draft(who, user=None), begin_draft(who, user=None)
    old.kept_at, new.kept_at = make.NOW - timedelta(days=7), make.NOW - timedelta(days=1)
    db.session.flush()
    old_key, new_key = str(old.id), str(new.id)
    forget_old_drafts(now=make.NOW)
    db.session.expire_all()
    assert find_draft(old_key) is None
    assert find_draft(new_key) is not None
