"""The pages about references: naming referees, answering by link, and reading the answers."""

from __future__ import annotations

from flask import Blueprint, Flask, flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from web.accounts.limits import limit_mails
from web.audit.services import record_event
from web.core import clock
from web.core.access import allowed, public, requires, signed_in_user
from web.core.errors import NotVisibleError, RuleError
from web.core.forms import finish, sent_before
from web.core.one_step import one_step
from web.core.permissions import Permission
from web.extensions import db
from web.profiles.models import Mentor
from web.references import jobs, steps  # noqa: F401 - registers the jobs, tells what comes next
from web.references.forms import AnswerForm, DeclineForm, RefereeForm
from web.references.labels import (
    KNOWN_FOR,
    RECOMMENDATION_TONES,
    RECOMMENDATIONS,
    RELATIONS,
    STATUS_TONES,
    STATUSES,
)
from web.references.links import has_been_answered, reference_of_link
from web.references.models import COUNTING
from web.references.queries import own_reference, references_of
from web.references.services import (
    NEEDED,
    answer_reference,
    ask_again,
    ask_referee,
    count,
    decline_reference,
    withdraw_reference,
)
from web.vetting.models import ClearanceKind
from web.vetting.queries import mentor_for, own_mentor_of
from web.vetting.services import may_record

blueprint = Blueprint("references", __name__, template_folder="templates")


def init_app(app: Flask) -> None:
    """Add the routes."""
    app.register_blueprint(blueprint)


@blueprint.route("/frivillig/mentor/referencer", methods=["GET", "POST"])
@requires(Permission.OWN_PROFILE)
@limit_mails
def name_referees() -> str | Response:
    """Name two people who know oneself, and see who has answered."""
    mentor = own_mentor()
    form = RefereeForm()
    if form.validate_on_submit():
        if repeat := sent_before(form):
            return repeat
        try:
            reference = ask_referee(mentor, form.referee(), by=signed_in_user(), now=clock.now())
        except RuleError as error:
            db.session.rollback()
            form.refuse(error)
        else:
            flash(gettext("We have written to %(name)s.", name=reference.name), "success")
            return finish(form, "references.name_referees")
    return render_template(
        "references/own.html",
        form=form,
        references=references_of(mentor),
        missing=NEEDED - count(mentor, *COUNTING),
        relations=RELATIONS,
        statuses=STATUSES,
        tones=STATUS_TONES,
    )


def own_mentor() -> Mentor:
    """Return the reader's entry as a mentor or applicant; raises NotVisibleError where there is none."""
    mentor = own_mentor_of(signed_in_user())
    if mentor is None:
        raise NotVisibleError
    return mentor


@blueprint.post("/frivillig/mentor/referencer/<int:reference_id>/igen")
@requires(Permission.OWN_REFERENCE)
@limit_mails
def ask_referee_again(reference_id: int) -> Response:
    """Write to a referee once more, with a new link."""
    reference = allowed(own_reference(signed_in_user(), reference_id))
    with one_step(gettext("We have written again.")):
        ask_again(reference, by=signed_in_user(), now=clock.now())
    return redirect(url_for("references.name_referees"))


@blueprint.post("/frivillig/mentor/referencer/<int:reference_id>/fjern")
@requires(Permission.OWN_REFERENCE)
def take_off(reference_id: int) -> Response:
    """Take a referee off who has not answered."""
    reference = allowed(own_reference(signed_in_user(), reference_id))
    with one_step(gettext("They are taken off, and their link no longer works.")):
        withdraw_reference(reference, by=signed_in_user(), now=clock.now())
    return redirect(url_for("references.name_referees"))


@blueprint.route("/reference/<token>", methods=["GET", "POST"])
@public
def answer(token: str) -> str | Response:
    """Three questions, without an account."""
    form = AnswerForm()
    is_complete = form.validate_on_submit()
    if is_complete and (repeat := sent_before(form)):
        return repeat
    if has_been_answered(token):
        return render_template("references/answered.html")
    reference = reference_of_link(token, now=clock.now())
    if is_complete:
        try:
            answer_reference(reference, form.answer(), now=clock.now())
        except RuleError as error:
            db.session.rollback()
            form.refuse(error)
        else:
            return finish(form, "references.thanks")
    return render_template(
        "references/answer.html",
        form=form,
        decline=DeclineForm(formdata=None),
        token=token,
        referee=reference.name,
        applicant=reference.mentor.volunteer.user.name,
        relation=RELATIONS[reference.relation],
        until=reference.expires_at,
    )


@blueprint.post("/reference/<token>/nej")
@public
def decline(token: str) -> Response:
    """The referee would rather not."""
    form = DeclineForm()
    if form.validate_on_submit():
        if repeat := sent_before(form):
            return repeat
        reference = reference_of_link(token, now=clock.now())
        try:
            decline_reference(reference, now=clock.now())
        except RuleError as error:
            db.session.rollback()
            flash(error.message, "error")
        else:
            return finish(form, "references.thanks")
    return redirect(url_for("references.answer", token=token))


@blueprint.get("/reference/tak")
@public
def thanks() -> str:
    """Thanks; the page tells nothing about anybody."""
    return render_template("references/thanks.html")


@blueprint.get("/godkendelser/<int:mentor_id>/referencer")
@requires(Permission.REFERENCES_READ)
def read_answers(mentor_id: int) -> str:
    """The answers, for those who vet; the look is recorded."""
    mentor = allowed(mentor_for(signed_in_user(), mentor_id))
    if not may_record(signed_in_user(), ClearanceKind.REFERENCES):
        raise NotVisibleError
    shown = render_template(
        "references/answers.html",
        mentor=mentor,
        references=references_of(mentor),
        relations=RELATIONS,
        known_for=KNOWN_FOR,
        recommendations=RECOMMENDATIONS,
        recommendation_tones=RECOMMENDATION_TONES,
        statuses=STATUSES,
        tones=STATUS_TONES,
    )
    record_event("read references", mentor, by=signed_in_user(), now=clock.now())
    db.session.commit()
    return shown
