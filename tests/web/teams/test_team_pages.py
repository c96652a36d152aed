"""The pages of teams: what coordinators and volunteers see and do, and what the others never learn."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from tests.web import factories as make
from tests.web.staffing.test_planning import Fair, fair
from web.extensions import db
from web.profiles.models import Volunteer
from web.staffing import decisions
from web.tasks.models import Signup, SignupStatus
from web.teams import services
from web.teams.models import Separation, Team

__all__ = ["fair"]
pytestmark = pytest.mark.usefixtures("database")
SignIn = Callable[..., FlaskClient]
NOW = datetime.now(UTC)


def known(*names: str) -> list[Volunteer]:
    """Volunteers of one association, by name."""
    task = make.make_task()
    people = [make.make_volunteer(user=make.make_user(name=name)) for name in names]
    shift = make.make_shift(task=task, seats=9)
    for seat, person in enumerate(people, start=1):
        make.make_signup(shift=shift, volunteer=person, status=SignupStatus.CONFIRMED, seat=seat)
    return people


def association_of(person: Volunteer) -> tuple[int, object]:
    signup = db.session.scalars(select(Signup).where(Signup.volunteer_id == person.id)).one()
    association = signup.shift.task.association
    return association.id, association.coordinators[0]


def test_a_coordinator_puts_people_together_adds_one_and_ends_the_team(sign_in: SignIn) -> None:
    one, other, third = known("Amira Holm", "Bo Lund", "Clara Bang")
    association_id, coordinator = association_of(one)
    client = sign_in(coordinator)
    base = f"/foreninger/{association_id}/sammen"
    assert 'id="second-error"' in client.post(f"{base}/nyt-hold", data={"first": one.id}).text
    twice = client.post(f"{base}/nyt-hold", data={"first": one.id, "second": one.id}).text
    assert "Vælg mindst to forskellige personer." in twice
    made = client.post(f"{base}/nyt-hold", data={"first": one.id, "second": other.id})
    team = db.session.scalars(select(Team)).one()
    assert made.location.endswith(f"{base}/hold/{team.id}")
    client.post(f"{base}/hold/{team.id}", data={"person": third.id})
    assert "Amira Holm, Bo Lund, Clara Bang" in client.get(base).text
    client.post(f"{base}/hold/{team.id}/slut")
    assert db.session.scalar(select(func.count()).select_from(Team)) == 0


def test_a_note_is_read_by_the_associations_coordinators_and_nobody_else(sign_in: SignIn) -> None:
    one, other = known("Amira Holm", "Bo Lund")
    association_id, coordinator = association_of(one)
    client = sign_in(coordinator)
    base = f"/foreninger/{association_id}/sammen"
    data = {"first": one.id, "second": other.id, "note": "Aftalt med dem hver for sig."}
    client.post(f"{base}/hver-for-sig", data=data)
    pair = db.session.scalars(select(Separation)).one()
    assert "Aftalt med dem hver for sig." in client.get(base).text
    elsewhere = sign_in(make.make_association().coordinators[0])
    assert elsewhere.get(base).status_code == 404
    assert elsewhere.post(f"{base}/hver-for-sig/{pair.id}/slut").status_code == 404
    for person in (one, other):
        own = sign_in(person.user)
        for page in ("/sammen", "/mine-vagter", "/start", "/mine-oplysninger"):
            text = own.get(page, follow_redirects=True).text
            assert "Aftalt med" not in text
            assert (other if person is one else one).user.name not in text


def test_people_of_another_association_cannot_be_chosen(sign_in: SignIn) -> None:
    one, _ = known("Amira Holm", "Bo Lund")
    (stranger,) = known("Carl Friis")
    association_id, coordinator = association_of(one)
    client = sign_in(coordinator)
    for page in ("nyt-hold", "hver-for-sig"):
        address = f"/foreninger/{association_id}/sammen/{page}"
        assert "Carl Friis" not in client.get(address).text
        sent = client.post(address, data={"first": one.id, "second": stranger.id})
        assert sent.status_code == 200
    assert db.session.scalar(select(func.count()).select_from(Team)) == 0
    assert db.session.scalar(select(func.count()).select_from(Separation)) == 0


def test_two_friends_find_together_through_a_link(sign_in: SignIn) -> None:
    one, other = known("Amira Holm", "Bo Lund")
    client = sign_in(one.user)
    client.post("/sammen/nyt")
    link = re.search(r"/sammen/link/[\w-]+", client.get("/sammen").text)
    assert link is not None
    friend = sign_in(other.user)
    asked = friend.get(link.group()).text
    assert "Amira vil gerne på vagt sammen med dig" in asked
    assert "Holm" not in asked
    assert db.session.scalars(select(Team)).one().members == [one]
    friend.post(f"{link.group()}/ja")
    assert "Dig og Amira" in friend.get("/sammen").text
    team = db.session.scalars(select(Team)).one()
    assert sign_in(make.make_volunteer().user).post(f"/sammen/{team.id}/forlad").status_code == 404
    friend = sign_in(other.user)
    friend.post(f"/sammen/{team.id}/forlad")
    assert "Dig og" not in friend.get("/sammen").text


def test_a_protected_friend_goes_by_the_chosen_name(sign_in: SignIn) -> None:
    user = make.make_user(name="Ragnhild Krog")
    hidden = make.make_volunteer(user=user, is_protected=True, known_as="Solveig")
    team = services.begin_own_team(hidden, by=hidden.user, now=NOW)
    page = sign_in(make.make_volunteer().user).get(f"/sammen/link/{team.code}").text
    assert "Solveig" in page
    assert "Ragnhild" not in page


def test_the_plan_says_who_comes_with_whom_and_who_should_not_meet(sign_in: SignIn, fair: Fair) -> None:
    people = [fair.helper(user=make.make_user(name=name)) for name in ("Amira Holm", "Bo Lund")]
    services.put_together(fair.plan.association, people, by=fair.by, now=fair.now)
    fair.run()
    decisions.accept_all(fair.plan, by=fair.by, now=fair.now)
    client = sign_in(fair.by)
    for page in (f"/planer/{fair.plan.id}", f"/planer/{fair.plan.id}/vagter/{fair.shifts[0].id}"):
        assert "Kommer sammen med Bo." in client.get(page).text
    services.end_team(db.session.scalars(select(Team)).one(), by=fair.by, now=fair.now)
    services.keep_apart(fair.plan.association, *people, note="", by=fair.by, now=fair.now)
    assert "Skal holdes fra Amira." in client.get(f"/planer/{fair.plan.id}").text


def test_the_coordinator_reads_at_the_sign_up_why_an_answer_is_waited_for(sign_in: SignIn) -> None:
    one, _ = known("Amira Holm", "Bo Lund")
    signup = db.session.scalars(select(Signup).where(Signup.volunteer_id == one.id)).one()
    shift, coordinator = signup.shift, signup.shift.task.association.coordinators[0]
    asking = make.make_volunteer()
    make.make_signup(shift=shift, volunteer=asking)
    services.keep_apart(shift.task.association, asking, one, note="", by=coordinator, now=NOW)
    page = sign_in(coordinator).get(f"/opgaver/{shift.task_id}/tilmeldinger").text
    assert page.count("Skal holdes fra Amira Holm, som er på vagten.") == 1
