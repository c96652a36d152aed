"""Accounts under administration: who is listed, closing and opening, roles taken away, caseloads handed over."""

from __future__ import annotations

import io
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from html import unescape

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.web import factories as make
from web.accounts.models import RoleName, User
from web.accounts.roles import staff_roles_of
from web.audit.models import AuditEvent
from web.caseload.services import hand_over_caseload
from web.core import clock
from web.core.errors import RuleError
from web.extensions import db
from web.invitations import services, user_services
from web.invitations.models import InvitationStatus
from web.invitations.services import InvitationFacts
from web.matches.models import Match
from web.notifications.models import OutboxMessage
from web.sessions.models import KnownDevice
from web.youth.models import YoungPerson

SignIn = Callable[[User], FlaskClient]


@pytest.fixture
def administrator(database: None) -> User:
    """Somebody who looks after accounts."""
    return make.make_user(RoleName.ADMINISTRATOR, name="Ada Min")


@pytest.fixture
def client(administrator: User, sign_in: SignIn) -> FlaskClient:
    """The administrator's browser."""
    return sign_in(administrator)


def text_of(client: FlaskClient, path: str) -> str:
    return unescape(client.get(path).text)


def event(action: str) -> AuditEvent:
    """The one event of that name."""
    return db.session.scalars(select(AuditEvent).where(AuditEvent.action == action)).one()


def test_users_are_found_by_name_address_and_role(client: FlaskClient) -> None:
    make.make_user(RoleName.VOLUNTEER, name="Villy Volunteer", email="villy@example.dk")
    make.make_user(RoleName.CASEWORKER, name="Signe Sagsbehandler")
    db.session.commit()
    found = text_of(client, "/brugere?q=VILLY%40example")
    assert "Villy" in found
    assert "Signe" not in found
    staff = text_of(client, "/brugere?rolle=staff")
    assert "Signe" in staff
    assert "Villy" not in staff
    assert "Villy" in text_of(client, "/brugere?rolle=volunteer")
    assert client.get("/brugere?q=%00%25_&rolle=nonsense&page=-4").status_code == 200


def test_young_people_are_neither_listed_nor_found_nor_opened(client: FlaskClient) -> None:
    by_role = make.make_user(RoleName.YOUNG_PERSON, name="Unge Uffe", email="uffe@example.dk")
    by_record = make.make_user(RoleName.VOLUNTEER, name="Unge Ulla", email="ulla@example.dk")
    make.make_young_person(user=by_record, first_name="Ulla")
    db.session.commit()
    for path in (
        "/brugere",
        "/brugere?q=Unge",
        "/brugere?q=uffe%40example.dk",
        "/brugere?rolle=young_person",
    ):
        page = text_of(client, path)
        assert "Uffe" not in page
        assert "Ulla" not in page
    for user in (by_role, by_record):
        assert client.get(f"/brugere/{user.id}").status_code == 404
        assert client.post(f"/brugere/{user.id}/luk").status_code == 404


def test_the_page_of_an_account_says_when_its_owner_was_here_last(client: FlaskClient) -> None:
    user = make.make_user(RoleName.VOLUNTEER)
    db.session.commit()
    assert "Ikke set for nylig" in text_of(client, f"/brugere/{user.id}")
    make.save(KnownDevice(user_id=user.id, browser="Firefox", system="Linux", used_at=make.NOW))
    db.session.commit()
    assert "mandag den 2. marts" in text_of(client, f"/brugere/{user.id}")


def test_a_closed_account_is_out_at_the_next_request(client: FlaskClient, sign_in: SignIn) -> None:
    user = make.make_user(RoleName.AREA_CONTACT)
    elsewhere = sign_in(user)
    assert elsewhere.get("/start").status_code == 200
    client.post(f"/brugere/{user.id}/luk")
    assert elsewhere.get("/start").status_code == 302
    assert event("deactivate account").details == {"roles": ["area_contact"]}
    client.post(f"/brugere/{user.id}/genaabn")
    assert user.active
    assert staff_roles_of(user) == {RoleName.AREA_CONTACT}
    subjects = db.session.scalars(
        select(OutboxMessage.subject).where(OutboxMessage.user_id == user.id).order_by(OutboxMessage.id)
    ).all()
    assert subjects == ["Din konto er lukket", "Din konto er åben igen"]


