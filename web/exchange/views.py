"""Administrators upload a file, read the report, and import the good rows or discard them."""

from __future__ import annotations

from flask import Blueprint, Flask, flash, redirect, render_template, url_for
from flask_babel import gettext, ngettext
from werkzeug.wrappers import Response

from web.core import clock
from web.core.access import allowed, requires, signed_in_user
from web.core.errors import RuleError, TransitionError
from web.core.forms import finish, sent_before
from web.core.paging import paged
from web.core.permissions import Permission
from web.exchange import queries, services
from web.exchange.forms import UploadForm
from web.exchange.labels import KIND_LABELS, STATUS_LABELS, STATUS_TONES
from web.exchange.models import ImportBatch
from web.exchange.registry import KINDS, kinds_for_upload
from web.extensions import db

blueprint = Blueprint("exchange", __name__, template_folder="templates")
SHOWN_FINDINGS = 200
LONGEST_PREVIEW = 60


def init_app(app: Flask) -> None:
    """Add the routes."""
    app.register_blueprint(blueprint)
    app.jinja_env.filters["cell"] = cell


def cell(value: object) -> str:
    """Return a value as it would stand in a file, cut short for a preview."""
    if isinstance(value, dict):
        value = [f"{key}:{level}" for key, level in value.items()]
    if isinstance(value, list):
        value = "; ".join(map(str, value))
    text = "" if value is None else str(value)
    return text if len(text) <= LONGEST_PREVIEW else text[:LONGEST_PREVIEW] + "…"


@blueprint.route("/import", methods=["GET", "POST"])
@requires(Permission.IMPORT)
def upload() -> str | Response:
    """Take a file and check it; below, the imports there have been."""
    form = UploadForm(kinds=[kind.name for kind in kinds_for_upload()], data={"entity": "volunteers"})
    if form.validate_on_submit():
        if repeat := sent_before(form):
            return repeat
        batch = receive(form)
        return finish(form, "exchange.show", batch_id=batch.id)
    page = paged(queries.batches_for(signed_in_user()))
    return render_template(
        "exchange/upload.html",
        form=form,
        page=page,
        kinds=kinds_for_upload(),
        kind_labels=KIND_LABELS,
        status_labels=STATUS_LABELS,
        status_tones=STATUS_TONES,
    )


def receive(form: UploadForm) -> ImportBatch:
    """Hand the uploaded file to the service."""
    file = form.file.data
    return services.receive_file(
        file.filename or "",
        file.read(),
        kind=KINDS[form.entity.data],
        by=signed_in_user(),
        now=clock.now(),
    )


@blueprint.get("/import/<int:batch_id>")
@requires(Permission.IMPORT)
def show(batch_id: int) -> str:
    """The report: counts, what is wrong, a look at the good rows, and the decision."""
    batch = allowed(queries.batch_for(signed_in_user(), batch_id))
    return render_template(
        "exchange/report.html",
        batch=batch,
        findings=batch.errors[:SHOWN_FINDINGS],
        preview=queries.first_rows_of(batch),
        columns=KINDS[batch.entity].column_names,
        kind_label=KIND_LABELS[batch.entity],
        status_label=STATUS_LABELS[batch.status],
        status_tone=STATUS_TONES[batch.status],
    )


@blueprint.post("/import/<int:batch_id>/importer")
@requires(Permission.IMPORT)
def import_rows(batch_id: int) -> Response:
    """Import the good rows; a second click finds it done."""
    batch = allowed(queries.batch_for(signed_in_user(), batch_id))
    try:
        number = services.import_batch(batch, by=signed_in_user(), now=clock.now())
    except TransitionError:
        db.session.rollback()
    except RuleError as error:
        db.session.rollback()
        flash(error.message, "error")
    else:
        db.session.commit()
        flash(
            ngettext("One row is imported.", "%(number)s rows are imported.", number, number=number),
            "success",
        )
    return redirect(url_for("exchange.show", batch_id=batch_id))


@blueprint.post("/import/<int:batch_id>/kasser")
@requires(Permission.IMPORT)
def discard(batch_id: int) -> Response:
    """Throw the file away."""
    batch = allowed(queries.batch_for(signed_in_user(), batch_id))
    try:
        services.discard_batch(batch, by=signed_in_user(), now=clock.now())
    except TransitionError:
        db.session.rollback()
    else:
        db.session.commit()
        flash(gettext("The file is discarded. Nothing was imported."), "success")
    return redirect(url_for("exchange.show", batch_id=batch_id))
