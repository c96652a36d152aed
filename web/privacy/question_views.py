"""The page behind the link in a mail: a parent, or the young person, says yes or no, without an account."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from web.consents.links import question_of_link
from web.consents.models import AskedOf, ConsentPurpose, ConsentQuestion
from web.consents.queries import live_consent
from web.consents.questions import THROUGH, answer, take_back_by_link
from web.consents.texts import language_of_page, paragraphs_of
from web.core import clock
from web.core.access import public
from web.core.errors import RuleError
from web.core.forms import finish, sent_before
from web.core.one_step import one_step
from web.extensions import db
from web.privacy.forms import AnswerForm


def add_routes(blueprint: Blueprint) -> None:
    """Add the page."""
    add = blueprint.add_url_rule
    add("/samtykke/<token>", view_func=answer_question, methods=["GET", "POST"])
    add("/samtykke/<token>/tilbage", view_func=take_back_answer, methods=["POST"])


@public
def answer_question(token: str) -> str | Response:
    """What it means, in plain words, and two buttons; afterwards what was answered, and a way to take a yes back."""
    question = question_of_link(token)
    form = AnswerForm()
    if form.validate_on_submit():
        if repeat := sent_before(form):
            return repeat
        try:
            answer(
                question,
                is_yes=form.answer.data == "yes",
                may_show_wishes=form.may_show_wishes.data,
                language=language_of_page(),
                now=clock.now(),
            )
        except RuleError as error:
            db.session.rollback()
            flash(error.message, "error")
            return redirect(url_for("privacy.answer_question", token=token))
        return finish(form, "privacy.answer_question", token=token)
    return render_question(question, form, token=token)


def render_question(question: ConsentQuestion, form: AnswerForm, *, token: str) -> str:
    """Return the page; no name stands on it, only a parent's child's initial."""
    young_person = question.young_person
    language = language_of_page()
    standing = live_consent(young_person, ConsentPurpose.BEING_MATCHED)
    return render_template(
        "privacy/question.html",
        question=question,
        form=form,
        token=token,
        is_parent=question.asked_of is AskedOf.PARENT,
        initial="" if young_person.is_protected else young_person.first_name[:1],
        caseworker=young_person.caseworker,
        words=paragraphs_of(ConsentPurpose.BEING_MATCHED, language=language),
        is_too_late=question.answered_at is None and question.expires_at < clock.now(),
        may_take_back=standing is not None and standing.given_through is THROUGH[question.asked_of],
    )


@public
def take_back_answer(token: str) -> Response:
    """Take the yes back by the link by which it was given."""
    question = question_of_link(token)
    with one_step(gettext("The yes has been taken back. It counts from now.")):
        take_back_by_link(question, now=clock.now())
    return redirect(url_for("privacy.answer_question", token=token))
