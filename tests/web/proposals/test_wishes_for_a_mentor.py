"""What would be good in a mentor: asked for on the request, and counted where a programme says so."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.web import factories as make
from web.accounts.models import RoleName, User
from web.advice.terms import set_terms
from web.core import clock
from web.core.jobs import enqueue
from web.extensions import db
from web.matches.models import MatchStatus
from web.profiles.models import MentorKind
from web.proposals import jobs, runs
from web.proposals.intake import mentoring_programme
from web.proposals.known_before import known_mentors
from web.proposals.models import MatchRun, Proposal, RunStage, RunStatus
from web.proposals.terms import Terms
from web.proposals.weights import WEIGHTS
from web.vetting.models import Lifting
from web.youth.models import MentorRequest

pytestmark = pytest.mark.usefixtures("database")
SignIn = Callable[[User], FlaskClient]


@pytest.fixture(autouse=True)
def as_it_was_again(database: None) -> Iterator[None]:
    """The programme's row outlives the tests."""
    yield
    db.session.rollback()
    mentoring_programme().weights = {}
    mentoring_programme().lifting = Lifting.EVERYBODY
    db.session.commit()


def test_a_caseworker_notes_what_would_be_good(sign_in: SignIn) -> None:
    person = make.make_young_person()
    experience = make.make_experience(name_da="angst")
    db.session.commit()
    client = sign_in(person.caseworker)
    answer = client.post(
        f"/unge/{person.id}/anmodning",
        data={
            "goals": [str(make.make_goal().id)],
            "urgency": "2",
            "wished_mentor_gender": "",
            "week": ["0-afternoon", "2-afternoon"],
            "minutes_per_week": "60",
            "means": ["bus"],
            "max_travel_minutes": "30",
            "helpful_experiences": [str(experience.id)],
            "wished_mentor_kinds": ["senior", "business"],
        },
    )
    assert answer.status_code == 302
    request = db.session.scalars(select(MentorRequest)).one()
    assert request.helpful_experiences == [experience]
    assert request.wished_mentor_kinds == [MentorKind.SENIOR, MentorKind.BUSINESS]
    page = client.get(f"/unge/{person.id}").text
    assert "angst" in page
    assert "Ældre borger med livserfaring, Fra en virksomhed" in page
    form = client.get(f"/anmodninger/{request.id}/ret").text
    chosen = [tag for tag in re.findall(r"<input[^>]*wished_mentor_kinds[^>]*>", form) if "checked" in tag]
    assert [re.findall(r'value="(\w+)"', tag) for tag in chosen] == [["senior"], ["business"]]


@pytest.mark.parametrize(
    ("criterion", "said"),
    [
        ("wish_of_young_person", "Mentoren er af den slags, den unge gerne vil have."),
        ("helpful_experience", "Mentoren har erfaring med angst."),
    ],
)
def test_what_would_be_good_decides_where_it_counts(
    criterion: str, said: str, sign_in: SignIn, run_jobs: Callable[[], None]
) -> None:
    area, experience = make.make_area(), make.make_experience(name_da="angst")
    request = make.make_request(young_person=make.make_young_person(area=area))
    request.helpful_experiences = [experience]
    request.wished_mentor_kinds = [MentorKind.SENIOR]
    make.make_mentor(volunteer=make.make_volunteer(area=area))
    wished = make.make_mentor(volunteer=make.make_volunteer(area=area), kind=MentorKind.SENIOR)
    wished.experiences = [experience]
    caseworker = request.young_person.caseworker
    alone = dict.fromkeys(WEIGHTS, 0) | {criterion: 10}
    set_terms(Terms(Lifting.NOBODY, alone), by=caseworker, now=clock.now())
    run = runs.queue_run(by=None, now=clock.now())
    enqueue(jobs.run_matching, run_id=run.id)
    run_jobs()
    proposal = db.session.scalars(select(Proposal)).one()
    assert proposal.mentor_id == wished.id
    assert said in sign_in(caseworker).get(f"/forslag/{proposal.id}").text


@pytest.mark.parametrize("status", [RunStatus.RUNNING, RunStatus.FAILED])
def test_a_run_can_be_opened_before_it_has_written_down_its_settings(
    status: RunStatus, sign_in: SignIn
) -> None:
    run = MatchRun(status=status, stage=RunStage.SOLVING, weights={**WEIGHTS, "age_distance": 10})
    db.session.add(run)
    client = sign_in(make.make_user(RoleName.ADMINISTRATOR))
    db.session.commit()
    assert client.get(f"/matchkoersler/{run.id}").status_code == 200


def test_only_a_mentor_who_takes_part_is_known_from_before() -> None:
    match = make.make_match(status=MatchStatus.CLOSED, seat=None, closed_on=clock.now().date())
    mentor, person = match.mentor, match.young_person
    assert known_mentors([person.id], among=[mentor]) == {person.id: frozenset({mentor.id})}
    assert known_mentors([person.id], among=[]) == {}
