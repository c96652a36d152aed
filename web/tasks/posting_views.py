"""A coordinator's pages for posting a task: writing, previewing, posting again, changing, publishing, closing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext, ngettext
from werkzeug.wrappers import Response

from web.accounts.models import User
from web.associations.models import Association, AssociationStatus
from web.core import clock
from web.core.access import allowed, requires, signed_in_user
from web.core.errors import RuleError
from web.core.forms import finish, sent_before
from web.core.one_step import one_step
from web.core.permissions import Permission
from web.extensions import db
from web.tasks.blueprint import blueprint
from web.tasks.coordinator_queries import association_of, associations_of, task_of, tasks_of
from web.tasks.models import Task, TaskKind
from web.tasks.services import change_task, close_task, post_task, publish_task, reopen_task
from web.tasks.task_form import TaskForm


@blueprint.get("/mine-opgaver")
@requires(Permission.TASK_POST)
def list_own_tasks() -> str | Response:
    """The coordinator's associations; straight to the only one."""
    associations = associations_of(signed_in_user())
    if len(associations) == 1:
        return redirect(url_for("tasks.list_association_tasks", association_id=associations[0].id))
    return render_template("tasks/own_associations.html", associations=associations)


@blueprint.get("/foreninger/<int(max=2147483647):association_id>/opgaver")
@requires(Permission.TASK_POST)
def list_association_tasks(association_id: int) -> str:
    """All tasks of one association, with what waits."""
    association = allowed(association_of(signed_in_user(), association_id))
    return render_template(
        "tasks/association_tasks.html",
        association=association,
        page=tasks_of(association, now=clock.now()),
        is_approved=association.status is AssociationStatus.APPROVED,
    )


@blueprint.route("/foreninger/<int(max=2147483647):association_id>/opgaver/ny", methods=["GET", "POST"])
@requires(Permission.TASK_POST)
def new_task(association_id: int) -> str | Response:
    """The one page on which a task is posted."""
    association = allowed(association_of(signed_in_user(), association_id))
    return write_new_task(association, TaskForm(now=clock.now()))


@blueprint.get("/opgaver/<int(max=2147483647):task_id>/igen")
@requires(Permission.TASK_POST)
def post_again(task_id: int) -> str:
    """The same page, filled in as an earlier task was; only the dates are new."""
    task = allowed(task_of(signed_in_user(), task_id))
    form = TaskForm.filled_from(task, now=clock.now(), with_pattern_days=False)
    return show_form(form, task.association, copied_from=task)


def write_new_task(association: Association, form: TaskForm) -> str | Response:
    """Do what the pressed button says: more dates, preview, keep as a draft, or publish."""
    action = request.form.get("action", "publish")
    if request.method == "POST" and action == "more_dates":
        form.add_rows()
        return show_form(form, association)
    if not form.validate_on_submit():
        return show_form(form, association)
    if action == "preview":
        return show_form(form, association, is_preview=True)
    if repeat := sent_before(form):
        return repeat
    try:
        task = store(
            association, form, is_published=action == "publish", by=signed_in_user(), now=clock.now()
        )
    except RuleError as error:
        db.session.rollback()
        form.refuse(error)
        return show_form(form, association)
    flash(
        gettext("The task is published, and everybody can find it.")
        if action == "publish"
        else gettext("The task is kept as a draft."),
        "success",
    )
    return finish(form, "tasks.show_signups", task_id=task.id)


def store(association: Association, form: TaskForm, *, is_published: bool, by: User, now: datetime) -> Task:
    """Post the task, and publish it where that is wanted."""
    task = post_task(association, form.draft(), by=by, now=now)
    if is_published:
        publish_task(task, by=by, now=now)
    return task


def show_form(
    form: TaskForm,
    association: Association,
    *,
    is_preview: bool = False,
    copied_from: Task | None = None,
) -> str:
    """Render the page for a new task."""
    return render_template(
        "tasks/post.html",
        form=form,
        association=association,
        preview=form.draft() if is_preview else None,
        copied_from=copied_from,
        is_approved=association.status is AssociationStatus.APPROVED,
    )


@blueprint.route("/opgaver/<int(max=2147483647):task_id>/ret", methods=["GET", "POST"])
@requires(Permission.TASK_POST)
def edit_task(task_id: int) -> str | Response:
    """Change the words, place and weekly time of a task."""
    user, now = signed_in_user(), clock.now()
    task = allowed(task_of(user, task_id))
    if request.method == "GET":
        return render_edit(TaskForm.filled_from(task, now=now, with_pattern_days=True), task)
    form = TaskForm(now=now)
    form.kind.data = task.kind.value
    if not (form.is_submitted() and form.validate(has_dates=False)):
        return render_edit(form, task)
    if request.form.get("action") == "preview":
        return render_edit(form, task, is_preview=True)
    if repeat := sent_before(form):
        return repeat
    try:
        kept = change_task(task, form.draft(has_dates=False), by=user, now=now)
    except RuleError as error:
        db.session.rollback()
        form.refuse(error)
        return render_edit(form, task)
    say_what_stayed(kept)
    return finish(form, "tasks.show_signups", task_id=task.id)


def render_edit(form: TaskForm, task: Task, *, is_preview: bool = False) -> str:
    """Render the page for changing a task."""
    return render_template(
        "tasks/edit.html",
        form=form,
        task=task,
        association=task.association,
        preview=form.draft(has_dates=False) if is_preview else None,
        is_weekly=task.kind is TaskKind.WEEKLY,
    )


def say_what_stayed(kept: int) -> None:
    """Tell the coordinator that the change is made, and which shifts it left alone."""
    flash(gettext("Your changes are saved."), "success")
    if kept:
        text = ngettext(
            "%(num)s shift keeps its time and places, because people have signed up. You can move it below.",
            "%(num)s shifts keep their time and places, because people have signed up. You can move them below.",
            kept,
        )
        flash(text, "info")


@blueprint.post("/opgaver/<int(max=2147483647):task_id>/udgiv")
@requires(Permission.TASK_POST)
def publish(task_id: int) -> Response:
    """Publish a draft."""
    return step(task_id, publish_task, gettext("The task is published, and everybody can find it."))


@blueprint.post("/opgaver/<int(max=2147483647):task_id>/luk")
@requires(Permission.TASK_POST)
def close(task_id: int) -> Response:
    """Close a task."""
    return step(task_id, close_task, gettext("The task is closed. Those who signed up are still signed up."))


@blueprint.post("/opgaver/<int(max=2147483647):task_id>/genaabn")
@requires(Permission.TASK_POST)
def reopen(task_id: int) -> Response:
    """Open a closed task again."""
    return step(task_id, reopen_task, gettext("The task is open again."))


def step(task_id: int, take: Callable[..., None], done: str) -> Response:
    """Take one step with a task and say how it went, on the task's page."""
    user = signed_in_user()
    task = allowed(task_of(user, task_id))
    with one_step(done):
        take(task, by=user, now=clock.now())
    return redirect(url_for("tasks.show_signups", task_id=task_id))
