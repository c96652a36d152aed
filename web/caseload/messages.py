"""The words of the mails about a caseload that is handed over; no young person is named in them."""

from __future__ import annotations

from datetime import datetime

from flask_babel import force_locale, gettext, ngettext

from web.accounts.models import User
from web.core.links import absolute_link
from web.matches.models import Match
from web.notifications.services import write_notice

YOUNG_PEOPLE_READ = "da"


def tell_successor(successor: User, predecessor: User, *, number: int, now: datetime) -> None:
    """There is more to do."""
    with force_locale(successor.locale):
        write_notice(
            f"caseload of {predecessor.id} handed over at {now.isoformat()}, successor",
            to=successor,
            subject=gettext("You have taken over a caseload"),
            body=ngettext(
                "Hi %(name)s\n\nOne young person who had %(predecessor)s as caseworker now has you. You find everything "
                "in your caseload:\n\n%(link)s",
                "Hi %(name)s\n\n%(num)s young people who had %(predecessor)s as caseworker now have you. You find "
                "everything in your caseload:\n\n%(link)s",
                number,
                name=successor.name,
                predecessor=predecessor.name,
                link=absolute_link("caseload.list_young_people"),
            ),
        )


def tell_predecessor(predecessor: User, successor: User, *, number: int, now: datetime) -> None:
    """There is less to do."""
    with force_locale(predecessor.locale):
        write_notice(
            f"caseload of {predecessor.id} handed over at {now.isoformat()}, predecessor",
            to=predecessor,
            subject=gettext("Your caseload has been handed over"),
            body=ngettext(
                "Hi %(name)s\n\nThe young person of your caseload now has %(successor)s as caseworker.",
                "Hi %(name)s\n\nThe %(num)s young people of your caseload now have %(successor)s as caseworker.",
                number,
                name=predecessor.name,
                successor=successor.name,
            ),
        )


def tell_matched_mentor(match: Match, successor: User, *, now: datetime) -> None:
    """The mentor has somebody else to turn to."""
    user = match.mentor.volunteer.user
    with force_locale(user.locale):
        write_notice(
            f"match {match.id}, new caseworker at {now.isoformat()}, mentor",
            to=user,
            subject=gettext("You have a new contact at the municipality"),
            body=gettext(
                "Hi %(name)s\n\nThe caseworker of your match is now %(successor)s. Write to %(email)s when you would "
                "like to talk about how it goes. Everything else is as it was.",
                name=user.name,
                successor=successor.name,
                email=successor.email,
            ),
        )


def tell_matched_young_person(match: Match, successor: User, *, now: datetime) -> None:
    """The young person has somebody else to turn to; told where there is an address."""
    young_person = match.young_person
    if not young_person.email:
        return
    with force_locale(YOUNG_PEOPLE_READ):
        write_notice(
            f"match {match.id}, new caseworker at {now.isoformat()}, young person",
            to=young_person.user or young_person.email,
            subject=gettext("You have a new caseworker"),
            body=gettext(
                "Hi\n\nYour caseworker is now %(successor)s. Write to %(email)s when there is something you would like "
                "to talk about. You keep your mentor, and everything else is as it was.",
                successor=successor.name,
                email=successor.email,
            ),
        )


def tell_caseworker_of_closed_mentor(match: Match, *, now: datetime) -> None:
    """Somebody must find out how the match is to go on."""
    caseworker = match.young_person.caseworker
    with force_locale(caseworker.locale):
        write_notice(
            f"match {match.id}, account of mentor closed at {now.isoformat()}",
            to=caseworker,
            subject=gettext("A mentor's account has been closed"),
            body=gettext(
                "Hi %(name)s\n\nAn administrator has closed the account of a mentor who has a running match in your "
                "caseload. The match goes on until you end it. Find out how it is to go on:\n\n%(link)s",
                name=caseworker.name,
                link=absolute_link("matches.show_match", match_id=match.id),
            ),
        )
