"""Whatever the way onto a shift, it asks for the same conditions: break, age, skills and clearances."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from tests.web import factories as make
from web.accounts.models import User
from web.calls.candidates import candidates_for
from web.calls.services import ask_volunteers, say_yes
from web.calls.step_in import urgent_gaps_for
from web.core.errors import RuleError
from web.extensions import db
from web.for_you.picks import picks_for
from web.profiles.models import Volunteer, VolunteerStatus
from web.staffing import decisions, engine
from web.staffing.changes import changes_of
from web.staffing.intake import read_intake
from web.staffing.models import StaffingPlan
from web.staffing.publishing import publish_plan
from web.staffing.services import EventDraft, offer_help, plan_event
from web.swaps.services import approve, offer_swap, take_shift
from web.tasks.demands import Demand
from web.tasks.models import Shift, Signup, SignupStatus, TaskKind
from web.tasks.signup_services import accept_offer, cancel_signup, confirm_signup, own_signup_for, sign_up
from web.tasks.weekly import lay_shifts
from web.vetting.models import Clearance, ClearanceKind
from web.waiting_list.services import join_waiting_list

pytestmark = pytest.mark.usefixtures("database")
NOW = datetime.now(UTC)
SOON = (NOW + timedelta(days=2)).replace(hour=13, minute=0, second=0, microsecond=0)


@dataclass
class Scene:
    """A shift that asks for something of everybody, and a volunteer who has all of it until `spoil` takes it away."""

    shift: Shift
    volunteer: Volunteer
    spoil: Callable[[Scene], None]

    @property
    def coordinator(self) -> User:
        return self.shift.task.association.coordinators[0]

    @property
    def user(self) -> User:
        return self.volunteer.user

    def lose(self) -> None:
        """Let the volunteer no longer meet the conditions."""
        self.spoil(self)
        db.session.flush()

    def fill(self) -> Signup:
        """Let somebody have the only place."""
        demand = db.session.scalar(select(Demand))
        assert demand is not None
        kept, demand.clearances = demand.clearances, []
        db.session.flush()
        taken = make.make_signup(shift=self.shift, status=SignupStatus.CONFIRMED, seat=1)
        demand.clearances = kept
        db.session.flush()
        return taken


def nothing(scene: Scene) -> None:
    """Everything stays as it is."""


def take_a_break(scene: Scene) -> None:
    scene.volunteer.status = VolunteerStatus.PAUSED


def be_too_young(scene: Scene) -> None:
    scene.volunteer.born_on = date(NOW.year - 15, 1, 1)


def be_too_old(scene: Scene) -> None:
    scene.volunteer.born_on = date(NOW.year - 80, 1, 1)


def lose_the_skill(scene: Scene) -> None:
    scene.volunteer.skills = []


def speak_too_little(scene: Scene) -> None:
    scene.volunteer.languages[0].level = 1


def lose_the_paper(scene: Scene) -> None:
    db.session.delete(paper_of(scene))


def let_the_paper_run_out_the_day_before(scene: Scene) -> None:
    paper_of(scene).expires_on = (SOON - timedelta(days=1)).date()


def ask_for_more_this_time(scene: Scene) -> None:
    kinds = [ClearanceKind.TRAINING]
    make.save(Demand(task_id=scene.shift.task_id, shift_id=scene.shift.id, clearances=kinds))


def paper_of(scene: Scene) -> Clearance:
    found = db.session.scalar(select(Clearance).where(Clearance.volunteer_id == scene.volunteer.id))
    assert found is not None
    return found


LOSSES = [
    take_a_break,
    be_too_young,
    be_too_old,
    lose_the_skill,
    speak_too_little,
    lose_the_paper,
    let_the_paper_run_out_the_day_before,
    ask_for_more_this_time,
]


# Each way prepares what comes before, lets the conditions be lost, and then tries to get the place.


def signing_up(scene: Scene) -> None:
    scene.lose()
    sign_up(scene.shift, scene.volunteer, message="", by=scene.user, now=NOW)


def being_confirmed(scene: Scene) -> None:
    scene.shift.task.confirms_at_once = False
    signup = sign_up(scene.shift, scene.volunteer, message="", by=scene.user, now=NOW)
    scene.lose()
    confirm_signup(signup, by=scene.coordinator, now=NOW)


def answering_a_question(scene: Scene) -> None:
    (ask,) = ask_volunteers(scene.shift, [scene.volunteer], by=scene.coordinator, now=NOW)
    scene.lose()
    say_yes(ask, now=NOW)


def taking_over_in_a_swap(scene: Scene) -> None:
    swap = offer_swap(scene.fill(), words="", by=scene.coordinator, now=NOW)
    scene.shift.task.swaps_need_say = False
    scene.lose()
    take_shift(swap, scene.volunteer, in_return=None, by=scene.user, now=NOW)


def a_swap_the_coordinator_approves(scene: Scene) -> None:
    swap = offer_swap(scene.fill(), words="", by=scene.coordinator, now=NOW)
    take_shift(swap, scene.volunteer, in_return=None, by=scene.user, now=NOW)
    scene.lose()
    approve(swap, by=scene.coordinator, now=NOW)


def joining_the_waiting_list(scene: Scene) -> None:
    taken = scene.fill()
    scene.lose()
    waiting = join_waiting_list(scene.shift, scene.volunteer, by=scene.user, now=NOW)
    cancel_signup(taken, by=taken.volunteer.user, now=NOW)
    accept_offer(waiting, by=scene.user, now=NOW)


def moving_up_from_the_waiting_list(scene: Scene) -> None:
    taken = scene.fill()
    waiting = join_waiting_list(scene.shift, scene.volunteer, by=scene.user, now=NOW)
    scene.lose()
    cancel_signup(taken, by=taken.volunteer.user, now=NOW)
    if waiting.status is SignupStatus.WAITING:
        raise RuleError("nobody is offered the place")
    accept_offer(waiting, by=scene.user, now=NOW)


def accepting_a_kept_place(scene: Scene) -> None:
    taken = scene.fill()
    waiting = join_waiting_list(scene.shift, scene.volunteer, by=scene.user, now=NOW)
    cancel_signup(taken, by=taken.volunteer.user, now=NOW)
    scene.lose()
    accept_offer(waiting, by=scene.user, now=NOW)


def being_put_there(scene: Scene) -> None:
    plan = plan_for(scene)
    scene.lose()
    decisions.insist(plan, scene.shift, scene.volunteer, by=scene.coordinator, now=NOW)
    publish(plan, scene)


def being_published(scene: Scene) -> None:
    plan = plan_for(scene)
    decisions.insist(plan, scene.shift, scene.volunteer, by=scene.coordinator, now=NOW)
    scene.lose()
    publish(plan, scene)


def publish(plan: StaffingPlan, scene: Scene) -> None:
    seen = changes_of(plan, now=NOW).fingerprint
    publish_plan(plan, seen=seen, by=scene.coordinator, now=NOW)


def plan_for(scene: Scene) -> StaffingPlan:
    task = scene.shift.task
    draft = EventDraft("Havnefest", SOON.date(), SOON.date(), [task])
    plan = plan_event(task.association, draft, by=scene.coordinator, now=NOW)
    assert plan.event is not None
    offer_help(plan.event, scene.volunteer, hours=20, rest_hours=0, by=scene.user, now=NOW)
    return plan


WAYS = [
    signing_up,
    being_confirmed,
    answering_a_question,
    taking_over_in_a_swap,
    a_swap_the_coordinator_approves,
    joining_the_waiting_list,
    moving_up_from_the_waiting_list,
    accepting_a_kept_place,
    being_put_there,
    being_published,
]


def scene_with(spoil: Callable[[Scene], None], *, shift: Shift | None = None) -> Scene:
    """One place in two days, for people from 18 to 70 with first aid, Danish and a children's certificate."""
    first_aid = make.make_skill(code="first_aid", name_da="Førstehjælp", name_en="First aid")
    if shift is None:
        task = make.make_task(minimum_age=18, confirms_at_once=True)
        shift = make.make_shift(task=task, seats=1, starts_at=SOON)
    shift.task.minimum_age = 18
    make.save(
        Demand(
            task_id=shift.task_id,
            oldest_age=70,
            required=["first_aid", "language:da"],
            clearances=[ClearanceKind.CHILDRENS_CERTIFICATE],
            youngest_met=8,
        )
    )
    volunteer = make.make_volunteer(area=shift.task.area, skills=[first_aid])
    make.make_clearance(volunteer, kind=ClearanceKind.CHILDRENS_CERTIFICATE)
    return Scene(shift, volunteer, spoil)


