"""The pages that anybody finds: the list of open tasks, a task, an association with its tasks."""

from __future__ import annotations

import uuid
from typing import Any

from flask import current_app, redirect, render_template, request, url_for
from flask_login import current_user
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from web.accounts.limits import limit_searches
from web.core import clock
from web.core.access import public
from web.core.paging import page_number
from web.profiles.models import VolunteerStatus
from web.tasks.blueprint import blueprint
from web.tasks.conditions import clearance_names, qualification_names
from web.tasks.demand_services import own_demand
from web.tasks.filter_form import FilterForm
from web.tasks.filter_words import ChosenFilter, chosen_filters
from web.tasks.filters import TaskFilter
from web.tasks.offers import open_association, open_task, shift_offers
from web.tasks.queries import find_tasks, open_tasks_of
from web.tasks.readers import volunteer_of
from web.tasks.slugs import slug_of


@blueprint.get("/opgaver")
@public
@limit_searches
def list_tasks() -> str:
    """Every open task, or those that fit what the visitor asks for."""
    form = FilterForm(request.args)
    wishes = form.wishes()
    return render_template(
        "tasks/list.html",
        form=form,
        wishes=wishes,
        chosen=[(wish.text, address_without(wish)) for wish in chosen_filters(wishes)],
        page=find_tasks(wishes, page=page_number(), now=clock.now()),
        has_more_filters=wishes
        != TaskFilter(words=wishes.words, area=wishes.area, within_km=wishes.within_km),
    )


def address_without(wish: ChosenFilter) -> str:
    """Return the address of the same list without one of its wishes, from its first page."""
    dropped = {*wish.arguments, ("page", None)}
    kept: MultiDict[str, str] = MultiDict(
        (name, value)
        for name, value in request.args.items(multi=True)
        if value and (name, None) not in dropped and (name, value) not in dropped
    )
    arguments: dict[str, Any] = kept.to_dict(flat=False)
    return url_for("tasks.list_tasks", **arguments)


@blueprint.get("/opgaver/<int(max=2147483647):task_id>")
@blueprint.get("/opgaver/<int(max=2147483647):task_id>/<slug>")
@public
def show_task(task_id: int, slug: str = "") -> str | Response:
    """One open task; an outdated or missing end of the address is put right."""
    task = open_task(task_id)
    if slug != slug_of(task.title):
        return redirect(url_for("tasks.show_task", task_id=task.id, slug=slug_of(task.title)), 301)
    reader = volunteer_of(current_user) if current_user.is_authenticated else None
    demand = own_demand(task)
    return render_template(
        "tasks/task.html",
        task=task,
        asked_skills=qualification_names(demand.required) if demand else "",
        asked_papers=clearance_names(demand.clearances) if demand else "",
        offers=shift_offers(task, reader=reader, now=clock.now()),
        new_form_key=uuid.uuid4,
        may_sign_up=reader is not None and reader.status is VolunteerStatus.ACTIVE,
        address=f"{current_app.config['SETTINGS'].base_url}{url_for('tasks.show_task', task_id=task.id, slug=slug)}",
        association_slug=slug_of(task.association.name),
    )


@blueprint.get("/foreninger/<int(max=2147483647):association_id>")
@blueprint.get("/foreninger/<int(max=2147483647):association_id>/<slug>")
@public
def show_association(association_id: int, slug: str = "") -> str | Response:
    """An association and its open tasks."""
    association = open_association(association_id)
    if slug != slug_of(association.name):
        return redirect(
            url_for("tasks.show_association", association_id=association.id, slug=slug_of(association.name)),
            301,
        )
    page = open_tasks_of(association, page=page_number(), now=clock.now())
    return render_template("tasks/association.html", association=association, page=page)
