"""Consents: one's own, and the caseworker's page about a young person's."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from web.accounts.limits import limit_mails
from web.accounts.models import RoleName, User
from web.consents import queries
from web.consents.labels import BASES, PURPOSES, SECTIONS, THROUGH
from web.consents.messages import tell_caseworker_of_withdrawal
from web.consents.models import ADULT_IN_CONSENT, ConsentPurpose, Through
from web.consents.questions import ask_parent, ask_young_person
from web.consents.services import give_consent, record_legal_basis, withdraw_consent
from web.consents.texts import CURRENT_VERSION, language_of_page, paragraphs_of
from web.core import clock
from web.core.access import requires, signed_in_user
from web.core.ages import age_on
from web.core.errors import NotVisibleError, RuleError
from web.core.forms import BaseForm, finish, sent_before
from web.core.one_step import one_step
from web.core.permissions import Permission
from web.extensions import db
from web.privacy.forms import AskParentForm, LegalBasisForm, NotedConsentForm
from web.privacy.queries import young_person_of_user
from web.youth.models import YoungPerson
from web.youth.opening import open_young_person

OF_YOUNG_PERSON = (ConsentPurpose.BEING_MATCHED, ConsentPurpose.SHOWING_WISHES)
PAGE = "privacy.consents_of_young_person"


def add_routes(blueprint: Blueprint) -> None:
    """Add the pages."""
    add = blueprint.add_url_rule
    add("/mine-samtykker", view_func=own_consents)
    add("/mine-samtykker/<purpose>/ja", view_func=give_own, methods=["POST"])
    add("/mine-samtykker/<purpose>/tilbage", view_func=withdraw_own, methods=["POST"])
    add("/unge/<int:young_person_id>/samtykke", view_func=consents_of_young_person)
    add("/unge/<int:young_person_id>/samtykke/noter", view_func=note_consent, methods=["POST"])
    add("/unge/<int:young_person_id>/samtykke/spoerg", view_func=ask_for_consent, methods=["POST"])
    add("/unge/<int:young_person_id>/samtykke/hjemmel", view_func=note_basis, methods=["POST"])
    add("/unge/<int:young_person_id>/samtykke/<purpose>/tilbage", view_func=note_withdrawal, methods=["POST"])


def purpose_named(name: str) -> ConsentPurpose:
    """Return the purpose in an address; raise NotVisibleError for one that is none."""
    try:
        return ConsentPurpose(name)
    except ValueError as error:
        raise NotVisibleError from error


def person_and_purposes(user: User) -> tuple[User | YoungPerson, tuple[ConsentPurpose, ...]]:
    """Return whose consents a user looks after on their own page, and to what."""
    young_person = young_person_of_user(user)
    if young_person is not None:
        return young_person, OF_YOUNG_PERSON
    mentor = (ConsentPurpose.BEING_MENTOR,) if user.has_any_role(RoleName.MENTOR) else ()
    return user, (*mentor, ConsentPurpose.OTHER_TASKS)


@requires(Permission.OWN_DATA)
def own_consents() -> str:
    """What one has agreed to, in its words, with a way to take each back."""
    person, purposes = person_and_purposes(signed_in_user())
    language = language_of_page()
    return render_template(
        "privacy/own_consents.html",
        purposes=purposes,
        standing={purpose: queries.live_consent(person, purpose) for purpose in purposes},
        words={purpose: paragraphs_of(purpose, language=language) for purpose in purposes},
        history=history_of(person),
        names=PURPOSES,
        through=THROUGH,
        paragraphs_of=paragraphs_of,
    )


def history_of(person: User | YoungPerson) -> list[object]:
    """Return every consent of a person, the newest first."""
    found = (
        queries.consents_of_user(person)
        if isinstance(person, User)
        else queries.consents_of_young_person(person)
    )
    return list(found)


@requires(Permission.OWN_DATA)
def give_own(purpose: str) -> Response:
    """Say yes on one's own page."""
    person, purposes = person_and_purposes(signed_in_user())
    wanted = purpose_named(purpose)
    if wanted not in purposes:
        raise NotVisibleError
    with one_step(gettext("Thank you. Your yes is noted.")):
        give_consent(
            person,
            wanted,
            through=Through.OWN_PAGE,
            language=language_of_page(),
            by=signed_in_user(),
            now=clock.now(),
        )
    return redirect(url_for("privacy.own_consents"))


@requires(Permission.OWN_DATA)
def withdraw_own(purpose: str) -> Response:
    """Take one's own consent back: it counts from now."""
    person, purposes = person_and_purposes(signed_in_user())
    wanted = purpose_named(purpose)
    if wanted not in purposes:
        raise NotVisibleError
    with one_step(gettext("Your yes has been taken back. It counts from now.")):
        take_back(person, wanted, through=Through.OWN_PAGE, by=signed_in_user())
    return redirect(url_for("privacy.own_consents"))


def take_back(person: User | YoungPerson, purpose: ConsentPurpose, *, through: Through, by: User) -> None:
    """Take a standing consent back and tell the caseworker where it was not their own doing."""
    consent = queries.live_consent(person, purpose)
    if consent is None:
        return
    now = clock.now()
    withdraw_consent(consent, through=through, by=by, now=now)
    if (
        isinstance(person, YoungPerson)
        and purpose is ConsentPurpose.BEING_MATCHED
        and by != person.caseworker
    ):
        tell_caseworker_of_withdrawal(person, now=now)


