"""The audit log as the data protection contact reads it; looking in it is written down too."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Flask, Response, render_template, request
from flask_babel import gettext
from sqlalchemy.exc import OperationalError

from web.accounts.limits import limit_searches
from web.audit import jobs as audit_jobs  # noqa: F401 - registers the jobs
from web.audit.models import AuditEvent
from web.audit.services import record_event
from web.core import clock
from web.core.access import requires, signed_in_user
from web.core.csv_files import csv_response
from web.core.freshness import password_again_before
from web.core.permissions import Permission
from web.extensions import db
from web.oversight import jobs  # noqa: F401 - registers the jobs
from web.oversight.filter_form import SearchForm, filter_from, search_form
from web.oversight.labels import ORIGINS, action_name, kind_name, problem_name, purpose_name
from web.oversight.refusals import init_refusals
from web.oversight.search import (
    EventPage,
    UnknownPersonError,
    chain_state,
    exported,
    matching,
    page_of,
    read_before,
    young_person_named,
)
from web.oversight.sign_ins import init_sign_ins
from web.oversight.watch import init_watch

blueprint = Blueprint("oversight", __name__, template_folder="templates")
COLUMNS = (
    "id", "at", "actor_id", "action", "subject_kind", "subject_id", "young_person_id", "purpose",
    "origin", "place", "request_id", "details",
)  # fmt: skip


def init_app(app: Flask) -> None:
    """Add the routes, and write down refusals and sign-ins."""
    app.register_blueprint(blueprint)
    init_refusals(app)
    init_sign_ins(app)
    init_watch(app)


@blueprint.get("/haendelseslog")
@requires(Permission.AUDIT_VIEW)
@limit_searches
def search() -> str:
    """Events of the log, newest first."""
    form = search_form(request.args)
    is_valid = form.validate()
    record_search(form, "search audit log", is_valid=is_valid)
    page, problem = find(form) if is_valid else (None, "")
    shown = render_template(
        "oversight/log.html",
        form=form,
        page=page,
        problem=problem,
        chain=chain_state(),
        action_name=action_name,
        purpose_name=purpose_name,
        kind_name=kind_name,
        problem_name=problem_name,
        origins=ORIGINS,
        asked={name: value for name, value in request.args.items() if name != "foer"},
    )
    db.session.commit()
    return shown


@blueprint.get("/haendelseslog/udtraek.csv")
@password_again_before("oversight.search")
@requires(Permission.AUDIT_VIEW)
@limit_searches
def export() -> Response | tuple[str, int]:
    """The events that fit, as a file with ids and codes only."""
    form = search_form(request.args)
    try:
        if not form.validate():
            return search(), 400
        wanted = filter_from(form, today=clock.today())
        matching(wanted)
    except UnknownPersonError:
        return search(), 404
    record_search(form, "export audit log", is_valid=True)
    db.session.commit()
    rows: list[tuple[Any, ...]] = [COLUMNS, *(row_of(event) for event in exported(wanted))]
    db.session.commit()
    return csv_response(iter(rows), name=f"haendelseslog-{wanted.first_on}-{wanted.last_on}.csv")


def find(form: SearchForm) -> tuple[EventPage | None, str]:
    """Return the page that a valid form asks for, or why there is none."""
    before = read_before(request.args.get("foer", ""))
    try:
        with db.session.begin_nested():
            return page_of(filter_from(form, today=clock.today()), before=before), ""
    except UnknownPersonError:
        return None, gettext("Nobody here has that code or e-mail address. Check how it is written.")
    except OperationalError:
        return None, gettext(
            "That takes too long. Choose a shorter period, or say more about what you look for."
        )


def record_search(form: SearchForm, action: str, *, is_valid: bool) -> None:
    """Write down that somebody searched, and by what; where it was for a young person, in that person's own history."""
    viewer = signed_in_user()
    fields = [field.short_name for field in form if field.data]
    person = young_person_named(form.person.data or "") if is_valid else None
    record_event(action, person or viewer, by=viewer, now=clock.now(), details={"by": fields})


def row_of(event: AuditEvent) -> tuple[Any, ...]:
    """Return an event as a row of the file."""
    return tuple(getattr(event, column) for column in COLUMNS)
