"""Pages about who speaks for an employer: all contacts, asking a colleague, and the colleague's yes."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from web.accounts.limits import limit_mails
from web.accounts.models import User
from web.core import clock
from web.core.access import allowed, requires, signed_in_user
from web.core.errors import NotVisibleError, RuleError
from web.core.forms import finish, sent_before
from web.core.one_step import one_step
from web.core.permissions import Permission
from web.employers.contact_links import invitation_of_link
from web.employers.contacts import accept_invitation, invite_contact, remove_contact
from web.employers.forms import ContactForm
from web.employers.queries import own_employer
from web.extensions import db

NUMBER = "int(max=2147483647)"


def add_routes(blueprint: Blueprint) -> None:
    """Add the pages."""
    contacts, invitation = (
        f"/arbejdsgivere/<{NUMBER}:employer_id>/kontakter",
        "/arbejdsgivere/kontakt/<token>",
    )
    blueprint.add_url_rule(contacts, view_func=list_contacts, methods=["GET", "POST"])
    blueprint.add_url_rule(f"{contacts}/<{NUMBER}:contact_id>/fjern", view_func=remove, methods=["POST"])
    blueprint.add_url_rule(invitation, view_func=show_invitation)
    blueprint.add_url_rule(invitation, view_func=say_yes_to_invitation, methods=["POST"])


@requires(Permission.EMPLOYER_MANAGE)
@limit_mails
def list_contacts(employer_id: int) -> str | Response:
    """Everybody who speaks for the employer, and a field to ask one more."""
    user = signed_in_user()
    employer = allowed(own_employer(user, employer_id))
    form = ContactForm()
    if form.validate_on_submit():
        if repeat := sent_before(form):
            return repeat
        try:
            invite_contact(employer, form.email.data or "", by=user, now=clock.now())
        except RuleError as error:
            db.session.rollback()
            form.refuse(error)
        else:
            flash(gettext("We have sent a mail. Once your colleague says yes, they stand here."), "success")
            return finish(form, "employers.list_contacts", employer_id=employer_id)
    return render_template("employers/contacts.html", form=form, employer=employer, user=user)


@requires(Permission.EMPLOYER_MANAGE)
def remove(employer_id: int, contact_id: int) -> Response:
    """Take somebody's access away, or one's own."""
    user = signed_in_user()
    employer = allowed(own_employer(user, employer_id))
    contact = db.session.get(User, contact_id)
    if contact is None or contact not in employer.contacts:
        raise NotVisibleError
    with one_step(gettext("%(name)s is no longer a contact.", name=contact.name)):
        remove_contact(employer, contact, by=user, now=clock.now())
    if contact == user and user not in employer.contacts:
        return redirect(url_for("home.start"))
    return redirect(url_for("employers.list_contacts", employer_id=employer_id))


@requires(Permission.EMPLOYER_REGISTER)
def show_invitation(token: str) -> str:
    """The question, to whom it was mailed; others are told to use the account of that address."""
    user, invitation = signed_in_user(), invitation_of_link(token)
    return render_template(
        "employers/invitation.html",
        invitation=invitation if invitation.is_for(user) else None,
        address=request.path,
        user=user,
    )


@requires(Permission.EMPLOYER_REGISTER)
def say_yes_to_invitation(token: str) -> Response:
    """Become a contact."""
    user, invitation = signed_in_user(), invitation_of_link(token)
    employer = invitation.employer
    with one_step(gettext("Welcome! You are now a contact for %(name)s.", name=employer.name)):
        accept_invitation(invitation, by=user, now=clock.now())
    if user not in employer.contacts:
        return redirect(url_for("home.start"))
    return redirect(url_for("employers.show_employer", employer_id=employer.id))
