"""One page posts a task; it can be previewed, kept, published, posted again, changed, closed and opened."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from tests.web import factories as make
from web.accounts.models import RoleName, User
from web.associations.models import Association, AssociationStatus
from web.core.clock import at_local_time, local_date, now
from web.extensions import db
from web.tasks.models import Shift, SignupStatus, Task, TaskKind, TaskStatus

pytestmark = pytest.mark.usefixtures("database")

SignIn = Callable[[User], FlaskClient]
IN_TEN_DAYS = local_date(now()) + timedelta(days=10)


@pytest.fixture
def association() -> Association:
    return make.make_association(name="Naboskab Midtby")


@pytest.fixture
def coordinator(association: Association, sign_in: SignIn) -> FlaskClient:
    return sign_in(association.coordinators[0])


def written(association: Association, **values: Any) -> dict[str, Any]:
    """The page as a coordinator fills it in for one date."""
    defaults = {
        "title": "Gåtur med Gerda",
        "summary": "En rolig tur langs åen.",
        "description": "I går en halv time.",
        "area": association.area.code,
        "seats": "2",
        "kind": "dated",
        "dates-0-day": IN_TEN_DAYS.isoformat(),
        "dates-0-start": "16:00",
        "dates-0-end": "18:00",
        **{f"dates-{row}-{name}": "" for row in (1, 2) for name in ("day", "start", "end")},
        "action": "publish",
    }
    return defaults | values


def post(client: FlaskClient, association: Association, **values: Any) -> Any:
    return client.post(f"/foreninger/{association.id}/opgaver/ny", data=written(association, **values))


def only_task() -> Task:
    return db.session.scalars(select(Task)).one()


def count(entity: type[Any]) -> int:
    return db.session.scalar(select(func.count()).select_from(entity)) or 0


def test_a_dated_task_is_posted_with_all_its_dates(
    association: Association, coordinator: FlaskClient
) -> None:
    second = {"dates-2-day": (IN_TEN_DAYS + timedelta(days=7)).isoformat()}
    second |= {"dates-2-start": "19.30", "dates-2-end": "01.00"}
    response = post(coordinator, association, **second)
    task = only_task()
    assert response.location == f"/opgaver/{task.id}/tilmeldinger"
    assert (task.status, task.kind, task.seats) == (TaskStatus.PUBLISHED, TaskKind.DATED, 2)
    assert [shift.starts_at for shift in task.shifts] == [
        at_local_time(IN_TEN_DAYS, 16),
        at_local_time(IN_TEN_DAYS + timedelta(days=7), 19, 30),
    ]
    assert [shift.seats for shift in task.shifts] == [2, 2]
    assert task.shifts[1].ends_at == at_local_time(IN_TEN_DAYS + timedelta(days=8), 1)


def test_a_weekly_task_lays_its_shifts_at_once(association: Association, coordinator: FlaskClient) -> None:
    first_on = IN_TEN_DAYS.isoformat()
    post(
        coordinator,
        association,
        kind="weekly",
        weekday=str(IN_TEN_DAYS.weekday()),
        from_time="16:00",
        to_time="17:30",
        first_on=first_on,
    )
    task = only_task()
    assert (task.first_on, task.last_on) == (IN_TEN_DAYS, None)
    assert task.shifts[0].starts_at == at_local_time(IN_TEN_DAYS, 16)
    assert len(task.shifts) == 7


def test_a_micro_task_has_one_shift_without_a_time(
    association: Association, coordinator: FlaskClient
) -> None:
    post(coordinator, association, kind="micro")
    (shift,) = only_task().shifts
    assert (shift.starts_at, shift.seats) == (None, 2)


def test_the_preview_says_everything_in_plain_words_and_stores_nothing(
    association: Association, coordinator: FlaskClient
) -> None:
    page = post(coordinator, association, action="preview", what_to_expect="Kaffe.").text
    assert "Sådan vises opgaven" in page
    assert "kl. 16.00–18.00" in page
    assert "Kaffe." in page
    assert count(Task) == 0


def test_more_lines_keep_what_was_typed(association: Association, coordinator: FlaskClient) -> None:
    page = post(coordinator, association, action="more_dates", title="").text
    assert 'name="dates-5-day"' in page
    assert "En rolig tur langs åen." in page
    assert "error-summary" not in page


def test_a_form_sent_twice_posts_one_task(association: Association, coordinator: FlaskClient) -> None:
    key = "7d3f7f5e-3e43-4b8e-9d3c-3f2f2ad6c0aa"
    locations = {post(coordinator, association, form_key=key).location for _ in range(2)}
    assert count(Task) == 1
    assert len(locations) == 1


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"title": "  "}, "Udfyld dette felt."),
        ({"dates-0-day": ""}, "Udfyld dette felt."),
        ({"dates-0-day": "", "dates-0-start": "", "dates-0-end": ""}, "Skriv mindst én dato."),
        ({"dates-0-day": "31-02-2027"}, "Skriv datoen som dag-måned-år"),
        ({"dates-0-day": "0001-01-01"}, "Den tid er forbi."),
        ({"dates-0-day": "9999-12-31"}, "Se efter, om årstallet er rigtigt."),
        ({"dates-0-end": "15:00"}, "Sluttidspunktet skal ligge efter starten."),
        ({"dates-0-start": "25:00"}, "Skriv tiden som timer og minutter"),
        ({"seats": "0"}, "Skriv et tal mellem 1 og 500."),
        ({"seats": "9223372036854775808"}, "Skriv et tal mellem 1 og 500."),
        ({"seats": "mange"}, "Skriv et helt tal."),
        ({"minimum_age": "4"}, "Skriv en alder mellem 10 og 99."),
        ({"title": "x" * 81}, "Det er for langt."),
        ({"kind": "weekly"}, "Udfyld dette felt."),
        (
            {
                "kind": "weekly",
                "from_time": "10:00",
                "to_time": "11:00",
                "first_on": "2026-12-01",
                "last_on": "2026-11-30",
            },
            "Den sidste dag må ikke ligge før den første.",
        ),
        ({"title": "Nul\x00"}, "et tegn"),
    ],
)
def test_what_cannot_be_right_is_said_at_its_field_and_in_the_summary(
    association: Association, coordinator: FlaskClient, values: dict[str, str], message: str
) -> None:
    page = post(coordinator, association, **values)
    assert page.status_code == 200
    assert page.text.count(message) >= 2
    assert count(Task) == 0


def test_the_same_date_twice_is_said(association: Association, coordinator: FlaskClient) -> None:
    again = {"dates-1-day": IN_TEN_DAYS.isoformat(), "dates-1-start": "16:00", "dates-1-end": "17:00"}
    assert "to gange" in post(coordinator, association, **again).text


def test_posting_again_copies_the_words_and_not_the_dates(
    association: Association, coordinator: FlaskClient
) -> None:
    old = make.make_task(association=association, title="Loppemarked", place="Torvet", minimum_age=15)
    make.make_shift(task=old)
    db.session.commit()
    page = coordinator.get(f"/opgaver/{old.id}/igen").text
    assert 'value="Loppemarked"' in page
    assert 'value="Torvet"' in page
    assert page.count('type="date" value=""') == 5
    post(coordinator, association, title="Loppemarked")
    assert count(Task) == 2


def test_while_the_association_waits_a_task_can_only_be_a_draft(sign_in: SignIn) -> None:
    waiting = make.make_association(status=AssociationStatus.PENDING)
    client = sign_in(waiting.coordinators[0])
    assert "ikke godkendt endnu" in post(client, waiting).text
    assert count(Task) == 0
    post(client, waiting, action="draft")
    task = only_task()
    assert task.status is TaskStatus.DRAFT
    client.post(f"/opgaver/{task.id}/udgiv")
    db.session.refresh(task)
    assert task.status is TaskStatus.DRAFT


def test_a_task_is_closed_and_opened_again(association: Association, coordinator: FlaskClient) -> None:
    task = make.make_shift(task=make.make_task(association=association)).task
    db.session.commit()
    for step, status in (("luk", TaskStatus.CLOSED), ("genaabn", TaskStatus.PUBLISHED)):
        coordinator.post(f"/opgaver/{task.id}/{step}")
        db.session.refresh(task)
        assert task.status is status


def test_a_task_whose_times_are_over_cannot_be_opened_again(
    association: Association, coordinator: FlaskClient
) -> None:
    task = make.make_task(association=association, status=TaskStatus.CLOSED)
    make.make_shift(task=task, starts_at=now() - timedelta(days=1))
    db.session.commit()
    page = coordinator.post(f"/opgaver/{task.id}/genaabn", follow_redirects=True).text
    assert "Alle opgavens tider er forbi." in page
    assert task.status is TaskStatus.CLOSED


def test_a_new_weekly_time_moves_free_shifts_and_leaves_those_with_sign_ups(
    association: Association, coordinator: FlaskClient
) -> None:
    weekly = {"kind": "weekly", "weekday": str(IN_TEN_DAYS.weekday()), "first_on": IN_TEN_DAYS.isoformat()}
    post(coordinator, association, from_time="16:00", to_time="17:00", **weekly)
    task = only_task()
    taken = task.shifts[0]
    make.make_signup(shift=taken)
    db.session.commit()
    changed = written(association, from_time="18:00", to_time="19:00", **weekly)
    page = coordinator.post(f"/opgaver/{task.id}/ret", data=changed, follow_redirects=True).text
    assert "1 vagt beholder sin tid" in page
    starts = db.session.scalars(select(Shift.starts_at).order_by(Shift.starts_at)).all()
    assert starts[:2] == [at_local_time(IN_TEN_DAYS, 16), at_local_time(IN_TEN_DAYS, 18)]
    assert {start.astimezone().minute for start in starts if start} == {0}
    assert len(starts) == 8


def test_more_places_on_a_micro_task_are_there_at_once(
    association: Association, coordinator: FlaskClient
) -> None:
    post(coordinator, association, kind="micro")
    task = only_task()
    coordinator.post(f"/opgaver/{task.id}/ret", data=written(association, seats="5", kind="micro"))
    db.session.expire_all()
    assert task.shifts[0].seats == 5


def test_words_of_a_dated_task_change_without_touching_its_shifts(
    association: Association, coordinator: FlaskClient
) -> None:
    post(coordinator, association)
    task = only_task()
    changed = written(association, title="Ny titel") | {"dates-0-day": ""}
    assert coordinator.post(f"/opgaver/{task.id}/ret", data=changed).status_code == 302
    db.session.expire_all()
    assert (task.title, len(task.shifts)) == ("Ny titel", 1)


@pytest.mark.parametrize("path", ["tilmeldinger", "ret", "igen", "vagter/ny"])
def test_another_associations_task_looks_as_if_it_did_not_exist(path: str, sign_in: SignIn) -> None:
    task = make.make_shift().task
    stranger = sign_in(make.make_association().coordinators[0])
    hidden, missing = (stranger.get(f"/opgaver/{number}/{path}") for number in (task.id, 2_000_000_000))
    assert (hidden.status_code, missing.status_code) == (404, 404)


@pytest.mark.parametrize("role", [RoleName.VOLUNTEER, RoleName.CASEWORKER, RoleName.ADMINISTRATOR])
def test_only_coordinators_post_tasks(role: RoleName, association: Association, sign_in: SignIn) -> None:
    assert post(sign_in(make.make_user(role)), association).status_code == 404
    assert count(Task) == 0


def test_a_coordinator_posts_only_for_their_own_association(coordinator: FlaskClient) -> None:
    other = make.make_association()
    db.session.commit()
    assert post(coordinator, other).status_code == 404


def test_the_list_of_own_tasks_says_what_waits(association: Association, coordinator: FlaskClient) -> None:
    shift = make.make_shift(task=make.make_task(association=association, title="Kaffevagt"))
    make.make_signup(shift=shift)
    make.make_signup(shift=shift, status=SignupStatus.CONFIRMED, seat=1)
    db.session.commit()
    page = coordinator.get("/mine-opgaver", follow_redirects=True).text
    assert "Kaffevagt" in page
    assert "1 venter på svar" in page
    assert "1 bekræftet" in page


def test_tasks_where_somebody_waits_for_an_answer_come_first(
    association: Association, coordinator: FlaskClient
) -> None:
    make.make_signup(shift=make.make_shift(task=make.make_task(association=association, title="Venter")))
    make.make_shift(task=make.make_task(association=association, title="Nyere"))
    db.session.commit()
    page = coordinator.get("/mine-opgaver", follow_redirects=True).text
    assert page.index("Venter</a>") < page.index("Nyere</a>")


def test_dates_are_kept_as_days_of_the_danish_calendar(
    association: Association, coordinator: FlaskClient
) -> None:
    summer = date(local_date(now()).year + 1, 7, 1)
    post(coordinator, association, **{"dates-0-day": summer.strftime("%d-%m-%Y")})
    assert only_task().shifts[0].starts_at == at_local_time(summer, 16)
