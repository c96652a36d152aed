"""The page of a young person's wishes: on their own account, or filled in together with the caseworker."""

from __future__ import annotations

from flask import Blueprint, flash, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from web.core import clock
from web.core.access import allowed, requires, signed_in_user
from web.core.ages import age_on
from web.core.errors import RuleError
from web.core.forms import finish, sent_before
from web.core.permissions import Permission
from web.extensions import db
from web.small_jobs.queries import wishes_of
from web.small_jobs.services import write_wishes
from web.small_jobs.wishes_form import WishesForm
from web.youth.models import YoungPerson
from web.youth.opening import open_young_person
from web.youth.queries import young_person_of_account

NUMBER = "int(max=2147483647)"


def add_routes(blueprint: Blueprint) -> None:
    """Add the pages."""
    both = ["GET", "POST"]
    blueprint.add_url_rule("/smaajob/mine-oensker", view_func=own_wishes, methods=both)
    blueprint.add_url_rule(
        f"/unge/<{NUMBER}:young_person_id>/smaajob/oensker", view_func=note_wishes, methods=both
    )


@requires(Permission.OWN_WORK_WISHES)
def own_wishes() -> str | Response:
    """What I wish for at work."""
    return take_wishes(
        young_person_of_account(signed_in_user()),
        is_own=True,
        back=url_for("placements.own_page"),
        landing="placements.own_page",
    )


@requires(Permission.WORK_WISHES_NOTE)
def note_wishes(young_person_id: int) -> str | Response:
    """What a young person wishes for at work, written down together."""
    young_person = open_young_person(signed_in_user(), young_person_id, purpose="work wishes")
    allowed(young_person)
    page = take_wishes(
        young_person,
        is_own=False,
        back=url_for("placements.show_young_person", young_person_id=young_person.id),
        landing="placements.show_young_person",
        young_person_id=young_person.id,
    )
    db.session.commit()
    return page


def take_wishes(
    young_person: YoungPerson, *, is_own: bool, back: str, landing: str, **values: int
) -> str | Response:
    """Show the page, or store what was said and go on to where it counts."""
    form = WishesForm.filled_from(wishes_of(young_person), age=age_on(young_person.born_on, clock.today()))
    if form.validate_on_submit():
        if repeat := sent_before(form):
            return repeat
        try:
            write_wishes(young_person, form.facts(), by=signed_in_user(), now=clock.now())
        except RuleError as error:
            db.session.rollback()
            form.refuse(error)
        else:
            flash(gettext("Saved. We look for small jobs that fit."), "success")
            return finish(form, landing, **values)
    return render_template(
        "small_jobs/wishes.html", form=form, young_person=young_person, is_own=is_own, back=back
    )
