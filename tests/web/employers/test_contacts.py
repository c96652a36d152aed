"""Naming another contact: a colleague is asked by mail, says yes from that address's account, and somebody always stays."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.web import factories as make
from tests.web import work_factories as work
from web.accounts.models import User
from web.core import clock
from web.core.errors import NotVisibleError, RuleError
from web.employers.contact_links import invitation_of_link, invitation_token
from web.employers.contacts import MOST_CONTACTS, accept_invitation, invite_contact, remove_contact
from web.employers.models import Employer, EmployerStatus
from web.extensions import db
from web.notifications.models import OutboxMessage

pytestmark = pytest.mark.usefixtures("database")
SignIn = Callable[[User], FlaskClient]


def invited(employer: Employer, address: str) -> str:
    """The path of the page to which a mail leads."""
    token = invitation_token(employer, address=address, by=employer.contacts[0])
    return f"/arbejdsgivere/kontakt/{token}"


def names_of(employer: Employer) -> set[str]:
    db.session.refresh(employer)
    return {contact.name for contact in employer.contacts}


def test_a_colleague_says_yes_and_speaks_for_the_workplace(sign_in: SignIn) -> None:
    employer = work.make_employer(contacts=[make.make_user(name="Bo")])
    colleague = make.make_user(name="Ida", email="ida@example.dk")
    client = sign_in(employer.contacts[0])
    client.post(f"/arbejdsgivere/{employer.id}/kontakter", data={"email": "IDA@example.dk"})
    mail = db.session.scalars(select(OutboxMessage).where(OutboxMessage.address == "IDA@example.dk")).one()
    path = next(word for word in mail.body.split() if "/arbejdsgivere/kontakt/" in word).split(
        "localhost", 1
    )[-1]
    path = path[path.index("/arbejdsgivere") :]
    theirs = sign_in(colleague)
    assert "Vil du være kontakt" in theirs.get(path).get_data(as_text=True)
    theirs.post(path)
    assert names_of(employer) == {"Bo", "Ida"}
    assert theirs.get(f"/arbejdsgivere/{employer.id}").status_code == 200
    theirs.post(path)
    assert names_of(employer) == {"Bo", "Ida"}


def test_opening_the_link_changes_nothing(sign_in: SignIn) -> None:
    employer = work.make_employer(contacts=[make.make_user(name="Bo")])
    colleague = make.make_user(email="ida@example.dk")
    sign_in(colleague).get(invited(employer, "ida@example.dk"))
    assert names_of(employer) == {"Bo"}


def test_another_account_cannot_use_the_link(sign_in: SignIn) -> None:
    employer = work.make_employer(name="Bos Brød", contacts=[make.make_user(name="Bo")])
    client = sign_in(make.make_user(email="eve@example.dk"))
    page = client.get(invited(employer, "ida@example.dk")).get_data(as_text=True)
    assert "Linket er til en anden adresse" in page
    assert "Bos Brød" not in page
    assert client.post(invited(employer, "ida@example.dk")).status_code == 404
    assert names_of(employer) == {"Bo"}


def test_the_answer_is_the_same_whether_the_address_has_an_account(sign_in: SignIn) -> None:
    employer = work.make_employer()
    make.make_user(email="known@example.dk")
    client = sign_in(employer.contacts[0])
    answers = [
        client.post(
            f"/arbejdsgivere/{employer.id}/kontakter", data={"email": address}, follow_redirects=True
        ).status_code
        for address in ("known@example.dk", "unknown@example.dk")
    ]
    assert answers == [200, 200]
    assert len(db.session.scalars(select(OutboxMessage)).all()) == 2


@pytest.mark.parametrize("address", ["", "not an address", "a@b", "x" * 300 + "@example.dk"])
def test_an_address_that_is_none_is_refused_at_its_field(sign_in: SignIn, address: str) -> None:
    employer = work.make_employer()
    page = sign_in(employer.contacts[0]).post(
        f"/arbejdsgivere/{employer.id}/kontakter", data={"email": address}
    )
    assert 'id="email-error"' in page.get_data(as_text=True)
    assert db.session.scalars(select(OutboxMessage)).all() == []


def test_a_link_ends_with_who_sent_it_and_with_a_refusal() -> None:
    bo = make.make_user()
    employer = work.make_employer(contacts=[bo, make.make_user()])
    token = invitation_token(employer, address="ida@example.dk", by=bo)
    assert invitation_of_link(token).by == bo
    remove_contact(employer, bo, by=bo, now=clock.now())
    with pytest.raises(NotVisibleError):
        invitation_of_link(token)
    other = work.make_employer(status=EmployerStatus.REFUSED)
    refused = invitation_token(other, address="ida@example.dk", by=other.contacts[0])
    with pytest.raises(NotVisibleError):
        invitation_of_link(refused)


def test_the_last_contact_stays(sign_in: SignIn) -> None:
    employer = work.make_employer(contacts=[make.make_user(name="Bo")])
    (bo,) = employer.contacts
    client = sign_in(bo)
    page = client.post(f"/arbejdsgivere/{employer.id}/kontakter/{bo.id}/fjern", follow_redirects=True)
    assert "Find en anden kontakt først" in page.get_data(as_text=True)
    assert names_of(employer) == {"Bo"}


def test_who_stops_no_longer_sees_the_workplace(sign_in: SignIn) -> None:
    bo = make.make_user(name="Bo")
    employer = work.make_employer(contacts=[bo, make.make_user(name="Ida")])
    client = sign_in(bo)
    client.post(f"/arbejdsgivere/{employer.id}/kontakter/{bo.id}/fjern")
    assert names_of(employer) == {"Ida"}
    assert client.get(f"/arbejdsgivere/{employer.id}").status_code == 404


def test_a_stranger_takes_nobody_away(sign_in: SignIn) -> None:
    employer = work.make_employer(contacts=[make.make_user(name="Bo"), make.make_user(name="Ida")])
    stranger = work.make_employer().contacts[0]
    ida = employer.contacts[1]
    assert sign_in(stranger).post(f"/arbejdsgivere/{employer.id}/kontakter/{ida.id}/fjern").status_code == 404
    own = sign_in(employer.contacts[0])
    assert own.post(f"/arbejdsgivere/{employer.id}/kontakter/{stranger.id}/fjern").status_code == 404
    assert names_of(employer) == {"Bo", "Ida"}


def test_there_is_an_end_to_how_many_speak_for_a_workplace() -> None:
    employer = work.make_employer(contacts=[make.make_user() for _ in range(MOST_CONTACTS)])
    by, new = employer.contacts[0], make.make_user(email="one.more@example.dk")
    with pytest.raises(RuleError):
        invite_contact(employer, new.email, by=by, now=clock.now())
    invitation = invitation_of_link(invitation_token(employer, address=new.email, by=by))
    with pytest.raises(RuleError):
        accept_invitation(invitation, by=new, now=clock.now())


def test_two_who_stop_at_once_leave_one(app: Flask) -> None:
    employer = work.make_employer(contacts=[make.make_user(), make.make_user()])
    employer_id, ids = employer.id, [contact.id for contact in employer.contacts]
    db.session.commit()
    start = threading.Barrier(2)

    def stop(user_id: int) -> None:
        with app.app_context():
            found, user = db.session.get_one(Employer, employer_id), db.session.get_one(User, user_id)
            start.wait()
            try:
                remove_contact(found, user, by=user, now=clock.now())
                db.session.commit()
            except RuleError:
                db.session.rollback()
            db.session.remove()

    threads = [threading.Thread(target=stop, args=(user_id,)) for user_id in ids]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    db.session.expire_all()
    assert len(db.session.get_one(Employer, employer_id).contacts) == 1


def test_who_was_taken_away_does_not_come_back_with_the_old_link() -> None:
    employer = work.make_employer()
    colleague = make.make_user(email="ida@example.dk")
    token = invitation_token(employer, address="ida@example.dk", by=employer.contacts[0])
    accept_invitation(invitation_of_link(token), by=colleague, now=clock.now())
    opened_before = invitation_of_link(token)
    remove_contact(employer, colleague, by=employer.contacts[0], now=clock.now())
    with pytest.raises(NotVisibleError):
        invitation_of_link(token)
    with pytest.raises(NotVisibleError):
        accept_invitation(opened_before, by=colleague, now=clock.now())


def test_a_workplace_that_was_refused_mails_nobody() -> None:
    employer = work.make_employer(status=EmployerStatus.REFUSED)
    with pytest.raises(RuleError):
        invite_contact(employer, "ida@example.dk", by=employer.contacts[0], now=clock.now())
