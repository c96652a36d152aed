"""What counts in match runs: chosen by administrators, tried out first, used by the run, and told on its pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.web import factories as make
from tests.web.advice.conftest import Town
from tests.web.advice.test_easy_to_read import main_text
from tests.web.proposals.test_easy_to_read import HARDEST, lix
from web.accounts.models import RoleName, User
from web.advice.models import PlanTrial
from web.advice.terms import set_terms
from web.audit.models import AuditEvent
from web.catalogue.models import Area
from web.core import clock
from web.core.errors import RuleError
from web.core.week import Week
from web.extensions import db
from web.matches.models import MatchStatus
from web.profiles.models import Mentor
from web.proposals.intake import mentoring_programme
from web.proposals.lifting import groups_words
from web.proposals.models import MatchRun, Proposal, ProposalStatus
from web.proposals.terms import Terms
from web.proposals.weights import WEIGHTS
from web.vetting.models import Lifting
from web.youth.models import MentorRequest, MentorRequestStatus

pytestmark = pytest.mark.usefixtures("database")
PATH = "/matchkoersler/hvad-taeller"
INTERESTS_ALONE = {name: 100 if name == "shared_interests" else 0 for name in WEIGHTS}


@pytest.fixture(autouse=True)
def as_it_was_again(database: None) -> Iterator[None]:
    """The programme's row outlives the tests."""
    yield
    db.session.rollback()
    programme = mentoring_programme()
    programme.lifting, programme.weights = Lifting.EVERYBODY, {}
    programme.common_minutes, programme.age_distance_years = 60, 40
    db.session.commit()


@pytest.fixture
def administrator(database: None) -> User:
    """Who decides what counts."""
    return make.make_user(RoleName.ADMINISTRATOR)


@pytest.fixture
def torn(database: None) -> tuple[MentorRequest, Mentor, Mentor]:
    """One young person fits the first mentor best by far; the other has something in common with nobody but him."""
    area = make.make_area(code="nord", name="Nordbyen")
    many, few, other = (make.make_interest() for _ in range(3))
    lucky = make.make_request(young_person=make.make_young_person(area=area), interests=[many, few])
    make.make_request(
        young_person=make.make_young_person(area=area),
        interests=[other, *(make.make_interest() for _ in range(2))],
    )
    first = make.make_volunteer(area=area, skills=[many, few, other])
    second = make.make_volunteer(area=area, skills=[many])
    return lucky, make.make_mentor(volunteer=first), make.make_mentor(volunteer=second)


def mentor_of(request: MentorRequest) -> int:
    """Whom the newest plan proposes."""
    waiting = select(Proposal).where(Proposal.request_id == request.id, Proposal.status == "proposed")
    return db.session.scalars(waiting).one().mentor_id


def typed(**changed: object) -> dict[str, object]:
    """The form as it is filled in at first, with something changed."""
    return {"lifting": "everybody", **WEIGHTS, **changed}


def test_lifting_the_worst_match_costs_the_lucky_one(
    torn: tuple[MentorRequest, Mentor, Mentor], administrator: User, make_run: Callable[[], MatchRun]
) -> None:
    lucky, best, second = torn
    set_terms(Terms(Lifting.NOBODY, INTERESTS_ALONE), by=administrator, now=clock.now())
    run = make_run()
    assert (run.weights, run.statistics["lifting"]) == (INTERESTS_ALONE, "nobody")
    assert mentor_of(lucky) == best.id
    set_terms(Terms(Lifting.EVERYBODY, INTERESTS_ALONE), by=administrator, now=clock.now())
    make_run()
    assert mentor_of(lucky) == second.id


@pytest.mark.parametrize("lifting", [Lifting.AREAS, Lifting.URGENCIES])
def test_the_worst_match_of_each_group_is_lifted(
    lifting: Lifting,
    torn: tuple[MentorRequest, Mentor, Mentor],
    administrator: User,
    make_run: Callable[[], MatchRun],
) -> None:
    set_terms(Terms(lifting, INTERESTS_ALONE), by=administrator, now=clock.now())
    run = make_run()
    assert run.statistics["is_proven"]
    assert mentor_of(torn[0]) == torn[2].id


