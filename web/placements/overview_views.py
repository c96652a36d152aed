"""The overview of those who coordinate for the municipality: which jobs are free, which placements need help."""

from __future__ import annotations

from flask import Blueprint, render_template
from sqlalchemy import func, select

from web.accounts.models import RoleName
from web.core import clock
from web.core.access import requires, signed_in_user
from web.core.permissions import Permission
from web.employers.models import Employer
from web.extensions import db
from web.organisations.queries import pending_count
from web.placements import labels
from web.placements.models import Placement, PlacementStatus
from web.placements.queries import areas_of, newest_run, placements_in
from web.placements.seats import promised_seats, taken_seats
from web.placements.signals import signals_of
from web.small_jobs.models import SmallJob, WorkWishes
from web.small_jobs.queries import open_jobs

MOST_JOBS = 300
FEWEST_TOLD = 5


def add_routes(blueprint: Blueprint) -> None:
    """Add the page."""
    blueprint.add_url_rule("/smaajob/overblik", view_func=overview)


@requires(Permission.SMALL_JOB_OVERVIEW)
def overview() -> str:
    """Free places, and placements that need help; no young person is named or shown."""
    viewer, now = signed_in_user(), clock.now()
    areas = areas_of(viewer)
    statement = open_jobs().limit(MOST_JOBS)
    if areas is not None:
        statement = statement.where(SmallJob.area_id.in_([area.id for area in areas]))
    jobs = db.session.scalars(statement).all()
    ids = [job.id for job in jobs]
    taken, promised = taken_seats(ids), promised_seats(ids)
    placements = placements_in(areas)
    looking = count_looking()
    return render_template(
        "placements/overview.html",
        free=[
            (job, left, promised.get(job.id, 0))
            for job in jobs
            if (left := job.seats - taken.get(job.id, 0) - promised.get(job.id, 0)) > 0
        ],
        full=sum(1 for job in jobs if job.seats <= taken.get(job.id, 0) + promised.get(job.id, 0)),
        help=[(one, signals) for one in placements if (signals := list(signals_of(one, now=now)))],
        on_trial=sum(1 for one in placements if one.status is PlacementStatus.TRIAL),
        at_work=sum(1 for one in placements if one.status is PlacementStatus.EMPLOYED),
        looking=looking if looking >= FEWEST_TOLD else None,
        fewest=FEWEST_TOLD,
        pending=pending_count(Employer) if viewer.has_any_role(RoleName.ADMINISTRATOR) else 0,
        run=newest_run(),
        may_start=viewer.has_any_role(RoleName.ADMINISTRATOR, RoleName.CASEWORKER),
        areas=areas,
        labels=labels,
    )


def count_looking() -> int:
    """Return how many young people look for a small job and have none."""
    at_work = select(Placement.young_person_id).where(Placement.status != PlacementStatus.ENDED)
    statement = (
        select(func.count())
        .select_from(WorkWishes)
        .where(WorkWishes.is_looking, WorkWishes.young_person_id.not_in(at_work))
    )
    return db.session.scalar(statement) or 0
