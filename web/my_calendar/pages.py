"""One's own calendar, its feed, and cancelling a shift with a word."""

from __future__ import annotations

from itertools import groupby

from flask import Response as FlaskResponse
from flask import current_app, flash, redirect, render_template, request, url_for
from flask_babel import format_date, gettext
from werkzeug.wrappers import Response

from web.calls.queries import own_open_asks
from web.core import clock
from web.core.access import allowed, public, requires, signed_in_user
from web.core.errors import RuleError
from web.core.forms import finish, sent_before
from web.core.links import absolute_link
from web.core.one_step import one_step
from web.core.permissions import Permission
from web.extensions import db
from web.micro_tasks.queries import to_report
from web.my_calendar.blueprint import blueprint
from web.my_calendar.entries import entries_of
from web.my_calendar.feeds import end_feed, feed_of, feed_text, make_feed, owner_of
from web.my_calendar.forms import CancelForm
from web.my_calendar.spans import day_asked_for, shown_span
from web.tasks.messages import starts_soon
from web.tasks.models import SignupStatus
from web.tasks.own_remarks import ensure_not_done
from web.tasks.signup_queries import LIVE, own_signup
from web.tasks.signup_services import cancel_signup


@blueprint.get("/min-kalender")
@requires(Permission.OWN_PROFILE)
def show() -> str:
    """A month or a week of everything of one's own, and what has no time."""
    user, now = signed_in_user(), clock.now()
    today = clock.local_date(now)
    day = day_asked_for(request.args.get("fra", ""), today=today)
    span = shown_span(day, is_week=request.args.get("vis") == "uge")
    entries = entries_of(user, since=span.since, until=span.until)
    by_day = [
        (on, list(those))
        for on, those in groupby(entries, key=lambda entry: clock.local_date(entry.starts_at))
    ]
    feed = feed_of(user)
    return render_template(
        "my_calendar/show.html",
        span=span,
        month_name=format_date(span.first_on, "LLLL yyyy"),
        today=today,
        now=now,
        by_day=by_day,
        micro_tasks=to_report(user),
        asks=own_open_asks(user, now=now),
        address=None if feed is None else absolute_link("my_calendar.feed", token=feed.secret),
    )


@blueprint.post("/min-kalender/adresse")
@requires(Permission.OWN_PROFILE)
def make_address() -> Response:
    """Give one's calendar a new secret address; an old one ends."""
    user = signed_in_user()
    with one_step(gettext("Here is your calendar's address. Keep it to yourself.")):
        make_feed(user, by=user, now=clock.now())
    return redirect(url_for("my_calendar.show") + "#adresse")


@blueprint.post("/min-kalender/adresse/luk")
@requires(Permission.OWN_PROFILE)
def end_address() -> Response:
    """Take the address away."""
    user = signed_in_user()
    with one_step(gettext("The address no longer works.")):
        end_feed(user, by=user, now=clock.now())
    return redirect(url_for("my_calendar.show") + "#adresse")


@blueprint.get("/kalender/<token>.ics")
@public
def feed(token: str) -> FlaskResponse:
    """The feed for whoever knows its address: a calendar program of its owner's."""
    user = owner_of(token)
    host = current_app.config["SETTINGS"].base_url.split("://")[-1].split(":")[0]
    return FlaskResponse(feed_text(user, host=host, now=clock.now()), mimetype="text/calendar")


@blueprint.route("/tilmeldinger/<int(max=2147483647):signup_id>/afbud", methods=["GET", "POST"])
@requires(Permission.SIGNUP_CANCEL)
def cancel(signup_id: int) -> str | Response:
    """Cancel, with a word to the association; late, it is told that it is urgent."""
    user, now = signed_in_user(), clock.now()
    signup = allowed(own_signup(user, signup_id))
    form = CancelForm()
    is_sent = form.validate_on_submit()
    if is_sent and (repeat := sent_before(form)):
        return repeat
    if signup.status not in LIVE:
        flash(
            gettext("You are not signed up for this shift any more, so there is nothing to cancel."), "info"
        )
        return redirect(url_for("tasks.list_own_shifts"))
    if is_sent:
        try:
            ensure_not_done(signup)
            cancel_signup(signup, by=user, now=now, words=form.words.data or "")
        except RuleError as error:
            db.session.rollback()
            form.refuse(error)
        else:
            flash(gettext("You have cancelled, and the association has been told."), "success")
            return finish(form, "my_calendar.show")
    return render_template(
        "my_calendar/cancel.html",
        form=form,
        signup=signup,
        shift=signup.shift,
        task=signup.shift.task,
        is_late=signup.status is SignupStatus.CONFIRMED and starts_soon(signup.shift, now=now),
    )
