"""Staff come by invitation: sent, sent again, withdrawn, accepted once, by the invited address and nobody else."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_security import hash_password
from sqlalchemy import select

from tests.web import factories as make
from web.accounts.models import STAFF_ROLES, RoleName, User
from web.accounts.roles import staff_roles_of
from web.accounts.services import give_role
from web.audit.models import AuditEvent
from web.core import clock
from web.core.errors import RuleError
from web.extensions import db
from web.invitations import services
from web.invitations.links import invitation_link
from web.invitations.models import InvitationStatus, StaffInvitation
from web.invitations.services import InvitationFacts
from web.notifications.models import OutboxMessage

SignIn = Callable[[User], FlaskClient]
PASSWORD = "fire grønne både"
ADDRESS = "ny@example.dk"


@pytest.fixture
def administrator(database: None) -> User:
    """Somebody who may invite."""
    return make.make_user(RoleName.ADMINISTRATOR, name="Ada Min")


def invited(administrator: User | None, *roles: RoleName, email: str = ADDRESS) -> StaffInvitation:
    """A waiting invitation."""
    facts = InvitationFacts(email, "Nina Ny", "da", frozenset(roles or (RoleName.CASEWORKER,)))
    return services.invite(facts, by=administrator, now=clock.now())


def path_of(invitation: StaffInvitation) -> str:
    """The link of its newest sending, as a path."""
    return "/invitation/" + invitation_link(invitation).rpartition("/")[2]


def known_person(**values: object) -> User:
    """Somebody with an account of the invited address and a password."""
    return make.make_user(email=ADDRESS, password=hash_password(PASSWORD), **values)


def test_an_invited_person_opens_an_account_and_has_the_roles(
    administrator: User, client: FlaskClient, sign_in: SignIn
) -> None:
    area = make.make_area()
    form = {
        "name": "Nina Ny", "email": "Ny@Example.dk", "roles": ["caseworker", "area_contact"], "areas": [area.code],
        "locale": "da",
    }  # fmt: skip
    page = sign_in(administrator).post("/brugere/inviter", data=form, follow_redirects=True)
    assert page.request.path == "/brugere/invitationer"
    invitation = db.session.scalars(select(StaffInvitation)).one()
    mail = db.session.scalars(select(OutboxMessage)).one()
    assert mail.address == ADDRESS
    assert invitation_link(invitation).rpartition("/")[0] in mail.body
    shown = client.get(path_of(invitation)).text
    assert "Sagsbehandler" in shown
    answer = client.post(path_of(invitation), data={"name": "Nina Ny", "password": PASSWORD})
    assert answer.location == "/start"
    user = db.session.scalars(select(User).where(User.email == ADDRESS)).one()
    assert staff_roles_of(user) == {RoleName.CASEWORKER, RoleName.AREA_CONTACT}
    assert [one.id for one in user.contact_areas] == [area.id]
    assert (invitation.status, invitation.user_id) == (InvitationStatus.ACCEPTED, user.id)
    event = db.session.scalars(select(AuditEvent).where(AuditEvent.action == "change staff roles")).one()
    assert (event.details["from"], event.details["to"]) == ([], ["area_contact", "caseworker"])
    assert event.details["invited_by"] == administrator.id
    told = set(db.session.scalars(select(OutboxMessage.address)))
    assert told == {ADDRESS, administrator.email}


def test_a_link_works_once(administrator: User, client: FlaskClient, app: Flask) -> None:
    path = path_of(invited(administrator))
    db.session.commit()
    client.post(path, data={"name": "Nina Ny", "password": PASSWORD})
    again = app.test_client().post(path, data={"name": "En Anden", "password": PASSWORD})
    assert again.status_code == 410
    assert "Nina Ny" in db.session.scalars(select(User.name)).all()
    assert "En Anden" not in db.session.scalars(select(User.name)).all()


def test_a_link_from_an_earlier_sending_is_dead(
    administrator: User, client: FlaskClient, sign_in: SignIn
) -> None:
    invitation = invited(administrator)
    earlier = path_of(invitation)
    sign_in(administrator).post(f"/brugere/invitationer/{invitation.id}/send-igen")
    assert client.get(earlier).status_code == 410
    assert client.get(path_of(invitation)).status_code == 200
    assert len(db.session.scalars(select(OutboxMessage)).all()) == 2


def test_an_expired_link_gives_nothing(administrator: User, client: FlaskClient) -> None:
    invitation = invited(administrator)
    invitation.expires_at = clock.now() - timedelta(seconds=1)
    db.session.commit()
    assert client.post(path_of(invitation), data={"name": "N", "password": PASSWORD}).status_code == 410
    assert db.session.scalar(select(User.id).where(User.email == ADDRESS)) is None


def test_a_withdrawn_link_gives_nothing(administrator: User, client: FlaskClient, sign_in: SignIn) -> None:
    invitation = invited(administrator)
    sign_in(administrator).post(f"/brugere/invitationer/{invitation.id}/traek-tilbage")
    assert client.get(path_of(invitation)).status_code == 410
    with pytest.raises(RuleError):
        services.send_again(invitation, by=administrator, now=clock.now())


def test_a_forged_link_is_not_found(administrator: User, client: FlaskClient) -> None:
    path = path_of(invited(administrator))
    db.session.commit()
    assert client.get(path[:-3] + "abc").status_code == 404


def test_an_invitation_dies_with_the_inviters_role(administrator: User, client: FlaskClient) -> None:
    invitation = invited(administrator)
    administrator.roles = []
    db.session.commit()
    assert client.get(path_of(invitation)).status_code == 410


def test_somebody_with_an_account_must_sign_in_first(
    administrator: User, client: FlaskClient, sign_in: SignIn
) -> None:
    user = known_person()
    invitation = invited(administrator)
    db.session.commit()
    path = path_of(invitation)
    page = client.post(path, data={"name": "Tyv", "password": "en helt ny adgangskode"})
    assert "/log-ind?next=" in page.text
    assert staff_roles_of(user) == set()
    sign_in(user).post(path)
    assert staff_roles_of(user) == {RoleName.CASEWORKER}


def test_another_account_cannot_accept(administrator: User, sign_in: SignIn) -> None:
    other = make.make_user()
    invitation = invited(administrator)
    page = sign_in(other).post(path_of(invitation))
    assert "en anden konto" in page.text
    assert staff_roles_of(other) == set()
    with pytest.raises(RuleError):
        services.accept(invitation, other, sending=1, now=clock.now())


def test_an_account_that_somebody_else_prepared_is_taken_over(
    administrator: User, client: FlaskClient
) -> None:
    """Opened with the victim's address and the attacker's password, but never confirmed."""
    prepared = known_person(confirmed_at=None, name="Angriber")
    earlier = prepared.fs_uniquifier, prepared.password
    invitation = invited(administrator)
    db.session.commit()
    client.post(path_of(invitation), data={"name": "Nina Ny", "password": "en helt anden kode"})
    assert staff_roles_of(prepared) == {RoleName.CASEWORKER}
    assert prepared.name == "Nina Ny"
    assert prepared.fs_uniquifier != earlier[0]
    assert prepared.password != earlier[1]


def test_nobody_invites_themselves(administrator: User, sign_in: SignIn) -> None:
    form = {"name": "Mig", "email": administrator.email.upper(), "roles": "caseworker", "locale": "da"}
    page = sign_in(administrator).post("/brugere/inviter", data=form)
    assert "Du kan ikke invitere dig selv" in page.text
    assert db.session.scalars(select(StaffInvitation)).all() == []


def test_an_inviter_who_takes_over_the_address_cannot_accept(administrator: User) -> None:
    invitation = invited(administrator)
    administrator.email = ADDRESS
    db.session.flush()
    with pytest.raises(RuleError):
        services.accept(invitation, administrator, sending=1, now=clock.now())


@pytest.mark.parametrize("role", ["volunteer", "mentor", "coordinator", "young_person", "root"])
def test_other_roles_are_not_given_by_invitation(administrator: User, sign_in: SignIn, role: str) -> None:
    form = {"name": "Nina", "email": ADDRESS, "roles": role, "locale": "da"}
    assert sign_in(administrator).post("/brugere/inviter", data=form).status_code == 200
    assert db.session.scalars(select(StaffInvitation)).all() == []


def test_who_watches_is_not_among_those_who_are_watched(administrator: User) -> None:
    with pytest.raises(RuleError):
        invited(administrator, RoleName.DATA_PROTECTION_CONTACT, RoleName.ADMINISTRATOR)
    known_person()
    caseworker = make.make_user(RoleName.CASEWORKER, email="sag@example.dk")
    with pytest.raises(RuleError):
        invited(administrator, RoleName.DATA_PROTECTION_CONTACT, email=caseworker.email)


def test_one_invitation_waits_per_address(administrator: User) -> None:
    invited(administrator)
    with pytest.raises(RuleError):
        invited(administrator, RoleName.ADMINISTRATOR, email=ADDRESS.upper())


def test_staff_roles_are_given_in_no_other_way(administrator: User) -> None:
    user = make.make_user()
    for role in STAFF_ROLES:
        with pytest.raises(ValueError):
            give_role(user, role, by=administrator, now=make.NOW)
    assert staff_roles_of(user) == set()


@pytest.mark.parametrize("role", [role for role in RoleName if role is not RoleName.ADMINISTRATOR])
def test_only_administrators_invite(sign_in: SignIn, role: RoleName) -> None:
    client = sign_in(make.make_user(role))
    for path in ("/brugere", "/brugere/inviter", "/brugere/invitationer", "/brugere/1"):
        assert client.get(path).status_code == 404
    form = {"name": "Nina", "email": ADDRESS, "roles": "administrator", "locale": "da"}
    assert client.post("/brugere/inviter", data=form).status_code == 404


def test_two_who_accept_at_once_make_one_account(app: Flask, administrator: User) -> None:
    path = path_of(invited(administrator))
    db.session.commit()

    def accept(number: int) -> int:
        client = app.test_client()
        return client.post(path, data={"name": f"Nr. {number}", "password": PASSWORD}).status_code

    with ThreadPoolExecutor(4) as threads:
        answers = list(threads.map(accept, range(4)))
    assert answers.count(302) == 1
    assert len(db.session.scalars(select(User).where(User.email == ADDRESS)).all()) == 1
    actions = db.session.scalars(select(AuditEvent.action)).all()
    assert actions.count("staff invitation: accept") == 1


def test_the_first_administrator_comes_from_the_command_line(app: Flask, client: FlaskClient) -> None:
    runner = app.test_cli_runner()
    result = runner.invoke(args=["create-admin", "Chef@Example.dk", "--name", "Chefen"])
    assert result.exit_code == 0, result.output
    link = result.output.split()[-1]
    path = "/invitation/" + link.rpartition("/")[2]
    client.post(path, data={"name": "Chefen", "password": PASSWORD})
    user = db.session.scalars(select(User)).one()
    assert user.email == "chef@example.dk"
    assert staff_roles_of(user) == {RoleName.ADMINISTRATOR}
    assert "chef@example.dk" in set(db.session.scalars(select(OutboxMessage.address)))
    again = runner.invoke(args=["create-admin", "chef@example.dk"])
    assert again.exit_code != 0


def test_the_command_refuses_what_is_no_address(app: Flask, database: None) -> None:
    assert app.test_cli_runner().invoke(args=["create-admin", "chef\nBcc: x@example.dk"]).exit_code != 0


def test_invitations_that_are_long_over_are_forgotten(administrator: User) -> None:
    old, answered, young = (invited(administrator, email=f"nr{number}@example.dk") for number in range(3))
    now = clock.now()
    for invitation in (old, answered):
        invitation.expires_at = now - timedelta(days=100)
    user = make.make_user(RoleName.CASEWORKER)
    answered.status, answered.accepted_at, answered.user_id = InvitationStatus.ACCEPTED, now, user.id
    db.session.flush()
    assert services.forget_old_invitations(now=now) == 2
    assert db.session.scalars(select(StaffInvitation.id)).all() == [young.id]


def test_very_many_waiting_invitations_are_refused(
    administrator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(services, "MOST_WAITING", 2)
    first, _ = (invited(administrator, email=f"nr{number}@example.dk") for number in range(2))
    with pytest.raises(RuleError, match="venter"):
        invited(administrator)
    services.revoke(first, by=administrator, now=clock.now())
    assert invited(administrator).status is InvitationStatus.WAITING
