"""One page: who stands in for whom, naming a deputy, and ending it."""

from __future__ import annotations

from flask import Blueprint, Flask, flash, redirect, render_template, url_for
from flask_babel import gettext
from flask_login import current_user
from werkzeug.wrappers import Response

from web.accounts.models import RoleName, User
from web.core import clock
from web.core.access import allowed, requires, signed_in_user
from web.core.errors import RuleError
from web.core.forms import finish, sent_before
from web.core.freshness import password_again_before
from web.core.one_step import one_step
from web.core.permissions import Permission
from web.deputies import queries, services
from web.deputies.caseloads import absent_caseworkers_of
from web.deputies.forms import DeputyForm
from web.extensions import db
from web.second_factor.queries import has_second_factor

blueprint = Blueprint("deputies", __name__, template_folder="templates")


def init_app(app: Flask) -> None:
    """Add the routes, and let templates ask whether a record is seen as a deputy."""
    app.jinja_env.globals["is_seen_as_deputy"] = is_seen_as_deputy
    app.register_blueprint(blueprint)


def is_seen_as_deputy(caseworker_id: int) -> bool:
    """Tell whether the reader sees this caseworker's records as a deputy."""
    return bool(
        current_user.is_authenticated
        and caseworker_id != current_user.id
        and caseworker_id in absent_caseworkers_of(current_user)
    )


@blueprint.route("/stedfortraeder", methods=["GET", "POST"])
@password_again_before("deputies.list_deputies")
@requires(Permission.DEPUTY_NAME)
def list_deputies() -> str | Response:
    """Who stands in now and later, and the form that names somebody."""
    user = signed_in_user()
    form = form_for(user)
    if form is not None and form.validate_on_submit():
        if repeat := sent_before(form):
            return repeat
        try:
            services.name_deputy(form.absence(), by=user, now=clock.now())
        except RuleError as error:
            db.session.rollback()
            form.refuse(error)
        else:
            flash(gettext("It is settled, and both know. It ends by itself after the last day."), "success")
            return finish(form, "deputies.list_deputies")
    return render_template(
        "deputies/list.html",
        form=form,
        current=queries.current_deputies(user, day=clock.today()),
        earlier=queries.earlier_deputies(user, day=clock.today()),
        viewer=user,
        today=clock.today(),
    )


def form_for(user: User) -> DeputyForm | None:
    """Return the form: an administrator says who is away, a caseworker is the one; none where there is no colleague.

    Who has not set up their second step could not get in, and is left out.
    """
    caseworkers = queries.active_caseworkers()
    ready = [caseworker for caseworker in caseworkers if has_second_factor(caseworker)]
    if user.has_any_role(RoleName.ADMINISTRATOR):
        return DeputyForm(absent=caseworkers, colleagues=ready) if ready and len(caseworkers) > 1 else None
    colleagues = [colleague for colleague in ready if colleague.id != user.id]
    return DeputyForm(absent=[user], colleagues=colleagues) if colleagues else None


@blueprint.post("/stedfortraeder/<int(max=2147483647):deputy_id>/slut")
@requires(Permission.DEPUTY_NAME)
def end(deputy_id: int) -> Response:
    """End it today instead of on its last day."""
    deputy = allowed(queries.deputy_for(signed_in_user(), deputy_id))
    with one_step(gettext("It has ended. Both have been told.")):
        services.end_deputy(deputy, by=signed_in_user(), now=clock.now())
    return redirect(url_for("deputies.list_deputies"))
