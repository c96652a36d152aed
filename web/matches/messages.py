"""The words of the notices about matches; the real name is on the page behind the link, never in a mail."""

from __future__ import annotations

from flask_babel import force_locale, gettext

from web.core.links import absolute_link
from web.deputies.caseloads import in_charge_of
from web.matches.models import Match, MatchReview
from web.matches.personal_links import match_link
from web.notifications.services import write_notice

YOUNG_PEOPLE_READ = "da"


def tell_of_match(match: Match) -> None:
    """Tell all three that it is a match."""
    page = absolute_link("matches.show_match", match_id=match.id)
    tell_mentor(match, page=page)
    tell_young_person(match)
    for reader in in_charge_of(match.young_person.caseworker):
        with force_locale(reader.locale):
            write_notice(
                f"match {match.id} made, caseworker {reader.id}",
                to=reader,
                subject=gettext("Both have said yes"),
                body=gettext(
                    "Hi %(name)s\n\nBoth have said yes, so there is a new match. Help them to agree on the first "
                    "meeting:\n\n%(link)s",
                    name=reader.name,
                    link=page,
                ),
            )


def tell_mentor(match: Match, *, page: str) -> None:
    """Tell the mentor."""
    user = match.mentor.volunteer.user
    with force_locale(user.locale):
        write_notice(
            f"match {match.id} made, mentor",
            to=user,
            subject=gettext("It is a match"),
            body=gettext(
                "Hi %(name)s\n\nThe young person has said yes too. On your page you see who it is, how to reach each "
                "other, and when you both have time:\n\n%(link)s",
                name=user.name,
                link=page,
            ),
        )


def tell_young_person(match: Match) -> None:
    """Tell the young person, where there is an address."""
    young_person = match.young_person
    if not young_person.email:
        return
    with force_locale(YOUNG_PEOPLE_READ):
        write_notice(
            f"match {match.id} made, young person",
            to=young_person.user or young_person.email,
            subject=gettext("You have a mentor"),
            body=gettext(
                "Hi\n\nYou have a mentor. Here you can see how to reach each other and when you both have "
                "time:\n\n%(link)s\n\nThe link is only for you.",
                link=match_link(match),
            ),
        )


def tell_of_end(match: Match) -> None:
    """Tell the mentor and the young person that the match has ended, with thanks."""
    user = match.mentor.volunteer.user
    with force_locale(user.locale):
        write_notice(
            f"match {match.id} closed, mentor",
            to=user,
            subject=gettext("Thank you for being a mentor"),
            body=gettext(
                "Hi %(name)s\n\nOne of your matches has ended. Thank you for the time you gave. The caseworker will "
                "gladly talk with you about how it went.",
                name=user.name,
            ),
        )
    if match.young_person.email:
        with force_locale(YOUNG_PEOPLE_READ):
            write_notice(
                f"match {match.id} closed, young person",
                to=match.young_person.user or match.young_person.email,
                subject=gettext("You and your mentor have finished"),
                body=gettext(
                    "Hi\n\nYou and your mentor have finished. If you would like to talk about it, or have a new "
                    "mentor, write to your caseworker."
                ),
            )


def tell_of_lapse(match: Match, lapse_id: int) -> None:
    """Tell those in charge that a running match's mentor lacks something; no name stands in the mail."""
    for reader in in_charge_of(match.young_person.caseworker):
        with force_locale(reader.locale):
            write_notice(
                f"match lapse {lapse_id}, {reader.id}",
                to=reader,
                subject=gettext("Something about a mentor's papers"),
                body=gettext(
                    "Hi %(name)s\n\nThe mentor in a running match lacks a paper, or is no longer approved. The match is not"
                    " ended: talk with the mentor, and decide what is best for the young person. The page says what is"
                    " missing:\n\n%(link)s",
                    name=reader.name,
                    link=absolute_link("matches.show_match", match_id=match.id),
                ),
            )


def tell_of_review(review: MatchReview) -> None:
    """Tell the caseworker that a running match waits for a decision."""
    caseworker = review.match.young_person.caseworker
    with force_locale(caseworker.locale):
        write_notice(
            f"match review {review.id}",
            to=caseworker,
            subject=gettext("A match waits for your decision"),
            body=gettext(
                "Hi %(name)s\n\nOne of the two in a running match has taken back their consent. Talk with both, decide "
                "whether the match ends, and write it down here:\n\n%(link)s",
                name=caseworker.name,
                link=absolute_link("matches.show_match", match_id=review.match_id),
            ),
        )
