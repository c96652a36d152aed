"""The coordinator's page: who lacks a paper that the association's shifts ask for, and asking them to get it."""

from __future__ import annotations

from datetime import datetime

from flask import flash, render_template
from flask_babel import gettext
from werkzeug.wrappers import Response

from web.associations.models import Association
from web.associations.queries import own_association
from web.childrens_certificates.queries import orders_waiting_at
from web.core import clock
from web.core.access import allowed, requires, signed_in_user
from web.core.errors import RuleError
from web.core.forms import finish, sent_before
from web.core.permissions import Permission
from web.extensions import db
from web.papers.association_queries import Line, people_lacking_papers, tasks_with_papers, volunteers_known_to
from web.papers.blueprint import blueprint
from web.papers.forms import AskForm
from web.papers.services import ASKED_AGAIN_AFTER, ask_volunteer
from web.profiles.models import Volunteer
from web.profiles.sight import seen_by_others
from web.tasks.models import Task
from web.vetting.labels import CLEARANCE_KINDS


@blueprint.get("/foreninger/<int:association_id>/papirer")
@requires(Permission.CERTIFICATE_RECORD)
def list_people(association_id: int) -> str:
    """Who lacks something for the association's shifts, and how far they are."""
    association = allowed(own_association(signed_in_user(), association_id))
    return people_page(association, form_for(association))


@blueprint.post("/foreninger/<int:association_id>/papirer")
@requires(Permission.CERTIFICATE_RECORD)
def ask(association_id: int) -> str | Response:
    """Ask one of the association's volunteers to get what a task asks for."""
    association = allowed(own_association(signed_in_user(), association_id))
    form = form_for(association)
    if form.validate_on_submit():
        if repeat := sent_before(form):
            return repeat
        try:
            volunteer = ask_chosen(form)
        except RuleError as error:
            db.session.rollback()
            form.refuse(error)
        else:
            flash(gettext("%(name)s has a mail now.", name=form.name_of(volunteer)), "success")
            return finish(form, "papers.list_people", association_id=association_id)
    return people_page(association, form)


def form_for(association: Association) -> AskForm:
    """Return the form with the association's own volunteers and tasks."""
    return AskForm(people=volunteers_known_to(association), tasks=tasks_with_papers(association))


def ask_chosen(form: AskForm) -> Volunteer:
    """Ask whoever was chosen, and return them; raise RuleError where nobody was."""
    volunteer = db.session.get(Volunteer, form.volunteer.data)
    if volunteer is None:
        raise RuleError(gettext("Choose one of the volunteers."), field="volunteer")
    task = db.session.get_one(Task, form.task.data)
    ask_volunteer(volunteer, task, by=signed_in_user(), now=clock.now())
    return volunteer


def people_page(association: Association, form: AskForm) -> str:
    """Render the page."""
    now = clock.now()
    lines = people_lacking_papers(association, now=now)
    return render_template(
        "papers/people.html",
        association=association,
        form=form,
        on_shifts=[line for line in lines if line.shifts],
        wishing=[line for line in lines if not line.shifts],
        orders=len(orders_waiting_at(association, now=now)),
        seen_by_others=seen_by_others,
        kinds=CLEARANCE_KINDS,
        may_be_asked=lambda line: may_be_asked(line, now=now),
    )


def may_be_asked(line: Line, *, now: datetime) -> bool:
    """Tell whether the association may ask now: not after a no, and not twice in a fortnight."""
    wish = line.wish
    return wish is None or (wish.declined_at is None and wish.newest_at + ASKED_AGAIN_AFTER <= now)
