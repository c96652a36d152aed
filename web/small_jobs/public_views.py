"""The pages that anybody finds: the list of small jobs and a job; and the young person's *I would like this*."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, url_for
from flask_babel import gettext
from flask_login import current_user
from werkzeug.wrappers import Response

from web.accounts.limits import limit_searches
from web.accounts.models import RoleName
from web.core import clock
from web.core.access import allowed, public, requires, signed_in_user
from web.core.errors import NotVisibleError
from web.core.one_step import one_step
from web.core.permissions import Permission
from web.small_jobs.age_law import obstacles
from web.small_jobs.filter_form import JobFilterForm
from web.small_jobs.labels import OBSTACLES
from web.small_jobs.models import SmallJob
from web.small_jobs.queries import find_jobs, interest_in, open_job, wishes_of
from web.small_jobs.services import say_interest, take_interest_back
from web.youth.ages import age_on
from web.youth.models import YoungPerson
from web.youth.queries import young_person_of_account

NUMBER = "int(max=2147483647)"


def add_routes(blueprint: Blueprint) -> None:
    """Add the pages."""
    blueprint.add_url_rule("/smaajob", view_func=list_jobs)
    blueprint.add_url_rule(f"/smaajob/<{NUMBER}:small_job_id>", view_func=show_job)
    blueprint.add_url_rule(f"/smaajob/<{NUMBER}:small_job_id>/vil-gerne", view_func=say_yes, methods=["POST"])
    blueprint.add_url_rule(
        f"/smaajob/<{NUMBER}:small_job_id>/alligevel-ikke", view_func=take_back, methods=["POST"]
    )


@public
@limit_searches
def list_jobs() -> str:
    """Every open small job, or those that fit."""
    form = JobFilterForm(request.args)
    wanted = form.wanted()
    return render_template("small_jobs/list.html", form=form, wanted=wanted, page=find_jobs(wanted))


@public
def show_job(small_job_id: int) -> str:
    """One small job; a young person who is signed in can say that they would like it."""
    job = open_job(small_job_id)
    reader = young_reader()
    return render_template(
        "small_jobs/job.html",
        job=job,
        is_young_person=reader is not None,
        has_interest=reader is not None and interest_in(reader, job) is not None,
        obstacles=[] if reader is None else obstacle_words(reader, job),
    )


def young_reader() -> YoungPerson | None:
    """Return the young person who reads the page, if it is one."""
    if not current_user.is_authenticated or not current_user.has_any_role(RoleName.YOUNG_PERSON):
        return None
    try:
        return young_person_of_account(signed_in_user())
    except NotVisibleError:
        return None


def obstacle_words(young_person: YoungPerson, job: SmallJob) -> list[str]:
    """Return why the young person cannot have this job now, in words."""
    wishes = wishes_of(young_person)
    is_at_school = wishes.is_at_school if wishes is not None else True
    age = age_on(young_person.born_on, clock.today())
    return [str(OBSTACLES[one]) for one in obstacles(job, age=age, is_at_school=is_at_school)]


@requires(Permission.SMALL_JOB_INTEREST)
def say_yes(small_job_id: int) -> Response:
    """Say that one would like this job."""
    job, viewer = allowed(open_job(small_job_id)), signed_in_user()
    with one_step(gettext("Great! Your caseworker can see it and talks with you about it.")):
        say_interest(young_person_of_account(viewer), job, by=viewer, now=clock.now())
    return redirect(url_for("small_jobs.show_job", small_job_id=small_job_id))


@requires(Permission.SMALL_JOB_INTEREST)
def take_back(small_job_id: int) -> Response:
    """Say that one would not, after all."""
    job, viewer = allowed(open_job(small_job_id)), signed_in_user()
    with one_step(gettext("That is all right. It is off your list.")):
        take_interest_back(young_person_of_account(viewer), job, by=viewer, now=clock.now())
    return redirect(url_for("small_jobs.show_job", small_job_id=small_job_id))
