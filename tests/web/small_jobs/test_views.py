"""The pages of small jobs: posting within the law, who finds what, and a young person's own wishes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.web import factories as make
from tests.web import work_factories as work
from web.accounts.models import RoleName, User
from web.core import clock
from web.employers.models import EmployerStatus
from web.extensions import db
from web.small_jobs.models import Interest, SmallJob, SmallJobStatus, WorkWishes
from web.youth.models import YoungPerson

pytestmark = pytest.mark.usefixtures("database")
SignIn = Callable[[User], FlaskClient]
SCRIPT = "<script>alert(1)</script>"
KEY = "7d3f7f5e-3e43-4b8e-9d3c-3f2f2ad6c0aa"


def written(**values: Any) -> dict[str, Any]:
    """A small job as a workplace writes it."""
    defaults = {
        "title": "Fyld hylderne",
        "kind_of_work": "shelves",
        "tasks": "Sæt varer på hylden.",
        "good_day": "Vi siger hej.",
        "hourly_rate_kr": "95",
        "hours_from": "2",
        "hours_to": "6",
        "week": ["2-afternoon", "3-afternoon"],
        "area": make.make_area().code,
        "youngest_age": "13",
        "oldest_age": "",
        "seats": "1",
        "publish": "yes",
    }
    return defaults | values


def wished(**values: Any) -> dict[str, Any]:
    """Wishes as a young person taps them."""
    defaults = {
        "is_looking": "y",
        "likes": ["shelves"],
        "energy_morning": "1",
        "energy_noon": "1",
        "energy_afternoon": "2",
        "energy_evening": "0",
        "start_hours": "2",
        "step": "2-4",
        "goal_hours": "8",
        "week": ["2-afternoon"],
        "means": ["cycle"],
        "max_travel_minutes": "30",
    }
    return defaults | values


def jobs() -> list[SmallJob]:
    return list(db.session.scalars(select(SmallJob).order_by(SmallJob.id)))


def young(**values: Any) -> YoungPerson:
    """A young person with an account."""
    return make.make_young_person(user=make.make_user(RoleName.YOUNG_PERSON), **values)


def account_of(person: YoungPerson) -> User:
    assert person.user is not None
    return person.user


def years_old(age: int) -> date:
    return date(clock.today().year - age, 1, 1)


def test_a_workplace_posts_a_job_that_everybody_finds(sign_in: SignIn, client: FlaskClient) -> None:
    employer = work.make_employer()
    sign_in(employer.contacts[0]).post(f"/arbejdsgivere/{employer.id}/smaajob", data=written())
    (job,) = jobs()
    assert job.status is SmallJobStatus.PUBLISHED
    assert "Fyld hylderne" in client.get("/smaajob").get_data(as_text=True)


@pytest.mark.parametrize("status", [EmployerStatus.PENDING, EmployerStatus.REFUSED])
def test_nobody_finds_a_job_of_a_workplace_that_is_not_approved(
    sign_in: SignIn, client: FlaskClient, status: EmployerStatus
) -> None:
    employer = work.make_employer(status=status)
    sign_in(employer.contacts[0]).post(f"/arbejdsgivere/{employer.id}/smaajob", data=written())
    (job,) = jobs()
    assert "Fyld hylderne" not in client.get("/smaajob").get_data(as_text=True)
    assert client.get(f"/smaajob/{job.id}").status_code == 404


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", ""),
        ("title", "a" * 81),
        ("tasks", ""),
        ("good_day", ""),
        ("kind_of_work", ""),
        ("kind_of_work", "mining"),
        ("area", "no-such-place"),
        ("hourly_rate_kr", "0"),
        ("hourly_rate_kr", "-95"),
        ("hourly_rate_kr", "9" * 30),
        ("hourly_rate_kr", "mange"),
        ("hours_from", "0"),
        ("hours_from", "38"),
        ("hours_to", "1"),
        ("hours_to", "168"),
        ("week", []),
        ("youngest_age", "12"),
        ("youngest_age", "99"),
        ("oldest_age", "12"),
        ("seats", "0"),
        ("seats", "5000"),
    ],
)
def test_what_is_wrong_with_a_job_is_said_at_its_field(sign_in: SignIn, field: str, value: Any) -> None:
    employer = work.make_employer()
    answer = sign_in(employer.contacts[0]).post(
        f"/arbejdsgivere/{employer.id}/smaajob", data=written(**{field: value})
    )
    assert answer.status_code == 200
    assert f'id="{field}-error"' in answer.get_data(as_text=True)
    assert jobs() == []


@pytest.mark.parametrize(
    ("kind", "age", "lowest"), [("serving", 14, 15), ("machines", 17, 18), ("personal_care", 15, 18)]
)
def test_work_that_the_law_keeps_from_the_young_is_refused_at_the_age(
    sign_in: SignIn, kind: str, age: int, lowest: int
) -> None:
    employer = work.make_employer()
    page = sign_in(employer.contacts[0]).post(
        f"/arbejdsgivere/{employer.id}/smaajob", data=written(kind_of_work=kind, youngest_age=str(age))
    )
    text = page.get_data(as_text=True)
    assert 'id="youngest_age-error"' in text
    assert f"{lowest} år" in text
    assert jobs() == []


def test_a_job_is_not_made_younger_than_the_law_afterwards(sign_in: SignIn) -> None:
    job = work.make_job(kind_of_work=work.kind_of_work("serving"), youngest_age=15)
    client = sign_in(job.employer.contacts[0])
    page = client.post(f"/smaajob/{job.id}/ret", data=written(kind_of_work="serving", youngest_age="13"))
    assert 'id="youngest_age-error"' in page.get_data(as_text=True)
    db.session.refresh(job)
    assert job.youngest_age == 15


def test_a_form_that_is_sent_twice_posts_one_job(sign_in: SignIn) -> None:
    employer = work.make_employer()
    client, form = sign_in(employer.contacts[0]), written(form_key=KEY)
    for _ in range(2):
        client.post(f"/arbejdsgivere/{employer.id}/smaajob", data=form)
    assert len(jobs()) == 1


@pytest.mark.parametrize(
    ("path", "is_form"), [("ret", True), ("offentliggoer", False), ("luk", False), ("aabn", False)]
)
def test_another_workplaces_job_is_not_there(sign_in: SignIn, path: str, is_form: bool) -> None:
    job = work.make_job(title="Fars job")
    stranger = sign_in(work.make_employer().contacts[0])
    answers = [
        stranger.post(f"/smaajob/{number}/{path}", data=written()) for number in (job.id, 2_000_000_000)
    ]
    assert [answer.status_code for answer in answers] == [404, 404]
    if is_form:
        assert stranger.get(f"/smaajob/{job.id}/{path}").status_code == 404
    db.session.refresh(job)
    assert (job.title, job.status) == ("Fars job", SmallJobStatus.PUBLISHED)


def test_a_draft_is_nobodys_but_the_workplaces(sign_in: SignIn, client: FlaskClient) -> None:
    job = work.make_job(status=SmallJobStatus.DRAFT)
    db.session.commit()
    assert client.get(f"/smaajob/{job.id}").status_code == 404
    assert sign_in(account_of(young())).post(f"/smaajob/{job.id}/vil-gerne").status_code == 404
    assert sign_in(job.employer.contacts[0]).get(f"/smaajob/{job.id}/ret").status_code == 200


def test_what_a_workplace_writes_is_never_run(sign_in: SignIn, client: FlaskClient) -> None:
    employer = work.make_employer(name=f"B {SCRIPT}", about=SCRIPT)
    job = work.make_job(employer=employer, title=SCRIPT, tasks=SCRIPT, good_day=SCRIPT, place=SCRIPT)
    own = sign_in(employer.contacts[0])
    pages = [
        client.get("/smaajob"),
        client.get(f"/smaajob/{job.id}"),
        own.get("/smaajob/vores"),
        own.get(f"/smaajob/{job.id}/ret"),
    ]
    for page in pages:
        assert page.status_code == 200
        assert SCRIPT not in page.get_data(as_text=True)


@pytest.mark.parametrize(
    "query",
    [
        "alder=abc",
        "alder=-1",
        "alder=999999999999999999999",
        "sted=%00",
        "timer=x",
        "hjaelp=nope",
        "side=0",
        "side=99",
    ],
)
def test_the_list_answers_any_question(client: FlaskClient, query: str) -> None:
    work.make_job()
    assert client.get(f"/smaajob?{query}").status_code == 200


def test_a_young_person_says_they_would_like_a_job_once_and_takes_it_back(sign_in: SignIn) -> None:
    job, person = work.make_job(), young()
    client = sign_in(account_of(person))
    for _ in range(2):
        client.post(f"/smaajob/{job.id}/vil-gerne")
    assert len(db.session.scalars(select(Interest)).all()) == 1
    client.post(f"/smaajob/{job.id}/alligevel-ikke")
    assert db.session.scalars(select(Interest)).all() == []


@pytest.mark.parametrize(
    ("age", "kind", "youngest"), [(12, "shelves", 13), (14, "serving", 15), (17, "machines", 18)]
)
def test_a_young_person_reads_why_they_are_too_young(
    sign_in: SignIn, age: int, kind: str, youngest: int
) -> None:
    job = work.make_job(kind_of_work=work.kind_of_work(kind), youngest_age=youngest)
    page = sign_in(account_of(young(born_on=years_old(age)))).get(f"/smaajob/{job.id}")
    assert page.status_code == 200
    assert 'action="/smaajob/' not in page.get_data(as_text=True)


def test_wishes_are_kept_as_they_were_tapped(sign_in: SignIn) -> None:
    person = young()
    sign_in(account_of(person)).post(
        "/smaajob/mine-oensker", data=wished(avoids=["noise"], musts=["one_task"])
    )
    (wishes,) = db.session.scalars(select(WorkWishes))
    assert wishes.young_person_id == person.id
    assert [kind.code for kind in wishes.likes] == ["shelves"]
    assert ([one.code for one in wishes.avoids], [one.code for one in wishes.musts]) == (
        ["noise"],
        ["one_task"],
    )
    assert (wishes.energy_afternoon, wishes.energy_evening, wishes.may_show_words) == (2, 0, False)


@pytest.mark.parametrize(("age", "is_offered"), [(17, False), (18, True)])
def test_dangerous_machines_are_offered_to_grown_ups_only(
    sign_in: SignIn, age: int, *, is_offered: bool
) -> None:
    machines = work.kind_of_work("machines").name_da
    page = sign_in(account_of(young(born_on=years_old(age)))).get("/smaajob/mine-oensker")
    assert (machines in page.get_data(as_text=True)) is is_offered


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("likes", ["mining"]),
        ("avoids", ["everything"]),
        ("energy_noon", "7"),
        ("start_hours", "100"),
        ("goal_hours", "1000"),
        ("step", "9-9"),
        ("means", ["rocket"]),
        ("max_travel_minutes", "9999"),
        ("words", "a" * 601),
    ],
)
def test_wishes_that_were_not_offered_are_refused_at_their_field(
    sign_in: SignIn, field: str, value: Any
) -> None:
    page = sign_in(account_of(young())).post("/smaajob/mine-oensker", data=wished(**{field: value}))
    assert f'id="{field}-error"' in page.get_data(as_text=True)
    assert db.session.scalars(select(WorkWishes)).all() == []


def test_a_goal_below_the_start_is_refused_at_the_goal(sign_in: SignIn) -> None:
    page = sign_in(account_of(young())).post(
        "/smaajob/mine-oensker", data=wished(start_hours="12", goal_hours="4")
    )
    assert 'id="goal_hours-error"' in page.get_data(as_text=True)


def test_another_caseworkers_young_person_has_no_wishes_to_note(sign_in: SignIn) -> None:
    person = make.make_young_person()
    stranger = sign_in(make.make_user(RoleName.CASEWORKER))
    assert stranger.get(f"/unge/{person.id}/smaajob/oensker").status_code == 404
    assert stranger.post(f"/unge/{person.id}/smaajob/oensker", data=wished()).status_code == 404
    assert db.session.scalars(select(WorkWishes)).all() == []


def test_what_a_young_person_writes_is_never_run(sign_in: SignIn) -> None:
    person = young()
    client = sign_in(account_of(person))
    client.post("/smaajob/mine-oensker", data=wished(words=SCRIPT))
    assert SCRIPT not in client.get("/smaajob/mine-oensker").get_data(as_text=True)
    noted = sign_in(person.caseworker).get(f"/unge/{person.id}/smaajob/oensker").get_data(as_text=True)
    assert SCRIPT not in noted
    assert "alert(1)" in noted


def test_what_was_said_before_is_shown_again(sign_in: SignIn) -> None:
    person = young()
    work.make_wishes(young_person=person, likes=[work.kind_of_work()], words="Jeg hedder Freja.")
    page = sign_in(account_of(person)).get("/smaajob/mine-oensker")
    assert page.status_code == 200
    assert "Jeg hedder Freja." in page.get_data(as_text=True)
