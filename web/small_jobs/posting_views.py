"""The employer's pages: their small jobs, one page to post or change one, publish, close."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from web.core import clock
from web.core.access import allowed, requires, signed_in_user
from web.core.errors import RuleError
from web.core.forms import finish, sent_before
from web.core.one_step import one_step
from web.core.permissions import Permission
from web.employers.models import EmployerStatus
from web.employers.queries import employers_of, own_employer
from web.extensions import db
from web.small_jobs.job_form import SmallJobForm
from web.small_jobs.queries import own_job, own_jobs
from web.small_jobs.services import change_job, close_job, post_job, publish_job, reopen_job

NUMBER = "int(max=2147483647)"


def add_routes(blueprint: Blueprint) -> None:
    """Add the pages."""
    both = ["GET", "POST"]
    job = f"/smaajob/<{NUMBER}:small_job_id>"
    blueprint.add_url_rule("/smaajob/vores", view_func=list_own_jobs)
    blueprint.add_url_rule(f"/arbejdsgivere/<{NUMBER}:employer_id>/smaajob", view_func=new_job, methods=both)
    blueprint.add_url_rule(f"{job}/ret", view_func=edit_job, methods=both)
    blueprint.add_url_rule(f"{job}/offentliggoer", view_func=publish, methods=["POST"])
    blueprint.add_url_rule(f"{job}/luk", view_func=close, methods=["POST"])
    blueprint.add_url_rule(f"{job}/aabn", view_func=reopen, methods=["POST"])


@requires(Permission.SMALL_JOB_LIST_OWN)
def list_own_jobs() -> str:
    """The small jobs of one's own workplaces."""
    viewer = signed_in_user()
    return render_template("small_jobs/own.html", employers=employers_of(viewer), jobs=own_jobs(viewer))


@requires(Permission.SMALL_JOB_POST)
def new_job(employer_id: int) -> str | Response:
    """Describe a small job; published at once, or kept as a draft."""
    viewer = signed_in_user()
    employer = allowed(own_employer(viewer, employer_id))
    form = SmallJobForm()
    if form.validate_on_submit():
        if repeat := sent_before(form):
            return repeat
        try:
            job = post_job(employer, form.facts(), by=viewer, now=clock.now())
            if "publish" in request.form:
                publish_job(job, by=viewer, now=clock.now())
        except RuleError as error:
            db.session.rollback()
            form.refuse(error)
        else:
            flash(
                said_after_posting(is_published="publish" in request.form, status=employer.status), "success"
            )
            return finish(form, "small_jobs.list_own_jobs")
    return render_template("small_jobs/form.html", form=form, job=None, employer=employer)


def said_after_posting(*, is_published: bool, status: EmployerStatus) -> str:
    """Say what happens next with a small job that was just written."""
    if not is_published:
        return gettext("Saved as a draft. Nobody sees it yet.")
    if status is EmployerStatus.APPROVED:
        return gettext("Published. Everybody can find it now.")
    return gettext("Saved. Everybody can find it as soon as your workplace is approved.")


@requires(Permission.SMALL_JOB_POST)
def edit_job(small_job_id: int) -> str | Response:
    """Change a small job."""
    viewer = signed_in_user()
    job = allowed(own_job(viewer, small_job_id))
    form = SmallJobForm.filled_from(job)
    if form.validate_on_submit():
        if repeat := sent_before(form):
            return repeat
        try:
            change_job(job, form.facts(), by=viewer, now=clock.now())
        except RuleError as error:
            db.session.rollback()
            form.refuse(error)
        else:
            flash(gettext("Your changes are saved."), "success")
            return finish(form, "small_jobs.list_own_jobs")
    return render_template("small_jobs/form.html", form=form, job=job, employer=job.employer)


@requires(Permission.SMALL_JOB_POST)
def publish(small_job_id: int) -> Response:
    """Let everybody find it."""
    job = allowed(own_job(signed_in_user(), small_job_id))
    with one_step(said_after_posting(is_published=True, status=job.employer.status)):
        publish_job(job, by=signed_in_user(), now=clock.now())
    return redirect(url_for("small_jobs.list_own_jobs"))


@requires(Permission.SMALL_JOB_POST)
def close(small_job_id: int) -> Response:
    """Take it from the list."""
    job = allowed(own_job(signed_in_user(), small_job_id))
    with one_step(gettext("Closed. Nobody new is proposed; whoever works with you goes on.")):
        close_job(job, by=signed_in_user(), now=clock.now())
    return redirect(url_for("small_jobs.list_own_jobs"))


@requires(Permission.SMALL_JOB_POST)
def reopen(small_job_id: int) -> Response:
    """Put it on the list again."""
    job = allowed(own_job(signed_in_user(), small_job_id))
    with one_step(said_after_posting(is_published=True, status=job.employer.status)):
        reopen_job(job, by=signed_in_user(), now=clock.now())
    return redirect(url_for("small_jobs.list_own_jobs"))
