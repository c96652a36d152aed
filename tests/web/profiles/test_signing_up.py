"""Signing up as a volunteer: four steps, before and after the address is confirmed."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.web import factories as make
from web.accounts.models import RoleName, User
from web.audit.models import AuditEvent
from web.extensions import db
from web.notifications.models import OutboxMessage
from web.profiles.models import Volunteer, VolunteerDraft, VolunteerStatus

PASSWORD = "tre gule cykler"
WHO = {"name": "Åse Nør", "born_on": "17.5 1980", "phone": "12 34 56 78", "gender": "female"}
ACCOUNT = {"email": "aase@example.dk", "password": PASSWORD}


@pytest.fixture
def steps(database: None) -> dict[str, dict[str, Any]]:
    """What is typed in the four steps."""
    interest, skill, danish = make.make_interest(), make.make_skill(), make.language("da")
    area = make.make_area()
    db.session.commit()
    return {
        "hvem": WHO,
        "kan": {
            "interests": [interest.id],
            "skills": [skill.id],
            "languages": [danish.id, ""],
            "languages-level": ["3", "3"],
            "about": "Hej",
        },
        "hvor": {"area": str(area.id), "means": ["walk", "bus"], "max_travel_minutes": "30"},
        "hvornaar": {"week": ["0-evening", "2-30"], "wishes_to_mentor": "y"},
    }


def send_steps(client: FlaskClient, steps: dict[str, dict[str, Any]], *slugs: str) -> None:
    """Fill in some of the steps."""
    for slug in slugs:
        response = client.post(f"/frivillig/tilmeld/{slug}", data=steps[slug])
        assert response.status_code == 302, response.get_data(as_text=True)


def link_in(message: OutboxMessage) -> str:
    """The first link of a mail, as a path."""
    found = re.search(r"https?://[^/\s]+(/\S+)", message.body)
    assert found is not None
    return found[1]


def mails_to(address: str) -> list[OutboxMessage]:
    """The mails to an address, oldest first."""
    return list(
        db.session.scalars(
            select(OutboxMessage).where(OutboxMessage.address == address).order_by(OutboxMessage.id)
        )
    )


def status_of(volunteer: Volunteer) -> VolunteerStatus:
    """The status as it is stored now."""
    db.session.refresh(volunteer)
    return volunteer.status


def test_a_newcomer_finishes_the_steps_and_is_active_once_the_address_is_confirmed(
    client: FlaskClient, steps: dict[str, dict[str, Any]]
) -> None:
    assert client.post("/frivillig/begynd", data=WHO | ACCOUNT).status_code == 302
    send_steps(client, steps, "kan", "hvor", "hvornaar")
    assert "aase@example.dk" in client.get("/frivillig/naesten-klar").get_data(as_text=True)
    assert db.session.scalar(select(Volunteer)) is None

    client.get(link_in(mails_to("aase@example.dk")[0]))

    volunteer = db.session.scalars(select(Volunteer)).one()
    assert volunteer.status is VolunteerStatus.ACTIVE
    assert volunteer.user.name == "Åse Nør"
    assert volunteer.user.has_any_role(RoleName.VOLUNTEER)
    assert volunteer.week.has(0, 40)
    assert volunteer.wishes_to_mentor
    assert [spoken.level for spoken in volunteer.languages] == [3]
    assert len(volunteer.skills) == 2
    assert db.session.scalar(select(VolunteerDraft)) is None
    assert client.get("/frivillig").status_code == 200


def test_a_link_opened_on_another_device_takes_up_what_was_typed(
    client: FlaskClient, steps: dict[str, dict[str, Any]]
) -> None:
    client.post("/frivillig/begynd", data=WHO | ACCOUNT)
    send_steps(client, steps, "kan")
    elsewhere = client.application.test_client()
    elsewhere.post(link_in(mails_to("aase@example.dk")[0]), data={"password": PASSWORD})
    volunteer = db.session.scalars(select(Volunteer)).one()
    assert status_of(volunteer) is VolunteerStatus.SIGNING_UP
    assert volunteer.about == "Hej"
    assert elsewhere.get("/frivillig/tilmeld").headers["Location"] == "/frivillig/tilmeld/hvor"
    send_steps(elsewhere, steps, "hvor", "hvornaar")
    assert status_of(volunteer) is VolunteerStatus.ACTIVE


def test_a_known_address_looks_the_same_and_its_owner_is_told(
    client: FlaskClient, steps: dict[str, dict[str, Any]]
) -> None:
    owner = make.make_user(email="aase@example.dk", name="Den rigtige")
    db.session.commit()
    stranger = client.application.test_client()
    known = client.post("/frivillig/begynd", data=WHO | ACCOUNT)
    unknown = stranger.post("/frivillig/begynd", data=WHO | {"email": "ny@example.dk", "password": PASSWORD})
    assert (known.status_code, known.headers["Location"]) == (
        unknown.status_code,
        unknown.headers["Location"],
    )
    for visitor in (client, stranger):
        send_steps(visitor, steps, "kan", "hvor", "hvornaar")
    pages = [visitor.get("/frivillig/naesten-klar").get_data(as_text=True) for visitor in (client, stranger)]
    assert without_keys(pages[0]).replace("aase@", "ny@") == without_keys(pages[1])
    assert owner.name == "Den rigtige"
    assert db.session.scalar(select(Volunteer)) is None
    assert "har allerede en konto" in mails_to("aase@example.dk")[0].subject


def without_keys(page: str) -> str:
    """A page without what differs from request to request."""
    return re.sub(r'(nonce|value)="[^"]*"', "", page)


def test_the_owner_of_a_known_address_signs_in_and_finds_what_was_typed(
    client: FlaskClient, steps: dict[str, dict[str, Any]]
) -> None:
    owner = make.make_user(email="aase@example.dk")
    db.session.commit()
    client.post("/frivillig/begynd", data=WHO | ACCOUNT)
    send_steps(client, steps, "kan", "hvor", "hvornaar")
    with client.session_transaction() as session:
        session["_user_id"], session["_fresh"] = owner.fs_uniquifier, True
    client.get("/frivillig/tilmeld")
    volunteer = db.session.scalars(select(Volunteer)).one()
    assert (volunteer.user_id, volunteer.status) == (owner.id, VolunteerStatus.ACTIVE)


def test_the_draft_of_another_account_is_not_taken(
    client: FlaskClient, steps: dict[str, dict[str, Any]]
) -> None:
    somebody_else = make.make_user()
    db.session.commit()
    client.post("/frivillig/begynd", data=WHO | ACCOUNT)
    with client.session_transaction() as session:
        session["_user_id"], session["_fresh"] = somebody_else.fs_uniquifier, True
    client.get("/frivillig/tilmeld")
    assert db.session.scalar(select(Volunteer)) is None
    assert db.session.scalars(select(VolunteerDraft)).one().user_id != somebody_else.id


def test_somebody_signed_in_can_stop_and_go_on_later(
    sign_in: Callable[[User], FlaskClient], steps: dict[str, dict[str, Any]]
) -> None:
    user = make.make_user()
    client = sign_in(user)
    assert client.get("/frivillig/tilmeld", follow_redirects=True).request.path == "/frivillig/tilmeld/hvem"
    send_steps(client, steps, "hvem")
    assert client.get("/frivillig").headers["Location"] == "/frivillig/tilmeld"
    assert sign_in(user).get("/frivillig/tilmeld").headers["Location"] == "/frivillig/tilmeld/kan"
    send_steps(client, steps, "kan", "hvor")
    last = client.post("/frivillig/tilmeld/hvornaar", data=steps["hvornaar"])
    assert last.headers["Location"] == "/frivillig/mentor/ansoeg"
    actions = db.session.scalars(select(AuditEvent.action).order_by(AuditEvent.id)).all()
    assert actions[:2] == ["begin sign-up", "give role"]
    assert actions[-1] == "volunteer: finish sign-up"


def test_an_active_volunteer_changes_one_part_and_returns_to_the_profile(
    sign_in: Callable[[User], FlaskClient], steps: dict[str, dict[str, Any]]
) -> None:
    volunteer = make.make_volunteer(max_travel_minutes=35)
    client = sign_in(volunteer.user)
    assert "35 minutter" in client.get("/frivillig/tilmeld/hvor").get_data(as_text=True)
    response = client.post("/frivillig/tilmeld/hvor", data=steps["hvor"])
    assert response.headers["Location"] == "/frivillig"
    db.session.refresh(volunteer)
    assert volunteer.max_travel_minutes == 30


@pytest.mark.parametrize(
    ("step", "change", "words"),
    [
        ("hvem", {"name": " "}, "Udfyld"),
        ("hvem", {"born_on": "31-02-1980"}, "17-05-1980"),
        ("hvem", {"born_on": "17-05-2099"}, "17-05-1980"),
        ("hvem", {"born_on": "17-05-2020"}, "15 år"),
        ("hvem", {"phone": "ring til mig"}, "tal"),
        ("hvem", {"name": "nul\0"}, "tegn"),
        ("kan", {"languages": ["", ""]}, "Udfyld"),
        ("kan", {"languages": ["999999"], "languages-level": ["3"]}, "listerne"),
        ("kan", {"languages": ["٣"], "languages-level": ["3"]}, "listerne"),
        ("kan", {"languages": ["9" * 5_000], "languages-level": ["3"]}, "listerne"),
        ("kan", {"languages-level": ["4", "3"]}, "listerne"),
        ("hvornaar", {"week": []}, "mindst ét tidspunkt"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field_and_nothing_is_stored(
    sign_in: Callable[[User], FlaskClient],
    steps: dict[str, dict[str, Any]],
    step: str,
    change: dict[str, Any],
    words: str,
) -> None:
    volunteer = make.make_volunteer(about="som før")
    before = (volunteer.born_on, volunteer.about, volunteer.week)
    page = sign_in(volunteer.user).post(f"/frivillig/tilmeld/{step}", data=steps[step] | change)
    assert page.status_code == 200
    assert words in page.get_data(as_text=True)
    db.session.refresh(volunteer)
    assert (volunteer.born_on, volunteer.about, volunteer.week) == before


def test_a_language_said_twice_is_refused_and_shown_as_it_was_sent(
    sign_in: Callable[[User], FlaskClient], steps: dict[str, dict[str, Any]]
) -> None:
    danish = steps["kan"]["languages"][0]
    twice = {"languages": [danish, danish], "languages-level": ["3", "1"]}
    page = sign_in(make.make_volunteer().user).post("/frivillig/tilmeld/kan", data=steps["kan"] | twice)
    text = page.get_data(as_text=True)
    assert "Det samme sprog står der to gange." in text
    assert text.count(f'<option value="{danish}" selected>') == 2
    assert '<option value="1" selected>' in text


def test_a_change_sent_after_the_session_ended_waits_behind_the_sign_in_page(
    client: FlaskClient, steps: dict[str, dict[str, Any]]
) -> None:
    response = client.post("/frivillig/tilmeld/kan", data=steps["kan"])
    assert response.location == "/log-ind"
    kept = client.get("/fortsaet").get_data(as_text=True)
    assert 'action="/frivillig/tilmeld/kan"' in kept
    assert 'value="Hej"' in kept


def test_a_step_sent_twice_is_taken_once(
    sign_in: Callable[[User], FlaskClient], steps: dict[str, dict[str, Any]]
) -> None:
    volunteer = make.make_volunteer()
    client = sign_in(volunteer.user)
    for _ in range(2):
        client.post(
            "/frivillig/tilmeld/hvem", data=WHO | {"form_key": "6f0f5ad1-1f0e-4b3b-9a53-0d6f3a5b7c11"}
        )
    assert db.session.scalars(select(AuditEvent.action)).all() == ["change profile"]


def test_steps_without_a_beginning_lead_to_the_beginning(client: FlaskClient) -> None:
    assert client.get("/frivillig/tilmeld/kan", follow_redirects=True).request.path == "/frivillig/begynd"
    assert client.get("/frivillig/tilmeld/andet").status_code == 404
