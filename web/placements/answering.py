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
    otherwise: str | None = None,
    **values: object,
) -> Response:
    """Take the answer of a form that has no fields to put right; a refusal is said above the page it came from."""
    if not form.validate_on_submit():
        return redirect(url_for(otherwise or landing, **values))  # type: ignore[arg-type]
    if repeat := sent_before(form):
        return repeat
    try:
        service()
    except RuleError as error:
        db.session.rollback()
        flash(error.message, "error")
        return redirect(url_for(otherwise or landing, **values))  # type: ignore[arg-type]
    flash(said, "success")
    return finish(form, landing, **values)
