"""One shift of a plan: who and why, who else and why not, insisting with its cost; and what a task's shifts ask for."""

from __future__ import annotations

from dataclasses import dataclass

from flask import flash, render_template
from flask_babel import gettext
from sqlalchemy import select
from werkzeug.wrappers import Response

from web.catalogue.models import Skill
from web.core import clock
from web.core.access import allowed, requires, signed_in_user
from web.core.errors import NotVisibleError, RuleError
from web.core.forms import finish, sent_before
from web.core.permissions import Permission
from web.extensions import db
from web.profiles.models import Volunteer
from web.profiles.sight import seen_by_others
from web.staffing import decisions, engine, queries
from web.staffing.beside import words_beside
from web.staffing.blueprint import blueprint
from web.staffing.board import Line, board_of, reasons_on, volunteers_on, volunteers_with_names
from web.staffing.forms import YesForm
from web.staffing.intake import Pair, read_intake
from web.staffing.labels import ASSIGNMENT_STATUSES
from web.staffing.messages import title_of
from web.staffing.models import StaffingPlan
from web.staffing.sentences import Names, answer_words, gap_words, why_words
from web.tasks.coordinator_queries import task_of
from web.tasks.demand_views import Way, demand_page
from web.tasks.models import Shift

OTHERS_SHOWN = 30


@dataclass(frozen=True)
class Other:
    """Somebody who is not on the shift: why not, and what would help."""

    volunteer_id: int
    name: str
    reasons: list[str]
    helps: list[str]


@dataclass(frozen=True)
class Consequences:
    """What insisting on somebody changes for others, in words."""

    lines: list[str]
    loses_a_shift: bool


class Asked:
    """The plan as it stands, ready to be asked about."""

    def __init__(self, plan: StaffingPlan, lines: list[Line]) -> None:
        now = clock.now()
        self.intake = read_intake(plan, now=now)
        skills = frozenset(db.session.scalars(select(Skill.code)))
        self.names = Names()
        self.problem = engine.problem_of(self.intake, skills=skills, now=now) if self.intake.shifts else None
        pairs = [(person, line.shift.id) for line in lines for person in line.people]
        self.plan = None if self.problem is None else engine.current_plan(self.problem, pairs)

    def told(self, volunteer: Volunteer, shift: Shift) -> engine.Answer | None:
        """Return as codes why somebody is not on the shift; None where the engine does not know."""
        pair = (volunteer.id, shift.id)
        if self.problem is None or self.plan is None or not engine.knows(self.problem, pair):
            return None
        return engine.why_not(self.problem, self.plan, pair)

    def answer(self, volunteer: Volunteer, shift: Shift) -> Other | None:
        """Say why somebody is not on the shift; None where the engine does not know."""
        told = self.told(volunteer, shift)
        return None if told is None else self.worded(volunteer, told)

    def worded(self, volunteer: Volunteer, told: engine.Answer) -> Other:
        """Return the answer in words."""
        hidden = volunteer.is_protected
        return Other(
            volunteer.id,
            seen_by_others(volunteer).name,
            answer_words(told.reasons, self.names, is_protected=hidden),
            answer_words(told.unblocks, self.names, is_protected=hidden),
        )

    def cost(self, pair: Pair) -> engine.Cost | None:
        """Return what insisting would change for others."""
        if self.problem is None or self.plan is None or not engine.knows(self.problem, pair):
            return None
        return engine.cost_of(self.problem, self.plan, pair)


@blueprint.get("/planer/<int:plan_id>/vagter/<int:shift_id>")
@requires(Permission.SHIFT_PLAN)
def show_shift(plan_id: int, shift_id: int) -> str:
    """Who is on the shift and why, and who else there is."""
    plan = allowed(queries.plan_of(signed_in_user(), plan_id))
    shift = queries.shift_in(plan, shift_id)
    lines = board_of(plan)
    line = next(one for one in lines if one.shift.id == shift.id)
    asked = Asked(plan, lines)
    people, reasons = volunteers_on([line]), reasons_on([line])
    seen = {key: seen_by_others(one) for key, one in people.items()}
    return render_template(
        "staffing/shift.html",
        plan=plan,
        title=title_of(plan),
        shift=shift,
        line=line,
        gap=gap_words(line.missing, asked.names),
        seen=seen,
        beside=words_beside(plan, [line], seen),
        why=lambda assignment: why_words(reasons[assignment.id], asked.names),
        others=easiest(asked, line),
        statuses=ASSIGNMENT_STATUSES,
        is_ahead=shift.starts_at is not None and shift.starts_at > clock.now(),
    )


