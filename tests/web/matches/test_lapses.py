"""A running match whose mentor's clearance runs out is flagged to its caseworker, once, and goes on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.web import factories as make
from web.accounts.models import User
from web.core import clock
from web.extensions import db
from web.matches.jobs import look_at_clearances_of_matches
from web.matches.lapses import lacks_of, look_at, matches_to_look_at
from web.matches.models import ClearanceLapse, Match, MatchStatus
from web.matches.todo import waiting_for
from web.notifications.models import OutboxMessage
from web.vetting.models import Clearance, ClearanceKind

pytestmark = pytest.mark.usefixtures("database")
YESTERDAY = make.TODAY - timedelta(days=1)


def a_match(**young: object) -> Match:
    """A running match with everything in order."""
    person = make.make_young_person(**young)
    proposal = make.make_proposal(request=make.make_request(young_person=person))
    return make.save(
        Match(
            proposal=proposal,
            request=proposal.request,
            young_person=person,
            mentor=proposal.mentor,
            seat=1,
            started_on=make.TODAY - timedelta(days=90),
        )
    )


def run_out(match: Match, kind: ClearanceKind = ClearanceKind.TRAINING) -> Clearance:
    """Let one of the mentor's clearances have run out yesterday."""
    clearance = db.session.scalars(
        select(Clearance).where(Clearance.volunteer_id == match.mentor.volunteer_id, Clearance.kind == kind)
    ).one()
    clearance.expires_on = YESTERDAY
    db.session.flush()
    return clearance


def a_round() -> None:
    """What the hourly job does."""
    for key in matches_to_look_at(now=make.NOW):
        look_at(db.session.get_one(Match, key), now=make.NOW)


def told(user: User) -> int:
    return len(db.session.scalars(select(OutboxMessage.id).where(OutboxMessage.user_id == user.id)).all())


def test_a_lapse_is_told_once_and_the_match_goes_on() -> None:
    match = a_match()
    a_round()
    assert told(match.young_person.caseworker) == 0
    run_out(match)
    for _ in range(3):
        a_round()
    assert told(match.young_person.caseworker) == 1
    assert match.status is MatchStatus.ACTIVE
    (lack,) = lacks_of(match, now=make.NOW)
    assert (lack.kind, lack.ran_out_on) == (ClearanceKind.TRAINING, YESTERDAY)


def test_what_is_renewed_is_crossed_out_and_may_lapse_again() -> None:
    match = a_match()
    clearance = run_out(match)
    a_round()
    clearance.expires_on = make.TODAY + timedelta(days=30)
    db.session.flush()
    a_round()
    assert db.session.scalars(select(ClearanceLapse)).one().ended_at == make.NOW
    clearance.expires_on = YESTERDAY
    db.session.flush()
    a_round()
    assert told(match.young_person.caseworker) == 2


def test_the_childrens_certificate_matters_only_for_children() -> None:
    grown, child = a_match(), a_match(born_on=make.TODAY - timedelta(days=13 * 366))
    for match in (grown, child):
        run_out(match, ClearanceKind.CHILDRENS_CERTIFICATE)
    assert matches_to_look_at(now=make.NOW) == [child.id]


def test_an_ended_match_is_left_alone() -> None:
    match = a_match()
    run_out(match)
    a_round()
    match.status, match.seat = MatchStatus.CLOSED, None
    db.session.flush()
    a_round()
    assert db.session.scalars(select(ClearanceLapse)).one().ended_at == make.NOW
    assert lacks_of(match, now=make.NOW) == []


def test_the_job_flags_and_the_caseworker_sees_it_everywhere(
    sign_in: Callable[[User], FlaskClient], monkeypatch: pytest.MonkeyPatch
) -> None:
    match = a_match()
    run_out(match)
    db.session.commit()
    monkeypatch.setattr(clock, "now", lambda: make.NOW)
    look_at_clearances_of_matches(timestamp=0)
    monkeypatch.undo()
    match_id, caseworker, mentor_user = match.id, match.young_person.caseworker, match.mentor.volunteer.user
    page = sign_in(caseworker).get(f"/forloeb/{match_id}").get_data(as_text=True)
    assert "Noget om mentorens godkendelse" in page
    assert "udløb den" in page
    own = sign_in(mentor_user).get(f"/forloeb/{match_id}").get_data(as_text=True)
    assert "Noget hos dig skal fornyes" in own
    assert "udløb den" not in own
    with sign_in(caseworker).application.test_request_context():
        titles = [todo.title for todo in waiting_for(caseworker, now=make.NOW)]
        assert "Noget om en mentors godkendelse" in titles
    mail = db.session.scalars(select(OutboxMessage).where(OutboxMessage.user_id == caseworker.id)).one()
    assert match.young_person.first_name not in mail.body