@pytest.mark.parametrize(
    ("lifting", "said"),
    [
        ("nobody", "Det svageste match er ikke løftet"),
        ("everybody", "Vi har løftet det svageste match af alle"),
        ("areas", "Vi har løftet det svageste match i hver bydel og landsby"),
        ("urgencies", "Vi har løftet det svageste match, både hvor det haster"),
    ],
)
def test_the_pages_of_the_run_say_whose_worst_match_was_lifted(
    lifting: str,
    said: str,
    town: Town,
    administrator: User,
    make_run: Callable[[], MatchRun],
    sign_in: Callable[[User], FlaskClient],
) -> None:
    set_terms(Terms(Lifting(lifting), WEIGHTS), by=administrator, now=clock.now())
    run = make_run()
    client = sign_in(town.colleague)
    assert said in client.get(f"/matchkoersler/{run.id}").get_data(as_text=True)
    proposal = db.session.scalars(select(Proposal).where(Proposal.run_id == run.id)).one()
    assert said in client.get(f"/forslag/{proposal.id}").get_data(as_text=True)


def five_pairs(area: Area, *, is_protected: bool = False) -> None:
    """Four young people, and one more who may be protected, each with a mentor."""
    for number in range(5):
        person = make.make_young_person(area=area, is_protected=is_protected and number == 0)
        make.make_request(young_person=person)
        make.make_mentor(volunteer=make.make_volunteer(area=area))


def test_groups_are_shown_from_five_proposals_on_without_protected_people(
    administrator: User, make_run: Callable[[], MatchRun], sign_in: Callable[[User], FlaskClient]
) -> None:
    set_terms(Terms(Lifting.AREAS, WEIGHTS), by=administrator, now=clock.now())
    five_pairs(make.make_area(name="Dronningborg"))
    five_pairs(make.make_area(name="Langå"), is_protected=True)
    run = make_run()
    assert run.statistics["served"] == 10
    page = sign_in(administrator).get(f"/matchkoersler/{run.id}").get_data(as_text=True)
    assert "Dronningborg" in page
    assert "Langå" not in page


def test_an_administrator_says_what_counts(
    administrator: User, sign_in: Callable[[User], FlaskClient]
) -> None:
    client = sign_in(administrator)
    for _ in range(2):
        client.post(PATH, data=typed(lifting="areas", common_time="40"))
    programme = mentoring_programme()
    assert (programme.lifting, programme.weights) == (Lifting.AREAS, dict(WEIGHTS) | {"common_time": 40})
    page = client.get(PATH).get_data(as_text=True)
    assert 'value="40"' in page
    events = db.session.scalars(select(AuditEvent).where(AuditEvent.action == "say what counts")).all()
    assert [(event.actor_id, event.details) for event in events] == [
        (administrator.id, {**Terms(Lifting.AREAS).told(), **WEIGHTS, "common_time": 40})
    ]


def test_something_must_count(administrator: User, sign_in: Callable[[User], FlaskClient]) -> None:
    with pytest.raises(RuleError, match="Noget skal tælle"):
        set_terms(Terms(Lifting.NOBODY, dict.fromkeys(WEIGHTS, 0)), by=administrator, now=clock.now())
    page = sign_in(administrator).post(PATH, data=typed(**dict.fromkeys(WEIGHTS, "0")))
    assert 'id="shared_interests-error"' in page.get_data(as_text=True)
    assert "Noget skal tælle" in page.get_data(as_text=True)
    assert mentoring_programme().weights == {}


def test_nobody_else_says_what_counts(sign_in: Callable[[User], FlaskClient]) -> None:
    client = sign_in(make.make_user(RoleName.CASEWORKER))
    assert client.post(PATH, data=typed(lifting="nobody")).status_code == 404
    assert mentoring_programme().lifting is Lifting.EVERYBODY


