"""The words of the notices about proposals; no mail names a young person to a mentor, or tells anything sensitive."""

from __future__ import annotations

from flask_babel import force_locale, gettext

from web.core.links import absolute_link
from web.deputies.caseloads import in_charge_of
from web.notifications.services import write_notice
from web.proposals.models import Proposal, ProposalStatus
from web.proposals.personal_links import answer_link

YOUNG_PEOPLE_READ = "da"


def ask_mentor(proposal: Proposal) -> None:
    """Ask the mentor to look at a proposal."""
    user = proposal.mentor.volunteer.user
    with force_locale(user.locale):
        write_notice(
            f"proposal {proposal.id} approved, mentor",
            to=user,
            subject=gettext("A young person would like to meet somebody like you"),
            body=gettext(
                "Hi %(name)s\n\nWe think that you and a young person could become a good match. Read about it and say "
                "yes or no within a week. A no is perfectly all right.\n\n%(link)s",
                name=user.name,
                link=absolute_link("proposals.show_to_mentor", proposal_id=proposal.id),
            ),
        )


def ask_young_person(proposal: Proposal) -> None:
    """Ask the young person through their personal link, and tell the caseworker that it is their turn."""
    young_person = proposal.request.young_person
    if young_person.email:
        with force_locale(YOUNG_PEOPLE_READ):
            write_notice(
                f"proposal {proposal.id} accepted by mentor, young person",
                to=young_person.user or young_person.email,
                subject=gettext("Here is somebody who would like to meet you"),
                body=gettext(
                    "Hi\n\nThere is somebody who would like to meet you. Read who it is and say yes or no thanks. "
                    "Both are fine.\n\n%(link)s\n\nThe link is only for you. It works for a week.",
                    link=answer_link(proposal),
                ),
            )
    for reader in in_charge_of(young_person.caseworker):
        with force_locale(reader.locale):
            write_notice(
                f"proposal {proposal.id} accepted by mentor, caseworker {reader.id}",
                to=reader,
                subject=gettext("A mentor has said yes"),
                body=gettext(
                    "Hi %(name)s\n\nA mentor has said yes. Now it is up to the young person. You can help them answer, or "
                    "answer on their behalf:\n\n%(link)s",
                    name=reader.name,
                    link=absolute_link("proposals.show_proposal", proposal_id=proposal.id),
                ),
            )


def tell_caseworker_of_no(proposal: Proposal) -> None:
    """Tell the caseworker that the mentor or the young person said no."""
    for reader in in_charge_of(proposal.request.young_person.caseworker):
        with force_locale(reader.locale):
            write_notice(
                f"proposal {proposal.id} declined, caseworker {reader.id}",
                to=reader,
                subject=gettext("A proposal was answered with a no"),
                body=gettext(
                    "Hi %(name)s\n\nA proposal was answered with a no. The request is part of the next match run "
                    "again.\n\n%(link)s",
                    name=reader.name,
                    link=absolute_link("proposals.show_proposal", proposal_id=proposal.id),
                ),
            )


def tell_mentor_of_no(proposal: Proposal) -> None:
    """Tell the mentor kindly that it will not be this time."""
    user = proposal.mentor.volunteer.user
    with force_locale(user.locale):
        write_notice(
            f"proposal {proposal.id} declined, mentor",
            to=user,
            subject=gettext("Not this time"),
            body=gettext(
                "Hi %(name)s\n\nThank you for saying yes. The young person has chosen otherwise this time. It says "
                "nothing about you. You are part of the next match run again.",
                name=user.name,
            ),
        )


def tell_of_withdrawal(proposal: Proposal, *, before: ProposalStatus) -> None:
    """Tell those who had been asked that they need not answer any more."""
    if before not in {ProposalStatus.APPROVED, ProposalStatus.MENTOR_ACCEPTED}:
        return
    user = proposal.mentor.volunteer.user
    with force_locale(user.locale):
        write_notice(
            f"proposal {proposal.id} withdrawn, mentor",
            to=user,
            subject=gettext("A proposal has been withdrawn"),
            body=gettext(
                "Hi %(name)s\n\nSomething has changed, so the proposal we sent you is no longer open. You need not do "
                "anything. You are part of the next match run again.",
                name=user.name,
            ),
        )
    if before is ProposalStatus.MENTOR_ACCEPTED:
        tell_young_person_it_ended(proposal)


def tell_young_person_it_ended(proposal: Proposal) -> None:
    """Tell the young person gently that the person they were shown is no longer an option."""
    young_person = proposal.request.young_person
    if not young_person.email:
        return
    with force_locale(YOUNG_PEOPLE_READ):
        write_notice(
            f"proposal {proposal.id} ended, young person",
            to=young_person.user or young_person.email,
            subject=gettext("We look for somebody else for you"),
            body=gettext(
                "Hi\n\nThe person we wrote about cannot after all. It has nothing to do with you. We go on looking."
            ),
        )


def tell_caseworker_of_withdrawal(proposal: Proposal) -> None:
    """Tell the caseworker that the proposal is gone and why."""
    for reader in in_charge_of(proposal.request.young_person.caseworker):
        with force_locale(reader.locale):
            write_notice(
                f"proposal {proposal.id} withdrawn, caseworker {reader.id}",
                to=reader,
                subject=gettext("A proposal has been withdrawn"),
                body=gettext(
                    "Hi %(name)s\n\nA proposal can no longer become a match. You can read why here:\n\n%(link)s",
                    name=reader.name,
                    link=absolute_link("proposals.show_proposal", proposal_id=proposal.id),
                ),
            )


def tell_of_expiry(proposal: Proposal, *, before: ProposalStatus) -> None:
    """Tell everybody who was waiting that the time to answer is over."""
    tell_of_withdrawal(proposal, before=before)
    for reader in in_charge_of(proposal.request.young_person.caseworker):
        with force_locale(reader.locale):
            write_notice(
                f"proposal {proposal.id} expired, caseworker {reader.id}",
                to=reader,
                subject=gettext("A proposal was not answered in time"),
                body=gettext(
                    "Hi %(name)s\n\nA proposal was not answered in time. The request is part of the next match run "
                    "again.\n\n%(link)s",
                    name=reader.name,
                    link=absolute_link("proposals.show_proposal", proposal_id=proposal.id),
                ),
            )
