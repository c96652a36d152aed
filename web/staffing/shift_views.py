"""One shift of a plan: who and why, who else and why not, insisting with its cost; and what a task's shifts ask for."""

from __future__ import annotations

from dataclasses import dataclass

from flask import flash, render_template
from flask_babel import gettext
from werkzeug.wrappers import Response

from web.core import clock
from web.core.access import allowed, requires, signed_in_user
from web.core.errors import NotVisibleError, RuleError
from web.core.forms import finish, sent_before
from web.core.permissions import Permission
from web.extensions import db
from web.profiles.models import Volunteer
from web.profiles.sight import seen_by_others
from web.staffing import decisions, engine, queries
from web.staffing.around import Around
from web.staffing.beside import words_beside
from web.staffing.blueprint import blueprint
from web.staffing.board import Line, board_of, reasons_on, volunteers_on, volunteers_with_names
from web.staffing.forms import YesForm
from web.staffing.intake import active_volunteers
from web.staffing.labels import ASSIGNMENT_STATUSES
from web.staffing.lacking import lacking_on
from web.staffing.messages import title_of
from web.staffing.models import StaffingPlan
from web.staffing.sentences import Names, answer_words, gap_words, why_words
from web.staffing.who_else import who_else
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


def worded(volunteer: Volunteer, told: engine.Answer) -> Other:
    """Return the answer in words."""
    hidden = volunteer.is_protected
    return Other(
        volunteer.id,
        seen_by_others(volunteer).name,
        answer_words(told.reasons, is_protected=hidden),
        answer_words(told.unblocks, is_protected=hidden),
    )


@blueprint.get("/planer/<int:plan_id>/vagter/<int:shift_id>")
@requires(Permission.SHIFT_PLAN)
def show_shift(plan_id: int, shift_id: int) -> str:
    """Who is on the shift and why, and who else there is."""
    plan = allowed(queries.plan_of(signed_in_user(), plan_id))
    shift = queries.shift_in(plan, shift_id)
    (line,) = board_of(plan, Shift.id == shift.id)
    names = Names()
    people, reasons = volunteers_on([line]), reasons_on([line])
    seen = {key: seen_by_others(one) for key, one in people.items()}
    is_ahead = shift.starts_at is not None and shift.starts_at > clock.now()
    return render_template(
        "staffing/shift.html",
        plan=plan,
        title=title_of(plan),
        shift=shift,
        line=line,
        gap=gap_words(line.missing, names),
        seen=seen,
        beside=words_beside(plan, [line], seen),
        lacking=lacking_on([line], people, now=clock.now()),
        why=lambda assignment: why_words(reasons[assignment.id], names),
        others=others_for(plan, line) if is_ahead else [],
        statuses=ASSIGNMENT_STATUSES,
        is_ahead=is_ahead,
    )


def others_for(plan: StaffingPlan, line: Line) -> list[Other]:
    """Return those with least in the way, not more than one can read; only they are put into words."""
    found = who_else(Around(plan, line.shift, now=clock.now()), line.people, most=OTHERS_SHOWN)
    people = volunteers_with_names(found)
    return [worded(people[key], told) for key, told in found.items()]


@blueprint.route(
    "/planer/<int:plan_id>/vagter/<int:shift_id>/saet/<int:volunteer_id>", methods=["GET", "POST"]
)
@requires(Permission.SHIFT_PLAN)
def insist(plan_id: int, shift_id: int, volunteer_id: int) -> str | Response:
    """Put somebody on the shift, with what it costs said first."""
    plan = allowed(queries.plan_of(signed_in_user(), plan_id))
    shift = queries.shift_in(plan, shift_id)
    around = Around(plan, shift, now=clock.now())
    volunteer = next(iter(active_volunteers(around.helpers.keys() & {volunteer_id})), None)
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
    told = around.answers([volunteer_id]).get(volunteer_id)
    return render_template(
        "staffing/insist.html",
        form=form,
        plan=plan,
        shift=shift,
        answer=worded(volunteer, told) if told else None,
        name=seen_by_others(volunteer).name,
        cost=consequences(around, volunteer_id),
    )


def consequences(around: Around, volunteer_id: int) -> Consequences | None:
    """Say who else would come and go; None where it cannot be told beforehand."""
    whole = around.whole_plan()
    if whole is None:
        return None
    intake, problem, current = whole
    pair = (volunteer_id, around.shift.id)
    cost = engine.cost_of(problem, current, pair) if engine.knows(problem, pair) else None
    if cost is None:
        return None
    concerned = volunteers_with_names({who for who, _ in (*cost.leave, *cost.come)})
    people = {key: seen_by_others(one).name for key, one in concerned.items()}
    tasks = {shift.id: shift.task.title for shift in intake.shifts}
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