def test_the_form_stands_together_and_what_else_is_decided_comes_last(
    administrator: User, sign_in: Callable[[User], FlaskClient]
) -> None:
    page = sign_in(administrator).get(PATH).get_data(as_text=True)
    assert page.index("</fieldset>") < page.index("Lad det tælle") < page.index("Det bestemmer du også")


def test_what_it_costs_is_seen_before_it_counts(
    torn: tuple[MentorRequest, Mentor, Mentor],
    administrator: User,
    sign_in: Callable[[User], FlaskClient],
    run_jobs: Callable[[], None],
) -> None:
    set_terms(Terms(Lifting.NOBODY, INTERESTS_ALONE), by=administrator, now=clock.now())
    db.session.commit()
    client = sign_in(administrator)
    client.post(PATH, data={"lifting": "areas", **INTERESTS_ALONE, "try": "1"})
    run_jobs()
    trial = db.session.scalars(select(PlanTrial)).one()
    assert trial.answer["groups"] == {"better": 1, "worse": 0, "all": 1}
    page = client.get(f"/hvad-hvis/{trial.id}").get_data(as_text=True)
    assert "Det svageste match løftes. Over bydele og landsbyer" in page
    assert "Det svageste match ville blive bedre 1 ud af 1 steder og ikke dårligere nogen steder." in page
    assert "point af 100 dårligere" in page
    assert f'href="{PATH}"' in page
    assert mentoring_programme().lifting is Lifting.NOBODY


def test_nothing_changed_is_nothing_to_try(
    administrator: User, sign_in: Callable[[User], FlaskClient]
) -> None:
    page = sign_in(administrator).post(PATH, data=typed(**{"try": "1"})).get_data(as_text=True)
    assert "mindst én ting" in page
    assert db.session.scalars(select(PlanTrial)).all() == []


def test_two_people_need_the_time_in_common_that_was_decided(
    town: Town, administrator: User, make_run: Callable[[], MatchRun], sign_in: Callable[[User], FlaskClient]
) -> None:
    town.others.week = Week.from_intervals([(0, 17 * 60, 18 * 60)])
    assert make_run().statistics["served"] == 1
    client = sign_in(administrator)
    client.post(PATH, data=typed(common_minutes="90"))
    run = make_run()
    assert run.statistics["common_minutes"] == 90
    assert "Med mindst 1 time og 30 minutter til fælles om ugen." in client.get(
        f"/matchkoersler/{run.id}"
    ).get_data(as_text=True)
    assert mentor_of(town.own) == town.mentor.id


@pytest.mark.parametrize(
    ("changed", "stored", "said"),
    [
        (
            {"common_minutes": "120"},
            {"common_minutes": 120, "weights": None},
            "Med mindst 2 timer til fælles om ugen.",
        ),
        (
            {"age_distance": "50", "age_distance_years": "30"},
            {"age_distance_years": 30, "weights": dict(WEIGHTS) | {"age_distance": 50}},
            "Så mange år imellem dem er nok: 30.",
        ),
        (
            {"continuity": "20"},
            {"weights": dict(WEIGHTS) | {"continuity": 20}},
            "En mentor fra før 20",
        ),
    ],
)
def test_everything_that_counts_can_be_tried_out_first(
    changed: dict[str, str],
    stored: dict[str, object],
    said: str,
    torn: tuple[MentorRequest, Mentor, Mentor],
    administrator: User,
    sign_in: Callable[[User], FlaskClient],
    run_jobs: Callable[[], None],
) -> None:
    client = sign_in(administrator)
    client.post(PATH, data=typed(**{"try": "1"}, **changed))
    run_jobs()
    trial = db.session.scalars(select(PlanTrial)).one()
    assert {name: trial.changes[name] for name in stored} == stored
    page = client.get(f"/hvad-hvis/{trial.id}").get_data(as_text=True)
    assert said in page
    assert ("Småjob, som nogen allerede har, tæller som i dag." in page) == ("common_minutes" in changed)
    assert f'href="{PATH}"' in page
    assert "common_minutes" not in mentoring_programme().weights


