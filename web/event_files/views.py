"""A coordinator chooses a file, reads what will be made and what is wrong, and imports it whole."""

from __future__ import annotations

import csv
import io

from flask import Blueprint, Flask, Response, flash, redirect, render_template, url_for
from flask_babel import gettext, ngettext
from werkzeug.wrappers import Response as AnyResponse

from web.associations.models import Association
from web.catalogue.labels import name_of
from web.core import clock
from web.core.access import allowed, requires, signed_in_user
from web.core.errors import RuleError, TransitionError
from web.core.forms import finish, sent_before
from web.core.permissions import Permission
from web.event_files import queries, services
from web.event_files.columns import COLUMNS
from web.event_files.examples import EXAMPLES
from web.event_files.forms import EventFileForm, MoreShiftsForm
from web.event_files.models import EventFile
from web.event_files.summary import summary_of
from web.exchange.labels import STATUS_LABELS, STATUS_TONES
from web.extensions import db
from web.staffing.models import Event
from web.staffing.queries import plan_of
from web.staffing.sentences import Names
from web.tasks.coordinator_queries import association_of
from web.vetting.requirements import children_are_below

blueprint = Blueprint("event_files", __name__, template_folder="templates")
SHOWN_FINDINGS = 200


def init_app(app: Flask) -> None:
    """Add the routes."""
    app.register_blueprint(blueprint)


@blueprint.route("/foreninger/<int(max=2147483647):association_id>/planer/fil", methods=["GET", "POST"])
@requires(Permission.SHIFT_PLAN)
def new_from_file(association_id: int) -> str | AnyResponse:
    """Take the file of a new event and check it."""
    association = allowed(association_of(signed_in_user(), association_id))
    form = EventFileForm()
    if form.validate_on_submit():
        if repeat := sent_before(form):
            return repeat
        kept = receive(form, association, title=form.title.data or "", event=None)
        return finish(form, "event_files.show", file_id=kept.id)
    return upload_page(form, association=association, event=None, plan_id=None)


@blueprint.route("/planer/<int:plan_id>/fil", methods=["GET", "POST"])
@requires(Permission.SHIFT_PLAN)
def more_from_file(plan_id: int) -> str | AnyResponse:
    """Take a file with more shifts for an event and check it."""
    plan = allowed(plan_of(signed_in_user(), plan_id))
    if plan.event is None:
        return redirect(url_for("staffing.show_plan", plan_id=plan.id))
    form = MoreShiftsForm()
    if form.validate_on_submit():
        if repeat := sent_before(form):
            return repeat
        kept = receive(form, plan.association, title=plan.event.title, event=plan.event)
        return finish(form, "event_files.show", file_id=kept.id)
    return upload_page(form, association=plan.association, event=plan.event, plan_id=plan.id)


def receive(form: MoreShiftsForm, association: Association, *, title: str, event: Event | None) -> EventFile:
    """Hand the file to the service."""
    file = form.file.data
    return services.receive_event_file(
        association,
        file.filename or "",
        file.read(),
        title=title,
        is_public=form.is_public.data,
        event=event,
        by=signed_in_user(),
        now=clock.now(),
    )


def upload_page(
    form: MoreShiftsForm, *, association: Association, event: Event | None, plan_id: int | None
) -> str:
    """The form, and below it the columns and codes."""
    return render_template(
        "event_files/upload.html",
        form=form,
        association=association,
        event=event,
        plan_id=plan_id,
        columns=COLUMNS,
        children_are_below=children_are_below(),
        skills=queries.known_skills(),
        languages=queries.known_languages(),
        areas=queries.known_areas(),
        name_of=name_of,
    )


@blueprint.get("/arrangementsfiler/<int:file_id>")
@requires(Permission.SHIFT_PLAN)
def show(file_id: int) -> str:
    """What will be made of the file, what is wrong with it, and the decision."""
    kept = allowed(queries.file_of(signed_in_user(), file_id))
    return render_template(
        "event_files/report.html",
        kept=kept,
        batch=kept.batch,
        summary=summary_of([row["values"] for row in kept.batch.rows]),
        findings=kept.batch.errors[:SHOWN_FINDINGS],
        plan_id=queries.plan_id_of(kept),
        names=Names(),
        status_label=STATUS_LABELS[kept.batch.status],
        status_tone=STATUS_TONES[kept.batch.status],
    )


@blueprint.post("/arrangementsfiler/<int:file_id>/importer")
@requires(Permission.SHIFT_PLAN)
def import_file(file_id: int) -> AnyResponse:
    """Import the file and go to the plan; a second click lands there too."""
    kept = allowed(queries.file_of(signed_in_user(), file_id))
    try:
        plan = services.import_event_file(kept, by=signed_in_user(), now=clock.now())
    except TransitionError:
        db.session.rollback()
    except RuleError as error:
        db.session.rollback()
        flash(error.message, "error")
        return redirect(url_for("event_files.show", file_id=file_id))
    else:
        number, plan_id = kept.batch.counts["imported"], plan.id
        db.session.commit()
        flash(imported_words(number), "success")
        return redirect(url_for("staffing.show_plan", plan_id=plan_id))
    return back_after(file_id)


def imported_words(number: int) -> str:
    """Say how many shifts there are now."""
    return ngettext(
        "One shift is in the plan. Now let people offer to help, and make the plan.",
        "%(num)s shifts are in the plan. Now let people offer to help, and make the plan.",
        number,
    )


def back_after(file_id: int) -> AnyResponse:
    """Go to the plan that an earlier click has made, or to the file where it was discarded."""
    plan_id = queries.plan_id_of(queries.file_of(signed_in_user(), file_id))
    if plan_id is None:
        return redirect(url_for("event_files.show", file_id=file_id))
    return redirect(url_for("staffing.show_plan", plan_id=plan_id))


@blueprint.post("/arrangementsfiler/<int:file_id>/kasser")
@requires(Permission.SHIFT_PLAN)
def discard(file_id: int) -> AnyResponse:
    """Throw the file away."""
    kept = allowed(queries.file_of(signed_in_user(), file_id))
    try:
        services.discard_event_file(kept, by=signed_in_user(), now=clock.now())
    except TransitionError:
        db.session.rollback()
    else:
        db.session.commit()
        flash(gettext("The file is discarded. Nothing was imported."), "success")
    return redirect(url_for("event_files.show", file_id=file_id))


@blueprint.get("/arrangementsfiler/skabelon.csv")
@requires(Permission.SHIFT_PLAN)
def template_file() -> Response:
    """A file to begin from, as Danish spreadsheets open it."""
    text = io.StringIO()
    writer = csv.DictWriter(text, [column.name for column in COLUMNS], delimiter=";", restval="")
    writer.writeheader()
    writer.writerows(EXAMPLES)
    return Response(
        text.getvalue().encode("utf-8-sig"),
        mimetype="text/csv",
        headers={"Content-Disposition": "attachment; filename=arrangement.csv"},
    )
