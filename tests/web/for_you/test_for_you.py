"""A volunteer's own list: in the order of fit, with the reason, and without what was put aside."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import event

from tests.web import factories as make
from web.accounts.models import RoleName, User
from web.extensions import db
from web.for_you.picks import picks_for, reader_with_all
from web.for_you.services import look_again, set_aside
from web.profiles.models import Volunteer, VolunteerStatus
from web.tasks.models import Shift, Signup, SignupStatus, TaskKind

pytestmark = pytest.mark.usefixtures("database")

SignIn = Callable[[User], FlaskClient]


def now() -> datetime:
    return datetime.now(UTC).replace(microsecond=0)


def at_three(in_days: int) -> datetime:
    return now().replace(hour=15, minute=0, second=0) + timedelta(days=in_days)


def a_shift(in_days: int = 5, **task: object) -> Shift:
    return make.make_shift(task=make.make_task(**task), starts_at=at_three(in_days))


def titles(volunteer: Volunteer) -> list[str]:
    reader = reader_with_all(volunteer.user_id)
    assert reader is not None
    return [pick.shift.task.title for pick in picks_for(reader, most=50, now=now()).shifts]


def test_what_fits_best_comes_first_and_says_why() -> None:
    cooking = make.make_interest(name_da="Madlavning", name_en="Cooking")
    area = make.make_area()
    volunteer = make.make_volunteer(area=area, skills=[cooking])
    a_shift(3, title="Sortér bøger", area=area)
    a_shift(6, title="Kog suppe", area=area, skills=[cooking])
    first, second = picks_for(volunteer, most=5, now=now()).shifts
    assert (first.shift.task.title, second.shift.task.title) == ("Kog suppe", "Sortér bøger")
    assert "cooking" in first.why.lower() or "madlavning" in first.why.lower()
    assert first.points > second.points


def test_of_a_weekly_task_the_next_time_is_shown_once() -> None:
    task = make.make_task(title="Kaffe")
    volunteer = make.make_volunteer(area=task.area)
    shifts = [make.make_shift(task=task, starts_at=at_three(days)) for days in (9, 2, 16)]
    (pick,) = picks_for(volunteer, most=5, now=now()).shifts
    assert pick.shift == shifts[1]


def test_what_one_cannot_take_is_left_out() -> None:
    area = make.make_area()
    volunteer = make.make_volunteer(area=area, born_on=now().date() - timedelta(days=365 * 17))
    full = a_shift(4, title="Fuld", area=area)
    for seat in (1, 2):
        make.make_signup(shift=full, status=SignupStatus.CONFIRMED, seat=seat)
    own = a_shift(5, title="Min", area=area)
    make.make_signup(shift=own, volunteer=volunteer, status=SignupStatus.CONFIRMED, seat=1)
    a_shift(5, title="Samtidig", area=area)
    a_shift(6, title="For voksne", area=area, minimum_age=18)
    a_shift(6, title="Langt væk", area=make.make_area(latitude=55.0, longitude=8.5))
    a_shift(7, title="Aflyst", area=area).called_off_at = now()
    make.make_shift(task=make.make_task(title="Om natten", area=area), starts_at=at_three(6).replace(hour=1))
    a_shift(8, title="Den her", area=area)
    db.session.flush()
    assert titles(volunteer) == ["Den her"]


def test_small_things_for_any_time_stand_apart() -> None:
    volunteer = make.make_volunteer()
    task = make.make_task(kind=TaskKind.MICRO, title="Ring til en nabo")
    make.make_shift(task=task, starts_at=None, ends_at=None)
    picks = picks_for(volunteer, most=5, now=now())
    assert [pick.shift.task.title for pick in picks.any_time] == ["Ring til en nabo"]
    assert picks.shifts == []


def test_what_is_put_aside_stays_away_until_it_is_taken_back() -> None:
    shift = a_shift(title="Kaffe")
    volunteer = make.make_volunteer(area=shift.task.area)
    for _ in range(2):
        set_aside(shift.task, volunteer, by=volunteer.user, now=now())
    assert titles(volunteer) == []
    look_again(shift.task, volunteer, by=volunteer.user, now=now())
    assert titles(volunteer) == ["Kaffe"]


def test_nothing_is_offered_during_a_break() -> None:
    shift = a_shift()
    assert titles(make.make_volunteer(area=shift.task.area, status=VolunteerStatus.PAUSED)) == []


def test_a_protected_volunteer_reads_nothing_about_the_way() -> None:
    shift = a_shift()
    volunteer = make.make_volunteer(area=shift.task.area, is_protected=True)
    (pick,) = picks_for(volunteer, most=5, now=now()).shifts
    assert "close" not in pick.why
    assert "tæt på" not in pick.why


def test_the_list_asks_the_database_as_often_for_many_shifts_as_for_few() -> None:
    area = make.make_area()
    user_id = make.make_volunteer(area=area).user_id
    counts = []
    for _ in range(2):
        for days in range(2, 12):
            a_shift(days, area=area, skills=[make.make_skill()])
        db.session.commit()
        db.session.expire_all()
        counts.append(statements_of(user_id))
    assert counts[0] == counts[1]


def statements_of(user_id: int) -> int:
    found: list[str] = []
    listener = lambda *arguments: found.append(arguments[2])  # noqa: E731
    event.listen(db.engine, "before_cursor_execute", listener)
    try:
        reader = reader_with_all(user_id)
        assert reader is not None
        for pick in picks_for(reader, most=50, now=now()).shifts:
            assert pick.shift.task.association.name
    finally:
        event.remove(db.engine, "before_cursor_execute", listener)
    return len(found)


def test_the_page_lists_signs_up_and_puts_aside(sign_in: SignIn) -> None:
    area = make.make_area()
    soup, books = a_shift(4, title="Kog suppe", area=area), a_shift(6, title="Sortér bøger", area=area)
    volunteer = make.make_volunteer(area=area)
    phone = sign_in(volunteer.user)
    assert "Kog suppe" in phone.get("/start").text
    phone.post(f"/til-dig/{books.id}/ikke-for-mig")
    page = phone.get("/til-dig").text
    assert "Kog suppe" in page
    assert "Vis den igen: Sortér bøger" in page
    phone.post(f"/vagter/{soup.id}/tilmeld")
    assert db.session.query(Signup.shift_id).scalar() == soup.id
    assert "Kog suppe" not in phone.get("/til-dig").text
    phone.post(f"/til-dig/{books.id}/alligevel")
    assert "Ikke noget for mig: Sortér bøger" in phone.get("/til-dig").text


def test_the_list_is_for_volunteers(sign_in: SignIn) -> None:
    assert sign_in(make.make_user(RoleName.COORDINATOR)).get("/til-dig").status_code == 404


def test_who_has_no_profile_yet_is_led_to_it(sign_in: SignIn) -> None:
    phone = sign_in(make.make_user(RoleName.VOLUNTEER))
    for address in ("/til-dig", "/jeg-kan-hjaelpe"):
        assert phone.get(address).headers["Location"] == "/frivillig"
