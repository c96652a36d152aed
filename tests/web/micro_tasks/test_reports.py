"""Micro-tasks: reported from the phone, thanked for, and counted once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.web import factories as make
from web.accounts.models import User
from web.core.errors import RuleError, TransitionError
from web.extensions import db
from web.micro_tasks.models import MicroReport, ReportStatus
from web.micro_tasks.queries import thanked_minutes
from web.micro_tasks.services import confirm_report, report_done, send_back
from web.notifications.models import OutboxMessage
from web.tasks.models import Signup, SignupStatus, TaskKind

pytestmark = pytest.mark.usefixtures("database")

SignIn = Callable[[User], FlaskClient]


def now() -> datetime:
    return datetime.now(UTC).replace(microsecond=0)


def a_micro_signup(**values: object) -> Signup:
    task = make.make_task(kind=TaskKind.MICRO, title="Ring til en nabo")
    shift = make.make_shift(task=task, starts_at=None, ends_at=None)
    return make.make_signup(**({"shift": shift, "status": SignupStatus.CONFIRMED, "seat": 1} | values))


def reported(signup: Signup, *, minutes: int = 20) -> MicroReport:
    return report_done(signup, minutes=minutes, note="Hun var glad.", by=signup.volunteer.user, now=now())


def coordinator_of(signup: Signup) -> User:
    return signup.shift.task.association.coordinators[0]


def test_a_report_tells_the_association_and_thanks_make_it_hours() -> None:
    signup = a_micro_signup()
    report = reported(signup)
    confirm_report(report, words="Tusind tak!", by=coordinator_of(signup), now=now())
    start_of_year = now() - timedelta(days=300)
    assert thanked_minutes([signup.volunteer_id], since=start_of_year) == {signup.volunteer_id: 20}
    assert thanked_minutes([signup.volunteer_id], since=now() + timedelta(1)) == {}
    mails = db.session.scalars(select(OutboxMessage).order_by(OutboxMessage.id)).all()
    assert [mail.user_id for mail in mails] == [coordinator_of(signup).id, signup.volunteer.user_id]
    assert "Tusind tak!" in mails[1].body


def test_thanks_are_said_once() -> None:
    signup = a_micro_signup()
    report = reported(signup)
    confirm_report(report, words="", by=coordinator_of(signup), now=now())
    with pytest.raises(TransitionError):
        confirm_report(report, words="", by=coordinator_of(signup), now=now())
    with pytest.raises(RuleError):
        reported(signup)


def test_a_report_sent_back_can_be_written_anew() -> None:
    signup = a_micro_signup()
    report = reported(signup, minutes=600)
    with pytest.raises(RuleError):
        send_back(report, words="", by=coordinator_of(signup), now=now())
    send_back(report, words="Mener du 60?", by=coordinator_of(signup), now=now())
    assert reported(signup, minutes=60) is report
    assert (report.status, report.minutes, report.answer) == (ReportStatus.REPORTED, 60, "")


def test_only_a_confirmed_micro_task_can_be_reported() -> None:
    with pytest.raises(RuleError):
        reported(a_micro_signup(status=SignupStatus.REQUESTED, seat=None))
    with pytest.raises(RuleError):
        reported(make.make_signup(status=SignupStatus.CONFIRMED, seat=1))


def test_the_pages_from_phone_to_thanks(sign_in: SignIn) -> None:
    signup = a_micro_signup()
    phone, desk = sign_in(signup.volunteer.user), sign_in(coordinator_of(signup))
    assert "Du har en mikroopgave at klare" in phone.get("/start").text
    address = f"/mikroopgaver/{signup.id}/klaret"
    assert address in phone.get("/mikroopgaver").text
    assert "Skriv et tal mellem" in phone.post(address, data={"usual": 30, "minutes": 9999}).text
    assert phone.post(address, data={"usual": 30, "minutes": 25, "note": "Færdig"}).status_code == 302
    assert "Meldt klaret" in phone.get("/mikroopgaver").text
    assert "En mikroopgave er klaret" in desk.get("/start").text
    assert "Færdig" in desk.get("/mikroopgaver/meldinger").text
    assert "Skriv, hvad den frivillige" in desk.post(f"/mikroopgaver/{signup.id}/retur", data={}).text
    assert desk.post(f"/mikroopgaver/{signup.id}/tak", data={"words": "Hurra"}).status_code == 302
    assert "Hurra" in phone.get("/mikroopgaver").text
    assert db.session.scalars(select(MicroReport.minutes)).one() == 25


def test_nobody_else_reports_or_thanks(sign_in: SignIn) -> None:
    signup = a_micro_signup()
    reported(signup)
    other = sign_in(make.make_volunteer().user)
    assert other.get(f"/mikroopgaver/{signup.id}/klaret").status_code == 404
    elsewhere = sign_in(make.make_association().coordinators[0])
    assert elsewhere.post(f"/mikroopgaver/{signup.id}/tak").status_code == 404
    assert "Hun var glad" not in elsewhere.get("/mikroopgaver/meldinger").text


def test_own_shifts_lead_to_the_report_until_it_is_done(sign_in: SignIn) -> None:
    signup = a_micro_signup()
    db.session.commit()
    phone = sign_in(signup.volunteer.user)
    path = f"/mikroopgaver/{signup.id}/klaret"
    assert path in phone.get("/mine-vagter").text
    reported(signup)
    db.session.commit()
    page = phone.get("/mine-vagter").text
    assert path not in page
    assert "Det har du været med til" in page


def test_what_is_reported_done_cannot_be_cancelled(sign_in: SignIn) -> None:
    signup = a_micro_signup()
    reported(signup)
    db.session.commit()
    phone = sign_in(signup.volunteer.user)
    refused = phone.post(f"/tilmeldinger/{signup.id}/afmeld", follow_redirects=True)
    assert "Du har fortalt foreningen, at den er klaret" in refused.text
    assert (
        "Du har fortalt foreningen, at den er klaret" in phone.post(f"/tilmeldinger/{signup.id}/afbud").text
    )
    db.session.expire_all()
    assert signup.status is SignupStatus.CONFIRMED
