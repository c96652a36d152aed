"""The words of mails when a workplace has changed its mind, or is a workplace here no more; nobody young is named."""

from __future__ import annotations

from datetime import datetime

from flask_babel import force_locale, gettext

from web.core.links import absolute_link
from web.deputies.caseloads import in_charge_of
from web.notifications.services import Words, write_to_each
from web.placements.messages import YOUNG_PEOPLE_READ, tell_young_person
from web.placements.models import JobProposal, JobProposalStatus, Placement
from web.placements.personal_links import answer_link
from web.small_jobs.term_words import earlier_lines


def ask_again(proposal: JobProposal, *, before: JobProposalStatus) -> None:
    """The workplace has changed the job: read it again, whatever you had answered."""
    version = proposal.small_job.terms_version
    with force_locale(YOUNG_PEOPLE_READ):
        tell_young_person(
            f"job proposal {proposal.id} on terms {version}, young person",
            proposal,
            subject=gettext("The small job has been changed"),
            body=gettext(
                "Hi\n\nThe workplace has changed the small job we asked you about. So we ask you again, also if you had"
                " said yes. It was like this before:\n\n%(lines)s\n\nRead how it is now, and say yes or no thanks. Both"
                " are fine.\n\n%(link)s\n\nThe link is only for you. It works for a week.",
                lines=lines_of(proposal),
                link=answer_link(proposal),
            ),
        )
    write_to_each(
        f"job proposal {proposal.id} on terms {version}",
        in_charge_of(proposal.young_person.caseworker),
        lambda reader: Words(
            subject=gettext("A workplace has changed a small job"),
            body=gettext(
                "Hi %(name)s\n\nA workplace has changed a small job that one of your young people has been asked about."
                " They are asked again. It was like this before:\n\n%(lines)s\n\nThe small job as it is now:\n%(link)s",
                name=reader.name,
                lines=lines_of(proposal),
                link=page_of(proposal),
            ),
        ),
    )
    if before is JobProposalStatus.YOUNG_PERSON_ACCEPTED:
        tell_workplace_to_wait(proposal)


def tell_workplace_to_wait(proposal: JobProposal) -> None:
    """Somebody had said yes to the job as it was."""
    write_to_each(
        f"job proposal {proposal.id} on terms {proposal.small_job.terms_version}, workplace",
        proposal.small_job.employer.contacts,
        lambda reader: Words(
            subject=gettext("We ask the young person again"),
            body=gettext(
                "Hi %(name)s\n\nYou have changed %(title)s. Somebody had said yes to it as it was, so we show them what"
                " is new and ask again. You hear from us within a week.",
                name=reader.name,
                title=proposal.small_job.title,
            ),
        ),
    )


def tell_caseworker_it_was_withdrawn(proposal: JobProposal) -> None:
    """The job, or the whole workplace, is not there any more."""
    write_to_each(
        f"job proposal {proposal.id} withdrawn, caseworker",
        in_charge_of(proposal.young_person.caseworker),
        lambda reader: Words(
            subject=gettext("A small job is no longer there"),
            body=gettext(
                "Hi %(name)s\n\nA small job that one of your young people had been asked about is no longer there for"
                " them. They have been told kindly. There are others:\n\n%(link)s",
                name=reader.name,
                link=page_of(proposal),
            ),
        ),
    )


def tell_workplace_was_refused(placement: Placement, *, at: datetime) -> None:
    """Somebody works at a place that we no longer stand for: a person decides what happens."""
    write_to_each(
        f"placement {placement.id} at a refused workplace {at.isoformat()}",
        in_charge_of(placement.young_person.caseworker),
        lambda reader: Words(
            subject=gettext("A workplace is no longer approved"),
            body=gettext(
                "Hi %(name)s\n\nOne of your young people has a small job at %(employer)s, which the municipality no"
                " longer approves. Nothing ends by itself: talk with the young person, look at the agreed trial days,"
                " and decide whether the small job is to end.\n\n%(link)s",
                name=reader.name,
                employer=placement.small_job.employer.name,
                link=absolute_link("placements.show_placement", placement_id=placement.id),
            ),
        ),
    )


def lines_of(proposal: JobProposal) -> str:
    """Return what has changed and how it was, a line each."""
    return "\n".join(f"{name}: {words}" for name, words in earlier_lines(proposal.earlier_terms))


def page_of(proposal: JobProposal) -> str:
    """Return the address of the caseworker's page about the young person's way into work."""
    return absolute_link("placements.show_young_person", young_person_id=proposal.young_person_id)
