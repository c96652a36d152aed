"""A coordinator's plans: the list, making one for an event or a week, seeing it, and letting the engine work."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import groupby

from flask import flash, redirect, render_template, request, url_for
from flask_babel import format_decimal, gettext
from werkzeug.wrappers import Response

from web.core import clock
from web.core.access import allowed, requires, signed_in_user
from web.core.errors import RuleError
from web.core.forms import finish, sent_before
from web.core.jobs import enqueue
from web.core.one_step import one_step
from web.core.paging import Page, page_number
from web.core.permissions import Permission
from web.extensions import db
from web.profiles.sight import seen_by_others
from web.staffing import orders, queries, runs
from web.staffing.beside import words_beside
from web.staffing.blueprint import blueprint
from web.staffing.board import Line, board_of, reasons_on, volunteers_on
from web.staffing.changes import number_of_changes
from web.staffing.forms import EventForm, WeekForm, YesForm
from web.staffing.jobs import run_staffing
from web.staffing.labels import (
    ASSIGNMENT_STATUSES,
    ORDER_KINDS,
    ORDER_STATUSES,
    ORDER_TONES,
    RUN_FAILURES,
    RUN_STAGES,
    RUN_STATUSES,
    RUN_TONES,
)
from web.staffing.lacking import lacking_on
from web.staffing.messages import title_of
from web.staffing.models import (
    ACTIVE_ORDERS,
    ACTIVE_RUNS,
    AssignmentStatus,
    Leaving,
    OrderStatus,
    StaffingOrder,
    StaffingRun,
)
from web.staffing.sentences import Names, clash_words, gap_words, why_words
from web.staffing.services import plan_event, plan_week, tasks_without_event
from web.tasks.coordinator_queries import association_of, associations_of

LINES_A_PAGE = 40


@blueprint.get("/planer")
@requires(Permission.SHIFT_PLAN)
def list_plans() -> str:
    """The plans of the coordinator's associations."""
    viewer = signed_in_user()
    return render_template(
        "staffing/plans.html",
        plans=queries.own_plans(viewer, since=clock.today()),
        associations=associations_of(viewer),
        form=WeekForm(),
        title_of=title_of,
    )


@blueprint.route(
    "/foreninger/<int(max=2147483647):association_id>/planer/arrangement", methods=["GET", "POST"]
)
@requires(Permission.SHIFT_PLAN)
def new_event(association_id: int) -> str | Response:
    """Write down an event with its tasks."""
    association = allowed(association_of(signed_in_user(), association_id))
    tasks = list(tasks_without_event(association))
    form = EventForm()
    form.offer(tasks)
    if form.validate_on_submit():
        if repeat := sent_before(form):
            return repeat
        try:
            plan = plan_event(association, form.draft(tasks), by=signed_in_user(), now=clock.now())
        except RuleError as error:
            db.session.rollback()
            form.refuse(error)
        else:
            flash(gettext("The event is ready. Say what its shifts ask for, and make the plan."), "success")
            return finish(form, "staffing.show_plan", plan_id=plan.id)
    return render_template("staffing/new_event.html", form=form, association=association, tasks=tasks)


@blueprint.route("/foreninger/<int(max=2147483647):association_id>/planer/uge", methods=["GET", "POST"])
@requires(Permission.SHIFT_PLAN)
def open_week(association_id: int) -> str | Response:
    """Go to the plan of a week, made now where there is none."""
    association = allowed(association_of(signed_in_user(), association_id))
    form = WeekForm(data={"day": request.args.get("dag", type=date.fromisoformat)})
    if form.validate_on_submit():
        if repeat := sent_before(form):
            return repeat
        try:
            plan = plan_week(association, form.day.data, by=signed_in_user(), now=clock.now())
        except RuleError as error:
            db.session.rollback()
            form.refuse(error)
        else:
            return finish(form, "staffing.show_plan", plan_id=plan.id)
    return render_template("staffing/week.html", form=form, association=association)


@blueprint.get("/planer/<int:plan_id>")
@requires(Permission.SHIFT_PLAN)
def show_plan(plan_id: int) -> str:
    """Who, where and when: by day or by task, with the gaps in words; forty shifts a page."""
    plan = allowed(queries.plan_of(signed_in_user(), plan_id))
    lines = board_of(plan)
    is_by_task = request.args.get("vis") == "opgave"
    page = page_of_lines(chosen(lines, is_by_task=is_by_task))
    people = volunteers_on(page.items)
    names = Names()
    reasons = reasons_on(page.items)
    seen = {key: seen_by_others(one) for key, one in people.items()}
    return render_template(
        "staffing/plan.html",
        plan=plan,
        title=title_of(plan),
        page=page,
        groups=grouped(page.items, is_by_task=is_by_task),
        days=sorted({line.day for line in lines}),
        tasks=sorted({line.shift.task for line in lines}, key=lambda task: task.title),
        seen=seen,
        beside=words_beside(plan, page.items, seen),
        lacking=lacking_on(page.items, people, now=clock.now()),
        gap=lambda line: gap_words(line.missing, names),
        why=lambda assignment: why_words(reasons[assignment.id], names),
        is_by_task=is_by_task,
        numbers=numbers_of(lines),
        changed=number_of_changes(plan, now=clock.now()),
        run=run_shown(runs.newest_run(plan), names),
        order=order_shown(orders.newest_order(plan)),
        has_helpers=queries.has_helpers(plan),
        form=YesForm(),
        statuses=ASSIGNMENT_STATUSES,
    )


