"""References by link: named by the applicant, answered once without an account, read by those who vet, deleted in time."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from urllib.parse import urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, text

from tests.web import factories as make
from web.accounts.models import RoleName, User
from web.audit.models import AuditEvent
from web.core import clock
from web.core.errors import NotVisibleError, RuleError, TransitionError
from web.core.retention import KEPT_FOR, Retention
from web.extensions import db
from web.notifications.models import OutboxMessage
from web.profiles.models import Mentor, MentorStatus
from web.references import jobs
from web.references.links import reference_link, reference_of_link
from web.references.models import KnownFor, Recommendation, Reference, ReferenceStatus, Relation
from web.references.queries import to_delete, to_expire, to_remind
from web.references.services import (
    MOST_LINKS,
    MOST_NAMED,
    VALID_FOR,
    Answer,
    Referee,
    answer_reference,
    ask_again,
    ask_referee,
    decline_reference,
    withdraw_reference,
)
from web.vetting.decisions import refuse_mentor
from web.vetting.models import DecisionReason

pytestmark = pytest.mark.usefixtures("database")
ANSWER = Answer(KnownFor.LONGER, Recommendation.YES, "Hun holder ord.", "12 34 56 78")
TYPED = {"known_for": "longer", "recommends": "yes", "words": "Hun holder ord.", "phone": "12 34 56 78"}


def an_applicant() -> Mentor:
    return make.make_mentor(is_cleared=False, status=MentorStatus.APPLIED)


def asked(mentor: Mentor, email: str = "ref@example.dk", *, now: datetime | None = None) -> Reference:
    """A referee who has been asked."""
    referee = Referee("Karen Nabo", email, Relation.NEIGHBOUR)
    return ask_referee(mentor, referee, by=mentor.volunteer.user, now=now or clock.now())


def path_of(reference: Reference) -> str:
    return urlsplit(reference_link(reference)).path


def newest_mail() -> OutboxMessage:
    return db.session.scalars(select(OutboxMessage).order_by(OutboxMessage.id.desc()).limit(1)).one()


def test_a_referee_gets_a_link_and_no_account_is_needed(client: FlaskClient) -> None:
    reference = asked(an_applicant())
    reference_id, path = reference.id, path_of(reference)
    assert path in newest_mail().body
    assert newest_mail().address == "ref@example.dk"
    db.session.commit()
    assert "Tre spørgsmål" in client.get(path).get_data(as_text=True)
    assert client.post(path, data=TYPED).location == "/reference/tak"
    db.session.expire_all()
    stored = db.session.get_one(Reference, reference_id)
    assert (stored.status, stored.words) == (ReferenceStatus.ANSWERED, "Hun holder ord.")
    raw = db.session.scalar(text("SELECT words FROM mentor_references"))
    assert b"holder ord" not in bytes(raw)
    for again in (client.get(path), client.post(path, data=TYPED | {"words": "Noget andet."})):
        page = again.get_data(as_text=True)
        assert "Du har allerede svaret" in page
        assert "Hun holder ord" not in page
    db.session.expire_all()
    assert db.session.get_one(Reference, reference_id).words == "Hun holder ord."


def test_the_same_answer_sent_twice_lands_on_the_thanks(client: FlaskClient) -> None:
    path = path_of(asked(an_applicant()))
    db.session.commit()
    key = {"form_key": "7e1ad2b6-0a62-4b9e-8f7c-6d2a9f0c1b11"}
    assert client.post(path, data=TYPED | key).location == "/reference/tak"
    assert client.post(path, data=TYPED | key).location == "/reference/tak"


def test_the_page_speaks_english_too(client: FlaskClient) -> None:
    path = path_of(asked(an_applicant()))
    db.session.commit()
    with client.session_transaction() as session:
        session["locale"] = "en"
    page = client.get(path).get_data(as_text=True)
    assert "Three questions" in page


@pytest.mark.parametrize("token", ["x", "WzFd.aaaa.bbbb", "eyJyZWZlcmVuY2UiOjF9.Zz.æøå"])
def test_a_forged_link_shows_nothing(client: FlaskClient, token: str) -> None:
    asked(an_applicant())
    db.session.commit()
    assert client.get(f"/reference/{token}").status_code == 404


def test_a_link_runs_out_and_a_new_one_makes_the_old_one_void() -> None:
    mentor, now = an_applicant(), clock.now()
    reference = asked(mentor, now=now)
    token = path_of(reference).rsplit("/", 1)[1]
    assert reference_of_link(token, now=now) is reference
    with pytest.raises(NotVisibleError):
        reference_of_link(token, now=now + VALID_FOR)
    with pytest.raises(RuleError):
        answer_reference(reference, ANSWER, now=now + VALID_FOR)
    ask_again(reference, by=mentor.volunteer.user, now=now)
    with pytest.raises(NotVisibleError):
        reference_of_link(token, now=now)


def test_only_one_of_two_answers_at_once_counts(app: Flask) -> None:
    reference_id = asked(an_applicant()).id
    db.session.commit()

    def attempt(number: int) -> bool:
        with app.app_context():
            found = db.session.get_one(Reference, reference_id)
            try:
                answer_reference(found, ANSWER, now=clock.now())
                db.session.commit()
            except TransitionError:
                db.session.rollback()
                return False
            return True

    with ThreadPoolExecutor(4) as threads:
        assert sum(threads.map(attempt, range(4))) == 1


def test_nobody_names_themselves_the_same_twice_a_third_or_without_end() -> None:
    mentor = an_applicant()
    with pytest.raises(RuleError, match="en anden"):
        asked(mentor, mentor.volunteer.user.email.upper())
    first = asked(mentor, "a@example.dk")
    with pytest.raises(RuleError, match="allerede nævnt denne"):
        asked(mentor, "A@example.dk")
    second = asked(mentor, "b@example.dk")
    with pytest.raises(RuleError, match="allerede nævnt to"):
        asked(mentor, "c@example.dk")
    withdraw_reference(first, by=mentor.volunteer.user, now=clock.now())
    withdraw_reference(second, by=mentor.volunteer.user, now=clock.now())
    for number in range(MOST_NAMED - 2):
        again = asked(mentor, f"{number}@example.dk")
        withdraw_reference(again, by=mentor.volunteer.user, now=clock.now())
    with pytest.raises(RuleError, match="efterhånden"):
        asked(mentor, "d@example.dk")


def test_a_referee_is_not_written_to_without_end() -> None:
    mentor = an_applicant()
    reference = asked(mentor)
    for _ in range(MOST_LINKS - 1):
        ask_again(reference, by=mentor.volunteer.user, now=clock.now())
    with pytest.raises(RuleError):
        ask_again(reference, by=mentor.volunteer.user, now=clock.now())


def test_a_referee_may_decline_and_the_applicant_is_asked_for_another(client: FlaskClient) -> None:
    mentor = an_applicant()
    path = path_of(asked(mentor))
    db.session.commit()
    assert client.post(f"{path}/nej").location == "/reference/tak"
    assert newest_mail().user_id == mentor.volunteer.user_id
    assert "navnet på en anden" in newest_mail().body


def test_reminded_once_after_a_week_and_expired_after_three(monkeypatch: pytest.MonkeyPatch) -> None:
    mentor, now = an_applicant(), clock.now()
    reference = asked(mentor, now=now)
    db.session.commit()
    sent = []
    for days in (6, 8, 9, 15, 22, 23):
        moment = now + timedelta(days=days)
        monkeypatch.setattr(clock, "now", lambda at=moment: at)
        before = db.session.scalars(select(OutboxMessage.id)).all()
        jobs.look_after_references(timestamp=0)
        db.session.commit()
        sent.append(len(db.session.scalars(select(OutboxMessage.id)).all()) - len(before))
    assert sent == [0, 1, 0, 0, 1, 0]
    db.session.refresh(reference)
    assert reference.status is ReferenceStatus.EXPIRED


def test_answers_are_deleted_when_the_period_after_the_decision_is_over() -> None:
    mentor, now = an_applicant(), clock.now()
    reference = asked(mentor, now=now)
    answer_reference(reference, ANSWER, now=now)
    long_after = now + KEPT_FOR[Retention.REFERENCE].length + timedelta(days=1)
    assert to_delete(now=long_after) == []
    refuse_mentor(mentor, DecisionReason.TIME, by=make.make_user(RoleName.CASEWORKER), now=now)
    assert to_delete(now=long_after - timedelta(days=2)) == []
    assert to_delete(now=long_after) == [reference.id]


def test_who_never_answered_is_forgotten_a_month_later() -> None:
    mentor, now = an_applicant(), clock.now()
    declined = asked(mentor, now=now)
    decline_reference(declined, now=now)
    assert to_delete(now=now + VALID_FOR) == []
    assert to_delete(now=now + VALID_FOR + timedelta(days=31)) == [declined.id]
    assert to_remind(now=now + timedelta(days=8)) == to_expire(now=now + VALID_FOR) == []


def test_answers_are_read_only_by_those_who_vet_and_the_look_is_recorded(
    sign_in: Callable[[User], FlaskClient],
) -> None:
    mentor = an_applicant()
    reference = asked(mentor)
    answer_reference(reference, ANSWER, now=clock.now())
    mentor_id, user = mentor.id, mentor.volunteer.user
    contact = make.make_user(RoleName.AREA_CONTACT)
    contact.contact_areas = [mentor.volunteer.area]  # type: ignore[list-item]
    caseworker = make.make_user(RoleName.CASEWORKER)
    path = f"/godkendelser/{mentor_id}/referencer"
    assert "holder ord" in sign_in(caseworker).get(path).get_data(as_text=True)
    looks = db.session.scalars(select(AuditEvent).where(AuditEvent.action == "read references")).all()
    assert [(look.actor_id, look.subject_id) for look in looks] == [(caseworker.id, mentor_id)]
    assert sign_in(contact).get(path).status_code == 404
    assert sign_in(user).get(path).status_code == 404
    own = sign_in(user).get("/frivillig/mentor/referencer").get_data(as_text=True)
    assert "holder ord" not in own
    assert "Har svaret" in own


def test_somebody_elses_referee_cannot_be_touched(sign_in: Callable[[User], FlaskClient]) -> None:
    reference_id = asked(an_applicant()).id
    client = sign_in(an_applicant().volunteer.user)
    for step in ("igen", "fjern"):
        assert client.post(f"/frivillig/mentor/referencer/{reference_id}/{step}").status_code == 404


def test_the_applicant_names_people_on_the_page(sign_in: Callable[[User], FlaskClient]) -> None:
    client = sign_in(an_applicant().volunteer.user)
    path = "/frivillig/mentor/referencer"
    wrong = client.post(path, data={"name": "Bo", "email": "bo@", "relation": "friend"}).get_data(
        as_text=True
    )
    assert "Skriv en e-mailadresse" in wrong
    header = {"name": "Bo", "email": "bo@example.dk\r\nBcc: x@example.dk", "relation": "friend"}
    assert client.post(path, data=header).status_code == 200
    client.post(path, data={"name": "Bo", "email": "bo@example.dk", "relation": "friend"})
    assert "Bo" in client.get(path).get_data(as_text=True)
    assert [mail.address for mail in db.session.scalars(select(OutboxMessage))] == ["bo@example.dk"]
