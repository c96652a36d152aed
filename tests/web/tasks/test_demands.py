"""What shifts ask for: for all times of a task, more for one of them, and never more people than there are places."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.web import factories as make
from web.accounts.models import User
from web.core.clock import local_date
from web.core.errors import RuleError
from web.extensions import db
from web.tasks.demand_services import DemandDraft, ask_as_task, ask_for, own_demand
from web.tasks.demands import demand_of
from web.tasks.drafts import ShiftTimes
from web.tasks.from_now_on import NewTerms, change_from_now_on
from web.tasks.models import Shift, TaskKind
from web.tasks.shift_services import add_shift, change_shift
from web.tasks.weekly import lay_shifts
from web.vetting.models import SHIFTS, ClearanceKind
from web.vetting.queries import requirement_of

pytestmark = pytest.mark.usefixtures("database")
SignIn = Callable[..., FlaskClient]
NOW = datetime.now(UTC)


def coordinator(shift: Shift) -> User:
    return shift.task.association.coordinators[0]


def ask(shift: Shift, *, alone: bool = False, **draft: Any) -> None:
    """Ask for something of all shifts of the task, or of this one alone."""
    by = coordinator(shift)
    ask_for(shift.task, DemandDraft(**draft), shift=shift if alone else None, by=by, now=NOW)


def test_the_administrators_age_for_a_childrens_certificate_is_the_one_that_counts() -> None:
    shift = make.make_shift(seats=4)
    of_shifts = requirement_of(ClearanceKind.CHILDRENS_CERTIFICATE, programme=SHIFTS)
    assert of_shifts is not None
    of_shifts.only_below_age = 12
    with pytest.raises(RuleError, match="under 12") as refusal:
        ask(shift, clearances=["childrens_certificate"], youngest_met=12)
    assert refusal.value.field == "youngest_met"
    ask(shift, clearances=["childrens_certificate"], youngest_met=11)


def test_a_shift_may_ask_for_more_than_its_task_but_never_for_less() -> None:
    shift = make.make_shift(seats=4)
    other = make.make_shift(task=shift.task, seats=4, starts_at=NOW + timedelta(days=9))
    ask(
        shift,
        minimum=2,
        required=["first_aid"],
        clearances=["childrens_certificate"],
        youngest_met=8,
        oldest_age=70,
    )
    ask(shift, alone=True, minimum=3, needs={"driving": 2}, clearances=["training"], oldest_age=80)
    own, usual = demand_of(shift), demand_of(other)
    assert (own.minimum, own.needs) == (3, {"driving": 2})
    assert own.required == frozenset({"first_aid"})
    assert own.clearances == frozenset({"childrens_certificate", "training"})
    assert own.oldest_age == 70
    assert (usual.minimum, usual.needs) == (2, {})
    assert usual.clearances == frozenset({"childrens_certificate"})
    ask_as_task(shift, by=coordinator(shift), now=NOW)
    assert demand_of(shift) == usual


def test_a_shift_with_a_demand_of_its_own_does_not_hold_the_others_back() -> None:
    shift = make.make_shift(seats=2)
    make.make_shift(task=shift.task, seats=5, starts_at=NOW + timedelta(days=9))
    ask(shift, alone=True, minimum=1)
    ask(shift, minimum=5)
    with pytest.raises(RuleError, match="mindst 5 personer"):
        ask_as_task(shift, by=coordinator(shift), now=NOW)


@pytest.mark.parametrize("alone", [False, True])
def test_more_people_than_places_are_refused(alone: bool) -> None:
    shift = make.make_shift(seats=2)
    with pytest.raises(RuleError) as refused:
        ask(shift, alone=alone, minimum=3)
    assert refused.value.field == "minimum"
    assert own_demand(shift.task, shift if alone else None) is None


def test_fewer_places_than_people_asked_for_are_refused_at_the_places() -> None:
    shift = make.make_shift(seats=5)
    ask(shift, minimum=2, needs={"first_aid": 3})
    with pytest.raises(RuleError) as refused:
        change_shift(shift, None, seats=2, by=coordinator(shift), now=NOW)
    assert refused.value.field == "seats"
    times = ShiftTimes(NOW + timedelta(days=3), NOW + timedelta(days=3, hours=1))
    with pytest.raises(RuleError, match="mindst 3 personer"):
        add_shift(shift.task, times, seats=2, by=coordinator(shift), now=NOW)


def test_a_standing_week_cannot_be_given_fewer_places_than_it_asks_for() -> None:
    task = make.make_task(
        kind=TaskKind.WEEKLY,
        seats=3,
        weekday=2,
        first_on=local_date(NOW),
        from_time=time(13),
        to_time=time(15),
        pauses_on_holidays=False,
    )
    lay_shifts(task, now=NOW)
    db.session.refresh(task)
    shift = task.shifts[0]
    ask(shift, minimum=3)
    terms = NewTerms(time(13), time(15), "", 2)
    with pytest.raises(RuleError, match="mindst 3 personer") as refused:
        change_from_now_on(shift, terms, asks_again=False, by=coordinator(shift), now=NOW)
    assert refused.value.field == "seats"


def test_the_page_of_one_shift_keeps_every_need_and_says_errors_at_their_field(sign_in: SignIn) -> None:
    for code in ("first_aid", "driving", "cooking"):
        make.make_skill(code=code)
    shift = make.make_shift(seats=4)
    needs = {"first_aid": 1, "driving": 2, "cooking": 1}
    ask(shift, needs=needs)
    client = sign_in(coordinator(shift))
    address = f"/vagter/{shift.id}/krav"
    assert 'name="need_4"' in client.get(address).text
    rows = {f"need_{row}": code for row, code in enumerate(needs, start=1)}
    rows |= {f"heads_{row}": str(heads) for row, heads in enumerate(needs.values(), start=1)}
    usual = {"minimum": "2", "importance": "2"}
    assert 'id="heads_2-error"' in client.post(address, data=usual | rows | {"heads_2": "9"}).text
    assert 'id="need_4-error"' in client.post(address, data=usual | rows | {"need_4": "driving"}).text
    assert client.post(address, data=usual | rows).status_code == 302
    assert (demand_of(shift).minimum, demand_of(shift).needs) == (2, needs)


def test_nobody_else_may_say_what_a_shift_asks_for(sign_in: SignIn) -> None:
    shift = make.make_shift()
    client = sign_in(coordinator(make.make_shift()))
    for address in (f"/vagter/{shift.id}/krav", f"/opgaver/{shift.task_id}/krav"):
        assert client.get(address).status_code == 404
        assert client.post(address, data={"minimum": "1", "importance": "1"}).status_code == 404


def test_the_public_page_says_beforehand_what_everybody_must_have(sign_in: SignIn) -> None:
    shift = make.make_shift(seats=4)
    ask(shift, clearances=["childrens_certificate"], youngest_met=8)
    volunteer = make.make_volunteer()
    client = sign_in(volunteer.user)
    address = f"/opgaver/{shift.task_id}"
    page = client.get(address, follow_redirects=True).text
    assert "Mangler: børneattest" in page
    assert f"/vagter/{shift.id}/tilmeld" not in page
    make.make_clearance(volunteer, kind=ClearanceKind.CHILDRENS_CERTIFICATE)
    db.session.commit()
    page = client.get(address, follow_redirects=True).text
    assert "børneattest. Spørg foreningen" not in page
    assert f"/vagter/{shift.id}/tilmeld" in page
