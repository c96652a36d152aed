"""The words of mails about small jobs; no young person's name stands in any of them."""

from __future__ import annotations

from datetime import date, datetime

from flask_babel import force_locale, gettext

from web.accounts.models import User
from web.core.links import absolute_link
from web.core.pages import moment
from web.deputies.caseloads import in_charge_of
from web.employers.models import Employer
from web.notifications.services import Words, write_notice, write_to_each
from web.placements.models import JobProposal, JobProposalStatus, Placement, TrialDay
from web.placements.personal_links import answer_link, hours_link

YOUNG_PEOPLE_READ = "da"


def tell_young_person(occasion: str, proposal: JobProposal | Placement, *, subject: str, body: str) -> None:
    """Mail the young person, where they have told an address; the words are in their language already."""
    person = proposal.young_person
    if person.email or person.user is not None:
        write_notice(occasion, to=person.user or person.email, subject=subject, body=body)


def ask_young_person(proposal: JobProposal) -> None:
    """Ask whether they would like this job."""
    with force_locale(YOUNG_PEOPLE_READ):
        tell_young_person(
            f"job proposal {proposal.id} approved, young person",
            proposal,
            subject=gettext("Here is a small job that could be something for you"),
            body=gettext(
                "Hi\n\nWe have found a small job with ordinary pay that could suit you. Read about it and say yes or no"
                " thanks. Both are fine.\n\n%(link)s\n\nThe link is only for you. It works for a week.",
                link=answer_link(proposal),
            ),
        )


def ask_employer(proposal: JobProposal) -> None:
    """Ask the workplace."""
    employer = proposal.small_job.employer
    write_to_each(
        f"job proposal {proposal.id} accepted by young person",
        employer.contacts,
        lambda reader: Words(
            subject=gettext("A young person would like your small job"),
            body=gettext(
                "Hi %(name)s\n\nSomebody would like this small job: %(title)s. Read a little about them, and say yes or"
                " no:\n\n%(link)s",
                name=reader.name,
                title=proposal.small_job.title,
                link=absolute_link("placements.show_to_employer", job_proposal_id=proposal.id),
            ),
        ),
    )


def tell_caseworker_of_no(proposal: JobProposal) -> None:
    """Somebody has said no thanks."""
    for reader in in_charge_of(proposal.young_person.caseworker):
        with force_locale(reader.locale):
            write_notice(
                f"job proposal {proposal.id} {proposal.status.value}, caseworker {reader.id}",
                to=reader,
                subject=gettext("A small job came to nothing"),
                body=gettext(
                    "Hi %(name)s\n\nOne of the two has said no thanks to a small job. There are others:\n\n%(link)s",
                    name=reader.name,
                    link=absolute_link(
                        "placements.show_young_person", young_person_id=proposal.young_person_id
                    ),
                ),
            )


def tell_young_person_it_came_to_nothing(proposal: JobProposal) -> None:
    """It was not this job; nobody is blamed."""
    with force_locale(YOUNG_PEOPLE_READ):
        tell_young_person(
            f"job proposal {proposal.id} came to nothing, young person",
            proposal,
            subject=gettext("It was not this small job"),
            body=gettext(
                "Hi\n\nIt was not this small job after all. It is not about you. We look on, and you can see what else"
                " there is here:\n\n%(link)s",
                link=absolute_link("small_jobs.list_jobs"),
            ),
        )


def tell_it_came_to_nothing(
    proposal: JobProposal, *, before: JobProposalStatus, is_young_person_told: bool = True
) -> None:
    """Tell those who had been asked."""
    if before is JobProposalStatus.PROPOSED:
        return
    if is_young_person_told:
        tell_young_person_it_came_to_nothing(proposal)
    if before is JobProposalStatus.YOUNG_PERSON_ACCEPTED:
        write_to_each(
            f"job proposal {proposal.id} came to nothing",
            proposal.small_job.employer.contacts,
            lambda reader: Words(
                subject=gettext("The proposal for your small job is withdrawn"),
                body=gettext(
                    "Hi %(name)s\n\nThe proposal for %(title)s is withdrawn. You need not do anything; we look on.",
                    name=reader.name,
                    title=proposal.small_job.title,
                ),
            ),
        )


def tell_of_placement(placement: Placement) -> None:
    """Both have said yes."""
    job = placement.small_job
    page = absolute_link("placements.show_placement", placement_id=placement.id)
    with force_locale(YOUNG_PEOPLE_READ):
        tell_young_person(
            f"placement {placement.id} made, young person",
            placement,
            subject=gettext("Yes! You can try the small job"),
            body=gettext(
                "Hi\n\n%(employer)s has said yes too: %(title)s. You agree on a day to try it. The phone number of the"
                " workplace is %(phone)s.",
                employer=job.employer.name,
                title=job.title,
                phone=job.employer.phone,
            ),
        )
    for reader in in_charge_of(placement.young_person.caseworker):
        with force_locale(reader.locale):
            write_notice(
                f"placement {placement.id} made, caseworker {reader.id}",
                to=reader,
                subject=gettext("Both have said yes to a small job"),
                body=gettext(
                    "Hi %(name)s\n\nA young person and a workplace have both said yes. The next step is a trial day:"
                    "\n\n%(link)s",
                    name=reader.name,
                    link=page,
                ),
            )