def test_closing_a_caseworkers_account_asks_who_takes_over(client: FlaskClient) -> None:
    leaving, staying = (make.make_user(RoleName.CASEWORKER, name=name) for name in ("Lea", "Stig"))
    young_people = [make.make_young_person(caseworker=leaving) for _ in range(2)]
    db.session.commit()
    path = f"/brugere/{leaving.id}/luk"
    page = text_of(client, path)
    assert "sagsbehandler for 2 unge" in page
    assert young_people[0].first_name not in page
    client.post(path)
    assert leaving.active, "a choice is needed"
    client.post(path, data={"successor": str(staying.id)})
    assert not leaving.active
    assert {one.caseworker_id for one in young_people} == {staying.id}
    events = db.session.scalars(select(AuditEvent).where(AuditEvent.action == "hand over young person")).all()
    assert [one.details for one in events] == [{"from": leaving.id, "to": staying.id}] * 2
    mail = db.session.scalars(select(OutboxMessage).where(OutboxMessage.user_id == staying.id)).one()
    assert young_people[0].first_name not in mail.body


def test_a_caseload_left_behind_is_shown_until_it_is_handed_over(client: FlaskClient) -> None:
    leaving, staying = (make.make_user(RoleName.CASEWORKER, name=name) for name in ("Lea", "Stig"))
    young_person = make.make_young_person(caseworker=leaving)
    db.session.commit()
    client.post(f"/brugere/{leaving.id}/roller/caseworker/fjern", data={"successor": "nobody"})
    assert staff_roles_of(leaving) == set()
    assert "Én ung har Lea som sagsbehandler" in text_of(client, "/brugere")
    client.post(f"/brugere/{leaving.id}/sagsstamme", data={"successor": str(staying.id)})
    assert young_person.caseworker_id == staying.id
    assert "Én ung har Lea som sagsbehandler" not in text_of(client, "/brugere")


def test_a_caseload_goes_only_to_a_caseworker_who_can_work(client: FlaskClient) -> None:
    leaving = make.make_user(RoleName.CASEWORKER)
    young_person = make.make_young_person(caseworker=leaving)
    unfit = [
        make.make_user(RoleName.AREA_CONTACT),
        make.make_user(RoleName.CASEWORKER, active=False),
        leaving,
    ]
    db.session.commit()
    for successor in unfit:
        client.post(f"/brugere/{leaving.id}/sagsstamme", data={"successor": str(successor.id)})
        assert young_person.caseworker_id == leaving.id


@pytest.mark.usefixtures("database")
def test_nobody_gives_themselves_a_caseload() -> None:
    both = make.make_user(RoleName.CASEWORKER, RoleName.ADMINISTRATOR)
    young_person = make.make_young_person()
    leaving = young_person.caseworker
    for step in (
        lambda: hand_over_caseload(leaving, both, by=both, now=clock.now()),
        lambda: user_services.deactivate(leaving, successor=both, by=both, now=clock.now()),
    ):
        with pytest.raises(RuleError) as refusal, db.session.begin_nested():
            step()
        assert refusal.value.field == "successor"
    assert young_person.caseworker_id == leaving.id


def running_match() -> Match:
    """A match that runs, of a young person with an address of mail."""
    young_person = make.make_young_person(email="ung@example.dk")
    proposal = make.make_proposal(request=make.make_request(young_person=young_person))
    return make.save(
        Match(
            proposal=proposal,
            request=proposal.request,
            young_person=young_person,
            mentor=proposal.mentor,
            seat=1,
            started_on=make.TODAY,
        )
    )


def test_both_sides_of_a_running_match_are_told_of_the_new_caseworker(administrator: User) -> None:
    match = running_match()
    successor = make.make_user(RoleName.CASEWORKER, name="Stig")
    hand_over_caseload(match.young_person.caseworker, successor, by=administrator, now=clock.now())
    told = set(db.session.scalars(select(OutboxMessage.address)))
    assert {"ung@example.dk", match.mentor.volunteer.user.email, successor.email} <= told
    for mail in db.session.scalars(select(OutboxMessage)):
        assert match.young_person.first_name not in mail.body + mail.subject


def test_the_caseworker_is_told_when_a_mentors_account_is_closed(administrator: User) -> None:
    match = running_match()
    user = match.mentor.volunteer.user
    earlier = user.fs_uniquifier
    user_services.deactivate(user, successor=None, by=administrator, now=clock.now())
    to_caseworker = select(OutboxMessage.subject).where(
        OutboxMessage.address == match.young_person.caseworker.email
    )
    assert db.session.scalars(to_caseworker).one() == "En mentors konto er lukket"
    assert user.fs_uniquifier != earlier, "sessions stay dead when the account is opened again"