def easiest(asked: Asked, line: Line) -> list[Other]:
    """Return those with least in the way first, not more than one can read; only they are put into words."""
    there = set(line.people)
    told = {
        one.id: answer
        for one in asked.intake.volunteers
        if one.id not in there and (answer := asked.told(one, line.shift)) is not None
    }
    first = sorted(told, key=lambda key: (not told[key].unblocks, len(told[key].reasons), key))[:OTHERS_SHOWN]
    people = volunteers_with_names(first)
    return [asked.worded(people[key], told[key]) for key in first]


@blueprint.route(
    "/planer/<int:plan_id>/vagter/<int:shift_id>/saet/<int:volunteer_id>", methods=["GET", "POST"]
)
@requires(Permission.SHIFT_PLAN)
def insist(plan_id: int, shift_id: int, volunteer_id: int) -> str | Response:
    """Put somebody on the shift, with what it costs said first."""
    plan = allowed(queries.plan_of(signed_in_user(), plan_id))
    shift = queries.shift_in(plan, shift_id)
    lines = board_of(plan)
    asked = Asked(plan, lines)
    volunteer = next((one for one in asked.intake.volunteers if one.id == volunteer_id), None)
    if volunteer is None:
        raise NotVisibleError
    form = YesForm()
    if form.validate_on_submit():
        if repeat := sent_before(form):
            return repeat
        try:
            decisions.insist(plan, shift, volunteer, by=signed_in_user(), now=clock.now())
        except RuleError as error:
            db.session.rollback()
            form.refuse(error)
        else:
            flash(gettext("Done. Make the plan again, so that the rest fits around it."), "success")
            return finish(form, "staffing.show_shift", plan_id=plan_id, shift_id=shift_id)
    return render_template(
        "staffing/insist.html",
        form=form,
        plan=plan,
        shift=shift,
        answer=asked.answer(volunteer, shift),
        name=seen_by_others(volunteer).name,
        cost=consequences(asked, (volunteer_id, shift_id)),
    )


def consequences(asked: Asked, pair: Pair) -> Consequences | None:
    """Say who else would come and go; None where it cannot be told beforehand."""
    cost = asked.cost(pair)
    if cost is None:
        return None
    concerned = volunteers_with_names({who for who, _ in (*cost.leave, *cost.come)})
    people = {key: seen_by_others(one).name for key, one in concerned.items()}
    tasks = {shift.id: shift.task.title for shift in asked.intake.shifts}
    said = [
        gettext("%(name)s is no longer at “%(task)s”.", name=people[who], task=tasks[where])
        for who, where in cost.leave
        if who in people and where in tasks
    ]
    said += [
        gettext("%(name)s comes to “%(task)s”.", name=people[who], task=tasks[where])
        for who, where in cost.come
        if who in people and where in tasks
    ]
    return Consequences(said, cost.loses_a_shift)


@blueprint.route("/planer/<int:plan_id>/krav/<int(max=2147483647):task_id>", methods=["GET", "POST"])
@requires(Permission.SHIFT_PLAN)
def edit_demand(plan_id: int, task_id: int) -> str | Response:
    """What the shifts of a task ask for."""
    plan = allowed(queries.plan_of(signed_in_user(), plan_id))
    task = task_of(signed_in_user(), task_id)
    if task.association_id != plan.association_id:
        raise NotVisibleError
    return demand_page(task, None, way=Way("staffing.show_plan", {"plan_id": plan_id}, gettext("The plan")))
