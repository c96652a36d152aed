"""Keeping rare mentors for those who will ask: off at first, switched by administrators, and told on the run's page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.web import factories as make
from web.accounts.models import RoleName, User
from web.advice.sparing import spare_rare_mentors
from web.audit.models import AuditEvent
from web.core import clock
from web.extensions import db
from web.profiles.models import Mentor
from web.proposals.intake import mentoring_programme
from web.proposals.models import MatchRun, Proposal
from web.proposals.weights import WEIGHTS
from web.youth.models import MentorRequestStatus

pytestmark = pytest.mark.usefixtures("database")
PATH = "/matchkoersler/sjaeldne-mentorer"


@pytest.fixture(autouse=True)
def switched_off_again(database: None) -> Iterator[None]:
    """The programme's row outlives the tests."""
    yield
    db.session.rollback()
    mentoring_programme().spares_rare_mentors = False
    db.session.commit()


def rare_and_ordinary() -> tuple[Mentor, Mentor]:
    """Two mentors for one young person who speaks Danish: the better one alone speaks Arabic, which many ask for."""
    area, interest = make.make_area(), make.make_interest()
    rare = make.make_volunteer(area=area, languages={"da": 3, "ar": 3}, skills=[interest])
    ordinary = make.make_volunteer(area=area, languages={"da": 3})
    make.make_request(
        young_person=make.make_young_person(area=area, languages={"da": 3}), interests=[interest], urgency=3
    )
    for weeks in range(1, 21):
        make.make_request(
            young_person=make.make_young_person(area=area, languages={"ar": 3}),
            status=MentorRequestStatus.WITHDRAWN,
            opened_on=clock.today() - timedelta(weeks=weeks),
            interests=[interest],
        )
    return make.make_mentor(volunteer=rare), make.make_mentor(volunteer=ordinary)


def proposed() -> Proposal:
    """The only live proposal."""
    return db.session.scalars(select(Proposal).where(Proposal.status == "proposed")).one()


def test_at_first_the_best_fit_is_proposed(make_run: Callable[[], MatchRun]) -> None:
    rare, _ = rare_and_ordinary()
    run = make_run()
    assert proposed().mentor_id == rare.id
    assert run.statistics["prices"] is None


def test_a_rare_mentor_is_kept_for_those_who_will_ask(
    make_run: Callable[[], MatchRun], sign_in: Callable[[User], FlaskClient]
) -> None:
    rare, ordinary = rare_and_ordinary()
    administrator = make.make_user(RoleName.ADMINISTRATOR)
    spare_rare_mentors(True, by=administrator, now=clock.now())
    run = make_run()
    assert proposed().mentor_id == ordinary.id
    assert run.statistics["prices"]["asked_before"] == 20
    assert run.statistics["prices"]["dear"][0]["mentor"] == rare.id
    page = sign_in(administrator).get(f"/matchkoersler/{run.id}").get_data(as_text=True)
    assert "Sjældne mentorer blev sparet" in page
    assert rare.volunteer.user.name in page
    assert "For 20 af dem var der næsten ingen andre." in page


def test_the_score_stays_what_the_two_have_in_common(
    make_run: Callable[[], MatchRun], sign_in: Callable[[User], FlaskClient]
) -> None:
    _, ordinary = rare_and_ordinary()
    spare_rare_mentors(True, by=make.make_user(RoleName.ADMINISTRATOR), now=clock.now())
    make_run()
    chosen = proposed()
    interests_alone_are_missing = 1 - WEIGHTS["shared_interests"] / sum(WEIGHTS.values())
    assert chosen.mentor_id == ordinary.id
    assert chosen.score == pytest.approx(interests_alone_are_missing, abs=0.01)
    caseworker = chosen.request.young_person.caseworker
    page = sign_in(caseworker).get(f"/forslag/{chosen.id}").get_data(as_text=True)
    assert "Andre kan få brug for denne mentor senere." in page


def test_nobody_goes_without_a_mentor_for_it(make_run: Callable[[], MatchRun]) -> None:
    rare, ordinary = rare_and_ordinary()
    ordinary.capacity = 1
    area = rare.volunteer.area
    make.make_request(young_person=make.make_young_person(area=area, languages={"da": 3}))
    spare_rare_mentors(True, by=make.make_user(RoleName.ADMINISTRATOR), now=clock.now())
    assert make_run().statistics["served"] == 2


def test_without_any_history_the_run_is_as_it_was(make_run: Callable[[], MatchRun]) -> None:
    area = make.make_area()
    make.make_request(young_person=make.make_young_person(area=area))
    make.make_mentor(volunteer=make.make_volunteer(area=area))
    spare_rare_mentors(True, by=make.make_user(RoleName.ADMINISTRATOR), now=clock.now())
    assert make_run().statistics["prices"]["dear"] == []


def test_an_administrator_switches_it_on_and_off(sign_in: Callable[[User], FlaskClient]) -> None:
    administrator = make.make_user(RoleName.ADMINISTRATOR)
    client = sign_in(administrator)
    assert "Slået fra" in client.get(PATH).get_data(as_text=True)
    for _ in range(2):
        client.post(f"{PATH}/til")
    assert "Slået til" in client.get(PATH).get_data(as_text=True)
    client.post(f"{PATH}/fra")
    assert "Slået fra" in client.get(PATH).get_data(as_text=True)
    events = db.session.scalars(
        select(AuditEvent).where(AuditEvent.action == "spare rare mentors").order_by(AuditEvent.id)
    )
    assert [(event.actor_id, event.details) for event in events] == [
        (administrator.id, {"is_on": True}),
        (administrator.id, {"is_on": False}),
    ]


def test_nobody_else_can_switch_it(sign_in: Callable[[User], FlaskClient]) -> None:
    assert sign_in(make.make_user(RoleName.CASEWORKER)).post(f"{PATH}/til").status_code == 404