@requires(Permission.CONSENT_NOTE)
def consents_of_young_person(young_person_id: int) -> str:
    """The caseworker's page: what stands, who is asked, the history, and the legal basis of the casework."""
    young_person = open_young_person(signed_in_user(), young_person_id, purpose="consents")
    page = render_page(young_person)
    db.session.commit()
    return page


def render_page(
    young_person: YoungPerson,
    *,
    noted: NotedConsentForm | None = None,
    asked: AskParentForm | None = None,
    basis: LegalBasisForm | None = None,
) -> str:
    """Return the caseworker's page; a form with faults is shown as it was sent."""
    today = clock.local_date(clock.now())
    return render_template(
        "privacy/consents_of_young_person.html",
        young_person=young_person,
        is_under_age=age_on(young_person.born_on, today) < ADULT_IN_CONSENT,
        purposes=OF_YOUNG_PERSON,
        standing={purpose: queries.live_consent(young_person, purpose) for purpose in ConsentPurpose},
        history=queries.consents_of_young_person(young_person),
        question=queries.newest_question(young_person),
        now=clock.now(),
        noted=noted or NotedConsentForm(formdata=None, today=today, data={"said_on": today}),
        asked=asked or AskParentForm(formdata=None),
        basis=basis or LegalBasisForm(formdata=None),
        names=PURPOSES,
        through=THROUGH,
        bases=BASES,
        sections=SECTIONS,
        words=paragraphs_of(ConsentPurpose.BEING_MATCHED, language=language_of_page()),
        version=CURRENT_VERSION,
        paragraphs_of=paragraphs_of,
    )


@requires(Permission.CONSENT_NOTE)
def note_consent(young_person_id: int) -> str | Response:
    """Note a yes that was said or signed on paper."""
    young_person = open_young_person(signed_in_user(), young_person_id, purpose="note consent")
    form = NotedConsentForm(today=clock.local_date(clock.now()))
    if form.validate_on_submit():
        if repeat := sent_before(form):
            return repeat
        try:
            write_noted(young_person, form)
        except RuleError as error:
            return show_again(young_person, form, error)
        return finish(form, PAGE, young_person_id=young_person.id)
    page = render_page(young_person, noted=form)
    db.session.commit()
    return page


def write_noted(young_person: YoungPerson, form: NotedConsentForm) -> None:
    """Record the yes for what was ticked."""
    purposes = [ConsentPurpose.BEING_MATCHED] + [ConsentPurpose.SHOWING_WISHES] * form.may_show_wishes.data
    for purpose in purposes:
        give_consent(
            young_person,
            purpose,
            through=Through.NOTED_FROM_PARENT if is_minor(young_person) else Through.NOTED,
            language=language_of_page(),
            by=signed_in_user(),
            now=clock.now(),
            given_at=clock.at_local_time(form.said_on.data, 12),
        )


def is_minor(young_person: YoungPerson) -> bool:
    """Tell whether a parent has to say yes today."""
    return age_on(young_person.born_on, clock.local_date(clock.now())) < ADULT_IN_CONSENT


def show_again(young_person: YoungPerson, form: BaseForm, error: RuleError) -> str:
    """Show the page with the reason why it could not be done."""
    db.session.rollback()
    form.refuse(error)
    key = {NotedConsentForm: "noted", AskParentForm: "asked", LegalBasisForm: "basis"}[type(form)]
    return render_page(young_person, **{key: form})


@requires(Permission.CONSENT_NOTE)
@limit_mails
def ask_for_consent(young_person_id: int) -> str | Response:
    """Mail the question: to a parent whose address is typed, or to the young person."""
    young_person = open_young_person(signed_in_user(), young_person_id, purpose="ask for consent")
    form = AskParentForm()
    if not is_minor(young_person):
        with one_step(gettext("The question is on its way.")):
            ask_young_person(young_person, by=signed_in_user(), now=clock.now())
        return redirect(url_for(PAGE, young_person_id=young_person_id))
    if form.validate_on_submit():
        if repeat := sent_before(form):
            return repeat
        try:
            ask_parent(young_person, form.address.data, by=signed_in_user(), now=clock.now())
        except RuleError as error:
            return show_again(young_person, form, error)
        return finish(form, PAGE, young_person_id=young_person_id)
    page = render_page(young_person, asked=form)
    db.session.commit()
    return page


@requires(Permission.CONSENT_NOTE)
def note_basis(young_person_id: int) -> str | Response:
    """Note on which section of the law the casework rests."""
    young_person = open_young_person(signed_in_user(), young_person_id, purpose="note legal basis")
    form = LegalBasisForm()
    if form.validate_on_submit():
        if repeat := sent_before(form):
            return repeat
        record_legal_basis(
            young_person, form.chosen_basis(), form.chosen_section(), by=signed_in_user(), now=clock.now()
        )
        return finish(form, PAGE, young_person_id=young_person_id)
    page = render_page(young_person, basis=form)
    db.session.commit()
    return page


@requires(Permission.CONSENT_NOTE)
def note_withdrawal(young_person_id: int, purpose: str) -> Response:
    """Note that the young person, or a parent, has taken a yes back."""
    young_person = open_young_person(signed_in_user(), young_person_id, purpose="note withdrawal")
    wanted = purpose_named(purpose)
    if wanted not in OF_YOUNG_PERSON:
        raise NotVisibleError
    with one_step(gettext("The yes has been taken back. It counts from now.")):
        take_back(young_person, wanted, through=Through.NOTED, by=signed_in_user())
    return redirect(url_for(PAGE, young_person_id=young_person_id))
