"""The volunteer's side: answering by the link in the mail, without signing in. Opening the page changes nothing."""

from __future__ import annotations

from datetime import datetime

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from web.calls.blueprint import blueprint
from web.calls.forms import AnswerForm
from web.calls.links import ask_of_link
from web.calls.models import Ask, AskStatus
from web.calls.services import say_no, say_yes
from web.core import clock
from web.core.access import public
from web.core.errors import NotVisibleError, RuleError
from web.core.forms import finish, sent_before
from web.extensions import db
from web.tasks.models import TaskStatus


@blueprint.get("/kan-du/<token>")
@public
def answer(token: str) -> str:
    """The question, or how it ended."""
    ask = ask_of_link(token)
    return render_template(
        "calls/answer.html",
        token=token,
        ask=ask,
        shift=ask.shift,
        task=ask.shift.task,
        state=state_of(ask, now=clock.now()),
        form=AnswerForm(formdata=None),
    )


def state_of(ask: Ask, *, now: datetime) -> str:
    """Return what the page shows: "open", or how the question ended."""
    shift = ask.shift
    if ask.status is not AskStatus.ASKED:
        return str(ask.status)
    is_off = shift.called_off_at is not None or shift.task.status is not TaskStatus.PUBLISHED
    if is_off or (shift.starts_at is not None and shift.starts_at <= now):
        return str(AskStatus.WITHDRAWN)
    return "open" if ask.expires_at > now else str(AskStatus.EXPIRED)


@blueprint.post("/kan-du/<token>/ja")
@public
def accept(token: str) -> Response:
    """The volunteer can; the page says whether the place was still free."""
    return take_answer(token, is_yes=True)


@blueprint.post("/kan-du/<token>/nej")
@public
def decline(token: str) -> Response:
    """The volunteer can't this time."""
    return take_answer(token, is_yes=False)


def take_answer(token: str, *, is_yes: bool) -> Response:
    """Take the answer once, and show how it ended."""
    form = AnswerForm()
    if form.validate_on_submit():
        if repeat := sent_before(form):
            return repeat
        ask, now = ask_of_link(token), clock.now()
        try:
            if is_yes:
                say_yes(ask, now=now)
            else:
                say_no(ask, now=now)
        except RuleError as error:
            db.session.rollback()
            flash(error.message, "error")
        except NotVisibleError:
            db.session.rollback()
            flash(gettext("The task is no longer open. Thank you all the same!"), "info")
        else:
            return finish(form, "calls.answer", token=token)
    return redirect(url_for("calls.answer", token=token))
