"""The start page once both have said yes: a trial day to agree on, how it went, and what has been earned."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from flask.testing import FlaskClient

from tests.web import factories as make
from tests.web import work_factories as work
from web.accounts.models import RoleName, User
from web.core.clock import monday_of
from web.extensions import db
from web.placements.models import Outcome, Placement, PlacementStatus, TrialDayStatus, WorkWeek

pytestmark = pytest.mark.usefixtures("database")
SignIn = Callable[[User], FlaskClient]
NOW = datetime.now(UTC)
AGREE = "Aftal en prøvedag"


def tried(**values: object) -> Placement:
    """A young person with an account who tries the shelves at Bo's."""
    person = make.make_young_person(
        user=make.make_user(RoleName.YOUNG_PERSON), caseworker=make.make_user(RoleName.CASEWORKER)
    )
    job = work.make_job(
        employer=work.make_employer(name="Bos Brød"), title="Fyld hylderne", hourly_rate_kr=95
    )
    return work.make_placement(young_person=person, small_job=job, **values)


def start_page(sign_in: SignIn, user: User | None) -> str:
    """What stands on somebody's start page."""
    assert user is not None
    db.session.commit()
    return sign_in(user).get("/start").text


def test_workplace_and_caseworker_are_asked_to_agree_on_a_trial_day_until_there_is_one(
    sign_in: SignIn,
) -> None:
    placement = tried()
    both = placement.small_job.employer.contacts[0], placement.young_person.caseworker
    path = f"/smaajob/forloeb/{placement.id}"
    for user in both:
        page = start_page(sign_in, user)
        assert AGREE in page
        assert path in page
    day = work.make_trial_day(placement=placement, starts_at=NOW + timedelta(days=3))
    assert all(AGREE not in start_page(sign_in, user) for user in both)
    day.status = TrialDayStatus.CALLED_OFF
    assert all(AGREE in start_page(sign_in, user) for user in both)


def test_several_young_people_without_a_trial_day_are_counted(sign_in: SignIn) -> None:
    first = tried()
    work.make_placement(small_job=work.make_job(employer=first.small_job.employer))
    page = start_page(sign_in, first.small_job.employer.contacts[0])
    assert "2 prøvedage mangler." in page


def test_the_young_person_reads_what_comes_next(sign_in: SignIn) -> None:
    placement = tried()
    user = placement.young_person.user
    assert "Bos Brød har sagt ja til dig" in start_page(sign_in, user)
    day = work.make_trial_day(placement=placement, starts_at=NOW + timedelta(days=3))
    assert "Din prøvedag: Fyld hylderne" in start_page(sign_in, user)
    day.starts_at, day.ends_at = NOW - timedelta(hours=3), NOW - timedelta(hours=1)
    assert "Hvordan gik din prøvedag?" in start_page(sign_in, user)
    day.young_person_outcome, day.status = Outcome.GOOD, TrialDayStatus.HELD
    assert "Du har prøvet det: Fyld hylderne" in start_page(sign_in, user)


def test_the_young_person_sees_what_has_been_earned_under_right_now(sign_in: SignIn) -> None:
    placement = tried(status=PlacementStatus.EMPLOYED, employed_on=NOW.date() - timedelta(weeks=3))
    page = start_page(sign_in, placement.young_person.user)
    assert "Lige nu" in page
    assert "Venter på dig" not in page
    assert "Se dine timer, og hvad du tjener." in page
    last_week = monday_of(NOW.date()) - timedelta(weeks=1)
    by = placement.small_job.employer.contacts[0]
    make.save(
        WorkWeek(
            placement=placement,
            monday=last_week,
            minutes=120,
            hourly_rate_kr=95,
            noted_by_id=by.id,
            noted_at=NOW,
        )
    )
    assert "190 kr. tjent indtil nu, på 2 timer." in start_page(sign_in, placement.young_person.user)
