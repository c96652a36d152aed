"""The administrator's pages about one kind of organisation: the queue, yes, no, and the look at a change."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from web.core import clock
from web.core.access import allowed, requires, signed_in_user
from web.core.errors import RuleError
from web.core.forms import finish, sent_before
from web.core.one_step import one_step
from web.extensions import db
from web.organisations import services
from web.organisations.changes import change_lines
from web.organisations.forms import RefusalForm
from web.organisations.labels import STATUSES
from web.organisations.models import OrganisationStatus
from web.organisations.queries import organisation_to_decide, organisations_that_ask, organisations_with
from web.organisations.register import O, Register

NUMBER = "int(max=2147483647)"


class DecisionPages(Generic[O]):
    """The pages for one register; `add_routes` guards each and gives it its address below `start`."""

    def __init__(self, of: Register[O]) -> None:
        self.of = of

    def add_routes(self, blueprint: Blueprint, start: str) -> None:
        """Add the pages."""
        one, post, both = f"{start}/<{NUMBER}:{self.of.argument}>", ["POST"], ["GET", "POST"]
        self.add(blueprint, f"{start}/godkend", self.list_pending, ["GET"])
        self.add(blueprint, f"{one}/godkend", self.approve, post)
        self.add(blueprint, f"{one}/afvis", self.refuse, both)
        self.add(blueprint, f"{one}/aendring/godkend", self.approve_change, post)
        self.add(blueprint, f"{one}/aendring/afvis", self.refuse_change, both)

    def add(
        self, blueprint: Blueprint, address: str, view: Callable[..., str | Response], methods: list[str]
    ) -> None:
        """Add one page, guarded."""
        guarded = requires(self.of.permission_to_approve)(view)
        blueprint.add_url_rule(address, endpoint=view.__name__, view_func=guarded, methods=methods)

    def list_pending(self) -> str:
        """Those that wait, with a registration or a change; those with another answer behind a link."""
        status = request.args.get("status", default=OrganisationStatus.PENDING, type=OrganisationStatus)
        is_queue = status is OrganisationStatus.PENDING
        return render_template(
            "organisations/decide.html",
            of=self.of,
            page=organisations_with(self.of, status),
            asking=organisations_that_ask(self.of) if is_queue else [],
            status=status,
            statuses=STATUSES,
            change_lines=change_lines,
            mark=services.mark,
        )

    def approve(self, **ids: int) -> Response:
        """Welcome the organisation, as it was when its registration was read."""
        organisation = self.opened(ids)
        with one_step(gettext("Approved. They have been told.")):
            services.approve(
                self.of, organisation, seen=request.args.get("seen"), by=signed_in_user(), now=clock.now()
            )
        return redirect(url_for(f"{self.of.blueprint}.list_pending"))

    def refuse(self, **ids: int) -> str | Response:
        """Say no with a reason."""
        organisation = self.opened(ids)
        return self.answer_no(
            organisation,
            gettext("Say no to %(name)s", name=organisation.name),
            lambda reason: services.refuse(
                self.of, organisation, reason=reason, by=signed_in_user(), now=clock.now()
            ),
        )

    def approve_change(self, **ids: int) -> Response:
        """Let a change count, as it was when it was read."""
        organisation = self.opened(ids)
        with one_step(gettext("The change counts from now on. They have been told.")):
            services.approve_change(
                self.of,
                organisation,
                seen=request.args.get("seen", ""),
                by=signed_in_user(),
                now=clock.now(),
            )
        return redirect(url_for(f"{self.of.blueprint}.list_pending"))

    def refuse_change(self, **ids: int) -> str | Response:
        """Say no to a change with a reason."""
        organisation = self.opened(ids)
        if organisation.asked_at is None:
            return redirect(url_for(f"{self.of.blueprint}.list_pending"))
        return self.answer_no(
            organisation,
            gettext("Say no to the change of %(name)s", name=organisation.name),
            lambda reason: services.refuse_change(
                self.of, organisation, reason=reason, by=signed_in_user(), now=clock.now()
            ),
        )

    def opened(self, ids: dict[str, int]) -> O:
        """Return the organisation of the address."""
        return allowed(organisation_to_decide(self.of, ids[self.of.argument]))

    def answer_no(self, organisation: O, heading: str, say_no: Callable[[str], Any]) -> str | Response:
        """Show the page with the reason, or take it."""
        form = RefusalForm()
        if form.validate_on_submit():
            if repeat := sent_before(form):
                return repeat
            try:
                say_no(form.reason.data or "")
            except RuleError as error:
                db.session.rollback()
                form.refuse(error)
            else:
                flash(gettext("Not approved. They have been told why."), "success")
                return finish(form, f"{self.of.blueprint}.list_pending")
        return render_template("organisations/refuse.html", of=self.of, form=form, heading=heading)
