"""The public pages, a volunteer's way through them, and what a coordinator may see of a volunteer."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.web import factories as make
from web.accounts.models import RoleName, User
from web.associations.models import AssociationStatus
from web.core.clock import now
from web.extensions import db
from web.profiles.models import Volunteer, VolunteerStatus
from web.tasks.models import Shift, Signup, SignupStatus, TaskStatus
from web.tasks.todo import waiting_for

SignIn = Callable[[User], FlaskClient]


@pytest.fixture
def shift(database: None) -> Shift:
    association = make.make_association(name="Lektiecaféen Blækklatten", about="Vi laver lektier.")
    task = make.make_task(
        association=association,
        title="Lektiehjælp på Østervold",
        summary="Hjælp med brøker.",
        what_to_expect="Te og en makker.",
        what_is_expected="Giv besked, hvis du ikke kan.",
    )
    made = make.make_shift(task=task)
    db.session.commit()
    return made


def address_of(shift: Shift) -> str:
    return f"/opgaver/{shift.task_id}/lektiehjaelp-paa-oestervold"


def test_anyone_finds_a_task_and_reads_what_to_expect(client: FlaskClient, shift: Shift) -> None:
    assert address_of(shift) in client.get("/opgaver?q=lektie").text
    page = client.get(address_of(shift)).text
    for text in ("Te og en makker.", "Giv besked, hvis du ikke kan.", "2 ledige pladser", "ulønnet"):
        assert text in page


def test_a_shared_task_shows_its_title_and_summary(client: FlaskClient, shift: Shift) -> None:
    page = client.get(address_of(shift)).text
    assert '<meta property="og:title" content="Lektiehjælp på Østervold – Lektiecaféen Blækklatten">' in page
    assert '<meta property="og:description" content="Hjælp med brøker.">' in page
    assert f'<link rel="canonical" href="http://127.0.0.1:5000{address_of(shift)}">' in page


@pytest.mark.parametrize("end", ["", "/gammel-titel"])
def test_an_outdated_address_leads_to_the_task(client: FlaskClient, shift: Shift, end: str) -> None:
    response = client.get(f"/opgaver/{shift.task_id}{end}")
    assert (response.status_code, response.location) == (301, address_of(shift))


@pytest.mark.parametrize("status", [TaskStatus.DRAFT, TaskStatus.CLOSED])
def test_a_task_that_is_not_open_looks_as_if_it_did_not_exist(
    client: FlaskClient, shift: Shift, status: TaskStatus
) -> None:
    hidden = make.make_shift(task=make.make_task(status=status)).task_id
    db.session.commit()
    assert client.get(f"/opgaver/{hidden}").status_code == 404
    assert client.get("/opgaver/2000000000").status_code == 404


@pytest.mark.parametrize("number", ["99999999999999999999", "0", "-1", "٣"])
def test_odd_numbers_in_the_address_are_not_found(client: FlaskClient, number: str) -> None:
    assert client.get(f"/opgaver/{number}").status_code == 404


@pytest.mark.parametrize(
    "query",
    ["q=%00", "dag=8", "dag=x", "tid=nat", "fra=9999-12-31", "til=0001-01-01", "sted=x", "kan=x", "page=x"],
)
def test_nonsense_in_the_filter_still_shows_the_list(client: FlaskClient, shift: Shift, query: str) -> None:
    response = client.get(f"/opgaver?{query}")
    assert response.status_code == 200
    assert "Lektiehjælp på Østervold" in response.text


def test_the_chosen_filters_are_said_and_can_each_be_dropped(client: FlaskClient, shift: Shift) -> None:
    page = client.get("/opgaver?q=lektie&dag=0&dag=1&tid=evening").text
    assert "»lektie«" in page
    assert 'href="/opgaver?q=lektie&amp;dag=1&amp;tid=evening"' in page


def test_an_empty_list_suggests_a_way_on(client: FlaskClient, shift: Shift) -> None:
    page = client.get("/opgaver?q=rumrejse").text
    assert "Søg uden: »rumrejse«" in page
    assert "Se alle ledige opgaver" in page


def test_an_association_has_a_page_with_its_open_tasks(client: FlaskClient, shift: Shift) -> None:
    page = client.get(f"/foreninger/{shift.task.association_id}", follow_redirects=True).text
    assert "Vi laver lektier." in page
    assert "Lektiehjælp på Østervold" in page


def test_a_pending_association_has_no_page(client: FlaskClient) -> None:
    pending = make.make_association(status=AssociationStatus.PENDING)
    db.session.commit()
    assert client.get(f"/foreninger/{pending.id}").status_code == 404


def test_a_web_address_that_is_none_is_not_linked(client: FlaskClient, shift: Shift) -> None:
    shift.task.association.website = "javascript:alert(1)"
    db.session.commit()
    page = client.get(f"/foreninger/{shift.task.association_id}", follow_redirects=True).text
    assert "javascript:" not in page


def test_text_of_a_task_never_becomes_markup(client: FlaskClient, shift: Shift) -> None:
    shift.task.description = '<script>alert(1)</script>\n"><img src=x>'
    db.session.commit()
    page = client.get(address_of(shift)).text
    assert "<script>alert(1)" not in page
    assert "<img src=x" not in page


def test_a_stranger_is_asked_who_they_are_before_signing_up(client: FlaskClient, shift: Shift) -> None:
    page = client.get(f"/vagter/{shift.id}/tilmeld").text
    assert f"/log-ind?next=/vagter/{shift.id}/tilmeld" in page
    assert client.post(f"/vagter/{shift.id}/tilmeld").status_code == 302
    assert db.session.scalars(select(Signup)).all() == []


def test_a_person_without_a_profile_is_guided_to_one_and_finds_the_way_back(
    sign_in: SignIn, shift: Shift
) -> None:
    client = sign_in(make.make_user())
    response = client.get(f"/vagter/{shift.id}/tilmeld")
    assert response.location == "/frivillig/tilmeld"
    with client.session_transaction() as session:
        assert session["way_back"] == f"/vagter/{shift.id}/tilmeld"


def test_a_volunteer_on_a_break_is_told_so(sign_in: SignIn, shift: Shift) -> None:
    volunteer = make.make_volunteer(status=VolunteerStatus.PAUSED)
    response = sign_in(volunteer.user).post(f"/vagter/{shift.id}/tilmeld")
    assert response.location == "/frivillig"


def test_a_volunteer_signs_up_in_one_tap_and_cancels(sign_in: SignIn, shift: Shift) -> None:
    client = sign_in(make.make_volunteer().user)
    response = client.post(f"/vagter/{shift.id}/tilmeld", follow_redirects=True)
    assert "Tak! Foreningen har fået besked" in response.text
    assert "Venter på svar" in client.get(address_of(shift)).text
    signup = db.session.scalars(select(Signup)).one()
    client.post(f"/tilmeldinger/{signup.id}/afmeld")
    db.session.refresh(signup)
    assert signup.status is SignupStatus.CANCELLED


def test_a_sign_up_form_sent_twice_signs_up_once(sign_in: SignIn, shift: Shift) -> None:
    client = sign_in(make.make_volunteer().user)
    form = {"form_key": "0a9d60cf-6b8b-4b60-9a9c-6c1f5a7a6a01", "message": "Hej"}
    for _ in range(2):
        assert client.post(f"/vagter/{shift.id}/tilmeld", data=form).location == "/mine-vagter"
    assert len(db.session.scalars(select(Signup)).all()) == 1


def test_a_clash_is_seen_on_the_page_before_signing_up(sign_in: SignIn, shift: Shift) -> None:
    volunteer = make.make_volunteer()
    other = make.make_shift(task=make.make_task(title="Kaffevagt"), starts_at=shift.starts_at)
    make.make_signup(shift=other, volunteer=volunteer, status=SignupStatus.CONFIRMED, seat=1)
    page = sign_in(volunteer.user).get(address_of(shift)).text
    assert "Du er allerede med til »Kaffevagt« dér" in page


def test_nobody_cancels_for_somebody_else(sign_in: SignIn, shift: Shift) -> None:
    signup = make.make_signup(shift=shift)
    client = sign_in(make.make_volunteer().user)
    assert client.post(f"/tilmeldinger/{signup.id}/afmeld").status_code == 404
    db.session.refresh(signup)
    assert signup.status is SignupStatus.REQUESTED


def named_volunteer() -> Volunteer:
    user = make.make_user(RoleName.VOLUNTEER, name="Frida Fjord", email="frida@example.dk")
    return make.make_volunteer(user=user, phone="00 12 34 56", about="Privat om mig")


def test_a_coordinator_sees_contact_details_only_after_saying_yes(sign_in: SignIn, shift: Shift) -> None:
    signup = make.make_signup(shift=shift, volunteer=named_volunteer(), message="Jeg kan brøker.")
    client = sign_in(shift.task.association.coordinators[0])
    address = f"/opgaver/{shift.task_id}/tilmeldinger"
    before = client.get(address).text
    assert "Frida Fjord" in before
    assert "Jeg kan brøker." in before
    assert "frida@example.dk" not in before
    assert "00 12 34 56" not in before
    client.post(f"/tilmeldinger/{signup.id}/bekraeft")
    after = client.get(address).text
    assert "frida@example.dk" in after
    assert "00 12 34 56" in after
    assert "Privat om mig" not in after


def test_a_strangers_coordinator_cannot_answer(sign_in: SignIn, shift: Shift) -> None:
    signup = make.make_signup(shift=shift)
    stranger = sign_in(make.make_association().coordinators[0])
    for answer in ("bekraeft", "afvis"):
        assert stranger.post(f"/tilmeldinger/{signup.id}/{answer}").status_code == 404
    db.session.refresh(signup)
    assert signup.status is SignupStatus.REQUESTED


def test_answering_twice_says_so_and_changes_nothing(sign_in: SignIn, shift: Shift) -> None:
    signup = make.make_signup(shift=shift)
    client = sign_in(shift.task.association.coordinators[0])
    client.post(f"/tilmeldinger/{signup.id}/bekraeft")
    page = client.post(f"/tilmeldinger/{signup.id}/afvis", follow_redirects=True).text
    assert "allerede" in page
    db.session.refresh(signup)
    assert signup.status is SignupStatus.CONFIRMED


def test_the_start_page_says_what_waits(sign_in: SignIn, shift: Shift) -> None:
    signup = make.make_signup(shift=shift)
    coordinator, volunteer = shift.task.association.coordinators[0], signup.volunteer.user
    assert [todo.count for todo in waiting_for(coordinator, now=now())] == [1]
    client = sign_in(coordinator)
    client.post(f"/tilmeldinger/{signup.id}/bekraeft")
    db.session.expire_all()
    assert [todo.count for todo in waiting_for(coordinator, now=now())] == [None]
    (own,) = waiting_for(volunteer, now=now())
    assert "Lektiehjælp på Østervold" in own.title
    assert not own.is_urgent
    assert shift.starts_at is not None
    (soon,) = waiting_for(volunteer, now=shift.starts_at - timedelta(hours=3))
    assert soon.is_urgent


def test_who_has_signed_up_in_another_tab_is_led_to_their_own_shifts(
    sign_in: Callable[[User], FlaskClient],
) -> None:
    shift, volunteer = make.make_shift(), make.make_volunteer()
    db.session.commit()
    client = sign_in(volunteer.user)
    for _ in range(2):
        answer = client.post(f"/vagter/{shift.id}/tilmeld")
        assert answer.location == "/mine-vagter"
    assert client.get(f"/vagter/{shift.id}/tilmeld").location == "/mine-vagter"
    assert "Du har allerede tilmeldt dig denne vagt." in client.get("/mine-vagter").text
    assert len(db.session.scalars(select(Signup)).all()) == 1
