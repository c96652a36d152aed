"""The page on which an administrator helps somebody who has lost every way to take the second step."""

from __future__ import annotations

from flask import flash, render_template, url_for
from flask_babel import gettext, lazy_gettext
from werkzeug.wrappers import Response
from wtforms import BooleanField

from web.core import clock
from web.core.access import allowed, requires, signed_in_user
from web.core.errors import RuleError
from web.core.forms import BaseForm, Required, finish, sent_before
from web.core.permissions import Permission
from web.extensions import db
from web.invitations import user_queries
from web.invitations.blueprint import blueprint
from web.invitations.freshness import password_again
from web.second_factor.services import remove_second_factor


class KnownPersonForm(BaseForm):
    """The administrator's word that they know whom they help."""

    is_known = BooleanField(
        lazy_gettext("I have talked to the person and know who it is"),
        validators=[Required(lazy_gettext("First make sure who it is."))],
    )


@blueprint.route("/brugere/<int:user_id>/ekstra-trin", methods=["GET", "POST"])
@password_again
@requires(Permission.USERS_MANAGE)
def remove_second_step(user_id: int) -> str | Response:
    """Take every second step away from somebody who has lost theirs."""
    user = allowed(user_queries.visible_user(user_id))
    form = KnownPersonForm()
    if form.validate_on_submit():
        if repeat := sent_before(form):
            return repeat
        try:
            remove_second_factor(user, by=signed_in_user(), now=clock.now())
        except RuleError as error:
            db.session.rollback()
            form.refuse(error)
        else:
            flash(gettext("The second step has been removed, and the person has been told."), "success")
            return finish(form, "invitations.show_user", user_id=user_id)
    return render_template(
        "invitations/remove_second_step.html",
        user=user,
        form=form,
        back=url_for("invitations.show_user", user_id=user_id),
    )
