"""While a caseworker is away, the deputy sees and acts on that caseload; before, after and elsewhere nobody does."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.web import factories as make
from web.accounts.models import RoleName, User
from web.audit.models import AuditEvent
from web.caseload.todo import waiting_for as caseload_waiting_for
from web.core import clock
from web.deputies.caseloads import caseloads_of, in_charge_of
from web.deputies.models import Deputy
from web.deputies.services import end_deputy
from web.extensions import db
from web.matches.queries import matches_of
from web.notifications.models import OutboxMessage
from web.proposals import services as proposals
from web.proposals.models import Proposal, ProposalStatus
from web.proposals.queries import proposals_of_caseworker
from web.youth.models import YoungPerson
from web.youth.queries import young_people_of

pytestmark = pytest.mark.usefixtures("database")
SignIn = Callable[[User], FlaskClient]
DAY = timedelta(days=1)


def make_deputy(*, starts: int = 0, ends: int = 7, **values: object) -> Deputy:
    """A deputy from today for a week."""
    people = {
        "caseworker": values.pop("caseworker", None)
        or make.make_user(RoleName.CASEWORKER, name="Mette Sørensen"),
        "deputy": values.pop("deputy", None) or make.make_user(RoleName.CASEWORKER),
    }
    days = {"starts_on": clock.today() + starts * DAY, "ends_on": clock.today() + ends * DAY}
    return make.save(Deputy(**(people | days | values)))


def seen_by(user: User) -> list[YoungPerson]:
    return list(db.session.scalars(young_people_of(user)))


def test_a_deputy_sees_the_young_people_of_both() -> None:
    deputy = make_deputy()
    own = make.make_young_person(caseworker=deputy.deputy)
    others = make.make_young_person(caseworker=deputy.caseworker)
    make.make_young_person()
    assert {person.id for person in seen_by(deputy.deputy)} == {own.id, others.id}
    assert [person.id for person in seen_by(deputy.caseworker)] == [others.id]


@pytest.mark.parametrize(
    ("starts", "ends", "is_seen"), [(1, 7, False), (0, 0, True), (-7, -1, False), (-7, 0, True)]
)
def test_it_begins_and_ends_by_itself_on_the_day(starts: int, ends: int, is_seen: bool) -> None:
    deputy = make_deputy(starts=starts, ends=ends)
    assert (deputy.caseworker_id in caseloads_of(deputy.deputy)) is is_seen


def test_it_ends_at_midnight_in_denmark(monkeypatch: pytest.MonkeyPatch) -> None:
    deputy = make_deputy(starts_on=date(2026, 7, 1), ends_on=date(2026, 7, 2))
    for moment, is_seen in (("2026-07-02T21:59:00+00:00", True), ("2026-07-02T22:00:00+00:00", False)):
        monkeypatch.setattr(clock, "now", lambda moment=moment: datetime.fromisoformat(moment))
        assert (deputy.caseworker_id in caseloads_of(deputy.deputy)) is is_seen


def test_ended_early_it_counts_at_once() -> None:
    deputy = make_deputy()
    end_deputy(deputy, by=deputy.caseworker, now=clock.now())
    assert caseloads_of(deputy.deputy) == {deputy.deputy_id}
    assert in_charge_of(deputy.caseworker) == [deputy.caseworker]


def test_a_deputy_who_is_no_caseworker_any_more_sees_nothing() -> None:
    deputy = make_deputy(deputy=make.make_user(RoleName.MENTOR))
    make.make_young_person(caseworker=deputy.caseworker)
    assert caseloads_of(deputy.deputy) == frozenset()
    assert seen_by(deputy.deputy) == []


def test_somebody_who_was_a_caseworker_no_longer_sees_the_old_caseload(sign_in: SignIn) -> None:
    former = make.make_user(RoleName.MENTOR)
    person = make.make_young_person(caseworker=former)
    make.make_request(young_person=person)
    assert seen_by(former) == []
    assert sign_in(former).get(f"/unge/{person.id}").status_code == 404


def test_it_is_not_passed_on_to_the_deputys_deputy() -> None:
    first = make_deputy()
    second = make_deputy(caseworker=first.deputy)
    assert caseloads_of(second.deputy) == {second.deputy_id, first.deputy_id}


def test_proposals_matches_and_todos_go_by_the_same_caseloads() -> None:
    deputy = make_deputy()
    person = make.make_young_person(caseworker=deputy.caseworker, consented_on=None)
    proposal = make.make_proposal(request=make.make_request(young_person=person))
    assert list(db.session.scalars(proposals_of_caseworker(deputy.deputy)).unique()) == [proposal]
    assert list(db.session.scalars(matches_of(deputy.deputy))) == []
    assert [todo.count for todo in caseload_waiting_for(deputy.deputy, now=clock.now())] == [1]


def test_the_pages_say_for_whom(sign_in: SignIn) -> None:
    deputy = make_deputy()
    person = make.make_young_person(caseworker=deputy.caseworker)
    own = make.make_young_person(caseworker=deputy.deputy)
    proposal = make.make_proposal(request=make.make_request(young_person=person))
    client = sign_in(deputy.deputy)
    for path in ("/unge", f"/unge/{person.id}", "/forslag", f"/forslag/{proposal.id}"):
        assert "for Mette Sørensen" in client.get(path).text, path
    assert "for Mette" not in client.get(f"/unge/{own.id}").text
    assert "Du er stedfortræder for Mette Sørensen" in client.get("/start").text


def test_what_a_deputy_does_says_for_whom(sign_in: SignIn) -> None:
    deputy = make_deputy()
    person = make.make_young_person(caseworker=deputy.caseworker)
    request = make.make_request(young_person=person)
    client = sign_in(deputy.deputy)
    client.post(f"/anmodninger/{request.id}/traek-tilbage")
    db.session.expire_all()
    found = db.session.execute(
        select(AuditEvent.action, AuditEvent.actor_id, AuditEvent.details["for"].as_integer()).order_by(
            AuditEvent.id
        )
    ).all()
    assert [tuple(row) for row in found] == [
        ("look at young person", deputy.deputy_id, deputy.caseworker_id),
        ("mentor request: withdraw", deputy.deputy_id, deputy.caseworker_id),
    ]


def test_on_their_own_caseload_nothing_is_said(sign_in: SignIn) -> None:
    deputy = make_deputy()
    person = make.make_young_person(caseworker=deputy.deputy)
    sign_in(deputy.deputy).get(f"/unge/{person.id}")
    assert db.session.scalars(select(AuditEvent.details)).one() == {}


def test_both_are_told_what_happens_on_the_caseload() -> None:
    deputy = make_deputy()
    proposal = make.make_proposal(
        request=make.make_request(young_person=make.make_young_person(caseworker=deputy.caseworker)),
        status=ProposalStatus.APPROVED,
    )
    proposals.accept_as_mentor(proposal, by=proposal.mentor.volunteer.user, now=clock.now())
    told = set(db.session.scalars(select(OutboxMessage.user_id)))
    assert told == {deputy.caseworker_id, deputy.deputy_id}


def test_a_deputy_answers_as_the_caseworker_would(sign_in: SignIn) -> None:
    deputy = make_deputy()
    proposal = make.make_proposal(
        request=make.make_request(young_person=make.make_young_person(caseworker=deputy.caseworker))
    )
    sign_in(deputy.deputy).post(f"/forslag/{proposal.id}/godkend")
    db.session.expire_all()
    assert db.session.get_one(Proposal, proposal.id).status is ProposalStatus.APPROVED
