"""The reader's pages: what one must know before one opens a record, the record itself, and answering about it."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from web.accounts.limits import limit_tries
from web.audit.services import record_event
from web.core import clock
from web.core.access import allowed, may, requires, signed_in_user
from web.core.errors import RuleError
from web.core.forms import finish, sent_before
from web.core.freshness import password_again_before
from web.core.one_step import one_step
from web.core.permissions import Permission
from web.disclosure import services
from web.disclosure.forms import VOLUNTEER, AnswerForm, OpenForm
from web.disclosure.labels import REASONS, STATUSES, TONES
from web.disclosure.models import Disclosure, DisclosureReason, DisclosureStatus
from web.disclosure.queries import disclosure_of, own_disclosures, volunteer_named, young_person_named
from web.disclosure.records import volunteer_record, young_record
from web.extensions import db
from web.profiles.labels import VOLUNTEER_STATUSES
from web.profiles.models import Volunteer
from web.youth.labels import SHORT_URGENCIES
from web.youth.models import YoungPerson


def add_routes(blueprint: Blueprint) -> None:
    """Add the reader's pages."""
    both = ["GET", "POST"]
    blueprint.add_url_rule("/indsigt/aabn", view_func=open_record, methods=both)
    blueprint.add_url_rule("/indsigt/<int:disclosure_id>/sag", view_func=show_record)
    blueprint.add_url_rule("/indsigt/<int:disclosure_id>/luk", view_func=close_record, methods=["POST"])
    blueprint.add_url_rule("/indsigt/<int:disclosure_id>/svar", view_func=answer, methods=both)


@password_again_before("disclosure.open_record")
@requires(Permission.RECORD_OPEN)
@limit_tries
def open_record() -> str | Response:
    """What is logged and who is told; then whose record and why."""
    form = OpenForm()
    if form.validate_on_submit():
        if repeat := sent_before(form):
            return repeat
        try:
            disclosure = open_named(form)
        except RuleError as error:
            db.session.rollback()
            form.refuse(error)
            record_search(form, is_found=False)
        else:
            record_search(form, is_found=True)
            return finish(form, "disclosure.show_record", disclosure_id=disclosure.id)
    own = own_disclosures(signed_in_user())
    page = render_template(
        "disclosure/open.html",
        form=form,
        own=own,
        now=clock.now(),
        reasons=REASONS,
        statuses=STATUSES,
        tones=TONES,
        minutes=services.OPEN_FOR.seconds // 60,
    )
    db.session.commit()
    return page


def open_named(form: OpenForm) -> Disclosure:
    """Open the record that is named; raise RuleError where there is no such, or it may not be opened."""
    record: YoungPerson | Volunteer | None
    if form.kind.data == VOLUNTEER:
        record = volunteer_named(name=form.name.data, born_on=form.born_on.data)
    else:
        record = young_person_named(name=form.name.data, born_on=form.born_on.data)
    if record is None:
        raise RuleError(gettext("We find nobody of that name and date of birth. Write both in full."))
    return services.open_record(
        record,
        DisclosureReason(form.reason.data),
        words=form.words.data,
        by=signed_in_user(),
        now=clock.now(),
    )


def record_search(form: OpenForm, *, is_found: bool) -> None:
    """Write down that somebody looked for a person outside their own work, without the name."""
    viewer = signed_in_user()
    details = {"kind": form.kind.data, "is_found": is_found}
    record_event("search outside own work", viewer, by=viewer, now=clock.now(), details=details)


@requires(Permission.DISCLOSURE_OWN)
def show_record(disclosure_id: int) -> str | Response:
    """The opened record, for reading only; every look is written down."""
    viewer, now = signed_in_user(), clock.now()
    disclosure = allowed(disclosure_of(viewer, disclosure_id))
    record = disclosure.young_person or disclosure.volunteer
    if not (disclosure.is_open(now=now) and may(Permission.RECORD_OPEN, record)):
        flash(gettext("The time is over, so the record is closed again."), "info")
        return redirect(url_for("disclosure.open_record"))
    page = render_record(disclosure)
    services.look_at_record(disclosure, by=viewer, now=now)
    db.session.commit()
    return page


def render_record(disclosure: Disclosure) -> str:
    """Return the page of an opened record."""
    if disclosure.young_person is not None:
        record = young_record(disclosure.young_person, day=clock.local_date(clock.now()))
        return render_template(
            "disclosure/young_person.html", disclosure=disclosure, record=record, urgencies=SHORT_URGENCIES
        )
    assert disclosure.volunteer is not None, "a disclosure is about one record"
    return render_template(
        "disclosure/volunteer.html",
        disclosure=disclosure,
        record=volunteer_record(disclosure.volunteer),
        statuses=VOLUNTEER_STATUSES,
    )


@requires(Permission.DISCLOSURE_OWN)
def close_record(disclosure_id: int) -> Response:
    """Close the record before the time is over."""
    disclosure = allowed(disclosure_of(signed_in_user(), disclosure_id))
    with one_step(gettext("The record is closed.")):
        services.close_record(disclosure, by=signed_in_user(), now=clock.now())
    return redirect(url_for("disclosure.open_record"))


@requires(Permission.DISCLOSURE_OWN)
def answer(disclosure_id: int) -> str | Response:
    """Answer what the data protection contact asks."""
    disclosure = allowed(disclosure_of(signed_in_user(), disclosure_id))
    form = AnswerForm()
    if form.validate_on_submit():
        if repeat := sent_before(form):
            return repeat
        try:
            services.answer_question(disclosure, words=form.words.data, by=signed_in_user(), now=clock.now())
        except RuleError as error:
            db.session.rollback()
            form.refuse(error)
        else:
            flash(gettext("Thank you. The data protection contact has been told."), "success")
            return finish(form, "disclosure.open_record")
    return render_template(
        "disclosure/answer.html",
        form=form,
        disclosure=disclosure,
        reasons=REASONS,
        is_asked=disclosure.status is DisclosureStatus.ASKED,
    )