def has_place(scene: Scene) -> bool:
    own = own_signup_for(scene.shift, scene.volunteer)
    return own is not None and own.status is SignupStatus.CONFIRMED


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_who_meets_the_conditions_gets_the_place(way: Callable[[Scene], None]) -> None:
    scene = scene_with(nothing)
    way(scene)
    assert has_place(scene)


@pytest.mark.parametrize("loss", LOSSES, ids=lambda loss: loss.__name__)
@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_who_does_not_meet_them_is_refused_with_the_reason(
    way: Callable[[Scene], None], loss: Callable[[Scene], None]
) -> None:
    scene = scene_with(loss)
    with pytest.raises(RuleError):
        way(scene)
    assert not has_place(scene)


@pytest.mark.parametrize("loss", LOSSES, ids=lambda loss: loss.__name__)
def test_nobody_is_shown_asked_or_planned_for_what_they_cannot_take(loss: Callable[[Scene], None]) -> None:
    scene = scene_with(loss)
    plan = plan_for(scene)
    assert is_led_there(scene, plan) == [True] * 4
    scene.lose()
    assert is_led_there(scene, plan) == [False] * 4


def is_led_there(scene: Scene, plan: StaffingPlan) -> list[bool]:
    """Whether the volunteer is shown the gap, picked the shift, among those to ask, and possible for the engine."""
    db.session.expire_all()
    gaps = urgent_gaps_for(scene.volunteer, now=NOW)
    picks = picks_for(scene.volunteer, most=5, now=NOW)
    problem = engine.problem_of(read_intake(plan, now=NOW), skills=frozenset({"first_aid"}), now=NOW)
    return [
        any(gap.shift.id == scene.shift.id for gap in (*gaps.fitting, *gaps.others)),
        any(pick.shift.id == scene.shift.id for pick in picks.shifts),
        any(one.volunteer.id == scene.volunteer.id for one in candidates_for(scene.shift, most=9, now=NOW)),
        problem is not None
        and not problem.broken_rules(
            problem.volunteer(str(scene.volunteer.id)), problem.shift(str(scene.shift.id))
        ),
    ]


