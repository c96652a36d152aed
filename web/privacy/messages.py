"""The words of mails about erasure, retention and requests; none names the person it is about."""

from __future__ import annotations

from datetime import date

from flask import current_app
from flask_babel import force_locale, gettext

from web.accounts.models import User
from web.core.links import absolute_link
from web.core.pages import day
from web.matches.models import Match
from web.notifications.services import write_notice
from web.privacy.models import DataRequest


def tell_caseworker_that_mentor_left(match: Match) -> None:
    """Tell the caseworker that a match has ended because its mentor has gone."""
    caseworker = match.young_person.caseworker
    with force_locale(caseworker.locale):
        write_notice(
            f"match {match.id} ended, mentor erased",
            to=caseworker,
            subject=gettext("A match has ended"),
            body=gettext(
                "Hi %(name)s\n\nA mentor has left the service, so a match of one of your young people has ended. Talk with "
                "the young person. The request is open again and part of the next match run.\n\n%(link)s",
                name=caseworker.name,
                link=absolute_link("caseload.show_young_person", young_person_id=match.young_person_id),
            ),
        )


def warn_of_erasure(user: User, *, number: int, on: date) -> None:
    """Tell somebody who has not signed in for long when their data will be erased."""
    with force_locale(user.locale):
        write_notice(
            f"retention warning {number} to user {user.id} for {on.isoformat()}",
            to=user,
            subject=gettext("Do you still want your account?"),
            body=gettext(
                "Hi %(name)s\n\nYou have not signed in to %(service)s for a long time. We only keep what we need, so your "
                "account and what it holds will be erased on %(day)s.\n\nIf you want to keep it, just sign in before that "
                "day:\n\n%(link)s\n\nIf not, you need not do anything. Thank you for having been with us.",
                name=user.name,
                service=current_app.config["SETTINGS"].service_name,
                day=day(on),
                link=absolute_link("security.login"),
            ),
        )


def tell_of_request(request: DataRequest, *, to: User) -> None:
    """Tell whoever answers a request that there is one."""
    with force_locale(to.locale):
        write_notice(
            f"data request {request.id} to user {to.id}",
            to=to,
            subject=gettext("A request about personal data"),
            body=gettext(
                "Hi %(name)s\n\nSomebody has sent a request about their personal data. It must be answered by "
                "%(day)s:\n\n%(link)s",
                name=to.name,
                day=day(request.due_on),
                link=absolute_link("privacy.show_request", request_id=request.id),
            ),
        )


def tell_of_answer(request: DataRequest) -> None:
    """Tell the person that their request is answered; the answer stands on their page.

    Whoever has no account any more hears it from the caseworker, who has talked with them.
    """
    user = request.user
    if not user.active:
        return
    with force_locale(user.locale):
        write_notice(
            f"data request {request.id} answered",
            to=user,
            subject=gettext("Your request has been answered"),
            body=gettext(
                "Hi %(name)s\n\nWe have answered your request about your personal data. You can read the answer "
                "here:\n\n%(link)s",
                name=user.name,
                link=absolute_link("privacy.own_data"),
            ),
        )
