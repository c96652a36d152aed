"""A volunteer's pages of events: finding one, offering to be planned in, and seeing the own shifts."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from web.core import clock
from web.core.access import allowed, requires, signed_in_user
from web.core.errors import RuleError
from web.core.forms import finish, sent_before
from web.core.one_step import one_step
from web.core.paging import paged
from web.core.permissions import Permission
from web.extensions import db
from web.profiles.queries import own_volunteer
from web.staffing import queries
from web.staffing.blueprint import blueprint
from web.staffing.forms import OfferForm
from web.staffing.services import offer_help, take_offer_back


@blueprint.get("/arrangementer")
@requires(Permission.EVENT_HELP)
def list_events() -> str:
    """The events ahead."""
    return render_template("staffing/events.html", page=paged(queries.events_ahead(since=clock.today())))


@blueprint.route("/arrangementer/<int:event_id>", methods=["GET", "POST"])
@requires(Permission.EVENT_HELP)
def show_event(event_id: int) -> str | Response:
    """An event: what is to be done, offering to be planned in, and where one has a place."""
    event, viewer = allowed(queries.event_with(event_id)), signed_in_user()
    offer = queries.own_offer(viewer, event)
    form = OfferForm(data=None if offer is None else offered(offer.minutes_per_week, offer.rest_minutes))
    volunteer = own_volunteer(viewer)
    if volunteer is not None and form.validate_on_submit():
        if repeat := sent_before(form):
            return repeat
        try:
            offer_help(
                event,
                volunteer,
                hours=form.hours.data,
                rest_hours=form.rest_hours.data or 0,
                by=viewer,
                now=clock.now(),
            )
        except RuleError as error:
            db.session.rollback()
            form.refuse(error)
        else:
            flash(gettext("Thank you. You get a mail when the plan is ready."), "success")
            return finish(form, "staffing.show_event", event_id=event_id)
    return render_template(
        "staffing/event.html",
        event=event,
        tasks=queries.published_tasks(event),
        offer=offer,
        form=form,
        is_volunteer=volunteer is not None,
        signups=queries.own_event_shifts(viewer, event, now=clock.now()),
    )


def offered(minutes: int, rest_minutes: int) -> dict[str, int]:
    """Return an offer as it is typed."""
    return {"hours": minutes // 60, "rest_hours": rest_minutes // 60}


@blueprint.post("/arrangementer/<int:event_id>/fortryd")
@requires(Permission.EVENT_HELP)
def take_back(event_id: int) -> Response:
    """Be planned in no longer."""
    event, viewer = allowed(queries.event_with(event_id)), signed_in_user()
    offer = queries.own_offer(viewer, event)
    if offer is not None:
        with one_step(gettext("You are not planned in any more. The shifts you have are still yours.")):
            take_offer_back(offer, by=viewer, now=clock.now())
    return redirect(url_for("staffing.show_event", event_id=event_id))