@blueprint.get("/planer/<int:plan_id>/forloeb")
@requires(Permission.SHIFT_PLAN)
def show_progress(plan_id: int) -> str | Response:
    """Only what is new about a run or a large step, for a page that asks every other second."""
    plan = allowed(queries.plan_of(signed_in_user(), plan_id))
    if not request.headers.get("HX-Request"):
        return redirect(url_for("staffing.show_plan", plan_id=plan_id))
    return render_template(
        "staffing/live.html",
        plan=plan,
        run=run_shown(runs.newest_run(plan), Names()),
        order=order_shown(orders.newest_order(plan)),
    )


def chosen(lines: list[Line], *, is_by_task: bool) -> list[Line]:
    """Return the lines that the reader asked for."""
    day, only_gaps = request.args.get("dag", ""), request.args.get("kun") == "mangler"
    found = [
        line
        for line in lines
        if (not day or line.day.isoformat() == day) and (not only_gaps or line.missing.is_gap)
    ]
    return (
        sorted(found, key=lambda line: (line.shift.task.title, line.shift.task_id)) if is_by_task else found
    )


def page_of_lines(lines: list[Line]) -> Page[Line]:
    """Return the page asked for."""
    number = page_number()
    start = (number - 1) * LINES_A_PAGE
    shown = lines[start : start + LINES_A_PAGE]
    return Page(items=shown, number=number, has_next=len(lines) > start + LINES_A_PAGE)


def grouped(lines: Sequence[Line], *, is_by_task: bool) -> list[tuple[date | str, list[Line]]]:
    """Return the lines under their days, or under their tasks."""

    def heading(line: Line) -> date | str:
        return line.shift.task.title if is_by_task else line.day

    return [(key, list(found)) for key, found in groupby(lines, key=heading)]


def numbers_of(lines: list[Line]) -> dict[str, int]:
    """Return the plan in numbers."""
    assignments = [one for line in lines for one in line.assignments.values()]
    return {
        "shifts": len(lines),
        "staffed": sum(not line.missing.is_gap for line in lines),
        "people": len({one for line in lines for one in line.people}),
        "proposed": sum(one.status is AssignmentStatus.PROPOSED for one in assignments),
        "leaving": sum(one.leaving is Leaving.PROPOSED for one in assignments),
    }


def run_shown(run: StaffingRun | None, names: Names) -> dict[str, object] | None:
    """Return what the page says about the newest run."""
    if run is None:
        return None
    code, _, words = (run.failure or "").partition(":")
    is_active = run.status in ACTIVE_RUNS
    return {
        "is_active": is_active,
        "is_stopping": is_active and run.stop_asked_at is not None,
        "status": RUN_STATUSES[run.status],
        "tone": RUN_TONES[run.status],
        "stage": RUN_STAGES.get(run.stage, ""),
        "value": run.value,
        "bound": None if run.bound is None else int(run.bound),
        "failure": RUN_FAILURES.get(code, ""),
        "failure_words": words,
        "clash": [clash_words(item, names) for item in run.outcome.get("clash", [])],
        "is_proven": run.outcome.get("status") == "optimal",
        "gap": format_decimal(round(100 * run.outcome.get("gap", 0), 2)),
        "unstaffed": len(run.unstaffed),
        "at": run.finished_at,
    }


def order_shown(order: StaffingOrder | None) -> dict[str, object] | None:
    """Return what the page says about the newest large step."""
    if order is None:
        return None
    return {
        "is_active": order.status in ACTIVE_ORDERS,
        "is_failed": order.status in (OrderStatus.FAILED, OrderStatus.REFUSED),
        "kind": ORDER_KINDS[order.kind],
        "status": ORDER_STATUSES[order.status],
        "tone": ORDER_TONES[order.status],
        "done": min(order.done, order.total),
        "total": order.total,
        "refusal": order.refusal,
        "at": order.finished_at,
    }


@blueprint.post("/planer/<int:plan_id>/lav")
@requires(Permission.SHIFT_PLAN)
def start_run(plan_id: int) -> Response:
    """Queue a run and its job in one transaction."""
    plan = allowed(queries.plan_of(signed_in_user(), plan_id))
    with one_step(gettext("The plan is being made. It takes a moment.")):
        run = runs.queue_run(plan, by=signed_in_user(), now=clock.now())
        enqueue(run_staffing, run_id=run.id)
    return redirect(url_for("staffing.show_plan", plan_id=plan_id))


@blueprint.post("/planer/<int:plan_id>/stop")
@requires(Permission.SHIFT_PLAN)
def stop_run(plan_id: int) -> Response:
    """Let the run end with the best plan it has."""
    plan = allowed(queries.plan_of(signed_in_user(), plan_id))
    with one_step(gettext("It stops now, and you get the best plan so far.")):
        runs.ask_to_stop(queries.run_in(plan), by=signed_in_user(), now=clock.now())
    return redirect(url_for("staffing.show_plan", plan_id=plan_id))
