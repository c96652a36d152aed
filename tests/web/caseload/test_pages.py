"""The caseworker's pages: only her own young people, every look recorded, and what forms refuse."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from tests.web import factories as make
from web.accounts.models import RoleName, User
from web.audit.models import AuditEvent
from web.core import clock
from web.extensions import db
from web.notifications.models import OutboxMessage
from web.youth.models import MentorRequest, MentorRequestStatus, YoungPerson

pytestmark = pytest.mark.usefixtures("database")
SignIn = Callable[[User], FlaskClient]


def facts(**values: object) -> dict[str, object]:
    """What a caseworker types about a young person."""
    typed = {
        "first_name": "Freja",
        "alias": "Glad lærke",
        "gender": "",
        "born_on": "2009-05-04",
        "area_id": str(make.make_area().id),
        "languages": [str(make.language().id)],
        "languages-level": ["3"],
        "consented_on": "2026-01-05",
    }
    db.session.commit()
    return typed | values


def wishes(**values: object) -> dict[str, object]:
    """What a caseworker asks for."""
    typed = {
        "goals": [str(make.make_goal().id)],
        "urgency": "2",
        "wished_mentor_gender": "",
        "week": ["0-afternoon", "2-afternoon"],
        "minutes_per_week": "60",
        "means": ["bus", "cycle"],
        "max_travel_minutes": "30",
    }
    db.session.commit()
    return typed | values


def actions() -> list[str]:
    return list(db.session.scalars(select(AuditEvent.action).order_by(AuditEvent.id)))


@pytest.mark.parametrize("path", ["/unge/{id}", "/unge/{id}/ret", "/unge/{id}/anmodning"])
def test_another_caseworkers_young_person_looks_like_nobody(sign_in: SignIn, path: str) -> None:
    person = make.make_young_person()
    stranger = sign_in(make.make_user(RoleName.CASEWORKER))
    pages = []
    for address in (path.format(id=person.id), path.format(id=person.id + 999)):
        answer = stranger.get(address)
        assert answer.status_code == 404
        nonce = answer.headers["Content-Security-Policy"].split("nonce-")[1].split("'")[0]
        page = re.sub(r'name="csrf_token" value="[^"]*"', "", answer.text)
        pages.append(page.replace(nonce, "").replace(f'"{address}"', ""))
    assert pages[0] == pages[1]
    assert person.first_name not in pages[0]
    assert actions() == ["refused look at young person"] * 2, "what does not exist is written down too"


@pytest.mark.parametrize(
    "role", [RoleName.VOLUNTEER, RoleName.MENTOR, RoleName.COORDINATOR, RoleName.ADMINISTRATOR]
)
def test_other_roles_see_no_young_people(sign_in: SignIn, role: RoleName) -> None:
    person = make.make_young_person()
    client = sign_in(make.make_user(role))
    for path in ("/unge", "/unge/opret", f"/unge/{person.id}", "/forslag"):
        assert client.get(path).status_code == 404


def test_the_list_holds_only_ones_own_and_is_searched_by_name_and_alias(sign_in: SignIn) -> None:
    caseworker = make.make_user(RoleName.CASEWORKER)
    make.make_young_person(caseworker=caseworker, first_name="Nanna", alias="Kvik vibe")
    make.make_young_person(caseworker=caseworker, first_name="Viggo", alias="Rolig hejre")
    make.make_young_person(first_name="Fremmed")
    client = sign_in(caseworker)
    everybody = client.get("/unge").text
    assert "Nanna" in everybody
    assert "Fremmed" not in everybody
    found = client.get("/unge?q=kvik%20vi").text
    assert "Nanna" in found
    assert "Viggo" not in found
    assert "Nanna" not in client.get("/unge?q=%25").text


def test_each_situation_finds_its_own(sign_in: SignIn) -> None:
    caseworker = make.make_user(RoleName.CASEWORKER)
    make.make_young_person(caseworker=caseworker, first_name="Udenanmodning")
    waiting = make.make_young_person(caseworker=caseworker, first_name="Medforslag")
    make.make_proposal(request=make.make_request(young_person=waiting))
    client = sign_in(caseworker)
    none, proposed = (
        client.get("/unge?situation=no_request").text,
        client.get("/unge?situation=proposed").text,
    )
    assert ("Udenanmodning" in none, "Medforslag" in none) == (True, False)
    assert ("Udenanmodning" in proposed, "Medforslag" in proposed) == (False, True)


def test_a_look_at_a_page_is_one_event(sign_in: SignIn) -> None:
    person = make.make_young_person()
    sign_in(person.caseworker).get(f"/unge/{person.id}")
    assert actions() == ["look at young person"]


def test_a_young_person_is_registered_and_a_mentor_asked_for(sign_in: SignIn) -> None:
    caseworker = make.make_user(RoleName.CASEWORKER)
    client = sign_in(caseworker)
    landed = client.post("/unge/opret", data=facts())
    assert landed.status_code == 302
    person = db.session.scalars(select(YoungPerson)).one()
    assert (person.caseworker_id, person.alias, person.languages[0].level) == (caseworker.id, "Glad lærke", 3)
    assert client.post(landed.location, data=wishes()).status_code == 302
    request = db.session.scalars(select(MentorRequest)).one()
    assert (request.status, request.week.minutes) == (MentorRequestStatus.OPEN, 600)


def test_a_double_click_registers_once(sign_in: SignIn) -> None:
    client = sign_in(make.make_user(RoleName.CASEWORKER))
    sent = facts(form_key="7d1b1d0e-7a2c-4f8e-9f55-0d6e8a3b9c10")
    assert client.post("/unge/opret", data=sent).location == client.post("/unge/opret", data=sent).location
    assert db.session.scalar(select(func.count()).select_from(YoungPerson)) == 1


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"first_name": " "}, "Udfyld"),
        ({"born_on": "1950-01-01"}, "mellem 10 og 30"),
        ({"alias": "Lille Freja"}, "Dæknavnet"),
        ({"languages": [""]}, "mindst ét sprog"),
        ({"consented_on": "2999-01-01"}, "ikke kommet endnu"),
        ({"languages": ["999999"]}, "fra listerne"),
    ],
)
def test_what_cannot_be_is_said_at_its_field_and_nothing_typed_is_lost(
    sign_in: SignIn, values: dict[str, object], message: str
) -> None:
    client = sign_in(make.make_user(RoleName.CASEWORKER))
    page = client.post("/unge/opret", data=facts(last_name="Vestergaard") | values)
    assert message in page.text
    assert "Vestergaard" in page.text
    assert db.session.scalar(select(func.count()).select_from(YoungPerson)) == 0


def test_a_second_request_leads_to_the_open_one(sign_in: SignIn) -> None:
    request = make.make_request()
    client = sign_in(request.young_person.caseworker)
    landed = client.get(f"/unge/{request.young_person_id}/anmodning")
    assert landed.location == f"/anmodninger/{request.id}/ret"


def test_too_little_time_is_refused(sign_in: SignIn) -> None:
    person = make.make_young_person()
    page = sign_in(person.caseworker).post(f"/unge/{person.id}/anmodning", data=wishes(week=["0-28"]))
    assert "mindst så meget tid" in page.text


def test_a_withdrawn_request_can_be_opened_again(sign_in: SignIn) -> None:
    request = make.make_request()
    client = sign_in(request.young_person.caseworker)
    client.post(f"/anmodninger/{request.id}/traek-tilbage")
    assert status_of(request.id) is MentorRequestStatus.WITHDRAWN
    client.post(f"/anmodninger/{request.id}/genaabn")
    assert status_of(request.id) is MentorRequestStatus.OPEN


def status_of(request_id: int) -> MentorRequestStatus:
    """The status as it is stored now."""
    db.session.expire_all()
    return db.session.get_one(MentorRequest, request_id).status


def test_an_invitation_leads_to_a_password_once(sign_in: SignIn, client: FlaskClient) -> None:
    person = make.make_young_person(email="freja@example.dk")
    sign_in(person.caseworker).post(f"/unge/{person.id}/konto")
    mail = db.session.scalars(select(OutboxMessage)).one()
    link = next(word for word in mail.body.split() if "/velkommen/" in word)
    landed = client.get(link.partition("5000")[2])
    assert landed.status_code == 302
    assert "/nulstil-adgangskode/" in landed.location
    assert client.get("/unge/velkommen/falsk").status_code == 404


@pytest.mark.parametrize(("age", "is_a_parents"), [(13, True), (16, False)])
def test_under_fifteen_a_parent_must_say_yes(sign_in: SignIn, age: int, is_a_parents: bool) -> None:
    born_on = date(clock.today().year - age, 1, 1)
    person = make.make_young_person(born_on=born_on, consented_on=None)
    person_id = person.id
    page = sign_in(person.caseworker).get(f"/unge/{person_id}").text
    assert ("en forælder skal sige ja" in page) is is_a_parents
    assert ("Uden den unges ja" in page) is not is_a_parents
