"""Taking an answer once: claim the form, call the service, commit, and go where it leads."""

from __future__ import annotations

from collections.abc import Callable

from flask import flash, redirect, url_for
from werkzeug.wrappers import Response

from web.core.errors import RuleError
from web.core.forms import BaseForm, finish, sent_before
from web.extensions import db


def take_answer(
    form: BaseForm,
    service: Callable[[], object],
    *,
    said: str,
    landing: str,
    refused_at: str | None = None,
    **values: object,
) -> Response:
    """Take the answer of a form that has no fields to put right; a refusal is said at the address `refused_at`."""
    location = refused_at or url_for(landing, **values)  # type: ignore[arg-type]
    if not form.validate_on_submit():
        return redirect(location)
    if repeat := sent_before(form):
        return repeat
    try:
        service()
    except RuleError as error:
        db.session.rollback()
        flash(error.message, "error")
        return redirect(location)
    flash(said, "success")
    return finish(form, landing, **values)