def test_a_shift_that_is_laid_week_by_week_asks_for_what_its_task_asks_for() -> None:
    task = make.make_task(
        kind=TaskKind.WEEKLY,
        weekday=2,
        first_on=NOW.date(),
        from_time=time(13),
        to_time=time(15),
        pauses_on_holidays=False,
    )
    lay_shifts(task, now=NOW)
    db.session.refresh(task)
    scene = scene_with(lose_the_paper, shift=task.shifts[-1])
    with pytest.raises(RuleError, match="børneattest"):
        signing_up(scene)


def test_the_database_refuses_a_seat_without_the_paper_whoever_writes_it() -> None:
    scene = scene_with(lose_the_paper)
    scene.lose()
    with pytest.raises(IntegrityError, match="lacks childrens_certificate"):
        make.make_signup(shift=scene.shift, volunteer=scene.volunteer, status=SignupStatus.CONFIRMED, seat=1)


def test_the_database_refuses_to_keep_a_seat_for_somebody_without_the_paper() -> None:
    scene = scene_with(let_the_paper_run_out_the_day_before)
    scene.lose()
    with pytest.raises(IntegrityError, match="lacks childrens_certificate"):
        make.make_signup(
            shift=scene.shift,
            volunteer=scene.volunteer,
            status=SignupStatus.OFFERED,
            seat=1,
            answer_by=NOW + timedelta(days=1),
            waiting_since=NOW,
        )


def test_who_has_the_seat_keeps_it_while_asked_about_a_new_time() -> None:
    scene = scene_with(lose_the_paper)
    signing_up(Scene(scene.shift, scene.volunteer, nothing))
    scene.lose()
    own = own_signup_for(scene.shift, scene.volunteer)
    assert own is not None
    own.status, own.answer_by = SignupStatus.OFFERED, NOW + timedelta(days=1)
    db.session.flush()
    with pytest.raises(RuleError):
        accept_offer(own, by=scene.user, now=NOW)