def test_years_between_two_people_count_as_the_programme_says(
    torn: tuple[MentorRequest, Mentor, Mentor], administrator: User, make_run: Callable[[], MatchRun]
) -> None:
    _, first, second = torn
    first.volunteer.born_on, second.volunteer.born_on = date(1999, 1, 1), date(1950, 1, 1)
    age_alone = dict.fromkeys(WEIGHTS, 0) | {"age_distance": 10}
    set_terms(Terms(Lifting.NOBODY, age_alone, age_distance_years=70), by=administrator, now=clock.now())
    make_run()
    points = {p.mentor_id: p.score for p in db.session.scalars(select(Proposal))}
    assert points[first.id] < points[second.id] < 1
    set_terms(Terms(Lifting.NOBODY, age_alone, age_distance_years=5), by=administrator, now=clock.now())
    make_run()
    waiting = select(Proposal.score).where(Proposal.status == "proposed")
    assert set(db.session.scalars(waiting)) == {1.0}


def test_a_mentor_from_before_comes_first_where_that_counts(
    torn: tuple[MentorRequest, Mentor, Mentor],
    administrator: User,
    make_run: Callable[[], MatchRun],
    sign_in: Callable[[User], FlaskClient],
) -> None:
    lucky, _, second = torn
    lucky.status = MentorRequestStatus.WITHDRAWN
    earlier = make.make_request(young_person=lucky.young_person, status=MentorRequestStatus.WITHDRAWN)
    make.make_match(
        proposal=make.make_proposal(request=earlier, mentor=second, status=ProposalStatus.ACCEPTED),
        status=MatchStatus.CLOSED,
        seat=None,
        closed_on=clock.now().date(),
    )
    earlier.status = MentorRequestStatus.WITHDRAWN
    db.session.flush()
    lucky.status = MentorRequestStatus.OPEN
    known_alone = dict.fromkeys(WEIGHTS, 0) | {"continuity": 10}
    set_terms(Terms(Lifting.NOBODY, known_alone), by=administrator, now=clock.now())
    make_run()
    assert mentor_of(lucky) == second.id
    proposal = db.session.scalars(
        select(Proposal).where(Proposal.request_id == lucky.id, Proposal.status == "proposed")
    ).one()
    page = sign_in(lucky.young_person.caseworker).get(f"/forslag/{proposal.id}").get_data(as_text=True)
    assert "De kender hinanden fra et tidligere match." in page


@pytest.mark.parametrize(
    "wrong", [{"age_distance_years": "4"}, {"continuity": "101"}, {"common_minutes": "45"}]
)
def test_what_cannot_be_is_said_at_its_field(
    wrong: dict[str, str], administrator: User, sign_in: Callable[[User], FlaskClient]
) -> None:
    page = sign_in(administrator).post(PATH, data=typed(**wrong)).get_data(as_text=True)
    (field,) = wrong
    assert f'id="{field}-error"' in page
    if field != "common_minutes":
        assert '<details class="rare-weights" open>' in page


def test_groups_that_stay_as_they_are_are_said_so() -> None:
    said = groups_words(Lifting.URGENCIES, better=0, worse=0, of_all=3)
    assert said == "Det svageste match ville passe lige så godt som nu alle steder."
    assert "1 af 3 grupper" in groups_words(Lifting.URGENCIES, better=1, worse=0, of_all=3)
    assert "dårligere i 2" in groups_words(Lifting.URGENCIES, better=1, worse=2, of_all=3)
    assert "dårligere 2 steder" in groups_words(Lifting.AREAS, better=1, worse=2, of_all=3)


def test_the_page_is_easy_to_read(administrator: User, sign_in: Callable[[User], FlaskClient]) -> None:
    text = main_text(sign_in(administrator).get(PATH).get_data(as_text=True))
    assert lix(text) <= HARDEST, f"{lix(text):.0f}\n{text}"