def colleagues_of(user: User, placement: Placement) -> list[User]:
    """Return the contacts of the workplace, without the one who knows already."""
    return [contact for contact in placement.small_job.employer.contacts if contact.id != user.id]


def tell_of_trial_day(day: TrialDay, *, by: User) -> None:
    """A day to try the work is agreed."""
    placement = day.placement
    with force_locale(YOUNG_PEOPLE_READ):
        tell_young_person(
            f"trial day {day.id} agreed, young person",
            placement,
            subject=gettext("Your trial day"),
            body=gettext(
                "Hi\n\nYou try the job at %(employer)s on %(time)s.\n%(place)s\n\nIf it does not suit you, call the"
                " workplace on %(phone)s or tell your caseworker.",
                employer=placement.small_job.employer.name,
                time=moment(day.starts_at),
                place=placement.small_job.place,
                phone=placement.small_job.employer.phone,
            ),
        )
    write_to_each(
        f"trial day {day.id} agreed",
        colleagues_of(by, placement),
        lambda reader: Words(
            subject=gettext("A trial day is agreed"),
            body=gettext(
                "Hi %(name)s\n\n%(title)s: the trial day is on %(time)s.\n\n%(link)s",
                name=reader.name,
                title=placement.small_job.title,
                time=moment(day.starts_at),
                link=absolute_link("placements.show_placement", placement_id=placement.id),
            ),
        ),
    )


def tell_trial_day_is_off(day: TrialDay, *, by: User) -> None:
    """A day to try the work has been called off: nobody is to stand before a closed door."""
    placement = day.placement
    with force_locale(YOUNG_PEOPLE_READ):
        tell_young_person(
            f"trial day {day.id} off, young person",
            placement,
            subject=gettext("Your trial day is called off"),
            body=gettext(
                "Hi\n\nThe trial day at %(employer)s on %(time)s is called off. You have done nothing wrong:"
                " you find a new day together. Talk with your caseworker if you have not heard within a week.",
                employer=placement.small_job.employer.name,
                time=moment(day.starts_at),
            ),
        )
    write_to_each(
        f"trial day {day.id} off",
        colleagues_of(by, placement),
        lambda reader: Words(
            subject=gettext("A trial day is called off"),
            body=gettext(
                "Hi %(name)s\n\n%(title)s: the trial day on %(time)s is called off. Please agree on another.\n\n%(link)s",
                name=reader.name,
                title=placement.small_job.title,
                time=moment(day.starts_at),
                link=absolute_link("placements.show_placement", placement_id=placement.id),
            ),
        ),
    )


def tell_of_employment(placement: Placement) -> None:
    """From trial to work."""
    with force_locale(YOUNG_PEOPLE_READ):
        tell_young_person(
            f"placement {placement.id} employed, young person",
            placement,
            subject=gettext("The small job is yours"),
            body=gettext(
                "Hi\n\nCongratulations: the small job at %(employer)s is yours, with ordinary pay. You begin with"
                " %(hours)s hours a week.",
                employer=placement.small_job.employer.name,
                hours=placement.start_hours,
            ),
        )


def tell_of_end(placement: Placement, *, at: datetime) -> None:
    """A small job has ended."""
    with force_locale(YOUNG_PEOPLE_READ):
        tell_young_person(
            f"placement {placement.id} ended, young person",
            placement,
            subject=gettext("Your small job has ended"),
            body=gettext(
                "Hi\n\nYour small job at %(employer)s has ended. What you did there counts. Talk with your caseworker"
                " about what comes next.",
                employer=placement.small_job.employer.name,
            ),
        )
    for reader in in_charge_of(placement.young_person.caseworker):
        with force_locale(reader.locale):
            write_notice(
                f"placement {placement.id} ended {at.isoformat()}, caseworker {reader.id}",
                to=reader,
                subject=gettext("A small job has ended"),
                body=gettext(
                    "Hi %(name)s\n\nA small job of one of your young people has ended:\n\n%(link)s",
                    name=reader.name,
                    link=absolute_link(
                        "placements.show_young_person", young_person_id=placement.young_person_id
                    ),
                ),
            )


def ask_for_hours(employer: Employer, contact: User, *, monday: date) -> None:
    """Ask a workplace for the hours of the week: one tap."""
    with force_locale(contact.locale):
        write_notice(
            f"hours of {monday.isoformat()}, employer {employer.id}, user {contact.id}",
            to=contact,
            subject=gettext("The hours of this week: one tap"),
            body=gettext(
                "Hi %(name)s\n\nHow many hours of ordinary pay was it this week? If it was as last week, one tap is"
                " enough:\n\n%(link)s\n\nThe link is only for you. It works for two weeks.",
                name=contact.name,
                link=hours_link(employer, contact),
            ),
        )
