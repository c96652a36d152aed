"""The pages of swaps: offering a shift, taking one, answering, and the coordinator's say."""

from __future__ import annotations

from flask import Flask, flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from web.core import clock
from web.core.access import allowed, requires, signed_in_user
from web.core.errors import NotVisibleError, RuleError
from web.core.forms import finish, sent_before
from web.core.one_step import one_step
from web.core.permissions import Permission
from web.extensions import db
from web.profiles.models import Volunteer
from web.profiles.sight import seen_by_others
from web.swaps import jobs, remarks  # noqa: F401 - register what runs by itself, and what is said
from web.swaps.blueprint import blueprint
from web.swaps.forms import OfferForm, TakeForm
from web.swaps.messages import change_words
from web.swaps.models import Swap, SwapStatus
from web.swaps.queries import (
    live_swap_of,
    number_waiting,
    own_swaps,
    shifts_to_give_in_return,
    swap_of,
    swaps_to_decide,
    swaps_to_take,
)
from web.swaps.services import agree, approve, ends_of, offer_swap, refuse, take_shift, turn_down, withdraw
from web.tasks.models import SignupStatus
from web.tasks.readers import volunteer_of
from web.tasks.signup_queries import own_signup


def init_app(app: Flask) -> None:
    """Add the routes."""
    app.register_blueprint(blueprint)


@blueprint.get("/bytte")
@requires(Permission.TASK_SIGN_UP)
def list_swaps() -> str:
    """One's own swaps, and the shifts of others that one could take."""
    user, now = signed_in_user(), clock.now()
    volunteer = volunteer_of(user)
    return render_template(
        "swaps/list.html",
        own=own_swaps(user, now=now),
        others=[] if volunteer is None else swaps_to_take(volunteer, now=now),
        reader=user,
        change_words=change_words,
    )


@blueprint.route("/tilmeldinger/<int(max=2147483647):signup_id>/byt", methods=["GET", "POST"])
@requires(Permission.SWAP_OFFER)
def offer(signup_id: int) -> str | Response:
    """Offer a shift of one's own to the others."""
    user, form = signed_in_user(), OfferForm()
    signup = allowed(own_signup(user, signup_id))
    is_sent = form.validate_on_submit()
    if is_sent and (repeat := sent_before(form)):
        return repeat
    if live_swap_of(signup) is not None:
        flash(gettext("This shift is part of a swap already."), "info")
        return redirect(url_for("swaps.list_swaps"))
    if signup.status is not SignupStatus.CONFIRMED or signup.shift.starts_at is None:
        flash(gettext("Only a shift that is confirmed can be swapped."), "info")
        return redirect(url_for("tasks.list_own_shifts"))
    if is_sent:
        try:
            offer_swap(signup, words=form.words.data or "", by=user, now=clock.now())
        except RuleError as error:
            db.session.rollback()
            form.refuse(error)
        else:
            flash(gettext("The others can see it now. The shift is yours until a swap is agreed."), "success")
            return finish(form, "swaps.list_swaps")
    return render_template("swaps/offer.html", form=form, signup=signup, task=signup.shift.task)


@blueprint.route("/bytte/<int(max=2147483647):swap_id>", methods=["GET", "POST"])
@requires(Permission.SWAP_TAKE)
def take(swap_id: int) -> str | Response:
    """Take a shift that somebody offers, or exchange it."""
    user, now = signed_in_user(), clock.now()
    swap, taker = allowed(swap_of(swap_id)), own_volunteer()
    form = TakeForm()
    own = shifts_to_give_in_return(taker, swap, now=now)
    form.offer(own, may_just_take=not number_waiting(swap.signup.shift))
    if form.validate_on_submit():
        if repeat := sent_before(form):
            return repeat
        try:
            status = take_shift(swap, taker, in_return=form.chosen(), by=user, now=now)
        except RuleError as error:
            db.session.rollback()
            form.refuse(error)
        else:
            flash(next_words(status), "success")
            return finish(form, "swaps.list_swaps")
    return render_template("swaps/take.html", form=form, swap=swap, shift=swap.signup.shift, own=own)


def own_volunteer() -> Volunteer:
    """Return the reader as a volunteer; raise NotVisibleError for anybody else."""
    volunteer = volunteer_of(signed_in_user())
    if volunteer is None:
        raise NotVisibleError
    return volunteer


def next_words(status: SwapStatus) -> str:
    """Say what happens next."""
    if status is SwapStatus.DONE:
        return gettext("The swap is done, and everybody has been told.")
    if status is SwapStatus.AGREED:
        return gettext("You agree. The association has been asked and answers soon.")
    return gettext("Thank you! We have asked whether the exchange suits the other too.")


@blueprint.post("/bytte/<int(max=2147483647):swap_id>/<any(ja, nej):reply>")
@requires(Permission.SWAP_OWN)
def answer(swap_id: int, reply: str) -> Response:
    """Say yes or no to the shift that is offered in return."""
    user, swap = signed_in_user(), allowed(swap_of(swap_id))
    try:
        if reply == "ja":
            words = next_words(agree(swap, by=user, now=clock.now()))
        else:
            turn_down(swap, by=user, now=clock.now())
            words = gettext("You have said no, thank you. Your shift is still on offer.")
    except RuleError as error:
        db.session.rollback()
        flash(error.message, "error")
    else:
        db.session.commit()
        flash(words, "success")
    return redirect(url_for("swaps.list_swaps"))


@blueprint.post("/bytte/<int(max=2147483647):swap_id>/fortryd")
@requires(Permission.SWAP_OWN)
def take_back(swap_id: int) -> Response:
    """Keep the shift after all."""
    swap = allowed(swap_of(swap_id))
    with one_step(gettext("You keep the shift.")):
        withdraw(swap, by=signed_in_user(), now=clock.now())
    return redirect(url_for("swaps.list_swaps"))


@blueprint.get("/vagtbytte")
@requires(Permission.SWAP_DECIDE)
def list_to_decide() -> str:
    """The swaps that wait for the coordinator."""
    swaps = swaps_to_decide(signed_in_user(), now=clock.now())
    return render_template(
        "swaps/decide.html",
        swaps=swaps,
        change_words=change_words,
        ends_of=ends_of,
        seen_by_others=seen_by_others,
    )


@blueprint.post("/vagtbytte/<int(max=2147483647):swap_id>/<any(godkend, afvis):reply>")
@requires(Permission.SWAP_DECIDE)
def decide(swap_id: int, reply: str) -> Response:
    """Say yes or no as the coordinator."""
    swap: Swap = allowed(swap_of(swap_id))
    is_yes = reply == "godkend"
    done = gettext("The shifts have changed hands.") if is_yes else gettext("Both have been told kindly.")
    with one_step(done):
        (approve if is_yes else refuse)(swap, by=signed_in_user(), now=clock.now())
    return redirect(url_for("swaps.list_to_decide"))
