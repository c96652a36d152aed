"""The pages of asking: the coordinator's, the answer by link, one's wishes, and stepping in."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from flask.testing import FlaskClient
from sqlalchemy import func, select

from tests.web import factories as make
from web.accounts.models import RoleName, User
from web.calls.links import answer_token
from web.calls.models import Ask, AskStatus, ContactWish, StepInOffer
from web.calls.services import ask_volunteers
from web.extensions import db
from web.notifications.models import OutboxMessage
from web.profiles.models import Volunteer
from web.tasks.models import Shift, Signup, SignupStatus

SignIn = Callable[[User], FlaskClient]


def a_gap(*, in_days: int = 5, seats: int = 1, **task: object) -> Shift:
    day = datetime.now(UTC).replace(hour=15, minute=0, second=0, microsecond=0)
    return make.make_shift(task=make.make_task(**task), seats=seats, starts_at=day + timedelta(days=in_days))


def named(name: str, shift: Shift, **values: object) -> Volunteer:
    user = make.make_user(RoleName.VOLUNTEER, name=name)
    return make.make_volunteer(user=user, area=shift.task.area, **values)


def link_in_mail(volunteer: Volunteer) -> str:
    statement = select(OutboxMessage.body).where(OutboxMessage.user_id == volunteer.user_id)
    found = re.search(r"(/kan-du/\S+)", db.session.scalars(statement).first() or "")
    assert found is not None
    return found[1]


def test_a_coordinator_asks_and_a_volunteer_takes_the_place_without_signing_in(
    sign_in: SignIn, client: FlaskClient
) -> None:
    shift = a_gap(title="Kør bussen")
    volunteer = named("Frida Fjord", shift)
    desk = sign_in(shift.task.association.coordinators[0])
    assert "Kør bussen" in desk.get(f"/foreninger/{shift.task.association_id}/mangler").text
    page = desk.get(f"/vagter/{shift.id}/spoerg").text
    assert "Frida" in page
    assert "Fjord" not in page
    assert volunteer.user.email not in page
    answer = desk.post(f"/vagter/{shift.id}/spoerg", data={"people": volunteer.id})
    assert answer.status_code == 302
    link = link_in_mail(volunteer)
    for _ in range(2):
        assert "Kør bussen" in client.get(link).text
    assert db.session.scalars(select(Ask.status)).one() is AskStatus.ASKED
    assert client.post(f"{link}/ja").status_code == 302
    assert "pladsen er din" in client.get(link).text
    assert db.session.scalars(select(Signup.status)).one() is SignupStatus.CONFIRMED


def test_the_same_form_sent_twice_asks_once(sign_in: SignIn) -> None:
    shift = a_gap()
    volunteer = named("Frida Fjord", shift)
    desk = sign_in(shift.task.association.coordinators[0])
    key = re.search(r'name="form_key"[^>]*value="([^"]+)"', desk.get(f"/vagter/{shift.id}/spoerg").text)
    assert key is not None
    sent = {"people": volunteer.id, "form_key": key[1]}
    assert [desk.post(f"/vagter/{shift.id}/spoerg", data=sent).status_code for _ in range(2)] == [302, 303]
    assert db.session.scalar(select(func.count()).select_from(Ask)) == 1


def test_nobody_can_be_asked_who_was_not_on_the_list(sign_in: SignIn) -> None:
    shift = a_gap()
    named("Frida Fjord", shift)
    quiet = named("Stille Ib", shift)
    make.save(ContactWish(volunteer_id=quiet.id, may_be_asked=False))
    desk = sign_in(shift.task.association.coordinators[0])
    answer = desk.post(f"/vagter/{shift.id}/spoerg", data={"people": quiet.id})
    assert "Ingen af dem kan spørges længere" in answer.text
    assert db.session.scalar(select(func.count()).select_from(Ask)) == 0


def test_a_protected_volunteer_is_asked_under_the_chosen_name_and_without_a_word_of_the_way(
    sign_in: SignIn,
) -> None:
    shift = a_gap()
    named("Hemmelig Person", shift, is_protected=True, known_as="Solsikke")
    page = sign_in(shift.task.association.coordinators[0]).get(f"/vagter/{shift.id}/spoerg").text
    assert "Solsikke" in page
    assert "Hemmelig" not in page
    assert "Bor tæt på" not in page


def test_a_link_that_is_forged_leads_nowhere(client: FlaskClient) -> None:
    shift = a_gap()
    (ask,) = ask_volunteers(
        shift,
        [make.make_volunteer()],
        by=shift.task.association.coordinators[0],
        now=datetime.now(UTC),
    )
    db.session.commit()
    token = answer_token(ask)
    assert client.get(f"/kan-du/{token[:-2]}xx").status_code == 404
    assert client.post(f"/kan-du/{token[:-2]}xx/ja").status_code == 404
    assert client.get(f"/kan-du/{token}").status_code == 200


def test_a_link_ends_with_the_address_it_was_mailed_to_and_with_the_account(client: FlaskClient) -> None:
    shift, volunteer = a_gap(), make.make_volunteer()
    by = shift.task.association.coordinators[0]
    (ask,) = ask_volunteers(shift, [volunteer], by=by, now=datetime.now(UTC))
    address = volunteer.user.email
    link = f"/kan-du/{answer_token(ask)}"
    for email, is_active, status in (
        (address, True, 200),
        ("ny@example.dk", True, 404),
        (address, False, 404),
    ):
        volunteer.user.email, volunteer.user.active = email, is_active
        db.session.commit()
        assert client.get(link).status_code == status
        db.session.refresh(volunteer.user)


def test_a_late_answer_is_met_with_thanks(client: FlaskClient) -> None:
    shift = a_gap()
    one, two = make.make_volunteer(), make.make_volunteer()
    by = shift.task.association.coordinators[0]
    first, second = ask_volunteers(shift, [one, two], by=by, now=datetime.now(UTC))
    db.session.commit()
    client.post(f"/kan-du/{answer_token(first)}/ja")
    client.post(f"/kan-du/{answer_token(second)}/ja")
    page = client.get(f"/kan-du/{answer_token(second)}").text
    assert "Pladsen er besat. Tak!" in page


def test_another_association_sees_nothing(sign_in: SignIn) -> None:
    shift = a_gap()
    stranger = sign_in(make.make_association().coordinators[0])
    assert stranger.get(f"/vagter/{shift.id}/spoerg").status_code == 404
    assert stranger.post(f"/vagter/{shift.id}/spoerg/stop").status_code == 404
    assert stranger.get(f"/foreninger/{shift.task.association_id}/mangler").status_code == 404


def test_wishes_are_kept_and_half_a_quiet_time_is_refused(sign_in: SignIn) -> None:
    volunteer = make.make_volunteer()
    phone = sign_in(volunteer.user)
    answer = phone.post("/frivillig/kontakt", data={"most_asks": 4, "quiet_from": "21.00"})
    assert "Skriv begge tider" in answer.text
    sent = {"most_asks": 2, "may_be_asked": "y", "quiet_from": "21.00", "quiet_to": "08.00"}
    assert phone.post("/frivillig/kontakt", data=sent).status_code == 302
    wish = db.session.get_one(ContactWish, volunteer.id)
    assert (wish.may_be_asked, wish.most_asks, wish.quiet_from.hour if wish.quiet_from else None) == (
        True,
        2,
        21,
    )


def test_stepping_in_takes_the_place_at_once_where_nobody_needs_to_answer(sign_in: SignIn) -> None:
    shift = a_gap(in_days=2, title="Åbn hallen", confirms_at_once=True)
    far = a_gap(in_days=9, title="Luk hallen")
    volunteer = named("Frida Fjord", shift)
    phone = sign_in(volunteer.user)
    code = shift.task.area.code
    sent = {"areas": code, "weekdays": list(range(7)), "hours_ahead": 2}
    assert phone.post("/jeg-kan-hjaelpe/hvornaar", data=sent).status_code == 302
    page = phone.get("/jeg-kan-hjaelpe").text
    assert "Det her passer dig" in page
    assert "Åbn hallen" in page
    assert far.task.title not in page
    phone.post(f"/vagter/{shift.id}/tilmeld")
    assert db.session.scalars(select(Signup.status)).one() is SignupStatus.CONFIRMED
    assert "Intet haster lige nu" in phone.get("/jeg-kan-hjaelpe").text


def test_who_steps_in_is_marked_for_the_coordinator_until_they_stop(sign_in: SignIn) -> None:
    shift = a_gap(in_days=2)
    volunteer = named("Frida Fjord", shift)
    offer = StepInOffer(
        volunteer_id=volunteer.id,
        weekdays=list(range(7)),
        hours_ahead=2,
        offered_at=datetime.now(UTC),
        areas=[shift.task.area],
    )
    make.save(offer)
    desk = sign_in(shift.task.association.coordinators[0])
    assert "Træder til med kort varsel" in desk.get(f"/vagter/{shift.id}/spoerg").text
    assert sign_in(volunteer.user).post("/jeg-kan-hjaelpe/stop").status_code == 302
    assert "Træder til med kort varsel" not in desk.get(f"/vagter/{shift.id}/spoerg").text


def test_a_question_and_a_gap_wait_on_the_start_pages(sign_in: SignIn) -> None:
    shift = a_gap(in_days=2, title="Åbn hallen")
    volunteer = named("Frida Fjord", shift)
    coordinator = shift.task.association.coordinators[0]
    ask_volunteers(shift, [volunteer], by=coordinator, now=datetime.now(UTC))
    assert "Kan du hjælpe med »Åbn hallen«?" in sign_in(volunteer.user).get("/start").text
    assert "En vagt mangler snart hænder" in sign_in(coordinator).get("/start").text
