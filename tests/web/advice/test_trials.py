"""Trying plans out: what would change for whom, in words, for the one who asked and nobody else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select, update

from tests.web import factories as make
from tests.web.advice.conftest import Town
from web.accounts.models import RoleName, User
from web.advice import jobs, trials
from web.advice.models import PlanTrial, TrialMove, TrialStatus
from web.audit.models import AuditEvent
from web.core import clock
from web.core.errors import RuleError
from web.core.jobs import enqueue
from web.extensions import db
from web.profiles.models import MentorStatus
from web.proposals.models import Proposal
from web.proposals.plan import Changes, NewMentors
from web.proposals.weights import WEIGHTS
from web.protection.reasons import WhyProtected
from web.protection.services import protect_volunteer, protect_young_person
from web.youth.models import BlockedPair, BlockReason, MentorRequestStatus

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
def work_out(run_jobs: Callable[[], None]) -> Callable[[PlanTrial], PlanTrial]:
    """Return a function that works a trial out as the worker does."""

    def work(trial: PlanTrial) -> PlanTrial:
        enqueue(jobs.try_plan_out, trial_id=trial.id)
        run_jobs()
        return trial

    return work


def override(town: Town) -> PlanTrial:
    """The caseworker would have the only mentor for the own young person."""
    return trials.ask_for_override(town.own, town.mentor, by=town.caseworker, now=clock.now())


def page_of(client: FlaskClient, trial: PlanTrial) -> str:
    """The page of a trial."""
    return client.get(f"/hvad-hvis/{trial.id}").get_data(as_text=True)


def test_an_override_says_who_would_lose_the_mentor(
    town: Town, work_out: Callable[[PlanTrial], PlanTrial], sign_in: Callable[[User], FlaskClient]
) -> None:
    trial = work_out(override(town))
    assert (trial.status, trial.answer["served"], trial.answer["broken_rules"]) == (TrialStatus.DONE, 0, [])
    assert {(m.request_id, m.before_mentor_id, m.after_mentor_id) for m in trial.moves} == {
        (town.own.id, None, town.mentor.id),
        (town.others.id, town.mentor.id, None),
    }
    page = page_of(sign_in(town.caseworker), trial)
    assert "Birgit Krog til Freja" in page
    assert "Én ung hos en kollega ville ikke have en mentor i planen." in page
    assert "Noah" not in page
    assert "Lige så mange ville have en mentor." in page


def test_ones_own_young_people_are_named(
    town: Town, work_out: Callable[[PlanTrial], PlanTrial], sign_in: Callable[[User], FlaskClient]
) -> None:
    town.others.young_person.caseworker = town.caseworker
    page = page_of(sign_in(town.caseworker), work_out(override(town)))
    assert "Noah" in page
    assert "Ville ikke have en mentor i planen. Nu er det Birgit Krog." in page


def test_nothing_is_changed_by_trying(town: Town, work_out: Callable[[PlanTrial], PlanTrial]) -> None:
    work_out(override(town))
    assert db.session.scalars(select(Proposal)).all() == []


@pytest.mark.parametrize(
    "changes",
    [Changes(more_minutes=30), Changes(weights={**WEIGHTS, "short_travel": 90})],
    ids=["longer ways", "other weights"],
)
def test_where_nobody_is_moved_nothing_fits_better_or_worse(
    town: Town,
    work_out: Callable[[PlanTrial], PlanTrial],
    sign_in: Callable[[User], FlaskClient],
    changes: Changes,
) -> None:
    town.mentor.volunteer.area = make.make_area(latitude=56.49)
    trial = work_out(trials.ask_what_if(changes, by=town.caseworker, now=clock.now()))
    assert (trial.status, trial.moves) == (TrialStatus.DONE, [])
    page = page_of(sign_in(town.caseworker), trial)
    assert "I snit ville de passe lige så godt som nu." in page
    assert "Det svageste par ville passe lige så godt som nu." in page


def test_a_pair_that_breaks_a_rule_is_told_why(
    town: Town, work_out: Callable[[PlanTrial], PlanTrial], sign_in: Callable[[User], FlaskClient]
) -> None:
    town.mentor.youngest_age, town.mentor.oldest_age = 20, 25
    trial = work_out(override(town))
    assert trial.answer["broken_rules"] == ["age_outside_mentors_limits"]
    page = page_of(sign_in(town.caseworker), trial)
    assert "Mentoren vil hellere hjælpe en anden alder." in page
    assert "Ja, spørg denne mentor" not in page


def test_the_way_of_a_protected_young_person_is_not_told(
    town: Town, work_out: Callable[[PlanTrial], PlanTrial], sign_in: Callable[[User], FlaskClient]
) -> None:
    far = make.make_area(latitude=57.6, longitude=10.4)
    town.own.young_person.area = far
    town.own.young_person.is_protected = True
    trial = work_out(override(town))
    assert trial.answer["broken_rules"] == ["not_told"]
    assert trial.answer["mean_score"] is None
    page = page_of(sign_in(town.caseworker), trial)
    assert "fordi en adresse er beskyttet" in page
    assert "bor for langt" not in page


def test_a_protected_pair_is_kept_without_the_way(
    town: Town, work_out: Callable[[PlanTrial], PlanTrial]
) -> None:
    town.own.young_person.is_protected = True
    trial = work_out(override(town))
    assert "travel_minutes" not in trial.answer["pair"]["facts"]
    assert "short_travel" not in {one["criterion"] for one in trial.answer["pair"]["contributions"]}


def test_a_protected_mentor_can_not_be_tried_out(town: Town, sign_in: Callable[[User], FlaskClient]) -> None:
    town.mentor.volunteer.is_protected = True
    with pytest.raises(RuleError, match="beskyttet"):
        override(town)
    client = sign_in(town.caseworker)
    path = f"/anmodninger/{town.own.id}/anden-mentor"
    assert "Birgit Krog" not in client.get(path).get_data(as_text=True)
    assert client.post(f"{path}/{town.mentor.id}").status_code == 404


@pytest.mark.parametrize("who", ["young person", "mentor"])
def test_whoever_becomes_protected_is_in_no_trial_any_more(
    town: Town, work_out: Callable[[PlanTrial], PlanTrial], who: str
) -> None:
    work_out(override(town))
    if who == "mentor":
        protect_volunteer(
            town.mentor.volunteer,
            next(iter(WhyProtected)),
            known_as="Bo",
            by=town.caseworker,
            now=clock.now(),
        )
    else:
        protect_young_person(
            town.others.young_person, next(iter(WhyProtected)), by=town.colleague, now=clock.now()
        )
    assert db.session.scalars(select(PlanTrial.id)).all() == []
    assert db.session.scalars(select(TrialMove.request_id)).all() == []


def test_what_if_says_what_new_mentors_would_change(
    town: Town, work_out: Callable[[PlanTrial], PlanTrial], sign_in: Callable[[User], FlaskClient]
) -> None:
    changes = Changes(new_mentors=NewMentors(2, "nord", "da", "evenings"))
    trial = work_out(trials.ask_what_if(changes, by=town.caseworker, now=clock.now()))
    assert trials.changes_of(trial) == changes
    assert trial.answer["served"] == 1
    page = page_of(sign_in(town.caseworker), trial)
    assert "Med 2 nye mentorer fra Nordbyen, der har tid på hverdagsaftener." in page
    assert "Ville få en mentor: en af de nye mentorer." in page


def test_what_if_a_mentor_stops_is_told_to_an_administrator_without_few(
    town: Town, work_out: Callable[[PlanTrial], PlanTrial], sign_in: Callable[[User], FlaskClient]
) -> None:
    administrator = make.make_user(RoleName.ADMINISTRATOR)
    make.make_mentor(volunteer=make.make_volunteer(area=town.area))
    changes = Changes(without_mentor=town.mentor.id)
    trial = work_out(trials.ask_what_if(changes, by=administrator, now=clock.now()))
    assert trial.answer["served"] == -1
    page = page_of(sign_in(administrator), trial)
    assert "Op til fire færre ville have en mentor." in page
    assert "Færre end fem andre unge ville ikke have en mentor i planen." in page
    assert "Freja" not in page
    assert "Noah" not in page


def test_what_if_without_any_change_is_refused(town: Town) -> None:
    with pytest.raises(RuleError, match="mindst én ting"):
        trials.ask_what_if(Changes(), by=town.caseworker, now=clock.now())
    with pytest.raises(RuleError, match="Noget skal tælle"):
        trials.ask_what_if(Changes(weights={"common_time": 0}), by=town.caseworker, now=clock.now())


def test_the_form_asks_for_what_is_chosen(town: Town, sign_in: Callable[[User], FlaskClient]) -> None:
    client = sign_in(town.caseworker)
    typed = {"new_mentors": "", "area": "nord", "more_minutes": "10", "without_rule": "travel"}
    assert client.post("/hvad-hvis", data=typed | {"common_time": "200"}).status_code == 200
    assert client.post("/hvad-hvis", data=typed | {"common_time": "40"}).status_code == 302
    changes = trials.changes_of(db.session.scalars(select(PlanTrial)).one())
    assert (changes.more_minutes, changes.without_rules, changes.new_mentors) == (10, ("travel",), None)
    assert changes.weights is not None
    assert changes.weights["common_time"] == 40


def test_one_person_tries_one_thing_at_a_time(town: Town) -> None:
    override(town)
    with pytest.raises(RuleError, match="allerede ved at prøve"):
        override(town)


@pytest.mark.parametrize("other", ["colleague", "administrator"])
def test_nobody_else_finds_a_trial(
    town: Town,
    work_out: Callable[[PlanTrial], PlanTrial],
    sign_in: Callable[[User], FlaskClient],
    other: str,
) -> None:
    trial = work_out(override(town))
    reader = town.colleague if other == "colleague" else make.make_user(RoleName.ADMINISTRATOR)
    assert sign_in(reader).get(f"/hvad-hvis/{trial.id}").status_code == 404


def test_a_trial_goes_with_the_caseload(
    town: Town, work_out: Callable[[PlanTrial], PlanTrial], sign_in: Callable[[User], FlaskClient]
) -> None:
    trial = work_out(override(town))
    town.own.young_person.caseworker = town.colleague
    client = sign_in(town.caseworker)
    assert client.get(f"/hvad-hvis/{trial.id}").status_code == 404
    assert "Freja" not in client.get("/hvad-hvis").get_data(as_text=True)


def test_a_trial_that_nothing_comes_of_is_ended(town: Town) -> None:
    trial = override(town)
    db.session.execute(update(PlanTrial).values(seen_alive_at=clock.now() - timedelta(minutes=16)))
    jobs.watch_trials(timestamp=int(clock.now().timestamp()))
    assert (trial.status, trial.failure) == (TrialStatus.FAILED, "silent")


def test_a_request_that_takes_no_part_ends_the_trial(
    town: Town, work_out: Callable[[PlanTrial], PlanTrial]
) -> None:
    make.take_back_consent(town.own.young_person)
    trial = work_out(override(town))
    assert (trial.status, trial.failure) == (TrialStatus.FAILED, "request_takes_no_part")


def choose(client: FlaskClient, trial: PlanTrial) -> str:
    """Insist on the mentor, and read the answer."""
    answer = client.post(f"/hvad-hvis/{trial.id}/vaelg", data={"why": "met_before"}, follow_redirects=True)
    db.session.expire_all()
    return answer.get_data(as_text=True)


def test_insisting_makes_one_proposal_and_asks_the_mentor(
    town: Town, work_out: Callable[[PlanTrial], PlanTrial], sign_in: Callable[[User], FlaskClient]
) -> None:
    waiting = make.make_proposal(request=town.own)
    trial = work_out(override(town))
    client = sign_in(town.caseworker)
    assert "Vi har spurgt den mentor, du valgte." in choose(client, trial)
    assert "Du har allerede valgt denne mentor." in choose(client, trial)
    replaced, chosen = db.session.query(Proposal).filter_by(request_id=town.own.id).order_by(Proposal.id)
    assert (replaced.id, replaced.status.value) == (waiting.id, "replaced")
    assert (chosen.status.value, chosen.is_override, chosen.mentor_id) == ("approved", True, town.mentor.id)
    assert chosen.facts["is_same_area"]
    assert trial.proposal_id == chosen.id
    events = db.session.scalars(select(AuditEvent).where(AuditEvent.action == "insist on mentor")).all()
    assert [(event.actor_id, event.purpose) for event in events] == [(town.caseworker.id, "met_before")]


def test_insisting_needs_a_reason(
    town: Town, work_out: Callable[[PlanTrial], PlanTrial], sign_in: Callable[[User], FlaskClient]
) -> None:
    trial = work_out(override(town))
    answer = sign_in(town.caseworker).post(f"/hvad-hvis/{trial.id}/vaelg", data={})
    assert answer.status_code == 200
    assert trial.proposal_id is None


@pytest.mark.parametrize("meanwhile", ["asked", "blocked", "withdrawn", "paused", "old", "no place"])
def test_insisting_is_refused_where_something_stands_against_it_by_now(
    town: Town,
    work_out: Callable[[PlanTrial], PlanTrial],
    sign_in: Callable[[User], FlaskClient],
    meanwhile: str,
) -> None:
    trial = work_out(override(town))
    if meanwhile == "asked":
        make.make_proposal(request=town.own, status="approved")
    elif meanwhile == "blocked":
        pair = {"young_person_id": town.own.young_person_id, "mentor_id": town.mentor.id}
        make.save(BlockedPair(**pair, reason=BlockReason.KNOW_EACH_OTHER))
    elif meanwhile == "withdrawn":
        town.own.status = MentorRequestStatus.WITHDRAWN
    elif meanwhile == "paused":
        town.mentor.status = MentorStatus.PAUSED
    elif meanwhile == "no place":
        make.make_proposal(request=town.others, mentor=town.mentor, status="approved")
    else:
        trial.created_at = clock.now() - timedelta(hours=25)
    choose(sign_in(town.caseworker), trial)
    assert trial.proposal_id is None
    assert db.session.query(Proposal).filter_by(request_id=town.own.id, is_override=True).all() == []
