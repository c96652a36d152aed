"""Naming a deputy and ending it: what is refused, by the form, the service and the database."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from tests.web import factories as make
from web.accounts.models import RoleName, User
from web.audit.models import AuditEvent
from web.core import clock
from web.core.errors import RuleError
from web.deputies.models import Deputy
from web.deputies.services import Absence, end_deputy, name_deputy
from web.extensions import db
from web.notifications.models import OutboxMessage

pytestmark = pytest.mark.usefixtures("database")
SignIn = Callable[[User], FlaskClient]
DAY = timedelta(days=1)


def caseworker() -> User:
    return make.make_user(RoleName.CASEWORKER)


def absence(**values: Any) -> Absence:
    """Next week, two caseworkers."""
    defaults: dict[str, Any] = {
        "caseworker": values.pop("caseworker", None) or caseworker(),
        "deputy": values.pop("deputy", None) or caseworker(),
        "starts_on": clock.today() + 7 * DAY,
        "ends_on": clock.today() + 13 * DAY,
    }
    return Absence(**(defaults | values))


def name(away: Absence, *, by: User | None = None) -> Deputy:
    return name_deputy(away, by=by or away.caseworker, now=clock.now())


def test_a_deputy_is_written_down_and_told() -> None:
    deputy = name(absence())
    event = db.session.scalars(select(AuditEvent)).one()
    assert (event.action, event.actor_id, event.subject_id) == (
        "name deputy",
        deputy.caseworker_id,
        deputy.id,
    )
    assert db.session.scalars(select(OutboxMessage.user_id)).all() == [deputy.deputy_id]


def test_an_administrator_names_one_for_somebody_and_both_are_told() -> None:
    deputy = name(absence(), by=make.make_user(RoleName.ADMINISTRATOR))
    assert set(db.session.scalars(select(OutboxMessage.user_id))) == {deputy.caseworker_id, deputy.deputy_id}


def test_what_makes_no_sense_is_refused_at_its_field() -> None:
    same, today = caseworker(), clock.today()
    wrong = [
        (absence(caseworker=same, deputy=same), "deputy"),
        (absence(deputy=make.make_user(RoleName.AREA_CONTACT)), "deputy"),
        (absence(deputy=make.make_user(RoleName.CASEWORKER, active=False)), "deputy"),
        (absence(caseworker=make.make_user(RoleName.ADMINISTRATOR)), "caseworker"),
        (absence(starts_on=today - DAY), "starts_on"),
        (absence(ends_on=today + 6 * DAY), "ends_on"),
        (absence(ends_on=today + 200 * DAY), "ends_on"),
    ]
    for away, field in wrong:
        with pytest.raises(RuleError) as refusal:
            name(away)
        assert refusal.value.field == field
    assert db.session.scalars(select(Deputy)).all() == []


def test_two_deputies_on_one_day_are_refused() -> None:
    first = name(absence())
    with pytest.raises(RuleError) as refusal:
        name(absence(caseworker=first.caseworker, starts_on=first.ends_on, ends_on=first.ends_on + DAY))
    assert refusal.value.field == "starts_on"
    name(absence(caseworker=first.caseworker, starts_on=first.ends_on + DAY, ends_on=first.ends_on + DAY))


def test_one_ended_early_makes_room_for_another() -> None:
    first = name(absence())
    end_deputy(first, by=first.caseworker, now=clock.now())
    assert name(absence(caseworker=first.caseworker)).id != first.id


def test_nobody_stands_in_who_is_away_themselves() -> None:
    first = name(absence())
    with pytest.raises(RuleError, match=first.caseworker.name):
        name(absence(deputy=first.caseworker))
    with pytest.raises(RuleError):
        name(absence(caseworker=first.deputy))


def test_it_cannot_be_ended_twice() -> None:
    deputy = name(absence())
    end_deputy(deputy, by=deputy.caseworker, now=clock.now())
    with pytest.raises(RuleError):
        end_deputy(deputy, by=deputy.caseworker, now=clock.now())


@pytest.mark.parametrize("wrong", ["self", "order", "overlap"])
def test_the_database_refuses_what_the_service_would(wrong: str) -> None:
    first = make.save(Deputy(**vars(absence())))
    values: dict[str, Any] = vars(absence(caseworker=first.caseworker))
    if wrong == "self":
        values |= {
            "deputy": first.caseworker,
            "starts_on": first.ends_on + DAY,
            "ends_on": first.ends_on + DAY,
        }
    elif wrong == "order":
        values |= {"starts_on": first.ends_on + 9 * DAY, "ends_on": first.ends_on + 8 * DAY}
    with pytest.raises(IntegrityError), db.session.begin_nested():
        make.save(Deputy(**values))


def typed(deputy: User, **values: object) -> dict[str, object]:
    """What a caseworker fills in."""
    days = {"starts_on": clock.today().isoformat(), "ends_on": (clock.today() + 7 * DAY).isoformat()}
    return {"deputy": deputy.id} | days | values


def test_a_caseworker_names_a_colleague_on_the_page_and_ends_it(sign_in: SignIn) -> None:
    away, colleague = caseworker(), make.make_user(RoleName.CASEWORKER, name="Jonas Bak")
    client = sign_in(away)
    assert "Jonas Bak" in client.get("/stedfortraeder").text
    answer = client.post("/stedfortraeder", data=typed(colleague), follow_redirects=True)
    assert "Jonas Bak er stedfortræder for" in answer.text
    deputy = db.session.scalars(select(Deputy)).one()
    answer = client.post(f"/stedfortraeder/{deputy.id}/slut", follow_redirects=True)
    assert "Det er afsluttet" in answer.text
    db.session.expire_all()
    assert db.session.scalars(select(Deputy.ended_at)).one() is not None


def test_a_caseworker_cannot_say_that_somebody_else_is_away(sign_in: SignIn) -> None:
    away, colleague, victim = caseworker(), caseworker(), caseworker()
    sign_in(away).post("/stedfortraeder", data=typed(colleague, caseworker=victim.id))
    assert db.session.scalars(select(Deputy.caseworker_id)).all() == [away.id]


def test_an_administrator_says_who_is_away(sign_in: SignIn) -> None:
    away, colleague = caseworker(), caseworker()
    administrator = make.make_user(RoleName.ADMINISTRATOR)
    sign_in(administrator).post("/stedfortraeder", data=typed(colleague, caseworker=away.id))
    assert db.session.scalars(select(Deputy.caseworker_id)).all() == [away.id]


def test_the_deputy_and_others_cannot_end_it(sign_in: SignIn) -> None:
    deputy = make.save(Deputy(**vars(absence())))
    for user in (deputy.deputy, caseworker(), make.make_user(RoleName.AREA_CONTACT)):
        assert sign_in(user).post(f"/stedfortraeder/{deputy.id}/slut").status_code == 404
    db.session.expire_all()
    assert db.session.scalars(select(Deputy.ended_at)).one() is None


def test_a_form_without_a_colleague_chosen_says_so(sign_in: SignIn) -> None:
    away = caseworker()
    caseworker()
    answer = sign_in(away).post("/stedfortraeder", data=typed(away) | {"deputy": 0})
    assert answer.status_code == 200
    assert "Vælg, hvem der er stedfortræder." in answer.text


def test_nobody_opens_a_colleagues_caseload_to_themselves() -> None:
    both = make.make_user(RoleName.CASEWORKER, RoleName.ADMINISTRATOR)
    with pytest.raises(RuleError) as refusal:
        name(absence(deputy=both), by=both)
    assert refusal.value.field == "deputy"
    name(absence(deputy=both), by=make.make_user(RoleName.ADMINISTRATOR))


def test_a_colleague_without_a_second_step_is_not_offered(sign_in: SignIn) -> None:
    away, ready, not_ready = (make.make_user(RoleName.CASEWORKER) for _ in range(3))
    not_ready.tf_primary_method = not_ready.tf_totp_secret = None
    ready_id, not_ready_id = ready.id, not_ready.id
    page = sign_in(away).get("/stedfortraeder").get_data(as_text=True)
    assert f'value="{ready_id}"' in page
    assert f'value="{not_ready_id}"' not in page
