"""The page of a statement: the words, and a yes."""

from __future__ import annotations

from flask import flash, render_template
from flask_babel import get_locale, gettext
from werkzeug.wrappers import Response

from web.core import clock
from web.core.access import requires, signed_in_user
from web.core.errors import NotVisibleError, RuleError
from web.core.forms import finish, sent_before
from web.core.permissions import Permission
from web.extensions import db
from web.profiles.models import Mentor
from web.vetting.blueprint import blueprint
from web.vetting.forms import StatementForm
from web.vetting.labels import CLEARANCE_KINDS
from web.vetting.models import ClearanceKind
from web.vetting.queries import all_requirements, own_mentor_of, required_kinds
from web.vetting.statements import STATEMENTS, give_statement


@blueprint.route("/frivillig/mentor/loefte/<kind>", methods=["GET", "POST"])
@requires(Permission.OWN_PROFILE)
def read_statement(kind: str) -> str | Response:
    """Read a statement and say yes to it."""
    mentor, statement_kind = own_mentor_of(signed_in_user()), asked_kind(kind)
    if mentor is None or not is_asked_of(mentor, statement_kind):
        raise NotVisibleError
    statement, language = STATEMENTS[statement_kind], str(get_locale())
    form = StatementForm()
    if form.validate_on_submit():
        if repeat := sent_before(form):
            return repeat
        try:
            give_statement(
                mentor,
                statement_kind,
                version=int(form.version.data) if form.version.data.isdecimal() else 0,
                language=language,
                by=signed_in_user(),
                now=clock.now(),
            )
        except RuleError as error:
            db.session.rollback()
            form.refuse(error)
        else:
            flash(gettext("Thank you. We have kept your yes, and what you said yes to."), "success")
            return finish(form, "vetting.own_mentor")
    form.version.data = str(statement.version)
    return render_template(
        "vetting/statement.html",
        form=form,
        title=CLEARANCE_KINDS[statement_kind],
        paragraphs=statement.words[language].split("\n\n"),
        version=statement.version,
    )


def asked_kind(kind: str) -> ClearanceKind:
    """Return the kind of statement of that name; raises NotVisibleError for anything else."""
    for known in STATEMENTS:
        if known.value == kind:
            return known
    raise NotVisibleError


def is_asked_of(mentor: Mentor, kind: ClearanceKind) -> bool:
    """Tell whether the programme asks this of the mentor."""
    return kind in required_kinds(mentor.youngest_age, all_requirements())
