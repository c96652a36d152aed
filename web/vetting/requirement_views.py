"""The administrator's pages of what the programme asks for: the list, and one row, whose effect is shown before it is saved."""

from __future__ import annotations

import json
from dataclasses import asdict

from flask import flash, render_template
from flask_babel import gettext
from werkzeug.wrappers import Response

from web.core import clock
from web.core.access import allowed, requires, signed_in_user
from web.core.errors import RuleError
from web.core.forms import finish, sent_before
from web.core.permissions import Permission
from web.extensions import db
from web.vetting.blueprint import blueprint
from web.vetting.forms import RequirementForm
from web.vetting.labels import CLEARANCE_KINDS, VERIFIER_NAMES
from web.vetting.models import GIVEN_BY_ONESELF, SHIFTS, ClearanceRequirement
from web.vetting.requirements import (
    Effect,
    change_requirement,
    effect_of,
    ensure_lawful,
    programme_requirements,
    requirement_with,
    terms_of,
)


@blueprint.get("/godkendelser/krav")
@requires(Permission.REQUIREMENTS_CHANGE)
def list_requirements() -> str:
    """Everything the programme asks for, and does not ask for."""
    return render_template(
        "vetting/requirements.html",
        requirements=programme_requirements(),
        for_shifts=programme_requirements(SHIFTS),
        kinds=CLEARANCE_KINDS,
        verifiers=VERIFIER_NAMES,
        given_by_oneself=GIVEN_BY_ONESELF,
    )


@blueprint.route("/godkendelser/krav/<int:requirement_id>", methods=["GET", "POST"])
@requires(Permission.REQUIREMENTS_CHANGE)
def change_terms(requirement_id: int) -> str | Response:
    """Change one row: the first sending shows what it would mean, the second saves it."""
    requirement = allowed(requirement_with(requirement_id))
    form, effect = RequirementForm(requirement=requirement), None
    if not form.is_submitted():
        form.fill_in(requirement)
    elif form.validate_on_submit():
        if form.seen.data == seen_key(form):
            if repeat := sent_before(form):
                return repeat
            try:
                change_requirement(requirement, form.terms(), by=signed_in_user(), now=clock.now())
            except RuleError as error:
                db.session.rollback()
                form.refuse(error)
            else:
                flash(gettext("It is changed, and it counts from now on."), "success")
                return finish(form, "vetting.list_requirements")
        else:
            effect = effect_to_show(requirement, form)
    return render_template(
        "vetting/requirement.html",
        form=form,
        requirement=requirement,
        kind_name=CLEARANCE_KINDS[requirement.kind],
        effect=effect,
        is_unchanged=effect is not None and form.terms() == terms_of(requirement),
        is_given_by_oneself=requirement.kind in GIVEN_BY_ONESELF,
        is_for_shifts=requirement.programme_code == SHIFTS,
    )


def seen_key(form: RequirementForm) -> str:
    """Return the typed terms as text, by which the second sending is known to be about what was shown."""
    return json.dumps(asdict(form.terms()), sort_keys=True)


def effect_to_show(requirement: ClearanceRequirement, form: RequirementForm) -> Effect | None:
    """Count what the typed terms would mean; None where a rule stands against them."""
    try:
        ensure_lawful(requirement.kind, form.terms())
    except RuleError as error:
        form.refuse(error)
        return None
    form.seen.data = seen_key(form)
    return effect_of(requirement, form.terms(), now=clock.now())
