"""What a run has changed against the plan before: said to those who work with the young person, else counted."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.web import factories as make
from tests.web.proposals.test_runs import make_run
from web.accounts.models import RoleName, User
from web.catalogue.models import Area
from web.core.week import Week
from web.extensions import db
from web.profiles.models import Mentor, MentorStatus
from web.proposals.changes import changes_of
from web.proposals.models import MatchRun, PlanChange
from web.youth.models import MentorRequest

pytestmark = pytest.mark.usefixtures("database")


def request_in(area: Area, **values: object) -> MentorRequest:
    return make.make_request(young_person=make.make_young_person(area=area), **values)


def mentor_in(area: Area) -> Mentor:
    return make.make_mentor(volunteer=make.make_volunteer(area=area))


def told(run: MatchRun) -> list[tuple[int, int | None, int | None, str]]:
    """What the run changed: request, mentors before and after, and why."""
    return [
        (one.request_id, one.before_mentor_id, one.after_mentor_id, one.reason) for one in changes_of(run)
    ]


def test_the_first_run_has_changed_nothing() -> None:
    area = make.make_area()
    request_in(area)
    mentor_in(area)
    assert told(make_run()) == []


def test_a_run_again_with_nobody_new_keeps_every_pair() -> None:
    area = make.make_area()
    for _ in range(3):
        request_in(area)
        mentor_in(area)
    make_run()
    run = make_run()
    assert told(run) == []
    assert run.statistics["changes"] == 0


def test_one_more_young_person_moves_nobody_else() -> None:
    area = make.make_area()
    for _ in range(3):
        request_in(area)
        mentor_in(area)
    make_run()
    new, mentor = request_in(area), mentor_in(area)
    assert told(make_run()) == [(new.id, None, mentor.id, "new_request")]


def test_whoever_waited_gets_the_mentor_who_came() -> None:
    area = make.make_area()
    first, second = request_in(area), request_in(area, urgency=3)
    mentor_in(area)
    make_run()
    came = mentor_in(area)
    assert told(make_run()) == [(second.id, None, came.id, "mentor_at_last")]
    assert first.id != second.id


def test_a_mentor_who_pauses_or_is_needed_elsewhere_is_said_to_be_so() -> None:
    area = make.make_area()
    request, leaving = request_in(area), mentor_in(area)
    make_run()
    leaving.status = MentorStatus.PAUSED
    staying = mentor_in(area)
    assert told(make_run()) == [(request.id, leaving.id, staying.id, "mentor_not_available")]
    urgent = request_in(area, urgency=1)
    assert sorted(told(make_run())) == [
        (request.id, staying.id, None, "mentor_helps_another"),
        (urgent.id, None, staying.id, "new_request"),
    ]


def test_a_better_mentor_is_said_to_fit_better() -> None:
    area = make.make_area()
    request = request_in(area)
    short = Week.from_intervals([(0, 14 * 60, 16 * 60)])
    first = make.make_mentor(volunteer=make.make_volunteer(area=area, week=short, languages={"da": 2}))
    make_run()
    better = mentor_in(area)
    assert told(make_run()) == [(request.id, first.id, better.id, "better_plan")]


def test_the_page_names_ones_own_and_counts_the_others(sign_in: Callable[[User], FlaskClient]) -> None:
    area = make.make_area()
    make_request_and_mentor = [(request_in(area), mentor_in(area)) for _ in range(2)]
    make_run()
    assert len(make_request_and_mentor) == 2
    own = request_in(area)
    own.young_person.first_name = "Freja"
    other = request_in(area)
    other.young_person.first_name = "Noah"
    mentor_in(area), mentor_in(area)
    run = make_run()
    assert len(db.session.scalars(select(PlanChange)).all()) == 2
    path = f"/matchkoersler/{run.id}"
    page = sign_in(own.young_person.caseworker).get(path).get_data(as_text=True)
    assert "Freja" in page
    assert "Var ikke med i den sidste kørsel." in page
    assert "Noah" not in page
    assert "Færre end fem andre har fået en anden mentor" in page
    administrators = sign_in(make.make_user(RoleName.ADMINISTRATOR)).get(path).get_data(as_text=True)
    assert "Freja" not in administrators
    assert "Noah" not in administrators
