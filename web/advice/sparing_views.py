"""The administrator's page of whether match runs keep rare mentors for those who will ask."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from web.advice.sparing import spare_rare_mentors
from web.core import clock
from web.core.access import requires, signed_in_user
from web.core.one_step import one_step
from web.core.permissions import Permission
from web.proposals.intake import mentoring_programme


def add_routes(blueprint: Blueprint) -> None:
    """Add the page and its two buttons."""
    blueprint.add_url_rule("/matchkoersler/sjaeldne-mentorer", view_func=show_sparing)
    blueprint.add_url_rule(
        "/matchkoersler/sjaeldne-mentorer/<any(til, fra):choice>", view_func=set_sparing, methods=["POST"]
    )


@requires(Permission.RARE_MENTORS_SPARE)
def show_sparing() -> str:
    """What it means, and whether it is on."""
    return render_template("advice/sparing.html", is_on=mentoring_programme().spares_rare_mentors)


@requires(Permission.RARE_MENTORS_SPARE)
def set_sparing(choice: str) -> Response:
    """Switch it on or off, from the next run."""
    is_wanted = choice == "til"
    done = (
        gettext("It is on from the next match run.")
        if is_wanted
        else gettext("It is off from the next match run.")
    )
    with one_step(done):
        spare_rare_mentors(is_wanted, by=signed_in_user(), now=clock.now())
    return redirect(url_for("advice.show_sparing"))