def test_a_role_taken_away_counts_at_the_next_request(client: FlaskClient, sign_in: SignIn) -> None:
    user = make.make_user(RoleName.CASEWORKER, RoleName.VOLUNTEER)
    elsewhere = sign_in(user)
    assert elsewhere.get("/unge").status_code == 200
    client.post(f"/brugere/{user.id}/roller/caseworker/fjern")
    assert elsewhere.get("/unge").status_code == 404
    assert elsewhere.get("/start").status_code == 200
    assert {role.name for role in user.roles} == {RoleName.VOLUNTEER}
    assert event("change staff roles").details == {"from": ["caseworker"], "to": []}


@pytest.mark.parametrize("role", ["volunteer", "young_person", "coordinator", "nonsense"])
def test_only_staff_roles_are_taken_away_here(client: FlaskClient, role: str) -> None:
    user = make.make_user(RoleName.VOLUNTEER, RoleName.COORDINATOR)
    db.session.commit()
    assert client.post(f"/brugere/{user.id}/roller/{role}/fjern").status_code == 404
    assert len(user.roles) == 2


def test_nobody_changes_their_own_access(client: FlaskClient, administrator: User) -> None:
    make.make_user(RoleName.ADMINISTRATOR)
    db.session.commit()
    for step in ("luk", "roller/administrator/fjern", "omraader"):
        client.post(f"/brugere/{administrator.id}/{step}")
    assert administrator.active
    assert staff_roles_of(administrator) == {RoleName.ADMINISTRATOR}


def test_two_administrators_who_close_each_other_leave_one(app: Flask, database: None) -> None:
    pair = [make.make_user(RoleName.ADMINISTRATOR) for _ in range(2)]
    ids = [one.id for one in pair]
    db.session.commit()

    def close(actor: int, target: int) -> bool:
        with app.test_request_context():
            by, user = db.session.get_one(User, actor), db.session.get_one(User, target)
            try:
                user_services.deactivate(user, successor=None, by=by, now=clock.now())
            except RuleError:
                db.session.rollback()
                return False
            db.session.commit()
            return True

    with ThreadPoolExecutor(2) as threads:
        done = list(threads.map(close, ids, reversed(ids)))
    assert sorted(done) == [False, True]
    assert len(db.session.scalars(select(User).where(User.active)).all()) == 1


def test_what_a_former_administrator_has_sent_is_withdrawn(administrator: User) -> None:
    former = make.make_user(RoleName.ADMINISTRATOR)
    facts = InvitationFacts("ny@example.dk", "Nina", "da", frozenset({RoleName.ADMINISTRATOR}))
    invitation = services.invite(facts, by=former, now=clock.now())
    user_services.take_role(former, RoleName.ADMINISTRATOR, successor=None, by=administrator, now=clock.now())
    assert invitation.status is InvitationStatus.REVOKED


def test_the_areas_of_a_contact_are_changed(client: FlaskClient) -> None:
    first, second = make.make_area(), make.make_area()
    user = make.make_user(RoleName.AREA_CONTACT, contact_areas=[first])
    db.session.commit()
    client.post(f"/brugere/{user.id}/omraader", data={"areas": [second.code]})
    assert user.contact_areas == [second]
    assert event("change areas of contact").details == {"from": [first.id], "to": [second.id]}
    client.post(f"/brugere/{user.id}/omraader", data={})
    assert user.contact_areas == [second]


def test_an_import_on_the_page_gives_no_staff_roles(client: FlaskClient) -> None:
    content = b"email,name,roles,areas,locale\nny@example.dk,Nina,administrator,,da\n"
    form = {"entity": "staff", "file": (io.BytesIO(content), "staff.csv")}
    client.post("/import", data=form)
    assert db.session.scalar(select(User.id).where(User.email == "ny@example.dk")) is None
    assert db.session.scalars(select(YoungPerson)).all() == []


def test_inviting_somebody_to_a_role_puts_no_name_into_the_address(
    sign_in: Callable[[User], FlaskClient],
) -> None:
    user = make.make_user()
    user_id, email = user.id, user.email
    client = sign_in(make.make_user(RoleName.ADMINISTRATOR))
    assert f'href="/brugere/inviter?user={user_id}"' in client.get(f"/brugere/{user_id}").text
    assert f'value="{email}"' in client.get(f"/brugere/inviter?user={user_id}").text
    assert client.get("/brugere/inviter?user=999999").status_code == 404
