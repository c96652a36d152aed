"""The pages about papers: the volunteer's way, the coordinator's list, and the queue of those who vet."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from tests.web import factories as make
from tests.web.papers.scenes import CERTIFICATE, RECORD, a_shift, a_wish, an_order, somebody_near
from web.accounts.models import RoleName, User
from web.childrens_certificates.models import CertificateOrder
from web.core import clock
from web.extensions import db
from web.papers.jobs import count_worths
from web.papers.models import PaperWish, PaperWorth
from web.papers.services import ask_volunteer, let_go
from web.papers.todo import waiting_for
from web.privacy.erasure import erase_user
from web.tasks.models import SignupStatus
from web.vetting.models import Clearance, ClearanceStatus

pytestmark = pytest.mark.usefixtures("database")
SignIn = Callable[[User], FlaskClient]


def text_of(client: FlaskClient, address: str) -> str:
    """The page, after any redirect."""
    return client.get(address, follow_redirects=True).get_data(as_text=True)


def test_a_refused_sign_up_leads_to_the_paper_and_back_to_the_shift(sign_in: SignIn) -> None:
    shift = a_shift(CERTIFICATE)
    volunteer = make.make_volunteer(area=shift.task.area)
    user, association = volunteer.user, shift.task.association
    shift_id, association_id = shift.id, association.id
    coordinator = association.coordinators[0]
    own, way = sign_in(user), f"/frivillig/papirer/vagter/{shift.id}"
    assert way in text_of(own, f"/opgaver/{shift.task_id}")
    assert way in text_of(own, f"/vagter/{shift_id}/tilmeld")
    assert "Børneattest" in text_of(own, way)
    assert own.post(way).location == "/frivillig/papirer"
    assert "/frivillig/boerneattest" in text_of(own, "/frivillig/papirer")
    own.post("/frivillig/boerneattest", data={"association": association_id, "has_consented": "y"})
    order_id = db.session.scalars(select(CertificateOrder.id)).one()
    theirs = sign_in(coordinator)
    assert "indhenter" in text_of(theirs, f"/foreninger/{association_id}/papirer")
    typed = {"result": "obtained", "issued_on": clock.today().isoformat()}
    theirs.post(f"/foreninger/{association_id}/boerneattester/{order_id}", data=typed)
    own = sign_in(user)
    assert "Alt er i orden" in text_of(own, "/frivillig/papirer")
    assert own.get(way).location == f"/vagter/{shift_id}/tilmeld"
    assert own.post(f"/vagter/{shift_id}/tilmeld").location == "/mine-vagter"


def test_where_nothing_is_in_order_the_page_says_what_is_missing(sign_in: SignIn) -> None:
    user = a_wish(a_shift(RECORD)).user
    page = text_of(sign_in(user), "/frivillig/papirer")
    assert "Én ting mangler" in page
    assert "0 af 1" not in page


def test_a_wish_can_be_let_go_and_nobody_else_lets_it_go(sign_in: SignIn) -> None:
    shift = a_shift(RECORD)
    volunteer, other = a_wish(shift), make.make_volunteer()
    address = f"/frivillig/papirer/opgaver/{shift.task_id}/slip"
    user, stranger = volunteer.user, other.user
    assert sign_in(stranger).post(address).status_code == 404
    assert sign_in(user).post(address).location == "/frivillig/papirer"
    assert db.session.scalars(select(PaperWish)).one().declined_at is not None
    assert sign_in(user).post(address).status_code == 404


def test_a_yes_to_the_question_makes_it_the_volunteers_own_wish(sign_in: SignIn) -> None:
    shift = a_shift(RECORD)
    volunteer, other = make.make_volunteer(), make.make_volunteer()
    make.make_signup(
        shift=make.make_shift(task=make.make_task(association=shift.task.association)), volunteer=volunteer
    )
    ask_volunteer(volunteer, shift.task, by=shift.task.association.coordinators[0], now=clock.now())
    user, stranger = volunteer.user, other.user
    address = f"/frivillig/papirer/opgaver/{shift.task_id}/oensk"
    assert address in text_of(sign_in(user), "/frivillig/papirer")
    assert sign_in(stranger).post(address).status_code == 404
    assert sign_in(user).post(address).location == "/frivillig/papirer"
    assert db.session.scalars(select(PaperWish)).one().wished_at is not None
    assert address not in text_of(sign_in(user), "/frivillig/papirer")


def test_a_no_stands_where_somebody_has_a_place_and_the_button_is_gone(sign_in: SignIn) -> None:
    shift = a_shift(RECORD)
    volunteer = a_wish(shift, make.make_volunteer(user=make.make_user(name="Anders Plads")))
    held = make.make_clearance(volunteer, kind=RECORD)
    make.make_signup(shift=shift, volunteer=volunteer, status=SignupStatus.CONFIRMED, seat=1)
    held.status = ClearanceStatus.REFUSED
    let_go(shift.task, volunteer, by=volunteer.user, now=clock.now())
    association = shift.task.association
    page = text_of(sign_in(association.coordinators[0]), f"/foreninger/{association.id}/papirer")
    assert "Har sagt nej tak" in page
    assert f'value="{volunteer.id}"><input' not in page


def test_of_who_only_wishes_the_form_and_its_answer_tell_the_first_name(sign_in: SignIn) -> None:
    shift = a_shift(RECORD, CERTIFICATE)
    association = shift.task.association
    wishing = a_wish(shift, make.make_volunteer(user=make.make_user(name="Petra Vestergaard")))
    a_wish(shift, make.make_volunteer(user=make.make_user(name="Petra Østergaard")))
    helper = make.make_volunteer(user=make.make_user(name="Petra Nørgaard"))
    make.make_signup(shift=make.make_shift(task=make.make_task(association=association)), volunteer=helper)
    another = a_shift(RECORD, association=association)
    client, address = sign_in(association.coordinators[0]), f"/foreninger/{association.id}/papirer"
    page = text_of(client, address)
    for name in ("Petra (1)", "Petra (2)", "Petra Nørgaard"):
        assert f">{name}</option>" in page
    typed = {"volunteer": wishing.id, "task": another.task_id}
    assert client.post(address, data=typed).location == address
    page = text_of(client, address)
    assert "Petra (1) har fået en mail" in page
    assert "Vestergaard" not in page
    assert "Østergaard" not in page


def test_consent_can_be_taken_back_also_when_the_wish_is_gone(sign_in: SignIn) -> None:
    shift = a_shift(CERTIFICATE)
    volunteer = a_wish(shift)
    an_order(shift, volunteer)
    own = sign_in(volunteer.user)
    own.post(f"/frivillig/papirer/opgaver/{shift.task_id}/slip")
    assert own.post("/frivillig/boerneattest/fortryd").location == "/frivillig/papirer"
    assert db.session.scalars(select(CertificateOrder.status)).one().value == "withdrawn"


def test_shifts_that_only_a_paper_keeps_away_are_suggested(sign_in: SignIn) -> None:
    shift, open_to_all = a_shift(RECORD), make.make_shift()
    user = somebody_near(shift).user
    page = text_of(sign_in(user), "/frivillig/papirer")
    assert shift.task.title in page
    assert open_to_all.task.title not in page


def test_the_coordinator_sees_that_something_is_missing_and_nothing_more(sign_in: SignIn) -> None:
    shift = a_shift(RECORD)
    association = shift.task.association
    wishing = a_wish(shift, make.make_volunteer(user=make.make_user(name="Petra Vestergaard")))
    protected = make.make_volunteer(
        user=make.make_user(name="Kirstine Hemmelig"), is_protected=True, known_as="Kim"
    )
    a_wish(shift, protected)
    with_place = make.make_volunteer(user=make.make_user(name="Anders Plads"))
    make.make_clearance(with_place, kind=RECORD)
    make.make_signup(shift=shift, volunteer=with_place, status=SignupStatus.CONFIRMED, seat=1)
    db.session.scalars(select(Clearance)).one().status = ClearanceStatus.REFUSED
    page = text_of(sign_in(association.coordinators[0]), f"/foreninger/{association.id}/papirer")
    assert "Petra" in page
    assert "Kim" in page
    assert "Anders Plads" in page
    assert "Kirstine" not in page
    assert wishing.user.email not in page
    stranger = make.make_association().coordinators[0]
    assert sign_in(stranger).get(f"/foreninger/{association.id}/papirer").status_code == 404


def test_asking_needs_somebody_and_is_refused_at_the_field(sign_in: SignIn) -> None:
    shift = a_shift(RECORD)
    association = shift.task.association
    known = make.make_volunteer()
    make.make_signup(shift=make.make_shift(task=make.make_task(association=association)), volunteer=known)
    stranger = make.make_volunteer()
    client, address = sign_in(association.coordinators[0]), f"/foreninger/{association.id}/papirer"
    for chosen in ("0", str(stranger.id)):
        answer = client.post(address, data={"volunteer": chosen, "task": shift.task_id})
        assert answer.status_code == 200
    assert db.session.scalar(select(func.count()).select_from(PaperWish)) == 0
    typed = {"volunteer": known.id, "task": shift.task_id}
    assert client.post(address, data=typed).location == address


def test_staff_see_who_could_take_most_shifts_first_and_record(sign_in: SignIn) -> None:
    few, many = a_shift(RECORD), a_shift(CERTIFICATE)
    one = a_wish(few, make.make_volunteer(area=make.make_area(latitude=56.9, longitude=9.0)))
    two = a_wish(many)
    db.session.get_one(PaperWorth, one.id).could_serve = 1
    db.session.get_one(PaperWorth, two.id).could_serve = 3
    caseworker = make.make_user(RoleName.CASEWORKER)
    client = sign_in(caseworker)
    page = text_of(client, "/godkendelser/frivillige")
    assert page.index(two.user.name) < page.index(one.user.name)
    address = f"/godkendelser/frivillige/{one.id}"
    assert few.task.title in text_of(client, address)
    typed = {"decision": "verify", "issued_on": clock.today().isoformat()}
    assert client.post(f"{address}/criminal_record", data=typed).location == address
    held = db.session.scalars(select(Clearance)).one()
    assert (held.status, held.verified_by_id) == (ClearanceStatus.VALID, caseworker.id)
    assert one.user.name not in text_of(client, "/godkendelser/frivillige")


def test_staff_open_nobody_of_whom_nothing_is_asked(sign_in: SignIn) -> None:
    volunteer = make.make_volunteer()
    client = sign_in(make.make_user(RoleName.ADMINISTRATOR))
    assert client.get(f"/godkendelser/frivillige/{volunteer.id}").status_code == 404
    assert client.get(f"/godkendelser/frivillige/{volunteer.id}/criminal_record").status_code == 404


def test_area_contacts_see_their_own_area_and_nobody_protected(sign_in: SignIn) -> None:
    shift = a_shift(RECORD)
    area = shift.task.area
    mine, elsewhere = a_wish(shift), a_wish(shift, make.make_volunteer(area=make.make_area()))
    hidden = a_wish(shift, make.make_volunteer(area=area, is_protected=True))
    contact = make.make_user(RoleName.AREA_CONTACT)
    contact.contact_areas = [area]
    db.session.flush()
    page = text_of(sign_in(contact), "/godkendelser/frivillige")
    assert mine.user.name in page
    assert elsewhere.user.name not in page
    assert hidden.user.name not in page
    for one in (elsewhere, hidden):
        assert sign_in(contact).get(f"/godkendelser/frivillige/{one.id}").status_code == 404


def test_the_start_pages_tell_each_what_waits(app: Flask) -> None:
    shift = a_shift(RECORD, CERTIFICATE)
    volunteer = a_wish(shift)
    caseworker, coordinator = make.make_user(RoleName.CASEWORKER), shift.task.association.coordinators[0]
    with app.test_request_context():
        (own,) = waiting_for(volunteer.user, now=clock.now())
        (to_look_at,) = waiting_for(caseworker, now=clock.now())
        assert waiting_for(coordinator, now=clock.now()) == []
    assert (own.url, to_look_at.url) == ("/frivillig/papirer", "/godkendelser/frivillige")
    assert to_look_at.count == 1


def test_the_hourly_count_follows_who_waits() -> None:
    shift = a_shift(RECORD)
    volunteer = a_wish(shift)
    assert db.session.get_one(PaperWorth, volunteer.id).could_serve == 1
    db.session.get_one(PaperWorth, volunteer.id).could_serve = 9
    make.save(PaperWorth(volunteer_id=make.make_volunteer().id, could_serve=5, counted_at=clock.now()))
    db.session.commit()
    count_worths(timestamp=0)
    assert [worth.could_serve for worth in db.session.scalars(select(PaperWorth))] == [1]


def test_nothing_is_left_of_an_erased_volunteer() -> None:
    shift = a_shift(CERTIFICATE)
    volunteer = a_wish(shift)
    an_order(shift, volunteer)
    another = a_shift(RECORD, association=shift.task.association)
    ask_volunteer(volunteer, another.task, by=another.task.association.coordinators[0], now=clock.now())
    erase_user(volunteer.user, by=None, now=clock.now())
    db.session.flush()
    for table in (PaperWish, PaperWorth, CertificateOrder):
        assert db.session.scalar(select(func.count()).select_from(table)) == 0
